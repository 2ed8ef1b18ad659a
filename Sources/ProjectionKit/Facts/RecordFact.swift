public import OCOP

/// A record as a fact, without who recorded it and when: for projections that hold records against each other.
public struct RecordFact: Fact, Sendable {
  /// Where the record stands.
  public let position: Position
  /// The record it replaces or strikes out.
  public let corrects: Position?
  /// The record: its event, its day, its rulebook, and what else is said of it.
  public let record: Record

  /// A fact that only strikes out.
  public init(striking corrects: Position, at position: Position, on date: LegalDate?) {
    (self.position, self.corrects) = (position, corrects)
    record = Self.record(.voided(Voided()), date, corrects: corrects)
  }

  /// What a record says; `nil` where this version does not know its type.
  ///
  /// Throws ``WireError`` where the payload cannot be read.
  public init?(_ view: borrowing RecordView) throws {
    guard let type = view.type else { return nil }
    let event = try view.payloadBytes.withUnsafeBytes { bytes throws in try Event(type, wire: bytes) }
    (position, corrects) = (view.position, view.corrects)
    record = Self.record(
      event, view.effectiveOn, corrects: view.corrects, rulebook: view.rulebook, details: try view.details)
  }

  private static func record(
    _ event: Event, _ date: LegalDate?, corrects: Position?, rulebook: RulebookID? = nil,
    details: RecordExtension? = nil
  ) -> Record {
    Record(
      stream: StreamID(.product, 0), version: 0, recordedAt: Timestamp(microseconds: 0), effectiveOn: date, actor: "",
      command: nil, corrects: corrects, rulebook: rulebook, details: details, event: event)
  }

  /// The legal day from which it counts.
  public var day: Day { record.effectiveOn?.day ?? .distantPast }
  /// Whether it only strikes out.
  public var onlyStrikes: Bool { record.event.type == .voided }
  /// The record as a history keeps it.
  public var entry: RecordedEntry { RecordedEntry(position: position, record: record) }
}
