public import OCOP

/// Bytes under streams, laid out by the projection itself and read where they lie: nothing is decoded, and nothing is kept in
/// memory but what has changed since rows were written.
///
/// What is added under a stream comes in pieces, one row each: the stream, then the piece's number in four bytes, largest first;
/// behind the bytes one more says whether another piece follows. A piece that has ``full`` bytes is never touched again, so
/// that what is written, and held until then, does not grow with what is there.
public final class BytesTable {
  private let index: Int
  private unowned let store: TableStore
  private let shown: ([UInt8]) -> JSONValue
  /// The last pieces under the streams that something was added to since rows were written.
  private var changed: [StreamID: Last] = [:]

  /// A piece with the byte behind it fills a page of the file.
  private static let full = 4_079

  private struct Last {
    /// The number of the first of these pieces.
    var first: UInt32 = 0
    var earlier: [[UInt8]] = []
    var last: [UInt8] = []

    var pieces: [[UInt8]] { earlier + [last] }
  }

  init(index: Int, store: TableStore, _ shown: @escaping ([UInt8]) -> JSONValue) {
    self.index = index
    self.store = store
    self.shown = shown
  }

  /// Adds about `count` bytes under `key`: what `add` adds to the last piece, or to an empty one where that is full. `add` must
  /// not use the table itself.
  public func add(_ count: Int, to key: StreamID, _ add: (inout [UInt8]) throws -> Void) throws {
    // Changed where it lies, so that a piece is not copied for each addition.
    if let place = changed.index(forKey: key) {
      try Self.add(count, to: &changed.values[place], add)
    } else {
      var last = try written(key)
      try Self.add(count, to: &last, add)
      changed[key] = last
    }
  }

  private static func add(_ count: Int, to own: inout Last, _ add: (inout [UInt8]) throws -> Void) throws {
    if !own.last.isEmpty, own.last.count + count > full {
      own.earlier.append(own.last)
      own.last = []
      own.last.reserveCapacity(full + 1)
    }
    try add(&own.last)
  }

  private func written(_ key: StreamID) throws -> Last {
    let found = try store.source?.lastRow(table: index, from: key.keyBytes, before: Self.end(of: key))
    guard var found else { return Last() }
    guard let place = place(found.key.span.bytes), place.piece < .max, found.row.popLast() == 0 else {
      throw unreadable
    }
    return Last(first: place.piece, last: found.row)
  }

  /// Whether there is anything under `key`.
  public func contains(_ key: StreamID) throws -> Bool {
    try changed[key] != nil
      || store.source?.lastRow(table: index, from: key.keyBytes, before: Self.end(of: key)) != nil
  }

  /// Lends what is under `key`, all pieces as one; answers `nil` where there is nothing.
  public func withBytes<R>(_ key: StreamID, _ body: (RawSpan) throws -> R) throws -> R? {
    var result: R?
    let own = changed[key] == nil ? [] : [key]
    try forEach(from: key.keyBytes, before: Self.end(of: key), changed: own) { result = try body($1) }
    return result
  }

  /// Lends what is under every key that is `first` or follows it, and comes before `end`, in the order of keys, the pieces of
  /// each as one. Nothing may be changed meanwhile.
  public func forEach(
    from first: StreamID? = nil, before end: StreamID? = nil, _ body: (StreamID, RawSpan) throws -> Void
  ) throws {
    let keys = changed.keys.filter { key in
      (first.map { $0 <= key } ?? true) && (end.map { key < $0 } ?? true)
    }
    try forEach(from: first?.keyBytes ?? [], before: end?.keyBytes, changed: keys.sorted(), body)
  }

  private func forEach(
    from first: [UInt8], before end: [UInt8]?, changed keys: [StreamID], _ body: (StreamID, RawSpan) throws -> Void
  ) throws {
    var next = 0
    // The pieces so far of a stream that has several.
    var (whole, owner): ([UInt8], StreamID?) = ([], nil)
    func lendChanged(before key: StreamID?) throws {
      while next < keys.count, key.map({ keys[next] < $0 }) ?? true {
        let own = keys[next]
        guard owner == nil || owner == own else { throw unreadable }
        if owner == nil { whole.removeAll(keepingCapacity: true) }
        for piece in changed[own]?.pieces ?? [] { whole += piece }
        (next, owner) = (next + 1, nil)
        try body(own, whole.span.bytes)
      }
    }
    try store.source?.rows(table: index, from: first, before: end) { rowKey, row in
      guard let place = place(rowKey), row.byteCount > 0 else { throw unreadable }
      try lendChanged(before: place.key)
      // Behind a piece that another one follows comes that one.
      guard owner == nil || owner == place.key else { throw unreadable }
      let piece = row.extracting(droppingLast: 1)
      if next < keys.count, keys[next] == place.key {
        // The rest of this stream is what changed.
        guard let own = changed[place.key], place.piece < own.first else { return }
      } else if row.unsafeLoad(fromByteOffset: row.byteCount - 1, as: UInt8.self) == 0 {
        guard owner != nil else { return try body(place.key, piece) }
        piece.withUnsafeBytes { whole.append(contentsOf: $0) }
        owner = nil
        return try body(place.key, whole.span.bytes)
      }
      if owner == nil {
        whole.removeAll(keepingCapacity: true)
        owner = place.key
      }
      piece.withUnsafeBytes { whole.append(contentsOf: $0) }
    }
    try lendChanged(before: nil)
    // Of the last one read the last piece is missing.
    guard owner == nil else { throw unreadable }
  }

  /// A row that cannot be what the projection laid out.
  public var unreadable: RowError { .unreadable(table: index) }

  private static func end(of key: StreamID) -> [UInt8] { key.keyBytes + [UInt8](repeating: 0xff, count: 5) }

  private static func bytes(_ key: StreamID, _ piece: UInt32) -> [UInt8] {
    [UInt8](unsafeUninitializedCapacity: 9) { bytes, count in
      let bytes = UnsafeMutableRawBufferPointer(bytes)
      bytes[0] = UInt8(key.kind.wireInteger)
      bytes.storeBytes(of: key.number.bigEndian, toByteOffset: 1, as: UInt32.self)
      bytes.storeBytes(of: piece.bigEndian, toByteOffset: 5, as: UInt32.self)
      count = 9
    }
  }

  private func place(_ rowKey: RawSpan) -> (key: StreamID, piece: UInt32)? {
    guard rowKey.byteCount > 4, let key = StreamID(keyBytes: rowKey.extracting(droppingLast: 4)) else { return nil }
    let piece = rowKey.unsafeLoadUnaligned(fromByteOffset: rowKey.byteCount - 4, as: UInt32.self)
    return (key, UInt32(bigEndian: piece))
  }
}

extension BytesTable: StoredTable {
  /// What is handed over is written, and read from there.
  func takeChanges() -> [(key: [UInt8], row: [UInt8])] {
    defer { changed = [:] }
    var changes: [(key: [UInt8], row: [UInt8])] = []
    for key in changed.keys.sorted() {
      guard var own = changed.removeValue(forKey: key) else { continue }
      for offset in own.earlier.indices {
        own.earlier[offset].append(1)
        changes.append((Self.bytes(key, own.first + UInt32(offset)), own.earlier[offset]))
      }
      own.last.append(0)
      changes.append((Self.bytes(key, own.first + UInt32(own.earlier.count)), own.last))
    }
    return changes
  }

  func shown(key: [UInt8], row: [UInt8]) -> ShownRow? {
    place(key.span.bytes).map { ShownRow(key: "\($0.key)/\($0.piece)", row: shown(Array(row.dropLast()))) }
  }
}
