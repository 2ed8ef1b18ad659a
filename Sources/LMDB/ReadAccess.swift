internal import CLMDB

/// Reading within a transaction: values are spans of the memory map, and none of them outlives the transaction.
package struct ReadAccess: ~Escapable {
  let handle: OpaquePointer

  @_lifetime(borrow transaction)
  init(borrowing transaction: borrowing ReadTransaction) { handle = transaction.handle }

  @_lifetime(borrow transaction)
  init(borrowing transaction: borrowing WriteTransaction) { handle = transaction.handle }

  /// The value under `key`, or `nil` (`mdb_get`). Values are only 2-byte aligned.
  @available(*, noasync)
  @_lifetime(copy self)
  package func value(for key: RawSpan, in database: Database) throws(LMDBError) -> RawSpan? {
    var value = MDB_val()
    let code = withValue(key) { key in mdb_get(handle, database.dbi, &key, &value) }
    guard try found(code, "mdb_get") else { return nil }
    return span(of: value, in: self)
  }

  /// How many keys `database` has (`mdb_stat`).
  @available(*, noasync)
  package func count(of database: Database) throws(LMDBError) -> Int {
    var stat = MDB_stat()
    try check(mdb_stat(handle, database.dbi, &stat), "mdb_stat")
    return stat.ms_entries
  }

  /// A cursor over `database`, before its first key.
  @available(*, noasync)
  @_lifetime(copy self)
  package func cursor(_ database: Database) throws(LMDBError) -> Cursor {
    try Cursor(self, database)
  }
}
