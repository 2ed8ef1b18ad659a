public import OCOP

/// A record as an auditor sees it: whether it stands, and what took its place.
public struct AuditedEvent: Hashable, Sendable {
  /// The record, with its hash.
  public let event: RecordedEvent
  /// The record that replaced it or struck it out, and stands itself.
  public let correctedBy: Position?

  /// Whether it still counts.
  public var stands: Bool { correctedBy == nil }
}

extension Ledger {
  /// The history of one stream, as far as the records up to `known` say. Costs what the stream is long.
  public func history(of stream: StreamID, knownAt known: Position = Position(.max)) throws -> History {
    let records = try records(of: stream).filter { $0.position <= known }
    return History(records.map { History.Entry(position: $0.position, record: $0.record) })
  }

  /// Every record of one stream up to `known`, in the order recorded; corrected ones stay, each with its correction.
  public func audit(of stream: StreamID, knownAt known: Position = Position(.max)) throws -> [AuditedEvent] {
    let records = try records(of: stream).filter { $0.position <= known }
    var corrections: [Position: Position] = [:]
    // A correction always follows what it corrects, so going backwards each is judged before its target.
    for event in records.reversed() {
      if let target = event.record.corrects, corrections[event.position] == nil { corrections[target] = event.position }
    }
    return records.map { AuditedEvent(event: $0, correctedBy: corrections[$0.position]) }
  }
}
