internal import EventLog
internal import Foundation
internal import OCOP

/// What somebody who drafts in portions says of one.
public enum DraftPortion<Result> {
  /// There is more.
  case more
  /// It was the last: all of them are recorded.
  case done(Result)
  /// Nothing is recorded, of the portions before neither.
  case withdrawn(Result)
}

extension DraftPortion: Sendable where Result: Sendable {}

extension Ledger {
  /// As ``write(_:)``, portion by portion: `body` is called again, with a draft that sees what it drafted so far, until it says that it
  /// is done. One commit; as much is in memory as one portion takes, and what LMDB keeps of a transaction (512 MB at most).
  ///
  /// Throws what `body` throws, and ``LedgerFailure`` where the disk refuses.
  public func writeInPortions<R>(
    _ body: @escaping @Sendable (inout WriteSession) throws -> DraftPortion<R>
  ) throws -> WriteReceipt<R> {
    let (path, clock, acceptsClock) = (path, clock, acceptsClock)
    let result = Box<R>()
    let carried = Box<CarriedOver>()
    let receipt = try calling {
      try log.transactInPortions({ view in
        if carried.value == nil, !acceptsClock { try ClockGuard.check(clock(), against: view.lastTime, path) }
        var draft =
          if let before = carried.value {
            WriteSession(copy view, path: path, after: before)
          } else {
            WriteSession(copy view, path: path, today: clock().dayInVietnam)
          }
        switch try body(&draft) {
        case .more:
          carried.value = CarriedOver(draft)
          return .more(try draft.requests())
        case .done(let value):
          carried.value = CarriedOver(draft)
          result.value = value
          return .last(try draft.requests())
        case .withdrawn(let value):
          carried.value = CarriedOver(draft)
          result.value = value
          return .nothing
        }
      })
    }
    guard let value = result.value, let first = carried.value?.size else {
      preconditionFailure("a draft without a result")
    }
    return WriteReceipt(result: value, positions: first..<max(first, receipt.tree.size), head: Head(receipt.tree))
  }

  /// Drafts as ``writeInPortions(_:)`` does and records nothing. What is of several portions is drafted in a private copy of the
  /// ledger in the folder for temporary files, which takes as much disk space: a draft that nobody appends has to be kept whole. Where no
  /// copy can be made it is kept in memory, some 5 kB a record.
  ///
  /// Throws what `body` throws, and ``LedgerFailure`` where the disk refuses.
  public func rehearseInPortions<R>(
    isSmall: Bool, _ body: @escaping @Sendable (inout WriteSession) throws -> DraftPortion<R>
  ) throws -> R {
    guard !isSmall, let scratch = try? ScratchFolder("ocop-rehearsal"),
      let copy = try? rehearsalCopy(in: scratch)
    else {
      return try rehearse { draft in
        while true {
          switch try body(&draft) {
          case .more: continue
          case .done(let result), .withdrawn(let result): return result
          }
        }
      }
    }
    defer { withExtendedLifetime(scratch) {} }
    let rehearsal = try Ledger(
      at: copy, mode: .writing(waiting: false), projections: [], acceptsClock: true, clock: clock)
    return try rehearsal.writeInPortions { draft in
      switch try body(&draft) {
      case .more: .more
      case .done(let result), .withdrawn(let result): .withdrawn(result)
      }
    }.result
  }

  private func rehearsalCopy(in scratch: ScratchFolder) throws -> String {
    let copy = scratch.path + "/ledger"
    try FileManager.default.createDirectory(atPath: copy, withIntermediateDirectories: false)
    try log.backUp(to: copy + "/log", header: Self.header)
    return copy
  }
}
