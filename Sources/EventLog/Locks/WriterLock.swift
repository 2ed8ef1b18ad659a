/// Keeps a second writing process out for as long as it lives; the system lets go of it when a process dies.
///
/// LMDB would let both write in turn. One writer at a time keeps answers in memory (versions, ids) true between commits.
package final class WriterLock: Sendable {
  private let lock: SystemLock

  /// Takes the lock of the folder `path`, which must exist. Throws ``LogFailure/Kind/writerBusy`` where another holds it
  /// and `waiting` is false.
  package init(at path: String, waiting: Bool) throws(LogFailure) {
    lock = try SystemLock(path + "/writer.lock", creating: true)
    if waiting {
      try lock.takeWaiting(.exclusive)
    } else {
      guard try lock.attempt(.exclusive) else { throw lock.busy }
    }
  }
}
