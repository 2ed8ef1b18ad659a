internal import Foundation
internal import LMDB

/// The one thread that writes. Jobs that wait together go into one commit, each with its own answer.
final class LogWriter: @unchecked Sendable {
  // Unchecked because `pending` and `stopped` are touched only while `condition` is held, `poisoned` only by the writer's
  // thread, `environment` only by that thread and, once it has ended, by `stop()`; the rest is constant.
  private var environment: Environment?
  private let tables: LogTables
  private let path: String
  private let clock: @Sendable () -> LogTime
  private let condition = NSCondition()
  private var pending: [Job] = []
  private var stopped = false
  private var poisoned: LogFailure?
  private let ended = DispatchSemaphore(value: 0)

  init(environment: Environment, tables: LogTables, path: String, clock: @escaping @Sendable () -> LogTime) {
    self.environment = environment
    self.tables = tables
    self.path = path
    self.clock = clock
    let thread = Thread { [self] in
      run()
      ended.signal()
    }
    thread.name = "ocop-log-writer"
    thread.stackSize = 8 << 20
    thread.start()
  }

  /// Ends the thread once what is pending is done, waits for that, and lets go of the environment, so that the same
  /// path can be opened again at once.
  func stop() {
    condition.lock()
    stopped = true
    condition.broadcast()
    condition.unlock()
    ended.wait()
    environment = nil
  }

  /// Queues `plan` and waits for its answer.
  func perform(_ plan: @escaping @Sendable (borrowing LogView) throws -> [AppendRequest]) throws -> Receipt {
    let job = Job(plan: plan)
    condition.lock()
    precondition(!stopped, "the log was closed")
    pending.append(job)
    condition.broadcast()
    condition.unlock()
    return try job.wait()
  }

  private func run() {
    while let jobs = nextJobs() {
      let failure = poisoned ?? commit(jobs)
      if failure?.kind == .mustReopen { poisoned = failure }
      for job in jobs { job.finish(failure) }
    }
  }

  private func nextJobs() -> [Job]? {
    condition.lock()
    defer { condition.unlock() }
    while pending.isEmpty && !stopped { condition.wait() }
    guard !pending.isEmpty else { return nil }
    defer { pending = [] }
    return pending
  }

  /// Runs all jobs in one transaction. A failure of the disk is every job's; a job's own error is its own.
  private func commit(_ jobs: [Job]) -> LogFailure? {
    guard let environment else { preconditionFailure("the log was closed") }
    do throws(LMDBError) {
      var transaction = try WriteTransaction(environment)
      var wrote = false
      for job in jobs {
        let plan = prepare(job, transaction)
        guard let plan else { continue }
        try apply(plan, to: &transaction)
        wrote = wrote || !plan.isEmpty
      }
      guard wrote else { return nil }
      do throws(LMDBError) {
        try transaction.commit()
      } catch {
        return uncertain(error, environment)
      }
      return nil
    } catch {
      return LogFailure(error, path: path)
    }
  }

  /// A full disk refuses the data pages before the meta page names them, so nothing happened. Of anything else it is
  /// not known what reached the disk.
  private func uncertain(_ error: LMDBError, _ environment: Environment) -> LogFailure {
    let failure = LogFailure(error, path: path)
    // The page may have been the meta page itself: after that LMDB begins no transaction any more.
    if failure.kind == .diskFull, (try? ReadTransaction(environment)) != nil { return failure }
    return LogFailure(.mustReopen, path: path, detail: "the outcome of a commit is unknown", cause: error)
  }

  private func prepare(_ job: Job, _ transaction: borrowing WriteTransaction) -> AppendPlan? {
    do {
      let view = try LogView(transaction.access, tables: tables, path: path)
      let plan = try AppendPlan(job.plan(view), in: view, now: clock())
      job.receipt = plan.receipt
      return plan
    } catch {
      job.error = error
      return nil
    }
  }

  private func apply(_ plan: AppendPlan, to transaction: inout WriteTransaction) throws(LMDBError) {
    for record in plan.records {
      let position = BigEndianKey(record.stamp.position.rawValue).bytes
      try transaction.append(record.bytes, for: position, in: tables.records)
      try transaction.append(record.leaf.bytes, for: position, in: tables.leaves)
      let index = record.stream.bytes + BigEndianKey(record.stamp.version.rawValue).bytes
      try transaction.put(position, for: index, in: tables.streams)
    }
    if let nodes = tables.nodes {
      for (key, node) in plan.nodes { try transaction.put(node.bytes, for: key, in: nodes) }
    }
    for (command, positions) in plan.commands {
      let value = BigEndianKey(positions.lowerBound).bytes + BigEndianKey(UInt64(positions.count)).bytes
      try transaction.put(value, for: command.bytes, in: tables.commands)
    }
    for blob in plan.blobs {
      let digest = Digest.sha256(blob.span.bytes)
      try transaction.put(blob, for: digest.bytes, in: tables.blobs)
    }
    if !plan.isEmpty {
      try transaction.put(plan.head.encoded, for: MetaKey.head, in: tables.meta)
    }
  }
}

/// One caller's plan and the place where its answer is put.
private final class Job: @unchecked Sendable {
  // Unchecked because `receipt` and `error` are written by the writer's thread before it signals, and read by the
  // caller after it was woken.
  let plan: @Sendable (borrowing LogView) throws -> [AppendRequest]
  var receipt: Receipt?
  var error: (any Error)?
  private let done = DispatchSemaphore(value: 0)

  init(plan: @escaping @Sendable (borrowing LogView) throws -> [AppendRequest]) { self.plan = plan }

  func wait() throws -> Receipt {
    done.wait()
    if let error { throw error }
    guard let receipt else { preconditionFailure("a job ended with neither receipt nor error") }
    return receipt
  }

  func finish(_ failure: LogFailure?) {
    if error == nil { error = failure }
    done.signal()
  }
}
