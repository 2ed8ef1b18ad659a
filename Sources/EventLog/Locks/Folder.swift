internal import Foundation
internal import LMDB

/// A folder that one caller at a time fills, however many try: the system lets go of it when a process dies.
///
/// The lock is the folder's own (`flock`), so that it leaves no file behind.
package struct Folder: ~Copyable {
  package let path: String
  /// Whether this caller made it.
  package let isNew: Bool
  private let lock: SystemLock

  /// Makes the folder `path` and those above it, where they are missing, and waits a while for whoever has it. Throws
  /// ``LogFailure``: ``LogFailure/Kind/writerBusy`` where that takes longer than ten seconds.
  package init(claiming path: String) throws(LogFailure) {
    try LogFailure.refuseClosedStandard(path)
    // Whoever had it may have taken it away meanwhile: then it is made again.
    for _ in 0..<1000 {
      let isNew = try Self.make(path)
      let lock: SystemLock
      do throws(LogFailure) {
        lock = try SystemLock(path)
      } catch {
        if error.isMissing, !Self.isLink(path) { continue }
        throw error
      }
      do throws(LogFailure) {
        try lock.take(.exclusive)
      } catch {
        if isNew { rmdir(path) }
        throw error
      }
      if lock.isInPlace {
        (self.path, self.isNew, self.lock) = (path, isNew, lock)
        return
      }
    }
    throw LogFailure(.io, path: path, detail: "the folder is taken away again and again")
  }

  /// Gives the folder `source`, which lies in this one, the name `name` in it, in one step, and sees to it that the disk knows.
  ///
  /// Throws ``LogFailure/Kind/notEmpty`` where something else has that name; an empty folder gives way. Where it has the name
  /// and the disk did not say that it knows: ``LogFailure/Kind/mustReopen``.
  package func link(_ source: String, as name: String) throws(LogFailure) {
    guard rename("\(path)/\(source)", "\(path)/\(name)") == 0 else {
      if [ENOTEMPTY, EEXIST, ENOTDIR].contains(errno) { throw LogFailure(.notEmpty, path: "\(path)/\(name)") }
      throw LogFailure(system: errno, path: "\(path)/\(name)")
    }
    do throws(LogFailure) {
      try Self.sync(path)
      // Where it came from, too: no file system has promised that one sync of the two is enough.
      let parent = source.split(separator: "/").dropLast().joined(separator: "/")
      if !parent.isEmpty { try Self.sync("\(path)/\(parent)") }
      try Self.sync(path + "/..")
    } catch {
      throw LogFailure(.mustReopen, path: path, detail: error.detail)
    }
  }

  /// Takes the folder away, if this caller made it and nothing is in it.
  package func removeIfOwn() { if isNew { rmdir(path) } }

  /// Waits until the names in the folder `path` are on disk: LMDB syncs its files, not the folder that names them.
  package static func sync(_ path: String) throws(LogFailure) {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw LogFailure(system: errno, path: path) }
    defer { close(descriptor) }
    guard fsync(descriptor) == 0 else { throw LogFailure(system: errno, path: path) }
  }

  /// Answers whether it was missing.
  private static func make(_ path: String) throws(LogFailure) -> Bool {
    if mkdir(path, 0o777) == 0 { return true }
    if errno == EEXIST { return false }
    guard errno == ENOENT else { throw LogFailure(system: errno, path: path) }
    try LogFailure.createFolder(path)
    return true
  }

  private static func isLink(_ path: String) -> Bool {
    var file = stat()
    return lstat(path, &file) == 0 && file.st_mode & S_IFMT == S_IFLNK
  }
}
