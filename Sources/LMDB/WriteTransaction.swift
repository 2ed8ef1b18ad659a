internal import CLMDB

/// The one write transaction of an environment. Aborted when it goes out of scope without ``commit()``.
///
/// Every change is `mutating`, so the compiler refuses a span or a cursor held over a write: LMDB's own rule.
package struct WriteTransaction: ~Copyable {
  let handle: OpaquePointer

  /// Begins the transaction, waiting for another writer of this environment to end (`mdb_txn_begin`).
  @available(*, noasync)
  package init(_ environment: Environment) throws(LMDBError) {
    var created: OpaquePointer?
    try check(mdb_txn_begin(environment.handle, nil, 0, &created), "mdb_txn_begin", path: environment.path)
    handle = created!
  }

  deinit { mdb_txn_abort(handle) }

  /// What can be read, this transaction's own changes included.
  package var access: ReadAccess {
    @_lifetime(borrow self)
    get { ReadAccess(borrowing: self) }
  }

  /// Stores `value` under `key`, replacing what was there (`mdb_put`).
  @available(*, noasync)
  package mutating func put(_ value: RawSpan, for key: RawSpan, in database: Database) throws(LMDBError) {
    try check(store(value, key, database, 0), "mdb_put")
  }

  /// Stores `value` under a `key` that sorts after every other key (`mdb_put`, `MDB_APPEND`); throws
  /// ``LMDBError/Kind/keyExists`` where it does not. Pages stay full.
  @available(*, noasync)
  package mutating func append(_ value: RawSpan, for key: RawSpan, in database: Database) throws(LMDBError) {
    try check(store(value, key, database, UInt32(MDB_APPEND)), "mdb_put")
  }

  /// Removes `key`, and says whether it was there (`mdb_del`).
  @available(*, noasync)
  @discardableResult
  package mutating func remove(_ key: RawSpan, in database: Database) throws(LMDBError) -> Bool {
    let code = withValue(key) { key in mdb_del(handle, database.dbi, &key, nil) }
    return try found(code, "mdb_del")
  }

  /// Removes every key of `database` (`mdb_drop`).
  @available(*, noasync)
  package mutating func removeAll(in database: Database) throws(LMDBError) {
    try check(mdb_drop(handle, database.dbi, 0), "mdb_drop")
  }

  /// Makes the changes durable (`mdb_txn_commit`). A thrown error may leave it unknown whether they are.
  @available(*, noasync)
  package consuming func commit() throws(LMDBError) {
    let code = mdb_txn_commit(handle)
    discard self
    try check(code, "mdb_txn_commit")
  }

  private func store(_ value: RawSpan, _ key: RawSpan, _ database: Database, _ flags: UInt32) -> Int32 {
    withValue(key) { key in
      withValue(value) { value in mdb_put(handle, database.dbi, &key, &value, flags) }
    }
  }
}
