public import OCOP

/// Rows under keys, kept decoded in memory. What is not there yet is read from where it was written last time.
public final class Table<Key: TableKey, Row: Message> {
  private let index: Int
  private unowned let store: TableStore
  private var rows: [Key: Cell] = [:]
  private var changed: [Key] = []
  private var isComplete = false

  /// What is known under a key: a row, or that there is none.
  private struct Cell {
    var row: Row?
    var isChanged = false
  }

  init(index: Int, store: TableStore) {
    self.index = index
    self.store = store
  }

  /// The row under `key`. Throws where written rows cannot be read.
  public func row(_ key: Key) throws -> Row? {
    if let cell = rows[key] { return cell.row }
    guard !isComplete, store.source != nil else { return nil }
    let row = try written(key)
    rows[key] = Cell(row: row)
    return row
  }

  private func written(_ key: Key) throws -> Row? {
    guard !isComplete, let source = store.source else { return nil }
    return try source.row(table: index, key: key.keyBytes).map { try decode($0.span.bytes) }
  }

  /// Changes the row under `key`, a new one where there is none. `change` must not use the table itself.
  ///
  /// Throws ``RowError`` where what is kept is not what the table wrote.
  public func update(_ key: Key, _ change: (inout Row) throws -> Void) throws {
    // Changed where it lies, so that arrays in it are, too.
    if let place = rows.index(forKey: key) {
      if !rows.values[place].isChanged {
        rows.values[place].isChanged = true
        changed.append(key)
      }
      if rows.values[place].row == nil { rows.values[place].row = Row() }
      try change(&rows.values[place].row!)
    } else {
      var row = try written(key) ?? Row()
      defer {
        rows[key] = Cell(row: row, isChanged: true)
        changed.append(key)
      }
      try change(&row)
    }
  }

  /// Every row, in no particular order. The first call reads what was written.
  ///
  /// Throws what `body` throws, and ``RowError`` where what is kept is not what the table wrote.
  public func forEach(_ body: (Key, Row) throws -> Void) throws {
    try complete()
    for (key, cell) in rows {
      if let row = cell.row { try body(key, row) }
    }
  }

  /// The keys of all rows.
  ///
  /// Throws ``RowError`` where what is kept is not what the table wrote.
  public func keys() throws -> [Key] {
    try complete()
    return rows.compactMap { $1.row == nil ? nil : $0 }
  }

  private func complete() throws {
    guard !isComplete else { return }
    try store.source?.rows(table: index) { keyBytes, bytes in
      guard let key = Key(keyBytes: keyBytes.withUnsafeBytes { Array($0) }) else {
        throw RowError.unreadable(table: index)
      }
      if rows[key] == nil { rows[key] = Cell(row: try decode(bytes)) }
    }
    isComplete = true
  }

  private func decode(_ bytes: RawSpan) throws -> Row {
    guard let row = try? Row(wire: bytes) else { throw RowError.unreadable(table: index) }
    return row
  }
}

extension Table: CustomTable {
  /// The rows that changed.
  public func takeChanges() -> [(key: [UInt8], row: [UInt8])] {
    var changes: [(key: [UInt8], row: [UInt8])] = []
    changes.reserveCapacity(changed.count)
    for key in changed {
      guard let place = rows.index(forKey: key) else { continue }
      rows.values[place].isChanged = false
      if let row = rows.values[place].row { changes.append((key.keyBytes, row.wireBytes)) }
    }
    changed = []
    changes.sort { $0.key.lexicographicallyPrecedes($1.key) }
    return changes
  }

  /// The row, decoded.
  public func shown(key: [UInt8], row: [UInt8]) -> ShownRow? {
    guard let key = Key(keyBytes: key), let row = try? decode(row.span.bytes) else { return nil }
    return ShownRow(key: "\(key)", row: row.json)
  }
}

/// Written rows that are not what a table wrote: the view is to be rebuilt.
public enum RowError: Error, Hashable, Sendable {
  /// A row of the table cannot be read.
  case unreadable(table: Int)
}
