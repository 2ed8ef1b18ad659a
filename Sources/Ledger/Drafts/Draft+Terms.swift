internal import EventLog
internal import OCOP

extension Draft {
  /// Corrects the terms that were computed before the rule was recorded with them (``TermSource/earlierDefault``) to those that
  /// the office's rule gives: of the decision with the number `decision`, or of all. Looks at every product.
  @_lifetime(self: copy self)
  public mutating func recomputeTerms(
    ofDecision decision: String?, actor: String, reason: String
  ) throws -> [DraftOutcome] {
    let number = decision.map { DecisionNumber($0) }
    let rules = try termRules()
    var outcomes: [DraftOutcome] = []
    for stream in try streams(.product) {
      for entry in try history(of: stream).standing {
        guard var grant = entry.record.event.grant, grant.termSource == .earlierDefault,
          number == nil || grant.decision.map({ DecisionNumber($0) }) == number, let date = entry.record.effectiveOn,
          let rulebook = try entry.record.rulebook.flatMap({ try rulebooks()[$0] })
        else { continue }
        let rule = rules.rule(on: date.day)
        let start = entry.record.event.validFrom ?? date
        grant.validUntil = start.end(afterMonths: Int(rulebook.termMonths), by: rule)
        grant.termRule = rule
        outcomes.append(
          try record(
            Command(
              id: nil, actor: actor, act: .correct(stream, entry.position, entry.record.event.granting(grant)),
              effectiveOn: date, reason: reason)))
      }
    }
    return outcomes
  }
}
