internal import Foundation
internal import LMDB

/// A folder that one caller at a time fills, however many try: the system lets go of it when a process dies.
///
/// The lock is the folder's own (`flock`), so that it leaves no file behind.
package struct Folder: ~Copyable {
  package let path: String
  /// Whether this caller made it.
  package let isNew: Bool
  private let descriptor: Int32

  /// Makes the folder `path` and those above it, where they are missing, and waits until nobody else has it. Throws
  /// ``LogFailure``.
  package init(claiming path: String) throws(LogFailure) {
    try LogFailure.refuseClosedStandard(path)
    // Whoever had it may have taken it away meanwhile: then it is made again.
    for _ in 0..<1000 {
      let isNew = try Self.make(path)
      let descriptor = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
      guard descriptor >= 0 else {
        if errno == ENOENT { continue }
        throw Self.failure(path)
      }
      guard flock(descriptor, LOCK_EX) == 0 else {
        let failure = Self.failure(path)
        close(descriptor)
        throw failure
      }
      if Self.isSame(descriptor, path) {
        (self.path, self.isNew, self.descriptor) = (path, isNew, descriptor)
        return
      }
      close(descriptor)
    }
    throw LogFailure(.io, path: path, detail: "the folder is taken away again and again")
  }

  deinit {
    // A child process that is just being started still has the descriptor.
    flock(descriptor, LOCK_UN)
    close(descriptor)
  }

  /// Gives the folder `source`, which lies in this one, the name `name` in it, in one step, and sees to it that the disk knows.
  /// Throws ``LogFailure/Kind/notEmpty`` where something else has that name; an empty folder gives way.
  package func link(_ source: String, as name: String) throws(LogFailure) {
    guard rename("\(path)/\(source)", "\(path)/\(name)") == 0 else {
      if [ENOTEMPTY, EEXIST, ENOTDIR].contains(errno) { throw LogFailure(.notEmpty, path: "\(path)/\(name)") }
      throw Self.failure("\(path)/\(name)")
    }
    Self.sync(path)
    Self.sync(path + "/..")
  }

  /// Takes the folder away, if this caller made it and nothing is in it.
  package func removeIfOwn() { if isNew { rmdir(path) } }

  /// Sees to it that the names in the folder `path` are on disk: LMDB syncs its files, not the folder that names them.
  package static func sync(_ path: String) {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { return }
    fsync(descriptor)
    close(descriptor)
  }

  /// Answers whether it was missing.
  private static func make(_ path: String) throws(LogFailure) -> Bool {
    if mkdir(path, 0o777) == 0 { return true }
    if errno == EEXIST { return false }
    guard errno == ENOENT else { throw failure(path) }
    try LogFailure.createFolder(path)
    return true
  }

  private static func isSame(_ descriptor: Int32, _ path: String) -> Bool {
    var (held, named) = (stat(), stat())
    return fstat(descriptor, &held) == 0 && stat(path, &named) == 0 && held.st_ino == named.st_ino
      && held.st_dev == named.st_dev
  }

  private static func failure(_ path: String) -> LogFailure {
    let kind: LogFailure.Kind =
      switch errno {
      case ENOSPC, EDQUOT: .diskFull
      case EACCES, EPERM, EROFS, ENOTDIR, ELOOP: .accessDenied
      default: .io
      }
    return LogFailure(kind, path: path, detail: String(cString: strerror(errno)))
  }
}
