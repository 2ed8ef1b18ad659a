internal import CLMDB

/// A failure reported by LMDB or by the operating system beneath it.
///
/// The struct is open: a code this version does not know is kept and shown, never folded into "other".
package struct LMDBError: Error, Hashable, Sendable, CustomStringConvertible {
  /// The raw return code: negative for LMDB's own codes, an `errno` value otherwise.
  package let code: Int32
  /// The C function that failed, for example `mdb_txn_commit`.
  package let operation: String
  /// The environment's folder, where it is known.
  package let path: String?

  package init(code: Int32, operation: String, path: String? = nil) {
    self.code = code
    self.operation = operation
    self.path = path
  }

  package var description: String {
    let text = String(cString: mdb_strerror(code))
    let place = path.map { " (\($0))" } ?? ""
    return "\(operation): \(text) [\(code)]\(place)"
  }

  /// Two errors are of one kind when their codes agree, whatever call met them.
  package static func ~= (kind: Kind, error: LMDBError) -> Bool { kind.code == error.code }

  /// A code without its circumstances, to match against.
  package struct Kind: Hashable, Sendable {
    package let code: Int32

    /// The key is already there (`MDB_KEYEXIST`).
    package static let keyExists = Kind(code: MDB_KEYEXIST)
    /// The key is not there (`MDB_NOTFOUND`).
    package static let notFound = Kind(code: MDB_NOTFOUND)
    /// A page is named that the file does not have (`MDB_PAGE_NOTFOUND`).
    package static let pageNotFound = Kind(code: MDB_PAGE_NOTFOUND)
    /// A key, or a table's name, has an impossible length (`MDB_BAD_VALSIZE`).
    package static let badKeySize = Kind(code: MDB_BAD_VALSIZE)
    /// The environment met a fatal error before and goes no further (`MDB_PANIC`).
    package static let panic = Kind(code: MDB_PANIC)
    /// A page is damaged (`MDB_CORRUPTED`).
    package static let corrupted = Kind(code: MDB_CORRUPTED)
    /// The file is no LMDB environment (`MDB_INVALID`).
    package static let invalid = Kind(code: MDB_INVALID)
    /// The file was written by another format version of LMDB (`MDB_VERSION_MISMATCH`).
    package static let versionMismatch = Kind(code: MDB_VERSION_MISMATCH)
    /// The address space set aside for the map is used up (`MDB_MAP_FULL`).
    package static let mapFull = Kind(code: MDB_MAP_FULL)
    /// The disk is full (`ENOSPC`).
    package static let diskFull = Kind(code: 28)
    /// The file may not grow any more, by the limit of the process or of the file system (`EFBIG`).
    package static let fileTooLarge = Kind(code: 27)
    /// The quota is used up (`EDQUOT`).
    package static let quotaExceeded = Kind(code: 122)
    /// The file system is read-only (`EROFS`).
    package static let readOnlyFileSystem = Kind(code: 30)
    /// Every slot for readers is taken (`MDB_READERS_FULL`).
    package static let readersFull = Kind(code: MDB_READERS_FULL)
    /// There is not enough memory, or address space (`ENOMEM`).
    package static let outOfMemory = Kind(code: 12)
    /// Somebody else has a lock (`EAGAIN`).
    package static let wouldBlock = Kind(code: 11)
    /// Access was refused (`EACCES`).
    package static let accessDenied = Kind(code: 13)
    /// There is no such file (`ENOENT`).
    package static let noSuchFile = Kind(code: 2)
    /// The file is shorter than its own header says; ours, `EIO` to the system.
    package static let truncated = Kind(code: 5)
    /// Descriptor 0, 1 or 2 is closed, and a file opened now would get its number; ours, `EBADF` to the system.
    package static let standardClosed = Kind(code: 9)
    /// The path is open in this process already; ours, `EBUSY` to the system.
    package static let alreadyOpen = Kind(code: 16)
  }
}

/// Turns a C return code into a thrown error: the one place where codes are judged.
func check(_ code: Int32, _ operation: StaticString, path: String? = nil) throws(LMDBError) {
  guard code == MDB_SUCCESS else { throw LMDBError(code: code, operation: "\(operation)", path: path) }
}

/// As ``check(_:_:path:)``, with `MDB_NOTFOUND` as `false` rather than an error.
func found(_ code: Int32, _ operation: StaticString) throws(LMDBError) -> Bool {
  if code == MDB_NOTFOUND { return false }
  try check(code, operation)
  return true
}
