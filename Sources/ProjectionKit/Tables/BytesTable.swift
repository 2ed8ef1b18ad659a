public import OCOP

/// Rows of bytes under streams, laid out by the projection itself and read where they lie: nothing is decoded, and nothing is
/// kept in memory but what has changed since the rows were written.
public final class BytesTable {
  private let index: Int
  private unowned let store: TableStore
  private let shown: ([UInt8]) -> JSONValue
  /// What has changed since the rows were written.
  private var rows: [StreamID: [UInt8]] = [:]

  init(index: Int, store: TableStore, _ shown: @escaping ([UInt8]) -> JSONValue) {
    self.index = index
    self.store = store
    self.shown = shown
  }

  /// Changes the bytes under `key`, none where there is no row. `change` must not use the table itself.
  public func update(_ key: StreamID, _ change: (inout [UInt8]) throws -> Void) throws {
    // Changed where it lies, so that a long row is not copied for each addition.
    if let place = rows.index(forKey: key) { return try change(&rows.values[place]) }
    var row = try store.source?.row(table: index, key: key.keyBytes) ?? []
    try change(&row)
    rows[key] = row
  }

  /// Whether there is a row under `key`.
  public func contains(_ key: StreamID) throws -> Bool {
    try rows[key] != nil || store.source?.row(table: index, key: key.keyBytes) != nil
  }

  /// Lends the row under `key`; answers `nil` where there is none.
  public func withRow<R>(_ key: StreamID, _ body: (RawSpan) throws -> R) throws -> R? {
    guard let row = try rows[key] ?? store.source?.row(table: index, key: key.keyBytes) else { return nil }
    return try body(row.span.bytes)
  }

  /// Lends every row whose key is `first` or follows it, and comes before `end`, in the order of keys. Nothing may be
  /// changed meanwhile.
  public func forEach(
    from first: StreamID? = nil, before end: StreamID? = nil, _ body: (StreamID, RawSpan) throws -> Void
  ) throws {
    let changed = rows.filter { key, _ in
      (first.map { $0 <= key } ?? true) && (end.map { key < $0 } ?? true)
    }.sorted { $0.key < $1.key }
    var next = 0
    try store.source?.rows(table: index, from: first?.keyBytes ?? [], before: end?.keyBytes) { keyBytes, row in
      guard let key = StreamID(keyBytes: keyBytes) else { throw RowError.unreadable(table: index) }
      while next < changed.count, changed[next].key < key {
        let (key, row) = changed[next]
        try body(key, row.span.bytes)
        next += 1
      }
      if next < changed.count, changed[next].key == key { return }
      try body(key, row)
    }
    for (key, row) in changed[next...] { try body(key, row.span.bytes) }
  }

  /// A row that cannot be what the projection laid out.
  public var unreadable: RowError { .unreadable(table: index) }
}

extension BytesTable: StoredTable {
  /// What is handed over is written, and read from there.
  func takeChanges() -> [(key: [UInt8], row: [UInt8])] {
    defer { rows = [:] }
    return rows.keys.sorted().map { ($0.keyBytes, rows[$0] ?? []) }
  }

  func shown(key: [UInt8], row: [UInt8]) -> ShownRow? {
    StreamID(keyBytes: key).map { ShownRow(key: "\($0)", row: shown(row)) }
  }
}
