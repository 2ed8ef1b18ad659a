internal import Foundation
internal import LMDB

/// Writes for one caller at a time. Whoever comes while nobody writes does so at once, on its own thread, for all who wait;
/// those who come meanwhile wait together and go into the next commit, each with its own answer.
final class LogWriter: @unchecked Sendable {
  // Unchecked because `pending`, `isLed`, `stopped` and `planning` are touched only while `condition` is held; `poisoned` and
  // `environment` only by the caller that leads, or once nobody does, by `stop()`; the rest is constant.
  private var environment: Environment?
  private let tables: LogTables
  private let path: String
  private let gate: Gate
  private let fence: (any CommitFence)?
  private let clock: @Sendable () -> LogTime
  private let condition = NSCondition()
  private var pending: [AppendJob] = []
  private var isLed = false
  private var stopped = false
  private var poisoned: LogFailure?
  /// The thread on which a plan runs, which must not write itself.
  private var planning: pthread_t?

  init(
    environment: Environment, tables: LogTables, path: String, gate: Gate, fence: (any CommitFence)?,
    clock: @escaping @Sendable () -> LogTime
  ) {
    self.gate = gate
    self.fence = fence
    self.environment = environment
    self.tables = tables
    self.path = path
    self.clock = clock
  }

  /// Waits until what is pending is done, and lets go of the environment, so that the same path can be opened again at
  /// once.
  func stop() {
    condition.lock()
    stopped = true
    while isLed { condition.wait() }
    environment = nil
    condition.unlock()
  }

  /// Has `plan` written, by this caller or by another one, and answers once it is.
  func perform(_ plan: @escaping @Sendable (borrowing LogView) throws -> [AppendRequest]) throws -> Receipt {
    try perform(AppendJob(isAlone: false) { view in .last(try plan(view)) })
  }

  /// Asks `plan` for one portion after the other, each over what those before it wrote, and commits them together. Nobody else's are
  /// in that commit.
  func performInPortions(_ plan: @escaping @Sendable (borrowing LogView) throws -> PlannedPortion) throws -> Receipt {
    try perform(AppendJob(isAlone: true, plan: plan))
  }

  private func perform(_ job: AppendJob) throws -> Receipt {
    condition.lock()
    precondition(!stopped, "the log was closed")
    // It would wait for itself.
    if let planning, pthread_equal(planning, pthread_self()) != 0 {
      condition.unlock()
      throw LogFailure(.writesWithin, path: path)
    }
    pending.append(job)
    let leads = !isLed
    isLed = true
    condition.unlock()
    if leads || job.waitOrLead() { lead() }
    return try job.answer()
  }

  /// Writes all that wait, this caller's own job among them, and hands on to one of those who came meanwhile.
  private func lead() {
    condition.lock()
    // What goes in portions may be taken back whole: it shares no transaction.
    let count = pending.first?.isAlone == true ? 1 : pending.firstIndex(where: \.isAlone) ?? pending.count
    let jobs = Array(pending.prefix(count))
    pending.removeFirst(count)
    condition.unlock()
    let failure = poisoned ?? commit(jobs)
    if failure?.kind == .mustReopen || failure?.kind == .replaced { poisoned = failure }
    for job in jobs { job.finish(failure) }
    condition.lock()
    if let next = pending.first {
      next.takeLead()
    } else {
      isLed = false
      condition.broadcast()
    }
    condition.unlock()
  }

  /// Runs all jobs in one transaction. A failure of the disk is every job's; a job's own error is its own.
  private func commit(_ jobs: [AppendJob]) -> LogFailure? {
    guard let environment else { preconditionFailure("the log was closed") }
    do throws(LogFailure) {
      try gate.enterWriting()
    } catch {
      return error
    }
    defer { gate.leaveWriting() }
    do throws(LMDBError) {
      do throws(LogFailure) { try gate.requireInPlace() } catch { return error }
      var transaction = try WriteTransaction(environment)
      let before = fence == nil ? nil : try head(transaction)
      var (wrote, isShared) = (false, false)
      for job in jobs where try run(job, in: &transaction, &isShared) { wrote = true }
      guard wrote else { return nil }
      if let before, let refused = admit(jobs, transaction, after: before.tree, &isShared) { return refused.failure }
      if isShared {
        do throws(LogFailure) { try gate.enterWriting() } catch { return error }
      }
      do throws(LMDBError) {
        try transaction.commit()
      } catch {
        // Elsewhere it is recorded: here it is found again when the log is opened.
        if before != nil {
          return LogFailure(.mustReopen, path: path, detail: "admitted, and not on disk", cause: error)
        }
        return uncertain(error, environment)
      }
      // What was written to a file that is not the ledger's any more is not acknowledged.
      do throws(LogFailure) { try gate.requireInPlace() } catch { return error }
      return nil
    } catch {
      return LogFailure(error, path: path)
    }
  }

  /// What the fence says against the commit, if anything, and whether the log goes no further then; each job has the error.
  private func admit(
    _ jobs: [AppendJob], _ transaction: borrowing WriteTransaction, after before: MerkleTree, _ isShared: inout Bool
  ) -> (failure: LogFailure?, Void)? {
    do {
      if !isShared { try gate.letReadersIn() }
      isShared = true
      condition.withLock { planning = pthread_self() }
      defer { condition.withLock { planning = nil } }
      try fence?.admit(LogView(transaction.access, tables: tables, path: path), after: before)
      return nil
    } catch {
      for job in jobs { job.error = job.error ?? error }
      let failure = error as? LogFailure
      return (failure?.kind == .mustReopen ? failure : nil, ())
    }
  }

  private func head(_ transaction: borrowing WriteTransaction) throws(LMDBError) -> LogHead? {
    guard let bytes = try transaction.access.value(for: MetaKey.head, in: tables.head) else { return nil }
    return LogHead(encoded: bytes, hasTiles: tables.tiles != nil)
  }

  /// A full disk refuses the data pages before the meta page names them, so nothing happened. Of anything else it is
  /// not known what reached the disk.
  private func uncertain(_ error: LMDBError, _ environment: Environment) -> LogFailure {
    let failure = LogFailure(error, path: path)
    // The page may have been the meta page itself: after that LMDB begins no transaction any more.
    if failure.kind == .diskFull, (try? ReadTransaction(environment)) != nil { return failure }
    return LogFailure(.mustReopen, path: path, detail: "the outcome of a commit is unknown", cause: error)
  }

  /// Applies what the job plans; answers whether there is anything to commit. What goes on after a first portion takes long: then the
  /// gate is shared with readers.
  private func run(
    _ job: AppendJob, in transaction: inout WriteTransaction, _ isShared: inout Bool
  ) throws(LMDBError) -> Bool {
    var wrote = false
    var start: MerkleTree?
    while true {
      guard let step = prepare(job, transaction) else { return false }
      guard var plan = step.plan else {
        job.receipt = Receipt(outcomes: [], tree: start ?? step.tree)
        return false
      }
      start = start ?? step.tree
      try apply(&plan, to: &transaction)
      job.receipt = plan.receipt
      wrote = wrote || !plan.isEmpty
      if step.isLast { return wrote }
      guard !isShared else { continue }
      do {
        try gate.letReadersIn()
        isShared = true
      } catch {
        job.error = error
        return false
      }
    }
  }

  private func prepare(
    _ job: AppendJob, _ transaction: borrowing WriteTransaction
  ) -> (plan: AppendPlan?, isLast: Bool, tree: MerkleTree)? {
    condition.withLock { planning = pthread_self() }
    defer { condition.withLock { planning = nil } }
    do {
      let view = try LogView(transaction.access, tables: tables, path: path)
      return switch try job.plan(view) {
      case .more(let requests): (try AppendPlan(requests, in: view, now: clock()), false, view.tree)
      case .last(let requests): (try AppendPlan(requests, in: view, now: clock()), true, view.tree)
      case .nothing: (nil, true, view.tree)
      }
    } catch {
      job.error = error
      return nil
    }
  }

  private func apply(_ plan: inout AppendPlan, to transaction: inout WriteTransaction) throws(LMDBError) {
    let requests = plan.requests
    try OrderedParallelMap.forEach(AppendPortion.cut(plan.places), { AppendPortion($0, of: requests) }) {
      portion throws(LMDBError) in
      plan.add(portion)
      try apply(portion, to: &transaction)
    }
    if let tiles = tables.tiles {
      for number in 0..<plan.tiles.count {
        let start = number * LeafTile.byteCount
        let tile = plan.tiles.bytes.span.bytes.extracting(start..<start + LeafTile.byteCount)
        let key = BigEndianKey(plan.tiles.first + UInt64(number)).bytes
        try transaction.append(tile, for: key.span.bytes, in: tiles)
      }
    }
    if let nodes = tables.nodes {
      for (key, node) in plan.nodes { try transaction.put(node.bytes, for: key, in: nodes) }
    }
    if let keys = tables.keys {
      var entries: [[UInt8]] = []
      for place in plan.places {
        for key in requests[place.request].records.keys(place.index) {
          entries.append(key.entry(of: place.stamp.position.rawValue))
        }
      }
      entries.sort { $0.lexicographicallyPrecedes($1) }
      for entry in entries { try transaction.put([], for: entry, in: keys) }
    }
    for (command, positions) in plan.commands {
      let value = BigEndianKey(positions.lowerBound).bytes + BigEndianKey(UInt64(positions.count)).bytes
      try transaction.put(value, for: command.bytes, in: tables.commands)
    }
    for blob in plan.blobs {
      let digest = Digest.sha256(blob.span.bytes)
      try transaction.put(blob, for: digest.bytes, in: tables.blobs)
    }
    // Up to the second, the number only said what tables there are.
    if plan.format > 2 { try raiseFormat(to: plan.format, in: &transaction) }
    if !plan.isEmpty {
      try transaction.put(plan.head.encoded, for: MetaKey.head, in: tables.head)
    }
  }
}

extension LogWriter {
  private func raiseFormat(to format: UInt32, in transaction: inout WriteTransaction) throws(LMDBError) {
    guard try self.format(transaction) < format else { return }
    try transaction.put(LogFormat.bytes(format), for: MetaKey.format, in: tables.meta)
  }

  private func format(_ transaction: borrowing WriteTransaction) throws(LMDBError) -> UInt32 {
    guard let bytes = try transaction.access.value(for: MetaKey.format, in: tables.meta) else { return 0 }
    return LogFormat.number(array(bytes))
  }

  private func apply(_ portion: AppendPortion, to transaction: inout WriteTransaction) throws(LMDBError) {
    // Filled again for each record.
    var position = [UInt8](repeating: 0, count: 8)
    var index = position
    for number in portion.ends.indices {
      let place = portion.places[portion.places.startIndex + number]
      BigEndianKey(place.stamp.position.rawValue).write(to: &position)
      try transaction.append(portion.record(number), for: position.span.bytes, in: tables.records)
      if let leaves = tables.leaves { try transaction.append(portion.leaves[number].bytes, for: position, in: leaves) }
      let stream = place.stream
      if index.count != stream.count + 8 { index = [UInt8](repeating: 0, count: stream.count + 8) }
      stream.write(to: &index)
      BigEndianKey(place.stamp.version.rawValue).write(to: &index, at: stream.count)
      try transaction.put(position, for: index, in: tables.streams)
    }
  }
}
