/// A product's stars over time: the fold of its rating facts, in legal order, corrections taken in.
public struct RatingTimeline: Hashable, Sendable {
  /// In legal order of their first days; those that count do not overlap.
  public private(set) var intervals: [RatingInterval] = []
  /// In legal order.
  public private(set) var proposals: [ProposalInterval] = []
  /// Removals from the list of a product that had never held stars by then, in legal order.
  public private(set) var removals: [RatingFact] = []

  /// Folds `facts`, in whatever order they come, as far as they count by the legal day `last`: decided by then, or valid from a
  /// day by then. A withdrawal from the start counts always: what it is about should never have been.
  public init(_ facts: [RatingFact], through last: Day = .distantFuture) {
    let places = Places(facts)
    let standing = OCOP.standing(facts)
    let annulments = Self.annulments(standing, places)
    for fact in standing where fact.day <= last || fact.from <= last { take(fact, annulments, facts, places) }
    nameActs()
  }

  private init() {}

  /// The grants that were withdrawn from the start, each with the record that says so.
  private static func annulments(_ standing: [RatingFact], _ places: Places) -> [Position: Position] {
    var annulments: [Position: Position] = [:]
    for fact in standing where fact.kind == .annulled {
      if let target = fact.target.flatMap(places.standing) { annulments[target] = annulments[target] ?? fact.position }
    }
    // One that names no grant is about the last one by its day.
    for fact in standing where fact.kind == .annulled && fact.target == nil {
      var before = RatingTimeline()
      for earlier in standing where earlier.kind == .granted { before.grant(earlier, annulments) }
      if let last = before.intervals.last(where: { $0.ending != .annulled && $0.grant.day <= fact.day }) {
        annulments[last.grant.position] = fact.position
      }
    }
    return annulments
  }

  /// What is held on `day`.
  public func held(on day: Day) -> RatingInterval? { intervals.last { $0.holds(on: day) } }

  /// The last that began by `day` and was not withdrawn from the start, whatever became of it.
  public func last(by day: Day) -> RatingInterval? { intervals.last { $0.ending != .annulled && $0.from <= day } }

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
    let target = fact.target.flatMap(places.standing)
    // It names a decision, and nothing stands in the place of that one.
    if fact.target != nil, target == nil { return }
    let isMeant: (RatingInterval) -> Bool = { target == nil || $0.grant.position == target }
    if endCounting(on: fact.from, ending, by: fact.position, where: isMeant) { return }
    let last = intervals.lastIndex { $0.ending != .annulled && $0.from <= fact.from && isMeant($0) }
    if let last {
      intervals[last].afterwards.append(fact)
    } else if fact.kind == .removed {
      removals.append(fact)
    }
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
      proposals[index].until = fact.day
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

  private mutating func nameActs() {
    var before: Stars?
    for index in intervals.indices {
      intervals[index].act = GrantAct(intervals[index].stars, after: before)
      if intervals[index].ending != .annulled { before = intervals[index].stars }
    }
  }
}
