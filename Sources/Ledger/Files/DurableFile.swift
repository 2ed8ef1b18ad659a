internal import EventLog
internal import Foundation

/// Small files that something is decided by, or that somebody was promised: read whole or not at all, written whole or not at all.
///
/// What is written stands aside first (`.NAME.ocop-unfinished`, for its owner only while it does), is synced, gets its name in one step, and its
/// folder is synced: when a call returns, a machine that goes down has it. What a killed program left aside is taken over by the next.
public enum DurableFile {
  /// How a file gets its name.
  public enum Naming: Sendable {
    /// It must not be there: of several callers one makes it.
    case new
    /// It takes the place of one that is there.
    case replacing
  }

  /// The bytes of the file at `path`; `nil` only where there is none. A folder in its place, a mode, a disk that fails, no descriptor
  /// left, or more than `limit` bytes: a failure, and never taken for nothing. Throws ``LedgerFailure``.
  public static func read(_ path: String, limit: Int = 1 << 20) throws -> [UInt8]? {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
    guard descriptor >= 0 else {
      let error = errno
      // A link that leads nowhere is something in its place: a share that is not mounted, perhaps.
      var named = stat()
      if error == ENOENT, lstat(path, &named) != 0, errno == ENOENT { return nil }
      throw failure(error, path)
    }
    defer { close(descriptor) }
    var file = stat()
    guard fstat(descriptor, &file) == 0 else { throw failure(errno, path) }
    guard file.st_mode & S_IFMT == S_IFREG else { throw LedgerFailure(.io, path: path, detail: "it is no file") }
    guard file.st_size <= limit else {
      throw LedgerFailure(.io, path: path, detail: "it has \(file.st_size) bytes, more than \(limit)")
    }
    var bytes: [UInt8] = []
    var portion = [UInt8](repeating: 0, count: 1 << 12)
    while bytes.count <= limit {
      let got = try portion.withUnsafeMutableBytes { portion in
        try moved(path) { Foundation.read(descriptor, portion.baseAddress, portion.count) }
      }
      if got == 0 { return bytes }
      bytes += portion[..<got]
    }
    throw LedgerFailure(.io, path: path, detail: "it grows while it is read")
  }

  /// The text of the file at `path`; `nil` only where there is none. Bytes that are no text are a failure.
  ///
  /// Throws ``LedgerFailure`` where the file is there and cannot be read.
  public static func text(_ path: String, limit: Int = 1 << 20) throws -> String? {
    guard let bytes = try read(path, limit: limit) else { return nil }
    guard let text = String(validating: bytes, as: UTF8.self) else {
      throw LedgerFailure(.io, path: path, detail: "it is no text")
    }
    return text
  }

  /// The text of a file that only its owner can read, of the file itself where a link leads to it; `nil` only where there is none.
  ///
  /// Throws ``LedgerFailure`` where it cannot be read, ``ProofFailure`` where others can read it, too.
  public static func secret(_ path: String) throws -> String? {
    guard let text = try text(path) else { return nil }
    var file = stat()
    guard stat(path, &file) == 0, file.st_mode & 0o077 == 0 else { throw ProofFailure(kind: "keyExposed") }
    return text
  }

  /// Writes `bytes` to the file at `path`; a secret is for its owner only. Throws ``LedgerFailure``: ``LedgerFailure/Kind/exists`` where it must be new and is there.
  public static func write(_ bytes: [UInt8], to path: String, _ naming: Naming, isSecret: Bool = false) throws {
    let (folder, name) = parts(path)
    let aside = "\(folder)/\(aside(name))"
    let descriptor = try claim(aside, path)
    // Its lock goes with it: whoever waited for it finds another file under its name, or none.
    defer { close(descriptor) }
    do {
      guard ftruncate(descriptor, 0) == 0 else { throw failure(errno, path) }
      try put(bytes, descriptor, path)
      guard fchmod(descriptor, isSecret ? 0o600 : 0o644) == 0, fsync(descriptor) == 0 else {
        throw failure(errno, path)
      }
      switch naming {
      case .replacing: guard rename(aside, path) == 0 else { throw failure(errno, path) }
      case .new:
        guard link(aside, path) == 0 else {
          throw errno == EEXIST ? LedgerFailure(.exists, path: path) : failure(errno, path)
        }
        unlink(aside)
      }
    } catch {
      unlink(aside)
      throw error
    }
    try syncFolder(of: path)
  }

  /// The file aside, locked: whoever writes the same file meanwhile waits.
  private static func claim(_ aside: String, _ path: String) throws -> Int32 {
    for _ in 0..<1000 {
      let descriptor = open(aside, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0o600)
      guard descriptor >= 0 else { throw failure(errno, path) }
      do {
        try failing(path) { try SystemLock.take(descriptor, aside, .exclusive) }
      } catch {
        close(descriptor)
        throw error
      }
      if SystemLock.isInPlace(descriptor, aside) { return descriptor }
      close(descriptor)
    }
    throw LedgerFailure(.io, path: path, detail: "the file aside is taken away again and again")
  }

  /// The name that a file gets which stands aside as `name`; `nil`: none does.
  static func named(aside name: String) -> String? {
    guard name.hasPrefix("."), name.hasSuffix(".ocop-unfinished") else { return nil }
    return String(name.dropFirst().dropLast(16))
  }

  /// The name under which a file named `name` is written, beside it.
  static func aside(_ name: String) -> String { ".\(name).ocop-unfinished" }

  /// Takes away what a killed program left aside of the file at `path`; what somebody is writing stays.
  static func removeAside(of path: String) {
    let (folder, name) = parts(path)
    let aside = "\(folder)/\(aside(name))"
    let descriptor = open(aside, O_RDONLY | O_CLOEXEC | O_NOFOLLOW)
    guard descriptor >= 0 else { return }
    defer { close(descriptor) }
    if flock(descriptor, LOCK_EX | LOCK_NB) == 0 { unlink(aside) }
  }

  /// Whether anything has the name `path`. Throws where that cannot be told.
  static func isThere(_ path: String) throws -> Bool {
    var file = stat()
    if lstat(path, &file) == 0 { return true }
    guard errno == ENOENT else { throw failure(errno, path) }
    return false
  }

  /// The folder that the file at `path` is in.
  static func folder(of path: String) -> String { parts(path).folder }

  /// Takes the file at `path` away, and waits until the disk knows. Throws ``LedgerFailure``.
  public static func remove(_ path: String) throws {
    guard unlink(path) == 0 || errno == ENOENT else { throw failure(errno, path) }
    try syncFolder(of: path)
  }

  /// Waits until the disk knows the name of the file at `path`.
  private static func syncFolder(of path: String) throws {
    let folder = folder(of: path)
    try failing(folder) { try Folder.sync(folder) }
  }

  private static func put(_ bytes: [UInt8], _ descriptor: Int32, _ path: String) throws {
    var count = 0
    while count < bytes.count {
      count += try bytes.withUnsafeBytes { bytes in
        try moved(path) { Foundation.write(descriptor, bytes.baseAddress! + count, bytes.count - count) }
      }
    }
  }

  /// How many bytes `call` moved; a signal in between begins it again.
  private static func moved(_ path: String, _ call: () -> Int) throws -> Int {
    while true {
      let count = call()
      if count >= 0 { return count }
      guard errno == EINTR else { throw failure(errno, path) }
    }
  }

  private static func parts(_ path: String) -> (folder: String, name: String) {
    guard let slash = path.lastIndex(of: "/") else { return (".", path) }
    let folder = String(path[..<slash])
    return (folder.isEmpty ? "/" : folder, String(path[path.index(after: slash)...]))
  }

  private static func failure(_ error: Int32, _ path: String) -> LedgerFailure {
    switch error {
    case EACCES, EPERM: LedgerFailure(.accessDenied, path: path, detail: String(cString: strerror(error)))
    case ENOSPC, EDQUOT: LedgerFailure(.diskFull, path: path, detail: String(cString: strerror(error)))
    default: LedgerFailure(.io, path: path, detail: String(cString: strerror(error)))
    }
  }
}
