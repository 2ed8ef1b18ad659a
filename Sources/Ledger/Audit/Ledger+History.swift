internal import EventLog
public import OCOP

/// A record as an auditor sees it: whether it stands, and what took its place.
public struct AuditedEvent: Hashable, Sendable {
  /// The record, with its hash.
  public let event: RecordedEvent
  /// The record that replaced it or struck it out, unless that was struck out itself.
  public let correctedBy: Position?

  /// Whether it still counts.
  public var isEffective: Bool { correctedBy == nil }
}

extension Ledger {
  /// The history of one stream, as far as the records up to `known` say, without those that a newer program wrote
  /// (``newerRecords(of:knownAt:)``). Costs what the stream is long.
  public func history(of stream: StreamID, knownAt known: Position = Position(.max)) throws(LedgerError) -> History {
    History(try entries(of: stream).compactMap(\.event).filter { $0.position <= known })
  }

  /// The records of all streams of a kind up to `known` that a newer program wrote.
  public func newerRecords(of kind: StreamKind, knownAt known: Position = Position(.max)) throws(LedgerError)
    -> [NewerRecord]
  {
    try failing {
      try streams(kind).flatMap { try newerRecords(of: $0, knownAt: known) }
    }
  }

  /// The records of one stream up to `known` that a newer program wrote: no history of this program's tells what they say.
  public func newerRecords(of stream: StreamID, knownAt known: Position = Position(.max)) throws(LedgerError)
    -> [NewerRecord]
  {
    try entries(of: stream).compactMap { entry in
      if case .newer(let record) = entry, record.position <= known { record } else { nil }
    }
  }

  /// Every record of one stream up to `known`, in the order recorded, without those that a newer program wrote; corrected ones
  /// stay, each with its correction.
  public func audit(of stream: StreamID, knownAt known: Position = Position(.max)) throws(LedgerError) -> [AuditedEvent]
  {
    let records = try entries(of: stream).compactMap(\.event).filter { $0.position <= known }
    let corrections = corrections(History(records).entries)
    return records.map { AuditedEvent(event: $0, correctedBy: corrections[$0.position]) }
  }
}

extension Ledger {
  /// Hands over every correction in the log with the record it corrects, in the order recorded. Reads the whole log, but
  /// only the envelopes of what corrects nothing. Answers the records that a newer program wrote and that correct something, or
  /// may.
  ///
  /// Throws what `body` throws, and ``LedgerError`` where the log cannot be read.
  @discardableResult
  public func forEachCorrection(
    _ body: (_ correction: RecordedEvent, _ corrected: RecordedEvent) throws -> Void
  ) throws -> [NewerRecord] {
    var newer: [NewerRecord] = []
    var corrections: [Position] = []
    try calling {
      try log.read { view in
        try view.scan { position, bytes in
          do {
            let record = try RecordView(bytes, at: Position(position.rawValue))
            if record.corrects != nil || record.type == nil { corrections.append(record.position) }
          } catch  where tellsNewer(error) {
            corrections.append(Position(position.rawValue))
          }
          return true
        }
      }
    }
    for position in corrections {
      let entry = try entry(at: position)
      if case .newer(let record)? = entry {
        newer.append(record)
        continue
      }
      guard let correction = entry?.event, let target = correction.record.corrects,
        let other = try self.entry(at: target)
      else { throw LedgerFailure(.damaged, path: path, detail: "position \(position) corrects what is not there") }
      switch other {
      case .known(let corrected): try body(correction, corrected)
      case .newer(let record): newer.append(record)
      }
    }
    return newer
  }
}
