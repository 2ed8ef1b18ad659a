internal import Foundation
internal import LMDB
internal import Synchronization

/// How far a view has read which log.
package struct RowCheckpoint: Hashable, Sendable {
  /// Which log it was.
  package let log: [UInt8]
  /// How many records were folded.
  package let size: UInt64
  /// The leaf hash of the last of them: another history of the same length is noticed.
  package let lastLeaf: Digest?
  /// The first of them that the folding program did not know, where there was one.
  package let firstUnknown: UInt64?
  /// How many of them, from the first on, were held against the log's tree as they were folded.
  package let verified: UInt64

  package init(log: [UInt8], size: UInt64, lastLeaf: Digest?, firstUnknown: UInt64? = nil, verified: UInt64 = 0) {
    self.verified = verified
    self.log = log
    self.size = size
    self.lastLeaf = lastLeaf
    self.firstUnknown = firstUnknown
  }
}

/// A row of a view: table number, key, bytes.
package typealias StoredRow = (table: Int, key: [UInt8], row: [UInt8])

/// The rows of one view in an LMDB environment of its own. Rows and checkpoint commit together; anything here can be
/// thrown away and folded again from the log, so a commit need not reach the disk at once.
package final class RowStore: Sendable {
  package let path: String
  private let environment: Environment
  private let rows: Database
  private let meta: Database
  private let gate: Gate

  private static let checkpointKey = Array("checkpoint".utf8)
  private static let programsKey = Array("programs".utf8)

  /// Opens the store in the folder `path`, which is created where it is missing. `unsafeUnsynced`: nothing is waited for until
  /// ``sync()``, and a power loss before it may leave rows that cannot be read, or are wrong.
  package init(at path: String, unsafeUnsynced: Bool = false) throws(LogFailure) {
    self.path = path
    try LogFailure.createFolder(path)
    let gate = try Gate(path, creating: true)
    self.gate = gate
    environment = try gate.opening { () throws(LogFailure) in
      try failing(at: path) { () throws(LMDBError) in
        let environment = try Environment.shared(path: path, options: unsafeUnsynced ? .unsafeNoSync : .noMetaSync)
        try environment.clearStaleReaders()
        return environment
      }
    }
    // Whoever only reads waits for no writer.
    if let (rows, meta) = try failing(at: path, { [environment] () throws(LMDBError) in try Self.tables(environment) })
    {
      (self.rows, self.meta) = (rows, meta)
      return
    }
    try gate.enterWriting()
    defer { gate.leaveWriting() }
    (rows, meta) = try failing(at: path) { [environment] () throws(LMDBError) in
      var transaction = try WriteTransaction(environment)
      let rows = try transaction.createDatabase("rows")
      let meta = try transaction.createDatabase("meta")
      try transaction.commit()
      return (rows, meta)
    }
  }

  /// Two threads must not open tables of one environment at once (lmdb.h, "mdb_dbi_open").
  private static let opening = Mutex(())

  private static func tables(_ environment: Environment) throws(LMDBError) -> (Database, Database)? {
    try opening.withLock { _ throws(LMDBError) in try openTables(environment) }
  }

  private static func openTables(_ environment: Environment) throws(LMDBError) -> (Database, Database)? {
    let transaction = try ReadTransaction(environment)
    let (rows, meta) = (try transaction.openDatabase("rows"), try transaction.openDatabase("meta"))
    try transaction.keepDatabases()
    guard let rows, let meta else { return nil }
    return (rows, meta)
  }

  /// Waits until everything written has reached the disk.
  package func sync() throws(LogFailure) {
    try failing(at: path) { () throws(LMDBError) in try environment.sync() }
  }

  /// A consistent picture of the rows, for as long as it is held.
  package func snapshot() throws(LogFailure) -> RowSnapshot {
    try failing(at: path) { () throws(LMDBError) -> RowSnapshot in
      try RowSnapshot(
        ReadTransaction(environment), rows: rows, meta: meta, checkpoint: Self.checkpointKey, programs: Self.programsKey
      )
    }
  }

  /// What ``write(_:from:)`` is to write.
  package struct Change {
    /// Whether all rows there are go first.
    package var replacesAll: Bool
    /// Rows of each table in key order, tables in order.
    package var rows: [StoredRow]
    package var checkpoint: RowCheckpoint

    package init(replacesAll: Bool, rows: [StoredRow], checkpoint: RowCheckpoint) {
      self.replacesAll = replacesAll
      self.rows = rows
      self.checkpoint = checkpoint
    }
  }

  /// Writes `change` in one commit, if the checkpoint of the rows is still the one that it was worked out from; `false`: another
  /// process has moved them on. Throws ``LogFailure/Kind/writerBusy`` where another writes for longer than ten seconds.
  package func write(_ change: Change, from expected: RowCheckpoint?) throws(LogFailure) -> Bool {
    try gate.enterWriting()
    defer { gate.leaveWriting() }
    let found = try snapshot()
    guard found.checkpoint == expected else { return false }
    let programs = change.replacesAll ? ProgramMark.running : ProgramMark.adding(to: found.programs)
    do throws(LMDBError) {
      var transaction = try WriteTransaction(environment)
      if change.replacesAll { try transaction.removeAll(in: rows) }
      // Filled again for each row.
      var key: [UInt8] = []
      for row in change.rows {
        key.removeAll(keepingCapacity: true)
        key.append(UInt8(row.table))
        key += row.key
        if change.replacesAll {
          try transaction.append(row.row, for: key, in: rows)
        } else {
          try transaction.put(row.row, for: key, in: rows)
        }
      }
      try transaction.put(change.checkpoint.encoded, for: Self.checkpointKey, in: meta)
      if programs != found.programs { try transaction.put(programs, for: Self.programsKey, in: meta) }
      try transaction.commit()
      return true
    } catch {
      throw LogFailure(error, path: path)
    }
  }
}

/// The rows of a view at one moment.
package final class RowSnapshot {
  private let transaction: ReadTransaction
  private let rows: Database
  package let checkpoint: RowCheckpoint?
  let programs: [UInt8]

  /// Whether the running build of the program wrote all of the rows: another may have folded otherwise.
  package var isOfThisProgram: Bool { ProgramMark.isOnly(programs) }

  init(
    _ transaction: consuming ReadTransaction, rows: Database, meta: Database, checkpoint: [UInt8], programs: [UInt8]
  ) throws(LMDBError) {
    if let bytes = try transaction.access.value(for: programs, in: meta) {
      self.programs = array(bytes)
    } else {
      self.programs = []
    }
    if let bytes = try transaction.access.value(for: checkpoint, in: meta) {
      self.checkpoint = RowCheckpoint(encoded: array(bytes))
    } else {
      self.checkpoint = nil
    }
    self.transaction = transaction
    self.rows = rows
  }

  package func row(table: Int, key: [UInt8]) throws(LogFailure) -> [UInt8]? {
    try failing(at: "view") { () throws(LMDBError) -> [UInt8]? in
      try Self.row([UInt8(table)] + key, in: rows, transaction)
    }
  }

  /// The last row of a table whose key is `first` or sorts after it, and before `end`.
  package func lastRow(
    table: Int, from first: [UInt8], before end: [UInt8]
  ) throws(LogFailure) -> (key: [UInt8], row: [UInt8])? {
    try failing(at: "view") { () throws(LMDBError) -> (key: [UInt8], row: [UInt8])? in
      try Self.last([UInt8(table)] + first, [UInt8(table)] + end, in: rows, transaction)
    }
  }

  private static func last(
    _ first: [UInt8], _ end: [UInt8], in rows: Database, _ transaction: borrowing ReadTransaction
  ) throws(LMDBError) -> (key: [UInt8], row: [UInt8])? {
    var cursor = try transaction.access.cursor(rows)
    guard try cursor.seek(end) ? cursor.previous() : cursor.last(), !precedes(cursor.key, first) else { return nil }
    return (array(cursor.key.extracting(droppingFirst: 1)), array(cursor.value))
  }

  /// Lends the rows of a table whose keys are `first` or sort after it, and before `end`, in order.
  package func rows(
    table: Int, from first: [UInt8], before end: [UInt8]?, _ body: (RawSpan, RawSpan) throws -> Void
  ) throws {
    do {
      try Self.each([UInt8(table)], from: first, before: end, in: rows, transaction, body)
    } catch let error as LMDBError {
      throw LogFailure(error, path: "view")
    }
  }

  /// Lends a cursor before the first row.
  func withCursor(_ body: (inout Cursor) throws -> Void) throws {
    try Self.withCursor(rows, transaction, body)
  }

  private static func withCursor(
    _ rows: Database, _ transaction: borrowing ReadTransaction, _ body: (inout Cursor) throws -> Void
  ) throws {
    var cursor = try transaction.access.cursor(rows)
    try body(&cursor)
  }

  private static func row(
    _ key: [UInt8], in rows: Database, _ transaction: borrowing ReadTransaction
  ) throws(LMDBError) -> [UInt8]? {
    guard let bytes = try transaction.access.value(for: key, in: rows) else { return nil }
    return array(bytes)
  }

  private static func each(
    _ prefix: [UInt8], from first: [UInt8], before end: [UInt8]?, in rows: Database,
    _ transaction: borrowing ReadTransaction, _ body: (RawSpan, RawSpan) throws -> Void
  ) throws {
    var cursor = try transaction.access.cursor(rows)
    guard try cursor.seek(prefix + first) else { return }
    try cursor.forEachFromHere { key, row, _ in
      guard starts(key, with: prefix) else { return false }
      let own = key.extracting(droppingFirst: prefix.count)
      if let end, !precedes(own, end) { return false }
      try body(own, row)
      return true
    }
  }
}

private func precedes(_ key: RawSpan, _ end: [UInt8]) -> Bool {
  key.withUnsafeBytes { $0.lexicographicallyPrecedes(end) }
}

extension RowCheckpoint {
  fileprivate var encoded: [UInt8] {
    var bytes = log + BigEndianKey(size).bytes + (lastLeaf?.bytes ?? [])
    if firstUnknown != nil || verified > 0 { bytes += BigEndianKey(firstUnknown ?? .max).bytes }
    if verified > 0 { bytes += BigEndianKey(verified).bytes }
    return bytes
  }

  /// The log's identity and the size; where that is not 0 the last leaf; where a record was not known the first such, and where
  /// any was verified how many.
  fileprivate init?(encoded bytes: [UInt8]) {
    guard [24, 56, 64, 72].contains(bytes.count) else { return nil }
    log = Array(bytes[..<16])
    size = BigEndianKey.read(bytes.span.bytes, at: 16)
    lastLeaf = bytes.count > 24 ? Digest(Array(bytes[24..<56]).span.bytes) : nil
    let unknown = bytes.count > 56 ? BigEndianKey.read(bytes.span.bytes, at: 56) : .max
    firstUnknown = unknown == .max ? nil : unknown
    verified = bytes.count > 64 ? BigEndianKey.read(bytes.span.bytes, at: 64) : 0
  }
}
