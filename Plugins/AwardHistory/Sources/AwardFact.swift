internal import OCOP
internal import ProjectionKit

/// What a record says about an award.
struct AwardFact: Fact {
  static let events: EventTypes = [.awardGiven, .productAwarded]

  var position: Position = .zero
  var corrects: Position?
  var date: LegalDate?
  /// Missing in a strike-out.
  var recipientKind: RecipientKind?
  var recipient: String?
  var count: UInt32 = 0
  var title = ""
  var awardedBy = ""
  var decision: String?

  var day: Day { date?.day ?? .distantPast }
  var onlyStrikes: Bool { recipientKind == nil }

  init(striking corrects: Position, at position: Position, on date: LegalDate?) {
    self.position = position
    self.corrects = corrects
    self.date = date
  }

  init?(_ record: borrowing RecordView) throws {
    position = record.position
    corrects = record.corrects
    date = record.effectiveOn
    switch record.type {
    case .awardGiven:
      let payload = try record.payload(AwardGiven.self)
      (recipientKind, recipient, count) = (payload.recipientKind, payload.recipient, payload.count)
      (title, awardedBy, decision) = (payload.title, payload.awardedBy, payload.decision)
    case .productAwarded:
      let payload = try record.payload(ProductAwarded.self)
      (recipientKind, count) = (.product, 1)
      (title, awardedBy, decision) = (payload.title, payload.awardedBy, payload.decision)
    default: return nil
    }
  }
}
