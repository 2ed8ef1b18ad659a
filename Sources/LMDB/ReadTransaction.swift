internal import CLMDB

/// A consistent snapshot of an environment. Ends when it goes out of scope; it never blocks a writer.
///
/// Not for use across `await`: a snapshot held for long keeps pages from being reused.
package struct ReadTransaction: ~Copyable {
  let handle: OpaquePointer
  // The environment must not close before the transaction has ended.
  private let environment: Unmanaged<Environment>

  /// Begins a snapshot (`mdb_txn_begin`, `MDB_RDONLY`).
  @available(*, noasync)
  package init(_ environment: Environment) throws(LMDBError) {
    var created: OpaquePointer?
    let code = mdb_txn_begin(environment.handle, nil, UInt32(MDB_RDONLY), &created)
    try check(code, "mdb_txn_begin", path: environment.path)
    handle = created!
    self.environment = .passRetained(environment)
  }

  deinit {
    mdb_txn_abort(handle)
    environment.release()
  }

  /// Ends the transaction so that tables opened in it stay open (`mdb_txn_commit` on a read transaction).
  @available(*, noasync)
  package consuming func keepDatabases() throws(LMDBError) {
    let code = mdb_txn_commit(handle)
    environment.release()
    discard self
    try check(code, "mdb_txn_commit")
  }

  /// What can be read in this snapshot.
  package var access: ReadAccess {
    @_lifetime(borrow self)
    get { ReadAccess(borrowing: self) }
  }
}

extension ReadTransaction {
  /// See ``ReadAccess/unsafePause()``.
  @available(*, noasync)
  package func unsafePause() { mdb_txn_reset(handle) }
}

extension ReadAccess {
  /// Lets go of the snapshot (`mdb_txn_reset`): whatever was lent of it is gone, and a writer may write over it.
  @available(*, noasync)
  package func unsafePause() { mdb_txn_reset(handle) }

  /// Takes the snapshot that is the newest now (`mdb_txn_renew`). Only after ``unsafePause()``.
  @available(*, noasync)
  package func unsafeResume() throws(LMDBError) { try check(mdb_txn_renew(handle), "mdb_txn_begin") }
}
