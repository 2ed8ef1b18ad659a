internal import EventLog
internal import OCOP

/// Refuses to record by a clock that cannot be right: times never go back, so that one record of a wrong year would date every
/// later one.
enum ClockGuard {
  /// A clock that is set by the network may go back a little.
  private static let tolerance: Int64 = 5 * 60 * 1_000_000
  /// So far past the last record a ledger may lie untouched; also what ``Ledger/verify(progress:)`` calls a jump.
  static let mostMicroseconds: Int64 = 400 * 86_400 * 1_000_000

  static func isJump(from last: Timestamp, to next: Timestamp) -> Bool {
    LogTime(microseconds: last.microseconds).jumps(to: LogTime(microseconds: next.microseconds), mostMicroseconds)
  }

  static func check(_ now: Timestamp, against last: LogTime?, _ path: String) throws {
    guard let last else { return }
    let latest = Timestamp(microseconds: last.rawValue)
    let (passed, overflow) = now.microseconds.subtractingReportingOverflow(last.rawValue)
    if overflow ? now < latest : passed < -tolerance {
      throw LedgerFailure(.clockBehind, path: path, detail: "\(now) < \(latest)")
    }
    if isJump(from: latest, to: now) {
      throw LedgerFailure(.clockAhead, path: path, detail: "\(now) > \(latest)")
    }
  }
}
