internal import EventLog
internal import Foundation
internal import OCOP
internal import ProjectionKit
internal import Synchronization

extension View {
  /// As ``ask(_:upTo:only:_:)``, in as many parts as there are processors, side by side: `body` is told which part it is to
  /// answer, and of how many. Each part reads the same kept rows through a projection of its own; where that cannot be, the
  /// only part is the whole.
  func askInParts<R: Sendable>(
    _ view: borrowing LogView, upTo size: UInt64,
    _ body: @Sendable (_ projection: any Projection, _ part: Int, _ parts: Int) throws -> R
  ) throws -> Told<[R]> {
    let count = ProcessInfo.processInfo.activeProcessorCount
    if count > 1, let kept = kept(view, size) {
      let answers = Mutex([R?](repeating: nil, count: count))
      DispatchQueue.concurrentPerform(iterations: count) { part in
        guard let answer = try? answerPart(kept.rows, kept.checkpoint, { try body($0, part, count) }) else { return }
        answers.withLock { $0[part] = answer }
      }
      // What failed is asked again below, and reported there.
      let whole = answers.withLock { $0.compactMap(\.self) }
      if whole.count == count {
        let checkpoint = kept.checkpoint
        return Told(
          answer: whole, newer: checkpoint.firstUnknown.map { Position($0) }, verified: checkpoint.verified)
      }
    }
    let whole = try ask(view, upTo: size) { try body($0, 0, 1) }
    return Told(answer: [whole.answer], newer: whole.newer, verified: whole.verified)
  }

  /// The kept rows by exactly the first `size` records, brought up to date; `nil`: they are in memory, or those of more.
  private func kept(_ view: borrowing LogView, _ size: UInt64) -> (rows: RowStore, checkpoint: RowCheckpoint)? {
    locked {
      guard let checkpoint = try? keepingRows(view, size)?.checkpoint, let rows else { return nil }
      return (rows, checkpoint)
    }
  }

  /// Answers from rows of exactly that checkpoint; `nil` where another process has moved them on.
  private func answerPart<R>(
    _ rows: RowStore, _ checkpoint: RowCheckpoint, _ body: (any Projection) throws -> R
  ) throws -> R? {
    let snapshot = try rows.snapshot()
    guard snapshot.checkpoint == checkpoint else { return nil }
    let tables = TableStore()
    tables.source = SnapshotSource(snapshot)
    return try body(type.init(tables: tables))
  }
}
