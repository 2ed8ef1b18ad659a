internal import Foundation

/// A file or a folder that callers have in turn (`flock`). The system lets go of it when a process dies.
///
/// Nothing is written into it, so that a reader can lock what it can only read. It is never LMDB's `lock.mdb`: closing that
/// file anew would drop the locks that LMDB has on it.
package final class SystemLock: Sendable {
  /// How it is held.
  package enum Hold: Sendable {
    /// With others that share it.
    case shared
    /// Alone.
    case exclusive
  }

  package let path: String
  private let descriptor: Int32

  /// So long a caller waits before it is told for whom.
  package static let patience = Duration.seconds(10)

  /// Opens `path` to be locked; `creating`: makes an empty file where there is none. Throws ``LogFailure``.
  package init(_ path: String, creating: Bool = false) throws(LogFailure) {
    var descriptor = creating ? open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o644) : -1
    if descriptor < 0, !creating || [EACCES, EROFS, EPERM].contains(errno) {
      descriptor = open(path, O_RDONLY | O_CLOEXEC)
    }
    guard descriptor >= 0 else { throw LogFailure(system: errno, path: path) }
    (self.path, self.descriptor) = (path, descriptor)
  }

  deinit {
    // A child process that is just being started still has the descriptor, and would hold the lock for a moment.
    flock(descriptor, LOCK_UN)
    close(descriptor)
  }

  /// Takes it, or answers `false` where another caller has it. Throws ``LogFailure`` where it cannot be had at all.
  package func attempt(_ hold: Hold) throws(LogFailure) -> Bool { try Self.attempt(descriptor, path, hold) }

  /// Takes it once whoever has it lets go of it. Throws ``LogFailure/Kind/writerBusy``, with the holder's name, where that takes
  /// longer than ``patience``.
  package func take(_ hold: Hold) throws(LogFailure) { try Self.take(descriptor, path, hold) }

  /// As ``take(_:)``, for the file at `path` that `descriptor` has open.
  package static func take(_ descriptor: Int32, _ path: String, _ hold: Hold) throws(LogFailure) {
    if try attempt(descriptor, path, hold) { return }
    let end = ContinuousClock.now + patience
    var pause: UInt32 = 100
    while ContinuousClock.now < end {
      usleep(pause)
      pause = min(20_000, pause * 2)
      if try attempt(descriptor, path, hold) { return }
    }
    throw busy(descriptor, path)
  }

  private static func attempt(_ descriptor: Int32, _ path: String, _ hold: Hold) throws(LogFailure) -> Bool {
    while true {
      if flock(descriptor, hold.operation | LOCK_NB) == 0 { return true }
      switch errno {
      case EINTR: continue
      case EWOULDBLOCK: return false
      default: throw LogFailure(.io, path: path, detail: "flock: \(String(cString: strerror(errno)))")
      }
    }
  }

  /// Takes it, however long whoever has it keeps it.
  package func takeWaiting(_ hold: Hold) throws(LogFailure) {
    while flock(descriptor, hold.operation) != 0 {
      guard errno == EINTR else {
        throw LogFailure(.io, path: path, detail: "flock: \(String(cString: strerror(errno)))")
      }
    }
  }

  /// Lets others have it.
  package func letGo() { flock(descriptor, LOCK_UN) }

  /// What is thrown where another caller has it.
  package var busy: LogFailure { Self.busy(descriptor, path) }

  private static func busy(_ descriptor: Int32, _ path: String) -> LogFailure {
    LogFailure(.writerBusy, path: path, holder: LockHolder(of: descriptor))
  }

  /// Whether what is at its path now is what was opened.
  package var isInPlace: Bool { Self.isInPlace(descriptor, path) }

  /// As ``isInPlace``, for the file that `descriptor` has open.
  package static func isInPlace(_ descriptor: Int32, _ path: String) -> Bool {
    var (held, named) = (stat(), stat())
    return fstat(descriptor, &held) == 0 && stat(path, &named) == 0 && held.st_ino == named.st_ino
      && held.st_dev == named.st_dev
  }
}

extension SystemLock.Hold {
  fileprivate var operation: Int32 { self == .shared ? LOCK_SH : LOCK_EX }
}
