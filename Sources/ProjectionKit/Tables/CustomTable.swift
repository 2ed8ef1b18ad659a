public import OCOP

/// A table whose rows a client lays out itself: for what ``Table`` and ``FactTable`` are too slow or too large for.
public protocol CustomTable: AnyObject {
  /// Hands over what changed since the last call, keys in order. It is read from where it is written then.
  func takeChanges() throws -> [(key: [UInt8], row: [UInt8])]
  /// The row as people can read it; `nil` where it is none of the table's.
  func shown(key: [UInt8], row: [UInt8]) -> ShownRow?
}

/// Where a ``CustomTable`` finds the rows that it wrote.
public struct WrittenTable {
  let index: Int
  unowned let store: TableStore

  /// Lends the rows whose keys are `first` or sort after it, and before `end`, in key order; none while everything is in memory.
  ///
  /// Throws what `body` throws, and ``RowError`` where what is kept is not what the table wrote.
  public func rows(
    from first: [UInt8] = [], before end: [UInt8]? = nil, _ body: (_ key: RawSpan, _ row: RawSpan) throws -> Void
  ) throws {
    try store.source?.rows(table: index, from: first, before: end, body)
  }

  /// The last row whose key is `first` or sorts after it, and before `end`.
  ///
  /// Throws ``RowError`` where what is kept is not what the table wrote.
  public func lastRow(from first: [UInt8], before end: [UInt8]) throws -> (key: [UInt8], row: [UInt8])? {
    try store.source?.lastRow(table: index, from: first, before: end)
  }

  /// A row that cannot be what the table wrote: the view is folded anew.
  public var unreadable: RowError { .unreadable(table: index) }
}

/// A row as people can read it.
public struct ShownRow: Hashable, Sendable {
  /// What it is kept under.
  public let key: String
  /// What it says, to be shown.
  public let row: JSONValue
  /// The records that it was made of, as far as it keeps them.
  public let positions: [Position]

  /// A row.
  public init(key: String, row: JSONValue, positions: [Position] = []) {
    (self.key, self.row, self.positions) = (key, row, positions)
  }
}
