internal import EventLog
internal import Foundation
internal import OCOP
internal import ProjectionKit

/// One projection with its rows, brought up to date from the log whenever it is asked.
final class View: @unchecked Sendable {
  // Unchecked because everything below the lock is touched only while it is held.
  private let lock = NSLock()
  let type: any Projection.Type
  var rows: RowStore?
  private var tables = TableStore()
  // What is touched for each record is not checked for it: nobody else touches it while the lock is held.
  @exclusivity(unchecked) private var projection: any Projection
  @exclusivity(unchecked) private var folded: UInt64 = 0
  /// How many records were taken in since rows were written.
  @exclusivity(unchecked) private var taken = 0
  /// How many records there were when rows were written last.
  private var written: UInt64 = 0
  /// The first record that was passed over because a newer program wrote it; `nil`: there is none among those folded.
  @exclusivity(unchecked) private var newer: Position?
  private let events: EventTypes
  /// What is known, and none of this projection's: passed over unread.
  private let others: EventTypes
  /// Whether each record is held against the log's tree as it is folded, and rows that others folded are of no use.
  private let verifies: Bool
  /// How many records, from the first on, were so.
  @exclusivity(unchecked) private var verified: UInt64 = 0
  /// Whether this view folded the rows that are kept.
  private var isOwn = false

  /// A view whose rows lie in `store`; `nil`: in memory only.
  init(_ type: any Projection.Type, store: RowStore?, verifies: Bool = false) {
    self.type = type
    self.verifies = verifies
    events = type.descriptor.events
    others = EventTypes.all.subtracting(events)
    rows = store
    projection = type.init(tables: tables)
  }

  /// Where the rows are kept.
  var path: String? { locked { rows?.path } }

  /// How many records the kept rows come from.
  var keptSize: UInt64? { locked { try? rows?.snapshot().checkpoint?.size } }

  /// The kept rows at this moment; `nil`: none are kept.
  var keptSnapshot: RowSnapshot? { get throws { try locked { try rows?.snapshot() } } }

  /// The digest of the kept rows; `nil`: none are kept.
  var keptDigest: Digest? {
    get throws {
      guard let snapshot = try keptSnapshot, snapshot.checkpoint != nil else { return nil }
      return try snapshot.digest()
    }
  }

  func locked<R>(_ body: () throws -> R) rethrows -> R {
    lock.lock()
    defer { lock.unlock() }
    return try body()
  }

  /// What a view says, and how far that can be trusted.
  struct Told<R> {
    let answer: R
    /// The first record that was passed over because a newer program wrote it.
    let newer: Position?
    /// How many records, from the first on, were held against the log's tree before they were folded.
    let verified: UInt64
  }

  /// Folds the log up to `size`, or only the records of `streams` in it, and lends the projection to `body`. Only a view that is kept
  /// nowhere may leave records out.
  ///
  /// Rows that cannot be kept (a full disk, a damaged file) are folded in memory from then on: they are no loss.
  func ask<R>(
    _ view: borrowing LogView, upTo size: UInt64, only streams: [StreamID]? = nil,
    _ body: (any Projection) throws -> R
  ) throws -> Told<R> {
    try locked {
      if let streams {
        precondition(rows == nil, "kept rows are those of all records")
        try fold(view, to: size, only: streams)
        return try answer(body)
      }
      let snapshot: RowSnapshot?
      do {
        snapshot = try keepingRows(view, size)
      } catch is RowsAhead {
        return try View(type, store: nil, verifies: verifies).ask(view, upTo: size, body)
      }
      if let snapshot { tables.source = SnapshotSource(snapshot) }
      defer { tables.source = nil }
      do {
        return try answer(body)
      } catch let error as RowError {
        // Rows that cannot be read are folded again, where they can be kept; the answer comes from memory.
        guard rows != nil else {
          // What was folded just now cannot be read: it is the record that is damaged.
          throw LogFailure(.damaged, path: view.path, detail: "a record cannot be read: \(error)")
        }
        try? rebuild(view, size)
      } catch let failure as LogFailure {
        guard rows != nil, failure.path != view.path else { throw failure }
        rows = nil
      }
      reset()
      return try View(type, store: nil, verifies: verifies).ask(view, upTo: size, body)
    }
  }

  private func answer<R>(_ body: (any Projection) throws -> R) throws -> Told<R> {
    try projection.prepareToRead()
    return Told(answer: try body(projection), newer: firstUnknown, verified: verified)
  }

  /// The rows by exactly the first `size` records; `nil`: they are in memory. Throws ``RowsAhead`` where another process
  /// keeps those of more.
  func keepingRows(_ view: borrowing LogView, _ size: UInt64) throws -> RowSnapshot? {
    do {
      do {
        try catchUp(view, size)
      } catch is RowError {
        // Rows that cannot be read are no loss: they are folded again.
        try rebuild(view, size)
      }
      guard let snapshot = try rows?.snapshot() else { return nil }
      guard snapshot.checkpoint?.size == size else { throw RowsAhead() }
      return snapshot
    } catch let failure as LogFailure {
      guard rows != nil, failure.path != view.path else { throw failure }
      rows = nil
      reset()
      try fold(view, to: size)
      return nil
    }
  }

  private func catchUp(_ view: borrowing LogView, _ size: UInt64) throws {
    guard let rows else {
      if folded > size { reset() }
      return try fold(view, to: size)
    }
    let identity = try view.identity()
    let kept = try rows.snapshot().checkpoint
    if let kept, kept.size == folded, folded == size, isOfUse(kept), try agrees(kept, with: view, identity) { return }
    // Many records are taken in by steps, so that what is in memory meanwhile does not grow with the log.
    repeat { try step(rows, view, identity, towards: size) } while folded < size
  }

  /// So many records may be taken in before rows are written; what is kept of them is in memory until then.
  private static let mostTaken = 500_000

  private func step(
    _ rows: RowStore, _ view: borrowing LogView, _ identity: [UInt8], towards size: UInt64
  ) throws {
    let snapshot = try rows.snapshot()
    if let kept = snapshot.checkpoint, kept.log == identity, kept.size > size { throw RowsAhead() }
    let usable = try snapshot.checkpoint.map { try isOfUse($0) && agrees($0, with: view, identity) } ?? false
    let start = usable ? snapshot.checkpoint?.size ?? 0 : 0
    // Another process may have moved the rows on, or they are of another log: what is in memory is of no use then.
    if start != folded || !usable { reset(to: start) }
    if usable { goOn(from: snapshot.checkpoint) }
    guard start < size || !usable else { return }
    tables.source = usable ? SnapshotSource(snapshot) : nil
    defer { tables.source = nil }
    try fold(view, to: size, most: Self.mostTaken)
    // What rows say only as a whole is worked out first: records are read by it.
    let changed = try changes()
    let change = RowStore.Change(
      replacesAll: !usable, rows: changed, checkpoint: try checkpoint(view, identity, folded))
    // Nobody waits while records are folded. Where another process was quicker, its rows are gone on from.
    isOwn = try rows.write(change, from: snapshot.checkpoint)
    if !isOwn { reset() }
  }

  /// Whether rows of that checkpoint may be gone on from: where records are verified, only those that this view folded.
  private func isOfUse(_ kept: RowCheckpoint) -> Bool { !verifies || isOwn && kept.verified == kept.size }

  /// Takes over what is known of kept rows.
  private func goOn(from kept: RowCheckpoint?) {
    newer = kept?.firstUnknown.map { Position($0) }
    verified = kept?.verified ?? 0
  }

  /// Brings rows that are kept up to the end of the log. Rows that cannot be read stay as they are.
  func catchUpIfKept(_ view: borrowing LogView) throws {
    try locked {
      guard let kept = try rows?.snapshot().checkpoint, kept.size < view.size else { return }
      do { try catchUp(view, view.size) } catch is RowError { reset() } catch is RowsAhead {}
    }
  }

  private func agrees(
    _ checkpoint: RowCheckpoint, with view: borrowing LogView, _ identity: [UInt8]
  ) throws -> Bool {
    guard checkpoint.log == identity, checkpoint.size <= view.size else { return false }
    // What the program that folded them did not know, this one may: it reads those records itself.
    if let first = checkpoint.firstUnknown, try view.isKnown(at: LogPosition(first)) { return false }
    guard checkpoint.size > 0 else { return true }
    return try view.leaf(at: LogPosition(checkpoint.size - 1)) == checkpoint.lastLeaf
  }

  private func checkpoint(
    _ view: borrowing LogView, _ identity: [UInt8], _ size: UInt64
  ) throws -> RowCheckpoint {
    let leaf = size == 0 ? nil : try view.leaf(at: LogPosition(size - 1))
    return RowCheckpoint(
      log: identity, size: size, lastLeaf: leaf, firstUnknown: firstUnknown?.number, verified: min(verified, size))
  }

  /// The first record that was passed over, or of which more is said than is known.
  private var firstUnknown: Position? { [newer, tables.newer].compactMap(\.self).min() }

  private func changes() throws -> [StoredRow] {
    do {
      try projection.prepareToRead()
      (taken, written) = (0, folded)
      return try tables.takeChanges()
    } catch {
      // Some of it may have been handed over already.
      reset()
      throw error
    }
  }

  private func reset(to size: UInt64 = 0) {
    tables = TableStore()
    projection = type.init(tables: tables)
    folded = size
    newer = nil
    verified = 0
    (taken, written) = (0, size)
  }

  /// Folds the log up to `size`, or until so many records have been taken in.
  private func fold(_ view: borrowing LogView, to size: UInt64, most: Int = .max) throws {
    guard folded < size else { return }
    var end = size
    do {
      try view.scan(from: LogPosition(folded), to: LogPosition(size)) { position, bytes in
        if verifies { try view.requireAsWritten(bytes, at: position) }
        if others.areHeld(by: bytes) { return true }
        try apply(bytes, at: position)
        guard taken >= most else { return true }
        end = position.rawValue + 1
        return false
      }
    } catch {
      // What was taken in of these records must not be taken in again.
      reset()
      throw error
    }
    if verifies, verified == folded { verified = end }
    folded = end
  }

  private func fold(_ view: borrowing LogView, to size: UInt64, only streams: [StreamID]) throws {
    let positions = try streams.flatMap { try view.positions(of: $0.key) }.filter { $0.rawValue < size }
    for position in positions.sorted() {
      let folded = try view.withRecord(at: position) { bytes in
        Result {
          if verifies { try view.requireAsWritten(bytes, at: position) }
          try apply(bytes, at: position)
        }
      }
      try folded?.get()
    }
    if verifies { verified = size }
  }

  private func apply(_ bytes: RawSpan, at position: LogPosition) throws {
    do {
      let record = try RecordView(bytes, at: Position(position.rawValue))
      guard record.isReadable, let type = record.type else { return note(newer: record.position) }
      guard events.contains(type) else { return }
      try projection.apply(record)
      taken += 1
      if record.unknownField != nil { note(newer: record.position) }
    } catch  where tellsNewer(error) {
      try applyKnownPart(bytes, at: Position(position.rawValue))
    }
  }

  /// Takes in as much of a record that a newer program wrote as says the same without the rest.
  private func applyKnownPart(_ bytes: RawSpan, at position: Position) throws {
    note(newer: position)
    guard let part = try RecordView.knownPart(of: bytes) else { return }
    try projection.apply(RecordView(part.span.bytes, at: position))
    taken += 1
  }

  private func note(newer position: Position) { newer = newer ?? position }

  /// Folds the whole log again in place of rows that cannot be read.
  private func rebuild(_ view: borrowing LogView, _ size: UInt64) throws {
    reset()
    try fold(view, to: size)
    guard let rows else { return }
    let changed = try changes()
    let change = RowStore.Change(
      replacesAll: true, rows: changed, checkpoint: try checkpoint(view, try view.identity(), folded))
    if try !rows.write(change, from: rows.snapshot().checkpoint) { reset() }
  }

  // MARK: - Building beside what serves

  /// Goes on from the rows that are there, or from nothing where they are of another log.
  private func resume(_ view: borrowing LogView, _ identity: [UInt8]) throws {
    guard let rows else { return }
    let kept = try rows.snapshot().checkpoint
    let usable = try kept.map { try agrees($0, with: view, identity) } ?? false
    reset(to: usable ? kept?.size ?? 0 : 0)
    if usable { goOn(from: kept) }
    if !usable {
      let start = try checkpoint(view, identity, 0)
      try write(RowStore.Change(replacesAll: true, rows: [], checkpoint: start), to: rows)
    }
  }

  /// Folds the first `size` records into several views in one scan of the log, each on from where it stands, with rows and
  /// checkpoint committed every `step` records where at least `least` of them were taken in: whatever ends the program, the
  /// next one goes on from there. What a newer program wrote is not passed over: ``LedgerFailure/Kind/newerEvent``.
  static func build(
    _ views: [View], _ view: borrowing LogView, to size: UInt64, step: UInt64, least: Int,
    progress: (UInt64, UInt64) -> Void
  ) throws {
    for each in views { each.lock.lock() }
    defer { for each in views { each.lock.unlock() } }
    let identity = try view.identity()
    let others = EventTypes.all.subtracting(views.reduce(into: EventTypes()) { $0.formUnion($1.events) })
    // Of each type of event, by its number, who takes it in.
    var takers = [[View]](repeating: [], count: 1 + (EventType.allCases.map(\.rawValue).max() ?? 0))
    for type in EventType.allCases { takers[type.rawValue] = views.filter { $0.events.contains(type) } }
    for each in views { try each.resume(view, identity) }
    var start = views.map(\.folded).min() ?? size
    while start < size || views.contains(where: { $0.folded < size }) {
      let end = size - start > step ? start + step : size
      for each in views { try each.openWritten() }
      defer { for each in views { each.tables.source = nil } }
      try view.scan(from: LogPosition(start), to: LogPosition(end)) { position, bytes in
        if position.rawValue & 0x3fff == 0 { progress(position.rawValue, size) }
        if others.areHeld(by: bytes) { return true }
        do {
          let record = try RecordView(bytes, at: Position(position.rawValue))
          guard let type = record.type, try record.firstUnknownField() == nil else {
            throw LedgerFailure.newer(at: record.position, in: view.path)
          }
          for each in takers[type.rawValue] where each.folded <= position.rawValue {
            try each.projection.apply(record)
            each.taken += 1
          }
        } catch  where tellsNewer(error) {
          throw LedgerFailure.newer(at: Position(position.rawValue), in: view.path)
        }
        return true
      }
      for each in views where each.folded < end {
        each.folded = end
        // What a view works out as a whole is worked out once for few records.
        if end == size || each.taken >= least { try each.commit(view, identity) }
      }
      start = end
    }
    progress(size, size)
  }

  private func openWritten() throws {
    // Nothing is looked for where nothing can be.
    if let rows, written > 0 { tables.source = SnapshotSource(try rows.snapshot()) }
  }

  /// The rows of the first records are all there are, and are written in order.
  private func commit(_ view: borrowing LogView, _ identity: [UInt8]) throws {
    guard let rows else { return }
    let checkpoint = try checkpoint(view, identity, folded)
    let isFirst = written == 0
    try write(RowStore.Change(replacesAll: isFirst, rows: try changes(), checkpoint: checkpoint), to: rows)
  }

  /// For whoever builds rows alone.
  private func write(_ change: RowStore.Change, to rows: RowStore) throws {
    guard try rows.write(change, from: rows.snapshot().checkpoint) else {
      throw LogFailure(.io, path: rows.path, detail: "another program writes the rows that are being built")
    }
  }

  // MARK: - Digests

  /// The digest of the rows by the first `size` records. Costs a fold of them where the rows are in memory.
  func digest(_ view: borrowing LogView, upTo size: UInt64) throws -> Digest {
    try locked {
      if rows != nil {
        do {
          if let snapshot = try keepingRows(view, size) { return try snapshot.digest() }
        } catch is RowsAhead {}
      }
      // Only what is folded from nothing has all its rows as changes.
      let whole = View(type, store: nil)
      try whole.fold(view, to: size)
      var digest = RowDigest()
      digest.add(try whole.changes())
      return digest.finalize()
    }
  }

  /// What `rows` of this projection say, for people.
  func shown(_ row: StoredRow) -> ShownRow? { tables.shown(table: row.table, key: row.key, row: row.row) }
}

/// Another process keeps the rows of more records than are asked for.
private struct RowsAhead: Error {}

extension LogView {
  /// Throws ``LedgerFailure/Kind/altered`` unless the tree was made of these bytes at that place.
  fileprivate func requireAsWritten(_ bytes: RawSpan, at position: LogPosition) throws {
    guard try leaf(at: position) != MerkleTree.leaf(bytes) else { return }
    throw LedgerFailure(
      .altered, path: path, detail: "\(position.rawValue): \(VerifyFinding.Kind.recordAltered.rawValue)")
  }

  /// The digest of everything recorded about rulebooks up to `size`.
  func rulesDigest(_ size: UInt64) throws -> Digest {
    var bytes: [UInt8] = []
    for stream in try streams(withPrefix: [UInt8(StreamKind.rulebook.wireInteger)]) {
      for position in try positions(of: stream.key) where position.rawValue < size {
        bytes += try leaf(at: position)?.bytes ?? []
      }
    }
    return Digest.sha256(bytes.span.bytes)
  }
}
