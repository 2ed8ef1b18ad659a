import OCOP
import ProjectionKit

/// That a dossier was before a session: of a sheet of scores no more is kept.
struct SittingFact: Fact {
  var position: Position = .zero
  var corrects: Position?
  var date: LegalDate?
  var onlyStrikes = false
  var session: SessionID?

  init() {}

  init(striking corrects: Position, at position: Position, on date: LegalDate?) {
    (self.position, self.corrects, self.date, onlyStrikes) = (position, corrects, date, true)
  }

  /// The fact in a record of type `evaluated`; `nil` where it names no session and takes no other's place.
  init?(evaluation record: borrowing RecordView) throws {
    session = try record.evaluationSession()
    guard session != nil || record.corrects != nil else { return nil }
    (position, corrects, date) = (record.position, record.corrects, record.effectiveOn)
  }

  var day: Day { date?.day ?? .distantPast }

  mutating func describe<C: FieldCoder>(_ coder: inout C) throws(MessageError) {
    try coder.field(1, "position", &position, "")
    try coder.optional(2, "corrects", &corrects, "")
    try coder.optional(3, "date", &date, "")
    try coder.field(4, "onlyStrikes", &onlyStrikes, "")
    try coder.optional(5, "session", &session, "")
  }
}
