internal import EventLog
public import OCOP

extension Ledger {
  /// The records that were recorded more than 400 days after the one before, and when the last record was. Reads the log once.
  public func clockJumps() throws(LedgerError) -> (jumps: [Position], last: Timestamp?) {
    try failing {
      try log.read { view in
        var (jumps, last) = ([Position](), Timestamp?.none)
        try view.scan { position, bytes in
          guard let time = (try? RecordView(bytes, at: Position(position.rawValue)))?.recordedAt else { return true }
          if let last, ClockGuard.isJump(from: last, to: time) { jumps.append(Position(position.rawValue)) }
          last = time
          return true
        }
        return (jumps, last)
      }
    }
  }
}
