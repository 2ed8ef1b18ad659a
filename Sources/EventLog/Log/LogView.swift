internal import LMDB

/// The log as one transaction sees it: a prefix of the records, with its indexes, its tree and its blobs.
///
/// Bytes are lent, never handed out: a span is valid inside the closure it is given to.
package struct LogView: ~Escapable {
  let access: ReadAccess
  let tables: LogTables
  let head: LogHead
  /// The log's folder.
  package let path: String
  /// How it is read where no mark keeps writers from what is read; else `nil`.
  let slices: ReadSlices?

  @_lifetime(copy access)
  init(_ access: ReadAccess, tables: LogTables, path: String, slices: ReadSlices? = nil) throws(LogFailure) {
    self.access = access
    self.tables = tables
    self.path = path
    self.slices = slices
    try slices?.enter(access)
    defer { slices?.leave(access) }
    let stored = try failing(at: path) { () throws(LMDBError) -> LogHead? in
      guard let bytes = try access.value(for: MetaKey.head, in: tables.head) else { return nil }
      return LogHead(encoded: bytes, hasTiles: tables.tiles != nil)
    }
    guard let head = stored else { throw LogFailure(.damaged, path: path, detail: "no head") }
    self.head = head
  }

  /// How many records there are, and the position that the next one gets.
  package var size: UInt64 { head.tree.size }
  /// The tree over all records of this view.
  package var tree: MerkleTree { head.tree }
  /// When the last record was recorded; `nil` for an empty log.
  package var lastTime: LogTime? { size == 0 ? nil : head.time }

  /// Lends the record at `position` to `body`, or answers `nil` past the end.
  package func withRecord<R>(at position: LogPosition, _ body: (RawSpan) -> R) throws(LogFailure) -> R? {
    try reading { () throws(LMDBError) -> R? in
      let key = BigEndianKey(position.rawValue).bytes
      guard let bytes = try access.value(for: key, in: tables.records) else { return nil }
      return body(bytes)
    }
  }

  /// Lends every record from `start` on, in order, until `body` answers `false` or `end` (not included) is met.
  package func scan(
    from start: LogPosition = LogPosition(0), to end: LogPosition? = nil,
    _ body: (LogPosition, RawSpan) throws -> Bool
  ) throws {
    var last: UInt64?
    try forEachEntry(in: tables.records, from: BigEndianKey(start.rawValue).bytes) { key, record, _ in
      let position = BigEndianKey.read(key)
      if let end, position >= end.rawValue { return false }
      // Records that were appended since are not this view's.
      if slices != nil, position >= size { return false }
      // A damaged tree of pages may lead in circles.
      if let last, position <= last {
        throw LogFailure(.damaged, path: path, detail: "position \(position) follows \(last)")
      }
      last = position
      return try body(LogPosition(position), record)
    }
  }

  /// The position of the last record there is, by the table itself; `nil` where there is none.
  var lastPosition: LogPosition? {
    get throws {
      let last = try reading { () throws(LMDBError) -> LogPosition? in
        var cursor = try access.cursor(tables.records)
        return try cursor.last() ? LogPosition(BigEndianKey.read(cursor.key)) : nil
      }
      guard slices != nil, let last, last.rawValue >= size else { return last }
      return size == 0 ? nil : LogPosition(size - 1)
    }
  }

  /// The positions of the records of `stream` after `version`, in order.
  package func positions(
    of stream: StreamKey, after version: StreamVersion = .none
  ) throws(LogFailure) -> [LogPosition] {
    var positions: [LogPosition] = []
    let name = stream.bytes
    try eachIndexEntry(from: name + BigEndianKey(version.rawValue + 1).bytes) { key, position in
      guard key.byteCount == name.count + 8, starts(key, with: name) else { return false }
      positions.append(position)
      return true
    }
    return positions
  }

  /// The position of the record of `stream` with that version; `nil`: there is none. One look-up.
  package func position(of stream: StreamKey, version: StreamVersion) throws(LogFailure) -> LogPosition? {
    try reading { () throws(LMDBError) -> LogPosition? in
      let key = stream.bytes + BigEndianKey(version.rawValue).bytes
      guard let value = try access.value(for: key, in: tables.streams), value.byteCount == 8 else { return nil }
      let position = BigEndianKey.read(value)
      return isShown(position) ? LogPosition(position) : nil
    }
  }

  /// The streams whose key begins with `prefix`, in key order, each with its last version and position.
  /// Costs one look-up a stream.
  package func streams(
    withPrefix prefix: [UInt8]
  ) throws(LogFailure) -> [(key: StreamKey, version: StreamVersion, last: LogPosition)] {
    var found: [(key: StreamKey, version: StreamVersion, last: LogPosition)] = []
    var next = prefix
    while let entry = try firstIndexEntry(from: next), entry.stream.starts(with: prefix),
      (1...64).contains(entry.stream.count), !entry.stream.lexicographicallyPrecedes(next.prefix(entry.stream.count))
    {
      let stream = StreamKey(entry.stream)
      let head = try head(of: stream)
      found.append((stream, head.version, head.position ?? LogPosition(0)))
      next = stream.bytes + [UInt8](repeating: 0xff, count: 9)
    }
    return found
  }

  /// The last version of `stream` and where it stands; version 0 and no position where the stream has no record.
  package func head(of stream: StreamKey) throws(LogFailure) -> (version: StreamVersion, position: LogPosition?) {
    try reading { () throws(LMDBError) -> (version: StreamVersion, position: LogPosition?) in
      var bound = [UInt8](repeating: 0xff, count: stream.count + 8)
      stream.write(to: &bound)
      var cursor = try access.cursor(tables.streams)
      var found = try cursor.seek(bound) ? cursor.previous() : cursor.last()
      while found, cursor.key.byteCount == bound.count, starts(cursor.key, with: bound[..<stream.count]) {
        let position = BigEndianKey.read(cursor.value)
        if isShown(position) {
          return (StreamVersion(BigEndianKey.read(cursor.key, at: stream.count)), LogPosition(position))
        }
        found = try cursor.previous()
      }
      return (.none, nil)
    }
  }

  /// The last stream whose key begins with `prefix`, in key order.
  package func lastStream(withPrefix prefix: [UInt8]) throws(LogFailure) -> StreamKey? {
    try reading { () throws(LMDBError) -> StreamKey? in
      var cursor = try access.cursor(tables.streams)
      let bound = prefix + [UInt8](repeating: 0xff, count: 64)
      guard try cursor.seek(bound) ? cursor.previous() : cursor.last(),
        starts(cursor.key, with: prefix), cursor.key.byteCount > 8
      else { return nil }
      return StreamKey(array(cursor.key.extracting(droppingLast: 8)))
    }
  }

  /// The positions that were recorded under `command`, or `nil`.
  package func positions(of command: CommandKey) throws(LogFailure) -> Range<UInt64>? {
    try reading { () throws(LMDBError) -> Range<UInt64>? in
      guard let bytes = try access.value(for: command.bytes, in: tables.commands),
        bytes.byteCount == 16
      else { return nil }
      let first = BigEndianKey.read(bytes)
      guard isShown(first) else { return nil }
      let (end, overflow) = first.addingReportingOverflow(BigEndianKey.read(bytes, at: 8))
      return overflow ? nil : first..<end
    }
  }

  /// The bytes stored under their SHA-256 `digest`.
  package func blob(_ digest: Digest) throws(LogFailure) -> [UInt8]? {
    try reading { () throws(LMDBError) -> [UInt8]? in
      guard let bytes = try access.value(for: digest.bytes, in: tables.blobs) else { return nil }
      return array(bytes)
    }
  }

  /// Which log this is: 16 random bytes.
  package func identity() throws(LogFailure) -> [UInt8] {
    try reading { () throws(LMDBError) -> [UInt8] in
      guard let bytes = try access.value(for: MetaKey.identity, in: tables.meta) else { return [] }
      return array(bytes)
    }
  }
}

extension LogView {
  /// Whether a record at `position` is one of this view's. An index may be newer than the view where it is read in slices; where it
  /// is not, whatever it says is looked at.
  func isShown(_ position: UInt64) -> Bool { slices == nil || position < size }

  func eachIndexEntry(
    from start: [UInt8], _ body: (RawSpan, LogPosition) -> Bool
  ) throws(LogFailure) {
    do {
      try forEachEntry(in: tables.streams, from: start) { key, value, _ in
        let position = BigEndianKey.read(value)
        return isShown(position) ? body(key, LogPosition(position)) : true
      }
    } catch let failure as LogFailure {
      throw failure
    } catch {
      preconditionFailure("\(error): an index is read without other errors")
    }
  }

  private func firstIndexEntry(from start: [UInt8]) throws(LogFailure) -> (stream: [UInt8], position: LogPosition)? {
    var found: (stream: [UInt8], position: LogPosition)?
    try eachIndexEntry(from: start) { key, position in
      found = (array(key.extracting(droppingLast: 8)), position)
      return false
    }
    return found
  }
}

/// A copy of `bytes`.
func array(_ bytes: RawSpan) -> [UInt8] { bytes.withUnsafeBytes { Array($0) } }

/// Whether `bytes` begin with `prefix`.
func starts(_ bytes: RawSpan, with prefix: some RandomAccessCollection<UInt8>) -> Bool {
  bytes.byteCount >= prefix.count && bytes.withUnsafeBytes { $0.starts(with: prefix) }
}
