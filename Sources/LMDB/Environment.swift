internal import CLMDB
internal import Glibc
internal import Synchronization

/// How an environment is opened. `WRITEMAP` is not offered: the read-only map protects the file from stray pointers.
package struct EnvironmentOptions: OptionSet, Sendable {
  package let rawValue: UInt32

  package init(rawValue: UInt32) { self.rawValue = rawValue }

  /// No write transaction can be begun (`MDB_RDONLY`).
  package static let readOnly = EnvironmentOptions(rawValue: UInt32(MDB_RDONLY))
  /// A commit syncs data but not the meta page: whole after a power loss, the last commits may be gone
  /// (`MDB_NOMETASYNC`). For views, never for the log.
  package static let noMetaSync = EnvironmentOptions(rawValue: UInt32(MDB_NOMETASYNC))
  /// A commit syncs nothing: a power loss may corrupt (`MDB_NOSYNC`). For scratch data only.
  package static let unsafeNoSync = EnvironmentOptions(rawValue: UInt32(MDB_NOSYNC))
  /// The lock file is not touched (`MDB_NOLOCK`). Only where another lock keeps every writer out.
  package static let unsafeNoLock = EnvironmentOptions(rawValue: UInt32(MDB_NOLOCK))
}

/// An LMDB environment: one folder with `data.mdb` and `lock.mdb`.
///
/// One file is open at most once in a process (LMDB would lose its locks otherwise): ``shared(path:options:)`` gives what is open, and
/// a second open throws ``LMDBError/Kind/alreadyOpen``. Where another file was put in the place of one that is still open, it is another
/// environment. It closes when the last reference goes.
package final class Environment: @unchecked Sendable {
  // Unchecked because `MDB_env` may be used from any thread (lmdb.h, "mdb_env_open"), and the other fields are constant.
  let handle: OpaquePointer
  package let path: String
  package let options: EnvironmentOptions
  private let number: UInt64

  /// Address space set aside for a map: 1 TiB, sparse, so that it is never met.
  package static let defaultMapSize = 1 << 40

  /// So many readers may be at work at once, where this program makes the lock file; LMDB's own 126 where an earlier one did.
  package static let readers = 1022

  private struct Opened {
    /// Of all that were opened in this process, which.
    let number: UInt64
    weak var environment: Environment?
    /// The file that is open; `nil`: it is not open yet.
    var file: FileNumber?
    /// Until it is open, and while it is closed, there is none to share.
    var isShareable = false
  }

  /// Which file it is, by whatever path.
  private struct FileNumber: Hashable {
    let device: UInt64
    let number: UInt64

    /// `nil`: there is none.
    init?(in folder: String) {
      var file = stat()
      guard stat(folder + "/data.mdb", &file) == 0 else { return nil }
      (device, number) = (UInt64(file.st_dev), UInt64(file.st_ino))
    }
  }

  private struct OpenPaths {
    private var paths: [String: Opened] = [:]
    /// What is still open of files that others took the place of.
    private var displaced: [Opened] = []
    private var count: UInt64 = 0

    /// What is open of the file that lies in the folder `path` now, or is being opened there.
    mutating func opened(_ path: String) -> Opened? {
      guard let opened = paths[path], let file = opened.file, file != FileNumber(in: path) else { return paths[path] }
      displaced.append(opened)
      paths[path] = nil
      return nil
    }

    /// Sets `path` aside for one to be opened; `nil`: it is taken.
    mutating func claim(_ path: String) -> UInt64? {
      guard opened(path) == nil else { return nil }
      count += 1
      paths[path] = Opened(number: count)
      return count
    }

    mutating func open(_ environment: Environment, _ path: String, _ number: UInt64) {
      paths[path] = Opened(
        number: number, environment: environment, file: FileNumber(in: path), isShareable: true)
    }

    mutating func remove(_ number: UInt64) {
      displaced.removeAll { $0.number == number }
      paths = paths.filter { $0.value.number != number }
    }
  }

  private static let openPaths = Mutex(OpenPaths())

  /// The environment of `path` that is open in this process, where it can do what `options` ask for; else a new one, as
  /// ``init(path:options:mapSize:maxDatabases:)``. What is opened for writing serves readers, too.
  package static func shared(path: String, options: EnvironmentOptions = []) throws(LMDBError) -> Environment {
    let real = realPath(path)
    while true {
      let (found, isClosing) = openPaths.withLock { paths -> (Environment?, Bool) in
        guard let opened = paths.opened(real), opened.isShareable else { return (nil, false) }
        return (opened.environment, opened.environment == nil)
      }
      if let found, found.options == options || options == .readOnly && found.options.isEmpty { return found }
      guard found == nil, isClosing else { return try Environment(path: path, options: options) }
      // The last reference is gone, and LMDB closes it on another thread: that takes a moment.
      sched_yield()
    }
  }

  /// Opens the environment in the folder `path`, which must exist.
  ///
  /// Throws ``LMDBError``; a `data.mdb` that is shorter than its own header says, or whose header cannot be, is refused as
  /// ``LMDBError/Kind/truncated``, since reading past its end would be a bus error. While one of ``StandardDescriptors`` is
  /// closed nothing is opened: ``LMDBError/Kind/standardClosed``.
  ///
  /// Where there is less address space than `mapSize`, a smaller map is made, of at least 64 MiB and twice the file; else
  /// ``LMDBError/Kind/outOfMemory``.
  package init(
    path: String, options: EnvironmentOptions = [], mapSize: Int = Environment.defaultMapSize, maxDatabases: Int = 16
  ) throws(LMDBError) {
    guard StandardDescriptors.areOpen else {
      throw LMDBError(code: LMDBError.Kind.standardClosed.code, operation: "mdb_env_open", path: path)
    }
    let real = Self.realPath(path)
    guard let number = Self.openPaths.withLock({ $0.claim(real) }) else {
      throw LMDBError(code: EBUSY, operation: "mdb_env_open", path: path)
    }
    do throws(LMDBError) {
      if !options.contains(.unsafeNoLock) { try Self.makeRoomForLocks(path) }
      handle = try Self.open(path: path, options: options, mapSize: mapSize, maxDatabases: maxDatabases)
    } catch {
      Self.openPaths.withLock { $0.remove(number) }
      throw error
    }
    self.number = number
    self.path = path
    self.options = options
    MappedFiles.shared.refresh()
    Self.openPaths.withLock { $0.open(self, real, number) }
  }

  deinit {
    mdb_env_close(handle)
    MappedFiles.shared.refresh()
    Self.openPaths.withLock { $0.remove(number) }
  }

  /// Frees reader slots left by processes that died, and says how many (`mdb_reader_check`).
  @discardableResult
  package func clearStaleReaders() throws(LMDBError) -> Int {
    var dead: Int32 = 0
    try check(mdb_reader_check(handle, &dead), "mdb_reader_check", path: path)
    return Int(dead)
  }

  /// Copies the environment into the existing, empty folder `destination` while others read and write, leaving free
  /// pages out (`mdb_env_copy2`, `MDB_CP_COMPACT`). Itself a reader: no writer waits for it.
  package func copy(to destination: String) throws(LMDBError) {
    try check(mdb_env_copy2(handle, destination, UInt32(MDB_CP_COMPACT)), "mdb_env_copy2", path: destination)
  }

  /// Waits until everything committed has reached the disk, whatever the options say (`mdb_env_sync`).
  package func sync() throws(LMDBError) { try check(mdb_env_sync(handle, 1), "mdb_env_sync", path: path) }

  /// Bytes of `data.mdb` in use.
  package var usedBytes: Int {
    var info = MDB_envinfo()
    var stat = MDB_stat()
    mdb_env_info(handle, &info)
    mdb_env_stat(handle, &stat)
    return (Int(info.me_last_pgno) + 1) * Int(stat.ms_psize)
  }

  private static func open(
    path: String, options: EnvironmentOptions, mapSize: Int, maxDatabases: Int
  ) throws(LMDBError) -> OpaquePointer {
    try refuseDamagedHeader(path: path)
    var file = stat()
    let least = max(64 << 20, stat(path + "/data.mdb", &file) == 0 ? 2 * Int(file.st_size) : 0)
    var size = mapSize
    while true {
      do throws(LMDBError) {
        return try openOnce(path: path, options: options, mapSize: size, maxDatabases: maxDatabases)
      } catch {
        guard case .outOfMemory = error, size / 4 >= least else { throw error }
        size /= 4
      }
    }
  }

  private static func openOnce(
    path: String, options: EnvironmentOptions, mapSize: Int, maxDatabases: Int
  ) throws(LMDBError) -> OpaquePointer {
    var created: OpaquePointer?
    try check(mdb_env_create(&created), "mdb_env_create")
    guard let handle = created else { preconditionFailure("mdb_env_create succeeded without an environment") }
    do throws(LMDBError) {
      try check(mdb_env_set_maxdbs(handle, MDB_dbi(maxDatabases)), "mdb_env_set_maxdbs")
      try check(mdb_env_set_mapsize(handle, mapSize), "mdb_env_set_mapsize")
      try check(mdb_env_set_maxreaders(handle, UInt32(readers)), "mdb_env_set_maxreaders")
      // NOTLS: Swift tasks change threads, so a reader's slot belongs to its transaction.
      let flags = options.rawValue | UInt32(MDB_NOTLS) | UInt32(MDB_NORDAHEAD)
      try check(mdb_env_open(handle, path, flags, 0o644), "mdb_env_open", path: path)
    } catch {
      mdb_env_close(handle)
      throw error
    }
    return handle
  }

  private static func realPath(_ path: String) -> String {
    guard let resolved = realpath(path, nil) else { return path }
    defer { free(resolved) }
    return String(cString: resolved)
  }
}
