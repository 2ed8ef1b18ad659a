internal import EventLog
internal import OCOP
internal import ProjectionKit

extension Ledger {
  /// Asks the projection `id`. Throws ``QuestionError`` where it cannot take the question, ``LedgerFailure`` where the
  /// log cannot be read.
  ///
  /// Without a known-at, the kept view answers, brought up to date first. With one, the log is folded up to there. Where a newer
  /// program wrote something that this one does not know, the answer says so (``Answer/newer``).
  public func ask(_ id: String, _ question: Question) throws -> Answer {
    let projection = try projection(id)
    try requireVerified()
    return try failing {
      try log.read { view in
        let known = view.size(knownAt: question.knownAt)
        let taken = projection.descriptor.parameters
        if let unknown = question.parameters.keys.filter({ !taken.contains($0) }).min() {
          throw QuestionError(parameter: "where", value: unknown, accepted: Text(taken.joined(separator: "|")))
        }
        let areas = try areaEdition(view, known, question)
        let asked = ViewQuestion(
          asOf: question.asOf, areas: areas.day, counting: question.counting, parameters: question.parameters)
        let isNow = known == view.size
        let kept =
          isNow
          ? views.view(of: projection, views.fingerprint(of: projection, rules: try view.rulesDigest(known)))
          : views.scratch(of: projection)
        let streams = isNow ? nil : try projection.streams(for: asked)
        let told = try kept.ask(view, upTo: known, only: streams) { try $0.answer(asked) }
        var sheet = told.answer
        if let newer = told.newer { sheet.notes.insert(Answer.note(newer: newer), at: 0) }
        let today = clock().dayInVietnam
        if question.asOf > today { sheet.notes.append(Answer.note(toCome: question.asOf)) }
        return Answer(
          question: question, areas: areas, head: try view.head(ofSize: known), sheet: sheet, today: today,
          newer: told.newer, verified: told.verified)
      }
    }
  }

  /// The edition in force on the day that the question names, or else on its legal day, as far as the first `size` records say.
  private func areaEdition(_ view: borrowing LogView, _ size: UInt64, _ question: Question) throws -> AreaEdition {
    let day = question.areas?.day ?? question.asOf
    return try editions.days(view, size).last { $0 <= day }.map(AreaEdition.from) ?? .initial
  }

  /// The projection `id`. Throws ``QuestionError`` with those there are.
  func projection(_ id: String) throws -> any Projection.Type {
    if let projection = views.projection(id) { return projection }
    throw QuestionError(
      parameter: "projection", value: id,
      accepted: Text(views.projections.map { $0.descriptor.id }.joined(separator: "|")))
  }
}
