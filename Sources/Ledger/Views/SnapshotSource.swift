internal import EventLog
internal import ProjectionKit

/// Reads rows from where a view keeps them.
struct SnapshotSource: RowSource {
  private let snapshot: RowSnapshot

  init(_ snapshot: RowSnapshot) { self.snapshot = snapshot }

  func row(table: Int, key: [UInt8]) throws -> [UInt8]? { try snapshot.row(table: table, key: key) }

  func lastRow(table: Int, from first: [UInt8], before end: [UInt8]) throws -> (key: [UInt8], row: [UInt8])? {
    try snapshot.lastRow(table: table, from: first, before: end)
  }

  func rows(
    table: Int, from first: [UInt8], before end: [UInt8]?, _ body: (RawSpan, RawSpan) throws -> Void
  ) throws {
    try snapshot.rows(table: table, from: first, before: end, body)
  }
}
