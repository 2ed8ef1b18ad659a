internal import OCOP
internal import ProjectionKit

/// A record with what the law is held against: its event, its rulebook, and what its recorder knew.
struct LawFact: Fact {
  let position: Position
  let corrects: Position?
  let record: Record

  static let products: EventTypes = [
    .productRegistered, .productRegrouped, .dossierFiled, .evaluated, .proposed, .recognised, .upgraded, .renewed,
    .lowered,
    .granted, .certificateExtended, .revoked, .recognitionWithdrawn, .annulled, .reevaluationFailed, .removedFromList,
  ]

  init(striking corrects: Position, at position: Position, on date: LegalDate?) {
    (self.position, self.corrects) = (position, corrects)
    record = Self.record(.voided(Voided()), date, corrects: corrects)
  }

  init?(_ view: borrowing RecordView) throws {
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

  var day: Day { record.effectiveOn?.day ?? .distantPast }
  var onlyStrikes: Bool { record.event.type == .voided }
  var entry: History.Entry { History.Entry(position: position, record: record) }
}
