internal import EventLog
public import OCOP

extension WriteSession {
  /// Corrects the terms that were computed before the rule was recorded with them (``TermSource/earlierDefault``) to those that
  /// the office's rule gives: of `decision`, or of all. Looks at every product.
  ///
  /// Throws ``NotOneDecision`` where `decision` is none, or may be more than one: nothing is corrected by a number that others bear too.
  @_lifetime(self: copy self)
  public mutating func recomputeTerms(
    ofDecision decision: CitedDecision?, actor: String, reason: String
  ) throws -> [CommandOutcome] {
    if let decision { try requireOne(decision) }
    let rules = try termRules()
    var outcomes: [CommandOutcome] = []
    for stream in try streams(.product) {
      for entry in try history(of: stream).effective {
        guard var grant = entry.record.event.grant, grant.termSource == .earlierDefault,
          decision?.isNamed(by: entry.record) ?? true, let date = entry.record.effectiveOn,
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

  @_lifetime(self: copy self)
  private mutating func requireOne(_ decision: CitedDecision) throws {
    var grants: [Record] = []
    for stream in try streams(.product) {
      grants += try history(of: stream).effective.map(\.record).filter {
        $0.event.grant != nil && decision.isNamed(by: $0)
      }
    }
    let cited = decision.candidates(among: grants)
    if cited.count != 1 { throw NotOneDecision(cited: decision, candidates: cited) }
  }
}

/// A decision that was named so that it may be several (``candidates``), or none.
public struct NotOneDecision: Error {
  /// As it was named.
  public let cited: CitedDecision
  /// Those that it may be, in the order in which they were met.
  public let candidates: [CitedDecision]
}
