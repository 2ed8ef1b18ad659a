internal import OCOP

/// The rows of a ``FactTable``: each fact its position and its record, in pieces.
///
/// In a piece each fact stands behind eight bytes: its length in two and its position in six, smallest first. Facts come in the
/// order of the log, each under another key than the one before: they wait one behind the other, and are dealt out to their keys
/// together, when rows are read or written.
final class FactStore: CustomTable {
  private var rows: SegmentedRows
  private let shownKey: (UInt64) -> String?
  // Each is touched once for a record, by whoever has the store's tables for itself.
  /// The facts that wait, and room behind them.
  @exclusivity(unchecked) private var waiting: [UInt8] = []
  @exclusivity(unchecked) private var filled = 0
  @exclusivity(unchecked) private var places: [Place] = []

  /// Whose a fact that waits is, and where it begins.
  private struct Place {
    let key: UInt64
    let start: UInt32
  }

  /// The first record of which more is said than this version knows, among those that were read.
  private(set) var newer: Position?

  /// Remembers that more is said of the record at `position` than this version knows.
  func note(newer position: Position) { newer = min(newer ?? position, position) }

  /// No more bytes than these wait.
  private let mostWaiting: Int

  init(_ rows: SegmentedRows, mostWaiting: Int, _ shownKey: @escaping (UInt64) -> String?) {
    (self.rows, self.mostWaiting, self.shownKey) = (rows, mostWaiting, shownKey)
  }

  /// Rows that cannot be what was written.
  var unreadable: RowError { rows.unreadable }

  /// Adds a record as a fact; of its payload only the fields `only`, where they are given. Throws where it is longer than any
  /// record may be.
  func add(_ record: borrowing RecordView, to key: UInt64, only fields: [Int]?) throws {
    if filled >= mostWaiting { try deal() }
    let start = filled
    let record = copy record
    makeRoom(for: 8 + record.byteCount)
    let length =
      fields != nil ? nil : waiting.withUnsafeMutableBytes { record.copyKept(to: .init(rebasing: $0[(start + 8)...])) }
    if let length { filled += 8 + length } else { append(record, only: fields) }
    guard let length = UInt16(exactly: filled - start - 8) else {
      filled = start
      throw unreadable
    }
    let head = record.position.number << 16 | UInt64(length)
    waiting.withUnsafeMutableBytes { $0.storeBytes(of: head.littleEndian, toByteOffset: start, as: UInt64.self) }
    places.append(Place(key: key, start: UInt32(start)))
  }

  private func append(_ record: borrowing RecordView, only fields: [Int]?) {
    var bytes: [UInt8] = []
    record.append(keptTo: &bytes, only: fields)
    makeRoom(for: 8 + bytes.count)
    let start = filled + 8
    waiting.withUnsafeMutableBytes { UnsafeMutableRawBufferPointer(rebasing: $0[start...]).copyBytes(from: bytes) }
    filled = start + bytes.count
  }

  private func makeRoom(for bytes: Int) {
    guard waiting.count - filled < bytes else { return }
    waiting.append(contentsOf: repeatElement(0, count: max(bytes, 256, waiting.count)))
  }

  /// Deals out the facts that wait. Throws ``RowError`` where written rows cannot be read: then facts are missing, and the view is
  /// to be folded again.
  private func deal() throws {
    guard !places.isEmpty else { return }
    let places = sortedByNumber(places) { $0.key }
    try waiting.withUnsafeBytes { bytes in
      var next = 0
      while next < places.count {
        let key = places[next].key
        try rows.add(to: key) { pieces in
          repeat {
            let start = Int(places[next].start)
            let length = UInt16(littleEndian: bytes.loadUnaligned(fromByteOffset: start, as: UInt16.self))
            let fact = UnsafeRawBufferPointer(rebasing: bytes[start..<start + 8 + Int(length)])
            if !pieces.last.isEmpty, pieces.last.count + fact.count > SegmentedRows.full {
              pieces.begin(with: fact)
            } else {
              pieces.last.append(contentsOf: fact)
            }
            next += 1
          } while next < places.count && places[next].key == key
        }
      }
    }
    filled = 0
    self.places.removeAll(keepingCapacity: true)
  }

  /// Whether the record at `position` is among the facts under `key`. Facts are added in the order of their positions.
  func contains(_ position: Position, in key: UInt64) throws -> Bool {
    if waitingKeys(of: position).contains(key) { return true }
    guard mayBeDealt(position) else { return false }
    var isThere = false
    try rows.forEach(in: key) { piece, _ in try each(piece) { at, _ in isThere = isThere || at == position } }
    return isThere
  }

  /// The keys under which the record at `position` is a fact, in order. Looks through all facts.
  func keys(of position: Position) throws -> [UInt64] {
    var keys = Set(waitingKeys(of: position))
    if mayBeDealt(position) {
      try rows.forEach { key, piece, _ in
        try each(piece) { at, _ in
          if at == position { keys.insert(key) }
        }
      }
    }
    return keys.sorted()
  }

  /// Of what follows the first that waits, nothing was dealt out yet. One record may be a fact under several keys.
  private func mayBeDealt(_ at: Position) -> Bool { places.first.map { at <= position($0) } ?? true }

  /// The keys that the record at `wanted` waits under.
  private func waitingKeys(of wanted: Position) -> [UInt64] {
    var (low, high) = (0, places.count)
    while low < high {
      let middle = (low + high) / 2
      if position(places[middle]) < wanted { low = middle + 1 } else { high = middle }
    }
    return places[low...].prefix { position($0) == wanted }.map(\.key)
  }

  private func position(_ place: Place) -> Position {
    waiting.withUnsafeBytes {
      Position(UInt64(littleEndian: $0.loadUnaligned(fromByteOffset: Int(place.start), as: UInt64.self)) >> 16)
    }
  }

  /// Lends the facts under `key`, in the order they were added.
  func forEach(in key: UInt64, _ body: (Position, RawSpan) throws -> Void) throws {
    try deal()
    try rows.forEach(in: key) { piece, _ in try each(piece, body) }
  }

  /// Lends all facts, each with its key: keys in order, and the facts under each in the order they were added.
  func forEach(_ body: (UInt64, Position, RawSpan) throws -> Void) throws {
    try deal()
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

  func takeChanges() throws -> [(key: [UInt8], row: [UInt8])] {
    try deal()
    return rows.takeChanges()
  }

  func shown(key: [UInt8], row: [UInt8]) -> ShownRow? {
    guard let place = rows.place(key.span.bytes), let name = shownKey(place.key) else { return nil }
    let piece = row.dropLast()
    var (facts, positions): ([JSONValue], [Position]) = ([], [])
    do {
      try each(piece.span.bytes) {
        facts.append(shown($0, $1))
        positions.append($0)
      }
    } catch {
      return nil
    }
    return ShownRow(key: "\(name)/\(place.piece)", row: .array(facts), positions: positions)
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
