internal import OCOP
internal import ProjectionKit

/// Texts under keys, to be searched for what they contain: the rows are looked through where they were written, and
/// nothing is decoded or kept.
final class TextTable<Key: TableKey> {
  private let written: WrittenTable
  /// What was set since the rows were written, and what of it was written meanwhile.
  private var rows: [Key: [UInt8]] = [:]
  private var changed: Set<Key> = []

  init(_ written: WrittenTable) { self.written = written }

  /// Sets the text under `key`.
  func set(_ text: String, at key: Key) {
    rows[key] = Array(text.utf8)
    changed.insert(key)
  }

  /// The keys whose text contains `part`, in no particular order. Looks through every text.
  func keys(containing part: String) throws -> [Key] {
    let part = Array(part.utf8)
    var found = rows.compactMap { contains($1.span.bytes, part) ? $0 : nil }
    try written.rows { keyBytes, text in
      guard contains(text, part) else { return }
      guard let key = Key(keyBytes: keyBytes.withUnsafeBytes { Array($0) }) else {
        throw written.unreadable
      }
      if rows[key] == nil { found.append(key) }
    }
    return found
  }
}

extension TextTable: CustomTable {
  func takeChanges() -> [(key: [UInt8], row: [UInt8])] {
    defer { changed = [] }
    return changed.map { ($0.keyBytes, rows[$0] ?? []) }.sorted { $0.0.lexicographicallyPrecedes($1.0) }
  }

  func shown(key: [UInt8], row: [UInt8]) -> ShownRow? {
    guard let key = Key(keyBytes: key), let text = String(validating: row, as: UTF8.self) else { return nil }
    return ShownRow(key: "\(key)", row: .string(text))
  }
}

/// Whether `part` stands in `text`.
private func contains(_ text: RawSpan, _ part: [UInt8]) -> Bool {
  guard let first = part.first else { return true }
  return text.withUnsafeBytes { text in
    guard text.count >= part.count else { return false }
    for start in 0...text.count - part.count where text[start] == first {
      if text[start..<start + part.count].elementsEqual(part) { return true }
    }
    return false
  }
}
