internal import EventLog
internal import Foundation
internal import OCOP
internal import ProjectionKit

/// Building beside what serves.
extension View {
  /// Goes on from the rows that are there, or from nothing where they are of another log.
  func resume(_ view: borrowing LogView, _ identity: [UInt8]) throws {
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

  func openWritten() throws {
    // Nothing is looked for where nothing can be.
    if let rows, written > 0 { tables.source = SnapshotSource(try rows.snapshot()) }
  }

  /// The rows of the first records are all there are, and are written in order.
  func commit(_ view: borrowing LogView, _ identity: [UInt8]) throws {
    guard let rows else { return }
    let checkpoint = try checkpoint(view, identity, folded)
    let isFirst = written == 0
    try write(RowStore.Change(replacesAll: isFirst, rows: try changes(), checkpoint: checkpoint), to: rows)
  }

  /// For whoever builds rows alone.
  func write(_ change: RowStore.Change, to rows: RowStore) throws {
    guard try rows.write(change, from: rows.snapshot().checkpoint) else {
      throw LogFailure(.io, path: rows.path, detail: "another program writes the rows that are being built")
    }
  }
}
