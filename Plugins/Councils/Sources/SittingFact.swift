import OCOP
import ProjectionKit

/// That a dossier was before a session: of a sheet of scores no more is kept.
struct SittingFact: Fact {
  var position: Position = .zero
  var corrects: Position?
  var date: LegalDate?
  var onlyStrikes = false
  var session: SessionID?

  /// The fields of an evaluation's payload that are kept: the session.
  static let fields = [3]

  init(striking corrects: Position, at position: Position, on date: LegalDate?) {
    (self.position, self.corrects, self.date, onlyStrikes) = (position, corrects, date, true)
  }

  /// The fact in a record of type `evaluated`. One without a session is kept, too: a strike-out of the fact names the first record
  /// of its place, whatever a correction said later.
  init?(_ record: borrowing RecordView) throws {
    session = try record.evaluationSession()
    (position, corrects, date) = (record.position, record.corrects, record.effectiveOn)
  }

  var day: Day { date?.day ?? .distantPast }
}
