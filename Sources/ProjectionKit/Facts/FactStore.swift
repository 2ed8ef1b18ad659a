internal import OCOP

/// The rows of a ``FactTable``: each fact its position and its record, in chunks that are only added to.
///
/// A chunk is a row: the key, then the chunk's number in four bytes, largest first; in it each fact behind eight bytes, its
/// length in two and its position in six, smallest first. A fact that would make a chunk longer than a page of the file begins
/// the next one, and those before it are never touched again, so that what a new fact costs does not depend on how many there
/// are. Only chunks that changed since they were written are in memory.
final class FactStore: StoredTable {
  private let index: Int
  private unowned let store: TableStore
  /// How many bytes a key has.
  private let width: Int
  private let shownKey: (UInt64) -> String?
  private var changed = ChangedFacts()

  init(index: Int, store: TableStore, width: Int, _ shownKey: @escaping (UInt64) -> String?) {
    (self.index, self.store, self.width, self.shownKey) = (index, store, width, shownKey)
  }

  /// Adds a fact: what `write` adds to the bytes it is given.
  func add(to key: UInt64, at position: Position, _ write: (inout [UInt8]) -> Void) throws {
    try changed.add(to: key, at: position, write) { try written($0) }
  }

  private func written(_ key: UInt64) throws -> ChangedFacts.Last {
    let found = try store.source?.lastRow(table: index, from: bytes(key), before: end(of: key))
    guard let found else { return ChangedFacts.Last(first: 0) }
    guard let place = place(found.key.span.bytes), place.chunk < .max else { throw RowError.unreadable(table: index) }
    return ChangedFacts.Last(first: place.chunk, chunk: found.row)
  }

  /// Lends the facts under `key`, in the order they were added.
  func forEach(in key: UInt64, _ body: (Position, RawSpan) throws -> Void) throws {
    let own = changed[key]
    if own?.first != 0 {
      try store.source?.rows(table: index, from: bytes(key), before: end(of: key)) { rowKey, row in
        guard let place = place(rowKey) else { throw RowError.unreadable(table: index) }
        if let own, place.chunk >= own.first { return }
        try each(row, body)
      }
    }
    try own?.forEach { _, chunk in try each(chunk.span.bytes, body) }
  }

  /// Lends all facts, each with its key: keys in order, and the facts under each in the order they were added.
  func forEach(_ body: (UInt64, Position, RawSpan) throws -> Void) throws {
    let keys = changed.keys
    var next = 0
    func lendHeld(before key: UInt64?) throws {
      while next < keys.count, key.map({ keys[next] < $0 }) ?? true {
        let own = keys[next]
        try changed[own]?.forEach { _, chunk in try each(chunk.span.bytes) { try body(own, $0, $1) } }
        next += 1
      }
    }
    try store.source?.rows(table: index) { rowKey, row in
      guard let place = place(rowKey) else { throw RowError.unreadable(table: index) }
      try lendHeld(before: place.key)
      if let own = changed[place.key], place.chunk >= own.first { return }
      try each(row) { try body(place.key, $0, $1) }
    }
    try lendHeld(before: nil)
  }

  private func each(_ row: RawSpan, _ body: (Position, RawSpan) throws -> Void) throws {
    var offset = 0
    while offset < row.byteCount {
      guard row.byteCount - offset >= 8 else { throw RowError.unreadable(table: index) }
      let head = UInt64(littleEndian: row.unsafeLoadUnaligned(fromByteOffset: offset, as: UInt64.self))
      let start = offset + 8
      offset = start + Int(head & 0xffff)
      guard offset <= row.byteCount else { throw RowError.unreadable(table: index) }
      try body(Position(head >> 16), row.extracting(start..<offset))
    }
  }

  /// The bytes of a key, or of one of its chunks.
  private func bytes(_ key: UInt64, _ chunk: UInt32? = nil) -> [UInt8] {
    let size = chunk == nil ? width : width + 4
    return [UInt8](unsafeUninitializedCapacity: size) { bytes, count in
      for offset in 0..<width { bytes[offset] = UInt8(truncatingIfNeeded: key >> UInt64(8 * (width - 1 - offset))) }
      if let chunk {
        UnsafeMutableRawBufferPointer(bytes).storeBytes(of: chunk.bigEndian, toByteOffset: width, as: UInt32.self)
      }
      count = size
    }
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
    defer { changed = ChangedFacts() }
    var changes: [(key: [UInt8], row: [UInt8])] = []
    for key in changed.keys {
      changed[key]?.forEach { number, chunk in changes.append((bytes(key, number), chunk)) }
    }
    return changes
  }

  func shown(key: [UInt8], row: [UInt8]) -> ShownRow? {
    guard let place = place(key.span.bytes), let name = shownKey(place.key) else { return nil }
    var facts: [JSONValue] = []
    guard (try? each(row.span.bytes) { facts.append(shown($0, $1)) }) != nil else { return nil }
    return ShownRow(key: "\(name)/\(place.chunk)", row: .array(facts))
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
