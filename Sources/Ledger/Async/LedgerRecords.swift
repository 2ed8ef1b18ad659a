internal import EventLog
public import OCOP

/// The records of a ledger after a position: those that stand there, then those to come, whoever writes them.
///
/// Nothing is read before it is asked for, and no more than a few hundred records ahead: a slow reader holds nobody up and
/// fills no memory. Between two elements no transaction is open. It ends when its task is cancelled, and only then.
public struct LedgerRecords: AsyncSequence, Sendable {
  let ledger: Ledger
  let start: Position

  /// The records from the start.
  public func makeAsyncIterator() -> Iterator { Iterator(ledger: ledger, next: start) }

  /// Where somebody stands in the records.
  public struct Iterator: AsyncIteratorProtocol {
    /// How many are read at a time.
    private static let portion = 256
    /// How long to wait before looking for new records again: twice as long each time, up to the last.
    private static let waits: (first: Duration, last: Duration) = (.milliseconds(5), .milliseconds(100))

    private let ledger: Ledger
    private var next: Position
    private var read: ArraySlice<LogEntry> = []

    init(ledger: Ledger, next: Position) { (self.ledger, self.next) = (ledger, next) }

    /// The next record, as soon as there is one; `nil`: the task was cancelled.
    public mutating func next() async throws(LedgerError) -> LogEntry? {
      try await next(isolation: nil)
    }

    /// The next record, as soon as there is one; `nil`: the task was cancelled.
    public mutating func next(isolation actor: isolated (any Actor)?) async throws(LedgerError) -> LogEntry? {
      var wait = Self.waits.first
      while !Task.isCancelled {
        if let entry = read.popFirst() { return entry }
        let from = next
        read = try await ledger.aside { [ledger] () throws(LedgerError) in
          try ledger.entries(from: from, atMost: Self.portion)
        }[...]
        if read.isEmpty {
          try? await Task.sleep(for: wait)
          wait = Swift.min(wait * 2, Self.waits.last)
        } else {
          next = Position(from.number + UInt64(read.count))
        }
      }
      return nil
    }
  }
}

extension Ledger {
  /// Reads along: the records after `position` (all, where it is `nil`), then what comes, also from other programs.
  public func records(after position: Position?) -> LedgerRecords {
    LedgerRecords(ledger: self, start: position.map { Position($0.number + 1) } ?? .zero)
  }

  fileprivate func entries(from start: Position, atMost count: Int) throws(LedgerError) -> [LogEntry] {
    var entries: [LogEntry] = []
    try failing {
      try log.read { view in
        guard start.number < view.size else { return }
        try view.scan(from: LogPosition(start.number)) { position, bytes in
          entries.append(try Self.entry(bytes, at: position, view))
          return entries.count < count
        }
      }
    }
    return entries
  }
}
