internal import CLMDB

/// The one write transaction of an environment. Aborted when it goes out of scope without ``commit()``.
///
/// Every change is `mutating`, so the compiler refuses a span or a cursor held over a write: LMDB's own rule.
package struct WriteTransaction: ~Copyable {
  let handle: OpaquePointer
  /// The places where the tables were written last: a key that belongs on the same page is put there without looking for
  /// the page anew. There are few tables, so they are gone through one by one. LMDB closes them with the transaction.
  private var places: [(table: MDB_dbi, cursor: OpaquePointer)] = []
  private var isCommitted = false

  /// Begins the transaction, waiting for another writer of this environment to end (`mdb_txn_begin`).
  @available(*, noasync)
  package init(_ environment: Environment) throws(LMDBError) {
    var created: OpaquePointer?
    try check(mdb_txn_begin(environment.handle, nil, 0, &created), "mdb_txn_begin", path: environment.path)
    handle = created!
  }

  deinit { if !isCommitted { mdb_txn_abort(handle) } }

  /// What can be read, this transaction's own changes included.
  package var access: ReadAccess {
    @_lifetime(borrow self)
    get { ReadAccess(borrowing: self) }
  }

  /// Stores `value` under `key`, replacing what was there (`mdb_cursor_put`). Keys that come in order are the quickest.
  @available(*, noasync)
  package mutating func put(_ value: RawSpan, for key: RawSpan, in database: Database) throws(LMDBError) {
    try store(value, key, database, 0)
  }

  /// Stores `value` under a `key` that sorts after every other key (`mdb_cursor_put`, `MDB_APPEND`); throws
  /// ``LMDBError/Kind/keyExists`` where it does not. Pages stay full.
  @available(*, noasync)
  package mutating func append(_ value: RawSpan, for key: RawSpan, in database: Database) throws(LMDBError) {
    try store(value, key, database, UInt32(MDB_APPEND))
  }

  /// Removes `key`, and says whether it was there (`mdb_del`).
  @available(*, noasync)
  @discardableResult
  package mutating func remove(_ key: RawSpan, in database: Database) throws(LMDBError) -> Bool {
    leave(database)
    let code = withValue(key) { key in mdb_del(handle, database.dbi, &key, nil) }
    return try found(code, "mdb_del")
  }

  /// Removes every key of `database` (`mdb_drop`).
  @available(*, noasync)
  package mutating func removeAll(in database: Database) throws(LMDBError) {
    leave(database)
    try check(mdb_drop(handle, database.dbi, 0), "mdb_drop")
  }

  /// Makes the changes durable (`mdb_txn_commit`). A thrown error may leave it unknown whether they are.
  @available(*, noasync)
  package consuming func commit() throws(LMDBError) {
    isCommitted = true
    let code = mdb_txn_commit(handle)
    try check(code, "mdb_txn_commit")
  }

  private mutating func store(
    _ value: RawSpan, _ key: RawSpan, _ database: Database, _ flags: UInt32
  ) throws(LMDBError) {
    let cursor = try place(in: database)
    let code = withValue(key) { key in
      withValue(value) { value in mdb_cursor_put(cursor, &key, &value, flags) }
    }
    try check(code, "mdb_cursor_put")
  }

  private mutating func place(in database: Database) throws(LMDBError) -> OpaquePointer {
    for index in places.indices where places[index].table == database.dbi { return places[index].cursor }
    var created: OpaquePointer?
    try check(mdb_cursor_open(handle, database.dbi, &created), "mdb_cursor_open")
    places.append((database.dbi, created!))
    return created!
  }

  /// No place is kept while pages are taken away under it.
  private mutating func leave(_ database: Database) {
    guard let index = places.firstIndex(where: { $0.table == database.dbi }) else { return }
    mdb_cursor_close(places.remove(at: index).cursor)
  }
}
