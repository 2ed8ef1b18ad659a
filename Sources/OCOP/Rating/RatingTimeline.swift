/// A product's stars over time: the fold of its rating facts, in legal order, corrections taken in.
public struct RatingTimeline: Hashable, Sendable {
  /// In legal order of their first days; those that count do not overlap.
  public private(set) var intervals: [RatingInterval] = []
  /// In legal order.
  public private(set) var proposals: [ProposalInterval] = []
  /// Acts that ended nothing and followed nothing, in legal order: a removal from the list of a product that had never held
  /// stars by then, a revocation whose decision was struck out or is dated later by now.
  public private(set) var unmet: [RatingFact] = []

  /// Folds `facts`, in whatever order they come, as far as they count by the legal day `last`: decided by then, or valid from a
  /// day by then. A withdrawal from the start counts always: what it is about should never have been.
  public init(_ facts: [RatingFact], through last: Day = .distantFuture) {
    let places = Places(facts)
    let standing = OCOP.standing(facts)
    let annulments = Self.annulments(standing, places)
    for fact in standing where fact.day <= last || fact.from <= last { take(fact, annulments, facts, places) }
    nameActs(places)
  }

  private init() {}

  /// The grants that were withdrawn from the start, each with the record that says so.
  private static func annulments(_ standing: [RatingFact], _ places: Places) -> [Position: Position] {
    var annulments: [Position: Position] = [:]
    for fact in standing where fact.kind == .annulled {
      if let target = fact.target.flatMap(places.standing) { annulments[target] = annulments[target] ?? fact.position }
    }
    // One that names no grant is about the last one by its day.
    func last(by day: Day) -> RatingFact? {
      standing.last { $0.kind == .granted && $0.day <= day && annulments[$0.position] == nil }
    }
    for fact in standing where fact.kind == .annulled && fact.target == nil {
      if let last = last(by: fact.day) { annulments[last.position] = fact.position }
    }
    // A withdrawal from a day by which the decision did not hold yet leaves nothing of it either.
    for fact in standing where fact.kind == .decisionWithdrawn {
      guard let day = fact.validFrom?.day else { continue }
      let meant = fact.target.map { target in
        places.standing(for: target).flatMap { place in standing.first { $0.position == place } }
      }
      guard let grant = meant ?? last(by: fact.day), grant.kind == .granted, day <= grant.from else { continue }
      annulments[grant.position] = annulments[grant.position] ?? fact.position
    }
    return annulments
  }

  /// What is held on `day`.
  public func held(on day: Day) -> RatingInterval? { intervals.last { $0.holds(on: day) } }

  /// The last that began by `day` and was not withdrawn from the start, whatever became of it.
  public func last(by day: Day) -> RatingInterval? {
    intervals.last { $0.ending != .annulled && $0.from <= day && $0.hasBegun }
  }

  /// Whether any grant was decided by `day`, and not withdrawn from the start: it may begin later.
  public func isGranted(by day: Day) -> Bool { intervals.contains { $0.ending != .annulled && $0.grant.day <= day } }

  /// The proposal pending on `day` for the most stars.
  public func pending(on day: Day) -> ProposalInterval? {
    proposals.filter { $0.isPending(on: day) }.max { $0.stars < $1.stars }
  }

  private mutating func take(
    _ fact: RatingFact, _ annulments: [Position: Position], _ facts: [RatingFact], _ places: Places
  ) {
    switch fact.kind {
    case .granted:
      grant(fact, annulments)
      if annulments[fact.position] == nil { settle(.granted, by: fact) { $0.stars <= fact.stars ?? .zero } }
    case .failed, .revoked, .decisionWithdrawn, .withdrawn, .removed: end(by: fact, places)
    case .extended: extend(by: fact)
    case .proposed:
      settle(.repeated, by: fact) { $0.stars == fact.stars }
      proposals.append(ProposalInterval(fact))
    case .refused: settleOne(.refused, by: fact, facts, places)
    case .proposalWithdrawn: settleOne(.withdrawn, by: fact, facts, places)
    case .annulled, .voided: break
    }
  }

  private mutating func grant(_ fact: RatingFact, _ annulments: [Position: Position]) {
    let through = fact.validUntil?.day ?? .distantFuture
    if let annulment = annulments[fact.position] {
      insert(RatingInterval(fact, through: through, ending: .annulled, endedBy: annulment))
      return
    }
    endCounting(on: fact.from, .superseded, by: fact.position) { _ in true }
    insert(RatingInterval(fact, through: through, ending: .expired, endedBy: nil))
  }

  private mutating func insert(_ interval: RatingInterval) {
    // Nearly always it is the last.
    guard let last = intervals.last, last.from > interval.from else { return intervals.append(interval) }
    intervals.insert(interval, at: intervals.firstIndex { $0.from > interval.from } ?? intervals.endIndex)
  }

  /// Ends what still runs on the fact's first day. What had ended before stays as it ended: a revocation follows expiry, it does
  /// not replace it.
  private mutating func end(by fact: RatingFact, _ places: Places) {
    guard let ending = RatingInterval.Ending(fact.kind) else { return }
    let target = fact.target.flatMap(places.standing) ?? (fact.isAboutDecision ? lastDecided(places) : nil)
    // It names a decision, and nothing stands in the place of that one.
    if fact.target != nil, target == nil { return unmet.append(fact) }
    let isMeant: (RatingInterval) -> Bool = { target == nil ? $0.hasBegun : $0.grant.position == target }
    if endCounting(on: fact.from, ending, by: fact.position, where: { target == nil || isMeant($0) }) { return }
    let last = intervals.lastIndex { $0.ending != .annulled && $0.from <= fact.from && isMeant($0) }
    if let last {
      intervals[last].afterwards.append(fact)
    } else {
      unmet.append(fact)
    }
  }

  /// The grant decided last of those taken in that were not withdrawn from the start.
  private func lastDecided(_ places: Places) -> Position? {
    intervals.filter { $0.ending != .annulled }
      .max { ($0.grant.day, places[$0.grant.position]) < ($1.grant.day, places[$1.grant.position]) }?.grant.position
  }

  /// Whether anything was ended.
  @discardableResult
  private mutating func endCounting(
    on day: Day, _ ending: RatingInterval.Ending, by position: Position, where isMeant: (RatingInterval) -> Bool
  ) -> Bool {
    var isAny = false
    for index in intervals.indices
    where intervals[index].ending != .annulled && intervals[index].through >= day && isMeant(intervals[index]) {
      intervals[index].through = day.advanced(by: -1)
      intervals[index].ending = ending
      intervals[index].endedBy = position
      isAny = true
    }
    return isAny
  }

  private mutating func extend(by fact: RatingFact) {
    // What a decision took away has no term left to lengthen.
    guard let until = fact.validUntil?.day,
      let last = intervals.lastIndex(where: { $0.ending != .annulled && $0.from <= fact.day }),
      intervals[last].endedBy == nil, intervals[last].afterwards.isEmpty
    else { return }
    intervals[last].through = max(intervals[last].through, until)
    intervals[last].extendedFrom = min(intervals[last].extendedFrom ?? fact.day, fact.day)
  }

  // MARK: - Proposals

  private mutating func settle(
    _ outcome: ProposalInterval.Outcome, by fact: RatingFact, where isMeant: (ProposalInterval) -> Bool
  ) {
    for index in proposals.indices where proposals[index].outcome == .pending && isMeant(proposals[index]) {
      proposals[index].settledOn = fact.day
      proposals[index].outcome = outcome
      proposals[index].settledBy = fact.position
    }
  }

  /// A proposal that was corrected to other stars is still the one that was answered.
  private mutating func settleOne(
    _ outcome: ProposalInterval.Outcome, by fact: RatingFact, _ facts: [RatingFact], _ places: Places
  ) {
    if proposals.contains(where: { $0.outcome == .pending && $0.stars == fact.stars }) {
      return settle(outcome, by: fact) { $0.stars == fact.stars }
    }
    guard places.areCorrected else { return }
    let asked = Set(facts.filter { $0.kind == .proposed && $0.stars == fact.stars }.map { places[$0.position] })
    settle(outcome, by: fact) { asked.contains(places[$0.proposal.position]) }
  }

  // MARK: - What decisions were

  /// In the order of deciding: a decision is compared with the one before it, whichever of them is valid first.
  private mutating func nameActs(_ places: Places) {
    func isDecided(_ one: RatingInterval, before other: RatingInterval) -> Bool {
      (one.grant.day, places[one.grant.position]) < (other.grant.day, places[other.grant.position])
    }
    var before: Stars?
    func name(_ interval: inout RatingInterval) {
      interval.act = GrantAct(interval.stars, after: before)
      if interval.ending != .annulled { before = interval.stars }
    }
    // Nearly always they were decided in the order in which they are valid.
    if intervals.indices.dropFirst().allSatisfy({ !isDecided(intervals[$0], before: intervals[$0 - 1]) }) {
      for index in intervals.indices { name(&intervals[index]) }
    } else {
      let order = intervals.indices.sorted { isDecided(intervals[$0], before: intervals[$1]) }
      for index in order { name(&intervals[index]) }
    }
  }
}
