/// What is kept under keys and only added to, in pieces of a page: one row each.
///
/// A row's key is the key, then the piece's number in four bytes, largest first; behind the piece one byte more says whether
/// another one follows. A piece that another one follows is never touched again, so that what is written, and held until then,
/// does not grow with what is there. Only the last pieces of keys that something was added to are in memory.
package struct SegmentedRows {
  /// What one page of the file holds of a row that has it for itself, without the byte behind the piece.
  package static let full = 4_079

  private let written: WrittenTable
  /// How many bytes a key has.
  private let width: Int
  /// The last pieces of the keys that something was added to since rows were written.
  private var changed: [UInt64: LastPieces] = [:]
  /// Where those are that were added to last: most often they are added to again.
  private var latest: (key: UInt64, place: [UInt64: LastPieces].Index)?

  /// Over the rows that were written before, under keys of `width` bytes.
  package init(_ written: WrittenTable, width: Int) { (self.written, self.width) = (written, width) }

  /// Rows that cannot be what was written.
  package var unreadable: RowError { written.unreadable }

  /// Lets `add` add to the last pieces of `key`, where they lie.
  package mutating func add(to key: UInt64, _ add: (inout LastPieces) throws -> Void) throws {
    if let latest, latest.key == key { return try add(&changed.values[latest.place]) }
    if let place = changed.index(forKey: key) {
      latest = (key, place)
      try add(&changed.values[place])
    } else {
      var last = try lastPieces(key)
      try add(&last)
      changed[key] = last
      // What is held lies elsewhere now.
      latest = nil
    }
  }

  private func lastRow(_ key: UInt64) throws -> (key: [UInt8], row: [UInt8])? {
    try written.lastRow(from: bytes(key), before: end(of: key))
  }

  private func lastPieces(_ key: UInt64) throws -> LastPieces {
    guard var found = try lastRow(key) else { return LastPieces() }
    // No key has so many pieces that numbers would run out.
    guard let place = place(found.key.span.bytes), place.piece < 1 << 31, found.row.popLast() == 0 else {
      throw unreadable
    }
    return LastPieces(first: place.piece, last: found.row)
  }

  /// Whether there is anything under `key`.
  package func contains(_ key: UInt64) throws -> Bool { try changed[key] != nil || lastRow(key) != nil }

  /// Lends the pieces under `key`, in the order they were begun.
  package func forEach(in key: UInt64, _ body: (_ piece: RawSpan, _ isLast: Bool) throws -> Void) throws {
    let own = changed[key]
    if let own, own.first == 0 { return try own.forEach { try body($1.span.bytes, $2) } }
    try forEach(from: bytes(key), before: end(of: key), changed: own == nil ? [] : [key]) { try body($1, $2) }
  }

  /// Lends the pieces under every key that is `first` or follows it, and comes before `end`: keys in order, and the pieces
  /// under each in the order they were begun. Nothing may be changed meanwhile.
  package func forEach(
    from first: UInt64 = 0, before end: UInt64? = nil,
    _ body: (_ key: UInt64, _ piece: RawSpan, _ isLast: Bool) throws -> Void
  ) throws {
    let keys = changed.keys.filter { key in first <= key && (end.map { key < $0 } ?? true) }
    try forEach(from: bytes(first), before: end.map { bytes($0) }, changed: keys.sorted(), body)
  }

  private func forEach(
    from first: [UInt8], before end: [UInt8]?, changed keys: [UInt64], _ body: (UInt64, RawSpan, Bool) throws -> Void
  ) throws {
    var walk = Walk(changed: changed, keys: keys, unreadable: unreadable)
    try written.rows(from: first, before: end) { rowKey, row in
      guard let place = place(rowKey), row.byteCount > 0 else { throw unreadable }
      try walk.lendChanged(before: place.key, body)
      // The rest of what is under this key is what changed.
      if let start = walk.changed(place.key)?.first, place.piece >= start { return }
      try walk.expect(place.key, place.piece)
      let isLast = row.unsafeLoad(fromByteOffset: row.byteCount - 1, as: UInt8.self) == 0
      if isLast { walk.end() } else { walk.go(on: place.key, place.piece + 1) }
      try body(place.key, row.extracting(droppingLast: 1), isLast)
    }
    try walk.lendChanged(before: nil, body)
    guard walk.isEnded else { throw unreadable }
  }

  /// Where a walk over written rows and changed keys stands.
  private struct Walk {
    let changed: [UInt64: LastPieces]
    /// The changed keys, in order, and which of them is next.
    let keys: [UInt64]
    private var next = 0
    let unreadable: RowError
    /// The piece that must come now; where none was begun, the first one of any key.
    private var due: (key: UInt64, piece: UInt32) = (0, 0)
    private(set) var isEnded = true

    init(changed: [UInt64: LastPieces], keys: [UInt64], unreadable: RowError) {
      (self.changed, self.keys, self.unreadable) = (changed, keys, unreadable)
    }

    func expect(_ key: UInt64, _ piece: UInt32) throws {
      guard isEnded ? piece == 0 : due == (key, piece) else { throw unreadable }
    }

    mutating func end() { isEnded = true }

    mutating func go(on key: UInt64, _ piece: UInt32) { (due, isEnded) = ((key, piece), false) }

    /// What changed under `key`, where that is the next one.
    func changed(_ key: UInt64) -> LastPieces? { next < keys.count && keys[next] == key ? changed[key] : nil }

    mutating func lendChanged(before key: UInt64?, _ body: (UInt64, RawSpan, Bool) throws -> Void) throws {
      while next < keys.count, key.map({ keys[next] < $0 }) ?? true {
        let own = keys[next]
        try changed[own]?.forEach { number, piece, isLast in
          if number == changed[own]?.first { try expect(own, number) }
          try body(own, piece.span.bytes, isLast)
        }
        next += 1
        isEnded = true
      }
    }
  }

  /// Hands over what changed since the last call, keys in order; it is read from where it is written then.
  package mutating func takeChanges() -> [(key: [UInt8], row: [UInt8])] {
    defer { (changed, latest) = ([:], nil) }
    var changes: [(key: [UInt8], row: [UInt8])] = []
    for key in changed.keys.sorted() {
      guard let own = changed.removeValue(forKey: key) else { continue }
      own.rows { changes.append((bytes(key, $0), $1)) }
    }
    return changes
  }

  // MARK: - Keys of rows

  /// The bytes of a key, or of the row of one of its pieces.
  private func bytes(_ key: UInt64, _ piece: UInt32? = nil) -> [UInt8] {
    let size = piece == nil ? width : width + 4
    return [UInt8](unsafeUninitializedCapacity: size) { bytes, count in
      for offset in 0..<width { bytes[offset] = UInt8(truncatingIfNeeded: key >> UInt64(8 * (width - 1 - offset))) }
      if let piece {
        UnsafeMutableRawBufferPointer(bytes).storeBytes(of: piece.bigEndian, toByteOffset: width, as: UInt32.self)
      }
      count = size
    }
  }

  /// What sorts after every piece of the key, and before those of the next one.
  private func end(of key: UInt64) -> [UInt8] { bytes(key) + [UInt8](repeating: 0xff, count: 5) }

  /// Whose row it is, and which of its pieces; `nil` for a key of other rows.
  package func place(_ rowKey: RawSpan) -> (key: UInt64, piece: UInt32)? {
    guard rowKey.byteCount == width + 4 else { return nil }
    var key: UInt64 = 0
    for offset in 0..<width { key = key << 8 | UInt64(rowKey.unsafeLoad(fromByteOffset: offset, as: UInt8.self)) }
    return (key, UInt32(bigEndian: rowKey.unsafeLoadUnaligned(fromByteOffset: width, as: UInt32.self)))
  }
}

/// The last pieces of one key.
package struct LastPieces {
  /// The number of the first of them.
  let first: UInt32
  private var earlier: [[UInt8]] = []
  /// The last one, which is added to.
  package var last: [UInt8]

  init(first: UInt32 = 0, last: [UInt8] = []) { (self.first, self.last) = (first, last) }

  /// Begins a piece with `bytes`.
  package mutating func begin(with bytes: some Collection<UInt8>) {
    var next: [UInt8] = []
    // Most keys have few pieces' worth; one that has more than a piece is likely to get more.
    next.reserveCapacity(SegmentedRows.full + 256)
    next.append(contentsOf: bytes)
    earlier.append(last)
    last = next
  }

  /// Lends the pieces in order, each with its number.
  func forEach(_ body: (UInt32, [UInt8], _ isLast: Bool) throws -> Void) rethrows {
    for (offset, piece) in earlier.enumerated() { try body(first + UInt32(offset), piece, false) }
    try body(first + UInt32(earlier.count), last, true)
  }

  /// The pieces as rows, each with its number.
  consuming func rows(_ body: (UInt32, [UInt8]) -> Void) {
    for offset in earlier.indices {
      earlier[offset].append(1)
      body(first + UInt32(offset), earlier[offset])
    }
    last.append(0)
    body(first + UInt32(earlier.count), last)
  }
}
