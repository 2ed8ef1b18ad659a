internal import EventLog
public import OCOP

/// What a write left behind.
public struct WriteReceipt<Result> {
  /// What the draft's closure answered.
  public let result: Result
  /// The positions of the new records; empty where nothing was new.
  public let positions: Range<UInt64>
  /// The log afterwards.
  public let head: Head

  /// The same write with another result.
  public func map<Other>(_ transform: (Result) throws -> Other) rethrows -> WriteReceipt<Other> {
    WriteReceipt<Other>(result: try transform(result), positions: positions, head: head)
  }
}

extension WriteReceipt: Sendable where Result: Sendable {}

extension Ledger {
  /// Drafts and records, all or nothing. `body` decides over the log as it is at that moment, while nobody else writes;
  /// it must not wait for anything. What it throws comes back, and nothing is recorded.
  ///
  /// Throws ``LedgerFailure`` where the disk refuses, where a record that `body` decides by was written by a newer program, and where
  /// the clock cannot be right (``LedgerFailure/Kind/clockBehind``, ``LedgerFailure/Kind/clockAhead``).
  public func write<R>(_ body: @escaping @Sendable (inout WriteSession) throws -> R) throws -> WriteReceipt<R> {
    let (path, clock, acceptsClock) = (path, clock, acceptsClock)
    let box = Box<R>()
    let before = Box<UInt64>()
    let receipt = try calling {
      try log.transact { view in
        if !acceptsClock { try ClockGuard.check(clock(), against: view.lastTime, path) }
        var draft = WriteSession(copy view, path: path, today: clock().dayInVietnam)
        box.value = try body(&draft)
        before.value = view.size
        return try draft.requests()
      }
    }
    guard let result = box.value, let first = before.value else { preconditionFailure("a draft without a result") }
    let head = Head(receipt.tree)
    let added = receipt.outcomes.reduce(UInt64(0)) { sum, outcome in
      if case .appended(let positions) = outcome { sum + UInt64(positions.count) } else { sum }
    }
    return WriteReceipt(result: result, positions: first..<first + added, head: head)
  }

  /// Drafts as ``write(_:)`` does and records nothing.
  ///
  /// Throws what `body` throws, and ``LedgerFailure`` where the disk refuses.
  public func rehearse<R>(_ body: (inout WriteSession) throws -> R) throws -> R {
    try calling {
      try log.read { view in
        var draft = WriteSession(copy view, path: path, today: clock().dayInVietnam)
        return try body(&draft)
      }
    }
  }

  /// Records `commands`, all or nothing. Throws ``Rejection`` for the first that the domain refuses.
  public func submit(_ commands: [Command]) throws(LedgerError) -> WriteReceipt<[CommandOutcome]> {
    try failing {
      try write { draft in
        var outcomes: [CommandOutcome] = []
        for command in commands { outcomes.append(try draft.record(command)) }
        return outcomes
      }
    }
  }
}
