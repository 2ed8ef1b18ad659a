internal import Foundation

/// Who may touch a log's file, moment by moment: one caller that writes to it, or any number of those that read without a slot in
/// LMDB's table of readers. Those that have a slot need no gate: LMDB keeps their pages.
///
/// The lock is `data.mdb` itself, which everybody who reads can lock. The folder is what is passed before it: whoever waits to write
/// holds it, so that those who read come after.
final class Gate: @unchecked Sendable {
  // Unchecked because `readers`, `isHeld` and `since` are touched only while `condition` is held; the rest is constant.
  private let folder: SystemLock?
  private let file: SystemLock
  private let condition = NSCondition()
  private var readers = 0
  private var isHeld = false
  private var since = ContinuousClock.now

  /// So long this process may keep writers waiting.
  private static let slice = Duration.milliseconds(100)

  /// The gate of the environment in the folder `path`; `creating`: with an empty file, which LMDB fills, where there is none.
  init(_ path: String, creating: Bool = false) throws(LogFailure) {
    file = try SystemLock(path + "/data.mdb", creating: creating)
    do throws(LogFailure) {
      folder = try SystemLock(path)
    } catch  where error.kind == .accessDenied {
      // Its files can be read: writers wait for their turn a little longer.
      folder = nil
    }
  }

  /// Runs `body`, which opens the environment, while no other program opens it: LMDB waits without end for one that does.
  func opening<R>(_ body: () throws(LogFailure) -> R) throws(LogFailure) -> R {
    try folder?.take(.exclusive)
    defer { folder?.letGo() }
    return try body()
  }

  /// Takes the file to write to it.
  func enterWriting() throws(LogFailure) {
    try folder?.take(.exclusive)
    defer { folder?.letGo() }
    try file.take(.exclusive)
  }

  /// After ``enterWriting()``, where a transaction has begun that takes long: those who read without a slot may go on. LMDB writes over
  /// no page of the last commit, nor of the one before it, until the next transaction begins. It commits after ``enterWriting()`` again:
  /// what it writes then is read by whoever begins to read.
  func letReadersIn() throws(LogFailure) { try file.take(.shared) }

  /// After ``enterWriting()``.
  func leaveWriting() { file.letGo() }

  /// Takes the file to read a little of it, without a slot: what is lent is gone after ``leaveReading()``.
  ///
  /// The lock is the process's: threads follow each other through, and who comes back at once need not ask the system again. After
  /// a tenth of a second it is let go of, whoever would like to go on.
  func enterReading() throws(LogFailure) {
    condition.lock()
    defer { condition.unlock() }
    while readers > 0, isOverdue { condition.wait() }
    if isHeld, isOverdue { letGo() }
    if !isHeld {
      // Passed, not held: those who open the log wait for nobody who waits here.
      try folder?.take(.shared)
      folder?.letGo()
      try file.take(.shared)
      (isHeld, since) = (true, .now)
      DispatchQueue.global().asyncAfter(deadline: .now() + 0.11) { [weak self] in self?.letGoIfIdle() }
    }
    readers += 1
  }

  /// After ``enterReading()``.
  func leaveReading() {
    condition.lock()
    readers -= 1
    if readers == 0, isOverdue { letGo() }
    condition.unlock()
  }

  private var isOverdue: Bool { ContinuousClock.now - since > Self.slice }

  private func letGo() {
    file.letGo()
    isHeld = false
    condition.broadcast()
  }

  private func letGoIfIdle() {
    condition.lock()
    if readers == 0, isHeld, isOverdue { letGo() }
    condition.unlock()
  }

  /// Runs `body`, which reads a little without a slot.
  func reading<R: ~Copyable>(_ body: () throws(LogFailure) -> R) throws(LogFailure) -> R {
    try enterReading()
    defer { leaveReading() }
    return try body()
  }

  /// Throws ``LogFailure/Kind/replaced`` where another file is in the place of the one that is written to.
  func requireInPlace() throws(LogFailure) {
    guard file.isInPlace else { throw LogFailure(.replaced, path: file.path) }
  }
}
