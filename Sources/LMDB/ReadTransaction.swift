internal import CLMDB

/// A consistent snapshot of an environment. Ends when it goes out of scope; it never blocks a writer.
///
/// Not for use across `await`: a snapshot held for long keeps pages from being reused.
package struct ReadTransaction: ~Copyable {
  let handle: OpaquePointer

  /// Begins a snapshot (`mdb_txn_begin`, `MDB_RDONLY`).
  @available(*, noasync)
  package init(_ environment: Environment) throws(LMDBError) {
    var created: OpaquePointer?
    let code = mdb_txn_begin(environment.handle, nil, UInt32(MDB_RDONLY), &created)
    try check(code, "mdb_txn_begin", path: environment.path)
    handle = created!
  }

  deinit { mdb_txn_abort(handle) }

  /// What can be read in this snapshot.
  package var access: ReadAccess {
    @_lifetime(borrow self)
    get { ReadAccess(borrowing: self) }
  }
}
