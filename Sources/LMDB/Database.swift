internal import CLMDB

/// A named table of an environment. Valid as long as its environment is open.
package struct Database: Hashable, Sendable {
  let dbi: UInt32

  /// The table without a name, in which the names of the others stand; to be used once any of them was opened. Its page is
  /// written by every commit. No key may be the name of a table.
  package static let main = Database(dbi: 1)
}

extension WriteTransaction {
  /// Opens the table `name`, creating it where it is missing (`mdb_dbi_open`, `MDB_CREATE`).
  @available(*, noasync)
  package mutating func createDatabase(_ name: String) throws(LMDBError) -> Database {
    var dbi: MDB_dbi = 0
    try check(mdb_dbi_open(handle, name, UInt32(MDB_CREATE), &dbi), "mdb_dbi_open")
    return Database(dbi: dbi)
  }
}

extension ReadTransaction {
  /// Opens the table `name`, or answers `nil` where the environment has none of that name (`mdb_dbi_open`).
  ///
  /// The handle outlives the transaction, because the transaction is ended by ``ReadTransaction/keepDatabases()``.
  @available(*, noasync)
  package func openDatabase(_ name: String) throws(LMDBError) -> Database? {
    var dbi: MDB_dbi = 0
    let code = mdb_dbi_open(handle, name, 0, &dbi)
    guard try found(code, "mdb_dbi_open") else { return nil }
    return Database(dbi: dbi)
  }
}
