public import OCOP

/// The tables of one projection.
///
/// Not for use from two threads at a time: whoever runs the projection sees to that.
public final class TableStore {
  /// Where rows were written last time; `nil` while everything is in memory.
  public var source: (any RowSource)?
  private var tables: [any CustomTable] = []

  /// A store without rows.
  public init() {}

  /// The next table. A projection makes its tables in its initialiser, always in the same order.
  public func table<Key: TableKey, Row>(_ key: Key.Type = Key.self, _ row: Row.Type = Row.self) -> Table<Key, Row> {
    let table = Table<Key, Row>(index: tables.count, store: self)
    tables.append(table)
    return table
  }

  /// The next table, which `make` makes over the rows that it wrote before.
  public func custom<T: CustomTable>(_ make: (WrittenTable) -> T) -> T {
    let table = make(WrittenTable(index: tables.count, store: self))
    tables.append(table)
    return table
  }

  /// The next table, of facts under keys of `width` bytes; so many bytes of facts wait to be dealt out together.
  func factTable(width: Int, mostWaiting: Int, _ shownKey: @escaping (UInt64) -> String?) -> FactStore {
    custom { FactStore(SegmentedRows($0, width: width), mostWaiting: mostWaiting, shownKey) }
  }

  /// The first record of which more is said than this version knows, among those that were read as facts; `nil`: there was none.
  public var newer: Position? { tables.compactMap { ($0 as? FactStore)?.newer }.min() }

  /// Hands over what changed since the last call: tables in order, keys sorted. Throws ``RowError`` where what was written
  /// before cannot be read.
  public func takeChanges() throws -> [(table: Int, key: [UInt8], row: [UInt8])] {
    var changes: [(table: Int, key: [UInt8], row: [UInt8])] = []
    for (index, table) in tables.enumerated() {
      for (key, row) in try table.takeChanges() { changes.append((index, key, row)) }
    }
    return changes
  }

  /// A written row as people can read it; `nil` where it is none of that table's.
  public func shown(table: Int, key: [UInt8], row: [UInt8]) -> ShownRow? {
    tables.indices.contains(table) ? tables[table].shown(key: key, row: row) : nil
  }
}

/// Where written rows are read from.
public protocol RowSource {
  /// The last row of a table whose key is `first` or sorts after it, and before `end`.
  func lastRow(table: Int, from first: [UInt8], before end: [UInt8]) throws -> (key: [UInt8], row: [UInt8])?
  /// The row of a table under a key.
  func row(table: Int, key: [UInt8]) throws -> [UInt8]?
  /// Lends the rows of a table whose keys are `first` or sort after it, and before `end`, in key order.
  func rows(
    table: Int, from first: [UInt8], before end: [UInt8]?, _ body: (_ key: RawSpan, _ row: RawSpan) throws -> Void
  ) throws
}

extension RowSource {
  /// Lends all rows of a table, in key order.
  ///
  /// Throws what `body` throws, and ``RowError`` where what is kept is not what the table wrote.
  public func rows(table: Int, _ body: (_ key: RawSpan, _ row: RawSpan) throws -> Void) throws {
    try rows(table: table, from: [], before: nil, body)
  }
}
