internal import OCOP

/// The rows of a ``FactTable``: each fact its position in eight bytes and its record, in chunks that are only added to.
///
/// A chunk is a row: the key, then the chunk's number in four bytes, largest first; in it each fact behind its length in four
/// bytes, smallest first. A chunk that has ``full`` bytes is never touched again, so that what a new fact costs does not
/// depend on how many there are. Only chunks that changed since they were written are in memory.
final class FactStore: StoredTable {
  private let index: Int
  private unowned let store: TableStore
  /// How many bytes a key has.
  private let width: Int
  private let shownKey: (UInt64) -> String?
  private var held: [UInt64: Held] = [:]
  /// Where what was added to last is held: most often it is added to again.
  private var latest: (key: UInt64, place: [UInt64: Held].Index)?

  private static let full = 2_000

  /// The last chunks of a key, those that changed among them.
  private struct Held {
    var first: UInt32
    var chunks: [[UInt8]]
  }

  init(index: Int, store: TableStore, width: Int, _ shownKey: @escaping (UInt64) -> String?) {
    (self.index, self.store, self.width, self.shownKey) = (index, store, width, shownKey)
  }

  /// Adds the bytes that `write` adds, as one fact.
  func add(to key: UInt64, _ write: (inout [UInt8]) -> Void) throws {
    if let latest, latest.key == key { return Self.add(to: &held.values[latest.place], write) }
    if let place = held.index(forKey: key) {
      latest = (key, place)
      Self.add(to: &held.values[place], write)
    } else {
      var last = try written(key)
      Self.add(to: &last, write)
      held[key] = last
      // What is held lies elsewhere now.
      latest = nil
    }
  }

  private static func add(to held: inout Held, _ write: (inout [UInt8]) -> Void) {
    if held.chunks[held.chunks.count - 1].count >= full { held.chunks.append([]) }
    let last = held.chunks.count - 1
    let start = held.chunks[last].count
    held.chunks[last].append(contentsOf: [0, 0, 0, 0])
    write(&held.chunks[last])
    let length = UInt32(held.chunks[last].count - start - 4)
    held.chunks[last].withUnsafeMutableBytes {
      $0.storeBytes(of: length.littleEndian, toByteOffset: start, as: UInt32.self)
    }
  }

  private func written(_ key: UInt64) throws -> Held {
    let found = try store.source?.lastRow(table: index, from: bytes(key), before: end(of: key))
    guard let found else { return Held(first: 0, chunks: [[]]) }
    guard let place = place(found.key.span.bytes), place.chunk < .max else { throw RowError.unreadable(table: index) }
    return Held(first: place.chunk, chunks: [found.row])
  }

  /// Lends the facts under `key`, in the order they were added.
  func forEach(in key: UInt64, _ body: (RawSpan) throws -> Void) throws {
    let own = held[key]
    if own?.first != 0 {
      try store.source?.rows(table: index, from: bytes(key), before: end(of: key)) { rowKey, row in
        guard let place = place(rowKey) else { throw RowError.unreadable(table: index) }
        if let own, place.chunk >= own.first { return }
        try each(row, body)
      }
    }
    for chunk in own?.chunks ?? [] { try each(chunk.span.bytes, body) }
  }

  /// Lends all facts, each with its key: keys in order, and the facts under each in the order they were added.
  func forEach(_ body: (UInt64, RawSpan) throws -> Void) throws {
    let changed = held.keys.sorted()
    var next = 0
    func lendHeld(before key: UInt64?) throws {
      while next < changed.count, key.map({ changed[next] < $0 }) ?? true {
        let own = changed[next]
        for chunk in held[own]?.chunks ?? [] { try each(chunk.span.bytes) { try body(own, $0) } }
        next += 1
      }
    }
    try store.source?.rows(table: index) { rowKey, row in
      guard let place = place(rowKey) else { throw RowError.unreadable(table: index) }
      try lendHeld(before: place.key)
      if let own = held[place.key], place.chunk >= own.first { return }
      try each(row) { try body(place.key, $0) }
    }
    try lendHeld(before: nil)
  }

  private func each(_ row: RawSpan, _ body: (RawSpan) throws -> Void) throws {
    var offset = 0
    while offset < row.byteCount {
      guard row.byteCount - offset >= 4 else { throw RowError.unreadable(table: index) }
      let length = Int(UInt32(littleEndian: row.unsafeLoadUnaligned(fromByteOffset: offset, as: UInt32.self)))
      guard length <= row.byteCount - offset - 4 else { throw RowError.unreadable(table: index) }
      try body(row.extracting(offset + 4..<offset + 4 + length))
      offset += 4 + length
    }
  }

  private func bytes(_ key: UInt64) -> [UInt8] {
    (0..<width).map { UInt8(truncatingIfNeeded: key >> UInt64(8 * (width - 1 - $0))) }
  }

  /// What sorts after every chunk of the key, and before those of the next one.
  private func end(of key: UInt64) -> [UInt8] { bytes(key) + [UInt8](repeating: 0xff, count: 5) }

  private func place(_ rowKey: RawSpan) -> (key: UInt64, chunk: UInt32)? {
    guard rowKey.byteCount == width + 4 else { return nil }
    var key: UInt64 = 0
    for offset in 0..<width { key = key << 8 | UInt64(rowKey.unsafeLoad(fromByteOffset: offset, as: UInt8.self)) }
    return (key, UInt32(bigEndian: rowKey.unsafeLoadUnaligned(fromByteOffset: width, as: UInt32.self)))
  }

  func takeChanges() -> [(key: [UInt8], row: [UInt8])] {
    defer { (held, latest) = ([:], nil) }
    var changes: [(key: [UInt8], row: [UInt8])] = []
    for key in held.keys.sorted() {
      guard let own = held[key] else { continue }
      for (offset, chunk) in own.chunks.enumerated() {
        changes.append((bytes(key) + (own.first + UInt32(offset)).keyBytes, chunk))
      }
    }
    return changes
  }

  func shown(key: [UInt8], row: [UInt8]) -> ShownRow? {
    guard let place = place(key.span.bytes), let name = shownKey(place.key) else { return nil }
    var facts: [JSONValue] = []
    guard (try? each(row.span.bytes) { facts.append(shown($0)) }) != nil else { return nil }
    return ShownRow(key: "\(name)/\(place.chunk)", row: .array(facts))
  }

  private func shown(_ fact: RawSpan) -> JSONValue {
    guard fact.byteCount > 8 else { return "?" }
    let position = Position(UInt64(littleEndian: fact.unsafeLoadUnaligned(as: UInt64.self)))
    guard let record = try? RecordView(fact.extracting(droppingFirst: 8), at: position), let type = record.type,
      let event = try? record.payloadBytes.withUnsafeBytes({ try Event(type, wire: $0) })
    else { return ["position": position.json] }
    return [
      "position": position.json, "type": .string(type.code), "effectiveOn": record.effectiveOn?.json ?? nil,
      "corrects": record.corrects?.json ?? nil, "payload": event.payload.json,
    ]
  }
}
