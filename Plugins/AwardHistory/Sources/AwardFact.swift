internal import OCOP
internal import ProjectionKit

/// What a record says about an award.
struct AwardFact: Fact {
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

  init() {}

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

  mutating func describe<C: FieldCoder>(_ coder: inout C) throws(MessageError) {
    try coder.field(1, "position", &position, "")
    try coder.optional(2, "corrects", &corrects, "")
    try coder.optional(3, "date", &date, "")
    try coder.optional(4, "recipientKind", &recipientKind, "")
    try coder.optional(5, "recipient", &recipient, "")
    try coder.field(6, "count", &count, "")
    try coder.field(7, "title", &title, "")
    try coder.field(8, "awardedBy", &awardedBy, "")
    try coder.optional(9, "decision", &decision, "")
  }
}
