internal import EventLog
public import OCOP

/// Something in a ledger that is not as it was written.
public struct VerifyFinding: Hashable, Sendable {
  /// The kind of finding: `recordAltered`, `leafAltered`, `streamIndex`, …
  public let kind: String
  /// The record it concerns, where it concerns one.
  public let position: Position?
  /// What was seen.
  public let detail: String
}

/// What a verification went through.
public struct VerifyResult: Hashable, Sendable {
  /// The log that was verified: its size and the root it committed.
  public let head: Head
  /// Everything that is not as it was written; empty where all is well.
  public let findings: [VerifyFinding]
}

extension Ledger {
  /// Holds everything in the log against everything else: records against the tree, indexes against records, versions
  /// dense, times never back, blobs against hashes. Reports every finding. Costs a hash and two look-ups a record.
  public func verify(progress: (UInt64, UInt64) -> Void = { _, _ in }) throws -> VerifyResult {
    try failing {
      var findings: [VerifyFinding] = []
      let report = try log.verify(header: Self.header, progress: progress) { finding in
        findings.append(
          VerifyFinding(
            kind: finding.kind.rawValue, position: finding.position.map { Position($0.rawValue) },
            detail: finding.detail))
      }
      return VerifyResult(head: Head(size: report.records, root: report.root.description), findings: findings)
    }
  }

  private static func header(_ bytes: RawSpan) -> RecordHeader? {
    guard let view = try? RecordView(bytes, at: .zero), let type = view.type else { return nil }
    let readable = view.payloadBytes.withUnsafeBytes { (try? Event(type, wire: $0)) != nil }
    guard readable else { return nil }
    return RecordHeader(
      stream: view.stream.key, version: StreamVersion(view.version),
      recordedAt: LogTime(microseconds: view.recordedAt.microseconds),
      command: view.command.map { CommandKey($0.bytes) })
  }
}
