internal import CLMDB
internal import Glibc

extension Environment {
  /// Has the system set blocks aside for `lock.mdb`, which LMDB makes as long as it needs without any, and then maps: on a full disk the
  /// first reader would end in a bus error. Throws ``LMDBError/Kind/diskFull`` where there is no room.
  ///
  /// Only while this process has the environment not open: closing the file would drop LMDB's locks on it. Its length stays what it
  /// is, since other processes may have mapped it.
  static func makeRoomForLocks(_ path: String) throws(LMDBError) {
    let file = path + "/lock.mdb"
    // Without leave to write there is no slot to be had either; LMDB says so itself.
    let isNew = access(file, F_OK) != 0
    let descriptor = Glibc.open(file, O_RDWR | O_CREAT | O_CLOEXEC, 0o644)
    guard descriptor >= 0 else {
      guard errno == ENOSPC || errno == EDQUOT else { return }
      throw LMDBError(code: errno, operation: "lock.mdb", path: path)
    }
    defer { close(descriptor) }
    var (status, folder) = (stat(), stat())
    guard fstat(descriptor, &status) == 0 else { return }
    // A group that is to read has the folder's mark (setgid), so that files made in it are the group's.
    if isNew, stat(path, &folder) == 0, folder.st_mode & S_ISGID != 0 { fchmod(descriptor, 0o664) }
    // A line of 64 bytes for each reader, after a header of two (MDB_txninfo of LMDB 0.9).
    let wanted = max(Int(status.st_size), 64 * (readers + 2))
    guard Int(status.st_blocks) * 512 < wanted else { return }
    guard ocop_allocate(descriptor, wanted) != 0, errno == ENOSPC || errno == EDQUOT else { return }
    let error = errno
    if isNew { unlink(file) }
    throw LMDBError(code: error, operation: "lock.mdb", path: path)
  }
}
