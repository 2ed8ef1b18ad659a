extension RatingTimeline {
  /// What the facts of a product say of each other: what stands in whose place, and what should never have been.
  struct Setting {
    let facts: [RatingFact]
    let places: Places
    /// What stands and does something by itself, in legal order: a withdrawal from a day that left nothing of a grant does no more than that.
    private(set) var effective: [RatingFact]
    /// The grants that were withdrawn from the start, each with the record that says so.
    private(set) var annulments: [Position: Position] = [:]

    init(_ facts: [RatingFact]) {
      self.facts = facts
      places = Places(facts)
      effective = OCOP.effective(facts)
      for fact in effective where fact.kind == .annulled {
        if let target = fact.target.flatMap(places.effective) {
          annulments[target] = annulments[target] ?? fact.position
        }
      }
      // One that names no grant is about the last one by its day.
      for fact in effective where fact.kind == .annulled && fact.target == nil {
        if let last = lastGrant(by: fact.day) { annulments[last.position] = fact.position }
      }
      var spent: Set<Position> = []
      // A withdrawal from a day by which the decision did not hold yet leaves nothing of it either.
      for fact in effective where fact.kind == .decisionWithdrawn {
        guard let day = fact.validFrom?.day, let grant = grant(meantBy: fact), day <= grant.from else { continue }
        annulments[grant.position] = annulments[grant.position] ?? fact.position
        spent.insert(fact.position)
      }
      if !spent.isEmpty { effective.removeAll { spent.contains($0.position) } }
    }

    private func grant(meantBy fact: RatingFact) -> RatingFact? {
      guard let target = fact.target else { return lastGrant(by: fact.day) }
      let place = places.effective(for: target)
      return effective.first { $0.position == place && $0.kind == .granted }
    }

    /// The grant decided last by `day` of those that were not withdrawn from the start.
    func lastGrant(by day: Day) -> RatingFact? {
      effective.filter { $0.kind == .granted && $0.day <= day && annulments[$0.position] == nil }
        .max { $0.precedes($1, places) }
    }

    /// The stars of the proposals that `fact` answers: those that asked for its stars when it was recorded, as they stand now.
    func starsAsked(in fact: RatingFact) -> Set<Stars> {
      guard let stars = fact.stars else { return [] }
      guard places.areCorrected else { return [stars] }
      let known = facts.asKnown(to: fact) { $0.kind == fact.kind && $0.stars == stars }
      let asked = Set(
        known.filter { $0.kind == .proposed && $0.stars == stars }.compactMap { places.effective(for: $0.position) })
      let now = Set(facts.filter { asked.contains($0.position) }.compactMap(\.stars))
      return now.isEmpty ? [stars] : now
    }
  }
}

extension RatingFact {
  /// The order of two facts: by day, and on one day by what they say, so that it does not matter which was recorded first.
  func precedes(_ other: RatingFact, _ places: Places) -> Bool {
    if day != other.day { return day < other.day }
    if kind.step != other.kind.step { return kind.step < other.kind.step }
    if kind != other.kind { return kind.rank < other.kind.rank }
    if stars != other.stars { return (stars ?? .zero) < (other.stars ?? .zero) }
    if decision != other.decision { return (decision ?? "") < (other.decision ?? "") }
    return places[position] < places[other.position]
  }
}

extension RatingFact {
  /// Whether it is decided by `last`, or valid from a day by then.
  func counts(by last: Day) -> Bool { day <= last || from <= last }
}

extension RatingFact.Kind {
  /// What comes first on one day: proposals, what ends stars, what grants them, and then what is about either.
  var step: Int {
    switch self {
    case .proposed: 0
    case .revoked, .decisionWithdrawn, .withdrawn, .failed, .removed: 1
    case .granted: 2
    case .extended: 3
    case .refused, .proposalWithdrawn, .reportedLapsed: 4
    case .annulled, .voided: 5
    }
  }

  /// Of several acts of one day the first is how the stars ended, and the others follow.
  fileprivate var rank: Int {
    switch self {
    case .revoked: 0
    case .decisionWithdrawn: 1
    case .withdrawn: 2
    case .failed: 3
    case .removed: 4
    default: 5
    }
  }
}
