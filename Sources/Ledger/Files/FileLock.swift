internal import EventLog

/// A file or a folder that one caller at a time has (`flock`); the system lets go of it when a process dies.
struct FileLock {
  private let lock: SystemLock

  /// Waits for whoever has it. Throws ``LedgerFailure``: ``LedgerFailure/Kind/writerBusy`` where that takes longer than ten seconds.
  init(_ path: String) throws {
    lock = try failing {
      let lock = try SystemLock(path)
      try lock.take(.exclusive)
      return lock
    }
  }
}
