internal import Foundation

/// A file or a folder that one caller at a time has (`flock`); the system lets go of it when a process dies.
struct FileLock: ~Copyable {
  private let descriptor: Int32

  /// Waits for whoever has it. Throws ``LedgerFailure``: ``LedgerFailure/Kind/writerBusy`` where that takes longer than ten seconds.
  init(_ path: String) throws {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else {
      throw LedgerFailure(errno == EACCES ? .accessDenied : .io, path: path, detail: String(cString: strerror(errno)))
    }
    for _ in 0..<500 {
      if flock(descriptor, LOCK_EX | LOCK_NB) == 0 {
        self.descriptor = descriptor
        return
      }
      guard [EWOULDBLOCK, EINTR].contains(errno) else { break }
      usleep(20_000)
    }
    let error = errno
    close(descriptor)
    throw LedgerFailure(error == EWOULDBLOCK ? .writerBusy : .io, path: path, detail: String(cString: strerror(error)))
  }

  deinit {
    flock(descriptor, LOCK_UN)
    close(descriptor)
  }
}
