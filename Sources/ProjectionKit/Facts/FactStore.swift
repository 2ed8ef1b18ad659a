internal import OCOP

/// The rows of a ``FactTable``: each fact its position and its record, in pieces.
///
/// In a piece each fact stands behind eight bytes: its length in two and its position in six, smallest first.
final class FactStore: StoredTable {
  private var rows: PieceRows
  private let shownKey: (UInt64) -> String?

  init(_ rows: PieceRows, _ shownKey: @escaping (UInt64) -> String?) { (self.rows, self.shownKey) = (rows, shownKey) }

  /// Rows that cannot be what was written.
  var unreadable: RowError { rows.unreadable }

  /// Adds a fact: what `write` adds to the bytes it is given. Throws where that is more than any record has.
  func add(to key: UInt64, at position: Position, _ write: (inout [UInt8]) -> Void) throws {
    let unreadable = unreadable
    try rows.add(to: key) { pieces in
      let start = pieces.last.count
      withUnsafeBytes(of: (position.number << 16).littleEndian) { pieces.last.append(contentsOf: $0) }
      write(&pieces.last)
      guard let length = UInt16(exactly: pieces.last.count - start - 8) else {
        pieces.last.removeSubrange(start...)
        throw unreadable
      }
      pieces.last.withUnsafeMutableBytes {
        $0.storeBytes(of: length.littleEndian, toByteOffset: start, as: UInt16.self)
      }
      guard start > 0, pieces.last.count > PieceRows.full else { return }
      let fact = Array(pieces.last[start...])
      pieces.last.removeSubrange(start...)
      pieces.begin(with: fact)
    }
  }

  /// Lends the facts under `key`, in the order they were added.
  func forEach(in key: UInt64, _ body: (Position, RawSpan) throws -> Void) throws {
    try rows.forEach(in: key) { piece, _ in try each(piece, body) }
  }

  /// Lends all facts, each with its key: keys in order, and the facts under each in the order they were added.
  func forEach(_ body: (UInt64, Position, RawSpan) throws -> Void) throws {
    try rows.forEach { key, piece, _ in try each(piece) { try body(key, $0, $1) } }
  }

  private func each(_ piece: RawSpan, _ body: (Position, RawSpan) throws -> Void) throws {
    var offset = 0
    while offset < piece.byteCount {
      guard piece.byteCount - offset >= 8 else { throw unreadable }
      let head = UInt64(littleEndian: piece.unsafeLoadUnaligned(fromByteOffset: offset, as: UInt64.self))
      let start = offset + 8
      offset = start + Int(head & 0xffff)
      // What is kept of a record is never nothing.
      guard offset > start, offset <= piece.byteCount else { throw unreadable }
      try body(Position(head >> 16), piece.extracting(start..<offset))
    }
  }

  func takeChanges() -> [(key: [UInt8], row: [UInt8])] { rows.takeChanges() }

  func shown(key: [UInt8], row: [UInt8]) -> ShownRow? {
    guard let place = rows.place(key.span.bytes), let name = shownKey(place.key) else { return nil }
    let piece = row.dropLast()
    var facts: [JSONValue] = []
    guard (try? each(piece.span.bytes) { facts.append(shown($0, $1)) }) != nil else { return nil }
    return ShownRow(key: "\(name)/\(place.piece)", row: .array(facts))
  }

  private func shown(_ position: Position, _ fact: RawSpan) -> JSONValue {
    guard let record = try? RecordView(fact, at: position), let type = record.type,
      let event = try? record.payloadBytes.withUnsafeBytes({ try Event(type, wire: $0) })
    else { return ["position": position.json] }
    return [
      "position": position.json, "type": .string(type.code), "effectiveOn": record.effectiveOn?.json ?? nil,
      "corrects": record.corrects?.json ?? nil, "payload": event.payload.json,
    ]
  }
}
