internal import OCOP
internal import ProjectionKit

/// Bytes under streams, laid out by the projection itself and read where they lie: nothing is decoded, and nothing is kept in
/// memory but what has changed since rows were written. They are kept in pieces of about a page, of which only the last is ever
/// written again.
final class BytesTable {
  // Touched for each record, by whoever has the store's tables for itself.
  @exclusivity(unchecked) private var rows: SegmentedRows
  private let positions: ([UInt8]) -> [Position]?

  /// `positions` tells the records in a row; `nil`: it is none.
  init(_ written: WrittenTable, _ positions: @escaping ([UInt8]) -> [Position]?) {
    rows = SegmentedRows(written, width: StreamID.byteCount)
    self.positions = positions
  }

  /// Adds at most `count` bytes under `key`: what `add` adds to the last piece, or to an empty one where they might not fit.
  /// `add` must not use the table itself.
  func add(_ count: Int, to key: StreamID, _ add: (inout [UInt8]) throws -> Void) throws {
    try rows.add(to: key.packed) { pieces in
      guard !pieces.last.isEmpty, pieces.last.count + count > SegmentedRows.full else { return try add(&pieces.last) }
      var piece: [UInt8] = []
      try add(&piece)
      pieces.begin(with: piece)
    }
  }

  /// Whether there is anything under `key`.
  func contains(_ key: StreamID) throws -> Bool { try rows.contains(key.packed) }

  /// Lends what is under `key`, all pieces as one; answers `nil` where there is nothing.
  func withBytes<R>(_ key: StreamID, _ body: (RawSpan) throws -> R) throws -> R? {
    var result: R?
    var whole = CompleteSegments()
    try rows.forEach(in: key.packed) { piece, isLast in
      try whole.add(piece, isLast: isLast) { result = try body($0) }
    }
    return result
  }

  /// Lends what is under every key that is `first` or follows it, and comes before `end`, in the order of keys, the pieces of
  /// each as one. Nothing may be changed meanwhile.
  func forEach(
    from first: StreamID? = nil, before end: StreamID? = nil, _ body: (StreamID, RawSpan) throws -> Void
  ) throws {
    var whole = CompleteSegments()
    try rows.forEach(from: first?.packed ?? 0, before: end?.packed) { key, piece, isLast in
      try whole.add(piece, isLast: isLast) { bytes in
        guard let stream = StreamID(packed: key) else { throw unreadable }
        try body(stream, bytes)
      }
    }
  }

  /// A row that cannot be what the projection laid out.
  var unreadable: RowError { rows.unreadable }
}

extension BytesTable: CustomTable {
  func takeChanges() -> [(key: [UInt8], row: [UInt8])] { rows.takeChanges() }

  func shown(key: [UInt8], row: [UInt8]) -> ShownRow? {
    guard let place = rows.place(key.span.bytes), let stream = StreamID(packed: place.key) else { return nil }
    let positions = positions(Array(row.dropLast()))
    return ShownRow(
      key: "\(stream)/\(place.piece)", row: positions.map { .array($0.map { ["position": $0.json] }) } ?? "?",
      positions: positions ?? [])
  }
}

/// Puts pieces together. One that stands alone is lent where it lies.
private struct CompleteSegments {
  private var bytes: [UInt8] = []

  mutating func add(_ piece: RawSpan, isLast: Bool, _ body: (RawSpan) throws -> Void) throws {
    if isLast, bytes.isEmpty { return try body(piece) }
    piece.withUnsafeBytes { bytes.append(contentsOf: $0) }
    guard isLast else { return }
    try body(bytes.span.bytes)
    bytes.removeAll(keepingCapacity: true)
  }
}
