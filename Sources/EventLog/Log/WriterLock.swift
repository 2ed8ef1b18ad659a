internal import Foundation

/// Keeps a second writing process out for as long as it lives; the system lets go of it when a process dies.
///
/// LMDB would let both write in turn. One writer at a time keeps answers in memory (versions, ids) true between commits.
package final class WriterLock: Sendable {
  private let descriptor: Int32

  /// Takes the lock of the folder `path`, which must exist. Throws ``LogFailure/Kind/writerBusy`` where another holds it
  /// and `waiting` is false.
  /// One that is `shared` keeps writers out, and no other shared one.
  package init(at path: String, shared: Bool = false, waiting: Bool) throws(LogFailure) {
    let file = path + "/writer.lock"
    var descriptor = open(file, O_RDWR | O_CREAT | O_CLOEXEC, 0o644)
    // A read-only folder can have no writer, so a read-only descriptor is enough to hold the place.
    if descriptor < 0 { descriptor = open(file, O_RDONLY | O_CLOEXEC) }
    // Nor can anybody make the lock there: the folder itself holds the place for those who only read.
    if descriptor < 0, shared, errno == ENOENT { descriptor = open(path, O_RDONLY | O_CLOEXEC) }
    guard descriptor >= 0 else {
      throw LogFailure(
        errno == ENOSPC ? .diskFull : .accessDenied, path: file, detail: String(cString: strerror(errno)))
    }
    guard flock(descriptor, (shared ? LOCK_SH : LOCK_EX) | (waiting ? 0 : LOCK_NB)) == 0 else {
      let error = errno
      close(descriptor)
      throw LogFailure(error == EWOULDBLOCK ? .writerBusy : .io, path: path, detail: String(cString: strerror(error)))
    }
    self.descriptor = descriptor
  }

  deinit {
    // A child process that is just being started still has the file open, and would hold the lock for a moment.
    flock(descriptor, LOCK_UN)
    close(descriptor)
  }
}
