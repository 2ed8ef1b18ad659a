internal import EventLog
internal import Foundation
internal import OCOP
public import ProjectionKit
internal import Synchronization

extension Ledger {
  /// Builds the rows of the projections `ids` beside those that serve, dealt out to the processors, and compares. What
  /// serves goes on serving. A build that was interrupted is gone on with: rows and checkpoint are committed every `step` records, where
  /// none is given every 50,000, by the views that took in at least `least` of them since; where none is given, by all where
  /// there is a `step`, and else by those that took in 20,000.
  ///
  /// Every row that differs is handed to `body`. Throws ``LedgerFailure/Kind/writerBusy`` while another program builds
  /// one of them; what was prepared keeps others out until it is applied or dropped.
  public func prepareRebuild(
    _ ids: [ProjectionID], step: UInt64? = nil, least: Int? = nil, progress: (UInt64, UInt64) -> Void = { _, _ in },
    _ body: (_ projection: ProjectionID, RebuildComparison.Row) throws -> Void = { _, _ in }
  ) throws -> [RebuildComparison] {
    try calling {
      let held = try hold(ids)
      do {
        return try build(held.chosen, in: .next, step: step, least: least, progress: progress, body)
      } catch {
        views.letGo(held.chosen.map(\.1))
        throw error
      }
    }
  }

  /// Folds the log anew beside what serves, compares, and throws away what it folded. A rebuild that was begun or prepared
  /// stays as it is. Throws ``LedgerFailure/Kind/writerBusy`` while another program builds one of them.
  func compareAnew(_ ids: [ProjectionID], progress: (UInt64, UInt64) -> Void) throws -> [RebuildComparison] {
    try failing {
      let held = try hold(ids)
      defer {
        for (_, folder) in held.chosen { folder.drop(.check) }
        views.letGo(held.taken)
      }
      for (_, folder) in held.chosen { folder.drop(.check) }
      return try build(held.chosen, in: .check, step: nil, least: nil, progress: progress) { _, _ in }
    }
  }

  private func build(
    _ chosen: [(any Projection.Type, ViewFolder)], in beside: ViewFolder.Beside, step: UInt64?,
    least: Int?, progress: (UInt64, UInt64) -> Void,
    _ body: (_ projection: ProjectionID, RebuildComparison.Row) throws -> Void
  ) throws -> [RebuildComparison] {
    try log.read { view in
      let rules = try view.rulesDigest(view.size)
      let built = try chosen.map { projection, folder in
        let store = try folder.open(beside)
        return Built(
          projection: projection, folder: folder, store: store, view: View(projection, store: store), rules: rules)
      }
      try fold(built.map(\.view), view, step: step, least: least, progress)
      let digests = try digests(of: built) { next in
        // What is thrown away need not reach the disk.
        if beside == .next { try next.folder.finish(beside, next.store) }
      }
      return try zip(built, digests).map { next, digest in
        try compare(next, digest, view) { try body(next.descriptor.id, $0) }
      }
    }
  }

  /// The digests of what was built, each with `body`: they take a look at every byte, so that all processors have a share.
  private func digests(of built: [Built], _ body: @Sendable (Built) throws -> Void) throws -> [Digest] {
    let results = Mutex<[Int: Result<Digest, any Error>]>([:])
    DispatchQueue.concurrentPerform(iterations: built.count) { [built] number in
      let result = Result {
        try body(built[number])
        return try built[number].store.snapshot().digest()
      }
      results.withLock { $0[number] = result }
    }
    return try results.withLock { results in
      try built.indices.map { number in
        guard let result = results[number] else { preconditionFailure("every turn leaves a result") }
        return try result.get()
      }
    }
  }

  /// Folds the log into `all`, dealt out to as many threads as there are processors, each with a scan of its own.
  private func fold(
    _ all: [View], _ view: borrowing LogView, step: UInt64?, least: Int?, _ progress: (UInt64, UInt64) -> Void
  ) throws {
    let size = view.size
    // What was taken in is in memory until it is written, however long the log is; and a row that goes on being added to is
    // written at each step again. A view that takes in few records waits.
    let least = least ?? (step == nil ? 20_000 : 0)
    let step = max(1, step ?? 50_000)
    let lanes = min(all.count, ProcessInfo.processInfo.activeProcessorCount)
    let others = (1..<max(1, lanes)).map { lane in
      stride(from: lane, to: all.count, by: lanes).map { all[$0] }
    }
    let failures = Mutex<[any Error]>([])
    let group = DispatchGroup()
    for views in others {
      let thread = Thread { [log] in
        defer { group.leave() }
        do {
          try log.read { try View.build(views, $0, to: size, step: step, least: least) { _, _ in } }
        } catch {
          failures.withLock { $0.append(error) }
        }
      }
      thread.stackSize = 8 << 20
      group.enter()
      thread.start()
    }
    let own = Result {
      let views = stride(from: 0, to: all.count, by: max(1, lanes)).map { all[$0] }
      try View.build(views, view, to: size, step: step, least: least, progress: progress)
    }
    group.wait()
    try own.get()
    if let failure = failures.withLock({ $0.first }) { throw failure }
  }

  /// Lets the rows that were built serve, each projection in one step, and removes those made in other ways.
  public func applyRebuild(_ ids: [ProjectionID]) throws(LedgerError) {
    try failing {
      let chosen = try hold(ids).chosen
      defer { views.letGo(chosen.map(\.1)) }
      for (projection, folder) in chosen {
        let id = projection.descriptor.id
        views.close([id])
        try folder.switchToNext()
        for other in folder.others(of: id) { other.remove() }
      }
    }
  }

  /// Throws away what was built beside, and not applied.
  public func dropRebuild(_ ids: [ProjectionID]) throws(LedgerError) {
    try failing {
      let chosen = try hold(ids).chosen
      for (_, folder) in chosen { folder.drop(.next) }
      views.letGo(chosen.map(\.1))
    }
  }

  /// The projections `ids`, each once, with the folders of their rows, whose locks are held from now on; `taken` are those
  /// that were not held before.
  private func hold(
    _ ids: [ProjectionID]
  ) throws -> (chosen: [(any Projection.Type, ViewFolder)], taken: [ViewFolder]) {
    let rules = try log.read { view in try view.rulesDigest(view.size) }
    var seen: Set<ProjectionID> = []
    let chosen = try ids.filter { seen.insert($0).inserted }.map { id in
      let projection = try projection(id.description)
      guard let folder = views.folder(of: projection, projection.descriptor.fingerprint(rules: rules)) else {
        throw LedgerFailure(.readOnly, path: path)
      }
      return (projection, folder)
    }
    return (chosen, try views.hold(chosen.map(\.1)))
  }

  /// Rows of one projection that were built beside those that serve.
  private struct Built: Sendable {
    let projection: any Projection.Type
    let folder: ViewFolder
    let store: RowStore
    let view: View
    let rules: Digest

    var descriptor: ProjectionDescriptor { projection.descriptor }
    var fingerprint: String { descriptor.fingerprint(rules: rules) }
  }

  private func compare(
    _ built: Built, _ digest: Digest, _ view: borrowing LogView, _ body: (RebuildComparison.Row) throws -> Void
  ) throws -> RebuildComparison {
    let snapshot = try built.store.snapshot()
    let serving = views.view(of: built.projection, built.fingerprint)
    // Rows that only nobody has asked since are no difference.
    try serving.catchUpIfKept(view)
    var old = try serving.keptSnapshot
    var reason = RebuildComparison.Reason.rowsAltered
    if let checkpoint = old?.checkpoint {
      if checkpoint.size != view.size {
        reason = .servesOthers
      } else if old?.isOfThisProgram == false {
        reason = .versionKept
      }
    } else {
      let latest = built.folder.others(of: built.descriptor.id).filter { $0.written != nil }.max {
        ($0.written ?? .distantPast) < ($1.written ?? .distantPast)
      }
      old = try latest.flatMap { try? RowStore(at: $0.serving) }?.snapshot()
      reason = old?.checkpoint == nil ? .firstBuild : .otherMaker
    }
    var (added, removed, changed) = (0, 0, 0)
    var first: Position?
    var counts = (before: 0, after: try snapshot.count())
    if let old, old.checkpoint != nil {
      let found = try old.compare(with: snapshot) { table, key, before, after in
        if before == nil { added += 1 } else if after == nil { removed += 1 } else { changed += 1 }
        let row = row(built.view, table, key, before, after)
        first = [first, row.firstPosition].compactMap(\.self).min()
        try body(row)
      }
      counts = (found.here, found.there)
    } else {
      added = counts.after
    }
    if [.rowsAltered, .versionKept].contains(reason), added + removed + changed == 0 { reason = .nothingDiffers }
    return RebuildComparison(
      projection: built.descriptor.id, fingerprint: built.fingerprint, size: view.size,
      digest: digest.description, reason: reason, counts: counts, added: added, removed: removed,
      changed: changed, firstPosition: first)
  }

  private func row(
    _ view: View, _ table: Int, _ key: [UInt8], _ before: [UInt8]?, _ after: [UInt8]?
  ) -> RebuildComparison.Row {
    let old = before.flatMap { view.shown((table, key, $0)) }
    let new = after.flatMap { view.shown((table, key, $0)) }
    let positions = Set(old?.positions ?? []).symmetricDifference(new?.positions ?? [])
    let unreadable = JSONValue.string("?")
    return RebuildComparison.Row(
      key: "\(table)/\(new?.key ?? old?.key ?? "?")", before: before.map { _ in old?.row ?? unreadable },
      after: after.map { _ in new?.row ?? unreadable }, firstPosition: positions.min())
  }
}
