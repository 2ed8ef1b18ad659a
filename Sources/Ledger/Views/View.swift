internal import EventLog
internal import Foundation
internal import OCOP
internal import ProjectionKit

/// One projection with its rows, brought up to date from the log whenever it is asked.
final class View: @unchecked Sendable {
  // Unchecked because everything below the lock is touched only while it is held.
  let lock = NSLock()
  let type: any Projection.Type
  var rows: RowStore?
  var tables = TableStore()
  // What is touched for each record is not checked for it: nobody else touches it while the lock is held.
  @exclusivity(unchecked) var projection: any Projection
  @exclusivity(unchecked) var folded: UInt64 = 0
  /// How many records were taken in since rows were written.
  @exclusivity(unchecked) var taken = 0
  /// How many records there were when rows were written last.
  var written: UInt64 = 0
  /// The first record that was passed over because a newer program wrote it; `nil`: there is none among those folded.
  @exclusivity(unchecked) var newer: Position?
  let events: EventTypes
  /// What is known, and none of this projection's: passed over unread.
  let others: EventTypes
  /// Whether each record is held against the log's tree as it is folded, and rows that others folded are of no use.
  let verifies: Bool
  /// How many records, from the first on, were so.
  @exclusivity(unchecked) var verified: UInt64 = 0
  /// Whether this view folded the rows that are kept.
  var isOwn = false

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

  func answer<R>(_ body: (any Projection) throws -> R) throws -> Told<R> {
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
struct RowsAhead: Error {}
