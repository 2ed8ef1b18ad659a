internal import Foundation
package import LMDB

/// What the world did to the log: disk, damage, another writer. The struct is open: new kinds may come.
package struct LogFailure: Error, Sendable, CustomStringConvertible {
  package let kind: Kind
  /// What failed and where, for a log file; the edge has its own words for each kind.
  package let detail: String
  package let path: String
  package let cause: LMDBError?
  /// Who has what is waited for.
  package let holder: LockHolder?
  /// Whether it is that there is no such file.
  package let isMissing: Bool

  package init(
    _ kind: Kind, path: String, detail: String = "", cause: LMDBError? = nil, holder: LockHolder? = nil,
    isMissing: Bool = false
  ) {
    self.holder = holder
    self.isMissing = isMissing
    self.kind = kind
    self.path = path
    self.detail = detail
    self.cause = cause
  }

  package var description: String {
    [kind.name, path, detail, cause.map(String.init(describing:)) ?? ""].filter { !$0.isEmpty }.joined(separator: ": ")
  }

  /// A kind of failure, named; unknown kinds are kept.
  package struct Kind: Hashable, Sendable {
    package let name: String

    /// There is no log at the path.
    package static let missing = Kind(name: "missing")
    /// Something else is at the path.
    package static let notEmpty = Kind(name: "notEmpty")
    /// There is a log at the path already.
    package static let exists = Kind(name: "exists")
    /// The log was written by a newer version of this program.
    package static let newerFormat = Kind(name: "newerFormat")
    /// Another process holds the log for writing.
    package static let writerBusy = Kind(name: "writerBusy")
    /// The disk or the quota is full. Nothing of the append is there; reading goes on.
    package static let diskFull = Kind(name: "diskFull")
    /// The files cannot be what the log wrote.
    package static let damaged = Kind(name: "damaged")
    /// A commit ended in an unknown state, and the log goes no further: open it again and verify.
    package static let mustReopen = Kind(name: "mustReopen")
    /// A write was begun within a write, and would wait for itself.
    package static let writesWithin = Kind(name: "writesWithin")
    /// Another file was put into the place of the log's while it was open.
    package static let replaced = Kind(name: "replaced")
    /// As many programs read the log as it has slots for readers.
    package static let readersFull = Kind(name: "readersFull")
    /// A program with the same number, of another container, has the log open.
    package static let sameProcessNumber = Kind(name: "sameProcessNumber")
    /// There is not enough memory, or address space. Nothing is damaged.
    package static let outOfMemory = Kind(name: "outOfMemory")
    /// The log was opened for reading.
    package static let readOnly = Kind(name: "readOnly")
    /// Standard input, output or error is closed: what goes there would go into the log's files.
    package static let standardClosed = Kind(name: "standardClosed")
    /// The operating system refused access.
    package static let accessDenied = Kind(name: "accessDenied")
    /// Any other failure of input or output.
    package static let io = Kind(name: "io")
  }
}

extension LogFailure {
  /// The failure that an LMDB error means to the log at `path`.
  init(_ error: LMDBError, path: String) {
    let kind: Kind =
      switch error {
      case .diskFull, .fileTooLarge, .quotaExceeded, .mapFull: .diskFull
      // LMDB reports a page that was written only in part as EIO, whatever stood in the way.
      case .truncated where error.operation != "mdb_env_open": FreeSpace.isShort(at: path) ? .diskFull : .io
      case .corrupted, .pageNotFound, .invalid, .versionMismatch, .truncated, .badKeySize: .damaged
      // A meta page that failed: this process's map no longer tells what the file holds.
      case .panic: .mustReopen
      case .readersFull: .readersFull
      case .outOfMemory: .outOfMemory
      // The system lets one process at a time lock its own number in the lock file.
      case .wouldBlock where error.operation == "mdb_txn_begin": .sameProcessNumber
      case .accessDenied where error.operation == "mdb_txn_begin": .sameProcessNumber
      case .accessDenied, .readOnlyFileSystem: .accessDenied
      case .standardClosed: .standardClosed
      default: .io
      }
    self.init(kind, path: path, cause: error)
  }
}

extension LogFailure {
  /// Throws ``Kind/standardClosed`` while one of the ``StandardDescriptors`` is.
  static func refuseClosedStandard(_ path: String) throws(LogFailure) {
    guard StandardDescriptors.areOpen else {
      throw LogFailure(.standardClosed, path: path, detail: "descriptor 0, 1 or 2 is closed")
    }
  }

  /// The failure that an error number of the system means.
  init(system error: Int32, path: String) {
    let kind: Kind =
      switch error {
      case ENOSPC, EDQUOT: .diskFull
      case EACCES, EPERM, EROFS, ENOTDIR, ELOOP, ENOENT: .accessDenied
      case ENOMEM: .outOfMemory
      default: .io
      }
    self.init(kind, path: path, detail: String(cString: strerror(error)), isMissing: error == ENOENT)
  }

  /// The failure that an error of the file system means.
  package init(_ error: any Error, path: String) {
    let full = (error as NSError).code == CocoaError.fileWriteOutOfSpace.rawValue
    self.init(full ? .diskFull : .accessDenied, path: path, detail: error.localizedDescription)
  }

  /// Makes the folder `path` and those above it, where they are missing.
  package static func createFolder(_ path: String) throws(LogFailure) {
    do {
      try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    } catch {
      throw LogFailure(error, path: path)
    }
  }
}

/// Runs `body`, its LMDB errors turned into failures of the log at `path`.
func failing<R: ~Copyable>(
  at path: String, _ body: () throws(LMDBError) -> R
) throws(LogFailure) -> R {
  do throws(LMDBError) {
    return try body()
  } catch {
    throw LogFailure(error, path: path)
  }
}
