internal import EventLog
internal import OCOP
internal import ProjectionKit

/// Rows that are kept between programs: gone on from, written, made anew.
extension View {
  func catchUp(_ view: borrowing LogView, _ size: UInt64) throws {
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
  static let mostTaken = 500_000

  func step(
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
  func isOfUse(_ kept: RowCheckpoint) -> Bool { !verifies || isOwn && kept.verified == kept.size }

  /// Takes over what is known of kept rows.
  func goOn(from kept: RowCheckpoint?) {
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

  func agrees(
    _ checkpoint: RowCheckpoint, with view: borrowing LogView, _ identity: [UInt8]
  ) throws -> Bool {
    guard checkpoint.log == identity, checkpoint.size <= view.size else { return false }
    // What the program that folded them did not know, this one may: it reads those records itself.
    if let first = checkpoint.firstUnknown, try view.isKnown(at: LogPosition(first)) { return false }
    guard checkpoint.size > 0 else { return true }
    return try view.leaf(at: LogPosition(checkpoint.size - 1)) == checkpoint.lastLeaf
  }

  func checkpoint(
    _ view: borrowing LogView, _ identity: [UInt8], _ size: UInt64
  ) throws -> RowCheckpoint {
    let leaf = size == 0 ? nil : try view.leaf(at: LogPosition(size - 1))
    return RowCheckpoint(
      log: identity, size: size, lastLeaf: leaf, firstUnknown: firstUnknown?.number, verified: min(verified, size))
  }

  /// The first record that was passed over, or of which more is said than is known.
  var firstUnknown: Position? { [newer, tables.newer].compactMap(\.self).min() }

  func changes() throws -> [StoredRow] {
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

  /// Folds the whole log again in place of rows that cannot be read.
  func rebuild(_ view: borrowing LogView, _ size: UInt64) throws {
    reset()
    try fold(view, to: size)
    guard let rows else { return }
    let changed = try changes()
    let change = RowStore.Change(
      replacesAll: true, rows: changed, checkpoint: try checkpoint(view, try view.identity(), folded))
    if try !rows.write(change, from: rows.snapshot().checkpoint) { reset() }
  }
}
