internal import EventLog
public import OCOP
public import ProjectionKit

extension Ledger {
  /// Asks `query` of the day `asOf`. Throws ``QuestionError`` where the projection cannot take it or is none of this ledger's,
  /// ``LedgerFailure`` where the log cannot be read.
  ///
  /// Without a known-at, the kept view answers, brought up to date first. With one, the log is folded up to there. Where a newer
  /// program wrote something that this one does not know, the answer says so (``Answered/newer``).
  public func ask<Q: Query>(
    _ query: Q, asOf day: Day, knownAt: Position? = nil, areas: AreaEdition? = nil, counting: Counting = .inForce
  ) throws(LedgerError) -> Answered<Q.Answer> {
    try ask(query, Question(asOf: day, knownAt: knownAt, areas: areas, counting: counting))
  }

  /// Asks `query`. Throws as ``ask(_:asOf:knownAt:areas:counting:)``.
  public func ask<Q: Query>(_ query: Q, _ question: Question) throws(LedgerError) -> Answered<Q.Answer> {
    try failing {
      let id = Q.Asked.descriptor.id
      guard views.projection(id) == Q.Asked.self else { throw views.unknown(id.description) }
      return try answered(Q.Asked.self, question, parameters: query.parameters, only: query.streams) {
        projection, scope in
        guard let asked = projection as? Q.Asked else { preconditionFailure("a view holds its own projection") }
        return try query.answer(from: asked, in: scope)
      }
    }
  }

  /// Asks the projection `id` in words. Throws as ``ask(_:asOf:knownAt:areas:counting:)``, also where there is no such projection, or
  /// it knows no such question.
  public func ask(
    _ id: String, _ question: Question, parameters: [String: String] = [:]
  ) throws(LedgerError) -> Answered<AnswerTable> {
    try failing {
      try askInWords(projection(id), parameters, question)
    }
  }

  private func askInWords<P: Projection>(
    _ projection: P.Type, _ parameters: [String: String], _ question: Question
  ) throws -> Answered<AnswerTable> {
    func asked<Q: Query>(_ query: Q) throws -> Answered<AnswerTable> { try ask(query, question).map(\.table) }
    return try asked(try P.query(parameters))
  }

  /// The answers to `query` on several days, all by what is known at one position. Throws as ``ask(_:asOf:knownAt:areas:counting:)``.
  public func series<Q: Query>(
    _ query: Q, _ question: Question, on days: [Day]
  ) throws(LedgerError) -> [Answered<Q.Answer>] {
    try failing {
      var asked = question
      return try days.map { day in
        asked.asOf = day
        let answer = try ask(query, asked)
        // Whatever is recorded meanwhile: the first answer's position holds for all.
        asked.knownAt = answer.head.position ?? asked.knownAt
        return answer
      }
    }
  }

  /// What `body` makes of the rows of `projection`, with all that it depends on. `streams`: the only ones that matter where the question
  /// is of what was known earlier.
  func answered<Answer>(
    _ projection: any Projection.Type, _ question: Question, parameters: [String: String] = [:],
    only streams: [StreamID]? = nil, _ body: (any Projection, QuestionScope) throws -> Answer
  ) throws -> Answered<Answer> {
    try requireVerified()
    return try calling {
      try log.read { view in
        let known = view.size(knownAt: question.knownAt)
        let areas = try areaEdition(view, known, question)
        let scope = QuestionScope(asOf: question.asOf, areas: areas.day, counting: question.counting)
        let isNow = known == view.size
        let kept =
          isNow
          ? views.view(of: projection, views.fingerprint(of: projection, rules: try view.rulesDigest(known)))
          : views.scratch(of: projection)
        let told = try kept.ask(view, upTo: known, only: isNow ? nil : streams) { try body($0, scope) }
        return Answered(
          question: question, parameters: parameters, areas: areas, head: try view.head(ofSize: known),
          answer: told.answer, today: clock().dayInVietnam, newer: told.newer, verified: told.verified)
      }
    }
  }

  /// The edition in force on the day that the question names, or else on its legal day, as far as the first `size` records say.
  func areaEdition(_ view: borrowing LogView, _ size: UInt64, _ question: Question) throws -> AreaEdition {
    let day = question.areas?.day ?? question.asOf
    return try editions.days(view, size).last { $0 <= day }.map(AreaEdition.from) ?? .initial
  }

  /// The projection `id`. Throws ``QuestionError`` with those there are.
  func projection(_ id: String) throws -> any Projection.Type {
    guard let projection = ProjectionID(id).flatMap(views.projection) else { throw views.unknown(id) }
    return projection
  }
}
