/// A product's stars over time: the fold of its rating facts, in legal order, corrections taken in.
///
/// Stars granted under earlier rules keep their value to the end of their own decision: Decision 26/2026/QĐ-TTg Art. 12.1.
public struct RatingTimeline: Hashable, Sendable {
  /// In legal order of their first days; those that count do not overlap.
  public private(set) var intervals: [RatingInterval] = []
  /// In legal order.
  public private(set) var proposals: [ProposalInterval] = []
  /// Acts that ended nothing and followed nothing, in legal order: a removal from the list of a product that had never held
  /// stars by then, a revocation whose decision was struck out or is dated later by now.
  public private(set) var unmet: [RatingFact] = []
  /// What sources tell of certificates that have lapsed, in legal order.
  public private(set) var lapses: [RatingFact] = []

  /// Folds `facts`, in whatever order they come, as far as they count by the legal day `last`: decided by then, or valid from a
  /// day by then. A withdrawal from the start counts always: what it is about should never have been.
  ///
  /// What stands on one legal day has an order of its own, whatever was recorded first: what was in force before ends, then stars
  /// are granted, the most last, and what ends something that was granted that day comes after that.
  public init(_ facts: [RatingFact], through last: Day = .distantFuture) {
    let setting = Setting(facts)
    let effective = setting.effective
    var start = 0
    while start < effective.count {
      let day = effective[start].day
      var end = start + 1
      while end < effective.count, effective[end].day == day { end += 1 }
      if end == start + 1 {
        let fact = effective[start]
        if fact.counts(by: last) { take(fact, setting) }
      } else {
        take(oneDay: effective[start..<end], through: last, setting)
      }
      start = end
    }
    nameActs(setting.places)
  }

  /// What is held on `day`.
  public func held(on day: Day) -> RatingInterval? { intervals.last { $0.holds(on: day) } }

  /// The last that began by `day` and was not withdrawn from the start, whatever became of it.
  public func last(by day: Day) -> RatingInterval? {
    intervals.last { $0.ending != .annulled && $0.from <= day && $0.hasBegun }
  }

  /// Whether any grant was decided by `day`: it may begin later, or have been withdrawn from the start. Acts on it are recorded in
  /// whatever order they come.
  public func isGranted(by day: Day) -> Bool { intervals.contains { $0.grant.day <= day } }

  /// The proposal pending on `day` for the most stars.
  public func pending(on day: Day) -> ProposalInterval? {
    proposals.filter { $0.isPending(on: day) }.max { $0.stars < $1.stars }
  }

  private mutating func take(_ fact: RatingFact, _ setting: Setting) {
    switch fact.kind {
    case .granted:
      grant(fact, setting)
      if setting.annulments[fact.position] == nil { settle(.granted, by: fact) { $0.stars <= fact.stars ?? .zero } }
    case .failed, .revoked, .decisionWithdrawn, .withdrawn, .removed:
      if !end(by: fact, setting) { follow(by: fact, setting) }
    case .extended: extend(by: fact)
    case .reportedLapsed: lapses.append(fact)
    case .proposed:
      settle(.repeated, by: fact) { $0.stars == fact.stars }
      proposals.append(ProposalInterval(fact))
    case .refused: settleOne(.refused, by: fact, setting)
    case .proposalWithdrawn: settleOne(.withdrawn, by: fact, setting)
    case .annulled, .voided: break
    }
  }

  private mutating func take(oneDay today: ArraySlice<RatingFact>, through last: Day, _ setting: Setting) {
    let isInOrder = today.indices.dropFirst().allSatisfy { !today[$0].precedes(today[$0 - 1], setting.places) }
    let facts = isInOrder ? today : today.sorted { $0.precedes($1, setting.places) }[...]
    var late: [RatingFact] = []
    for fact in facts where fact.counts(by: last) {
      if fact.kind.step > RatingFact.Kind.granted.step { takeLate() }
      guard RatingInterval.Ending(fact.kind) != nil else {
        take(fact, setting)
        continue
      }
      // What follows something that ended today is about that, and not about what begins today.
      if !end(by: fact, setting), !follow(by: fact, setting, endedOn: fact.from) { late.append(fact) }
    }
    takeLate()
    func takeLate() {
      for fact in late { take(fact, setting) }
      late = []
    }
  }

  private mutating func grant(_ fact: RatingFact, _ setting: Setting) {
    let through = fact.validUntil?.day ?? .distantFuture
    if let annulment = setting.annulments[fact.position] {
      insert(RatingInterval(fact, through: through, ending: .annulled, endedBy: annulment))
      return
    }
    endCounting(.superseded, by: fact) { _ in true }
    insert(RatingInterval(fact, through: through, ending: .expired, endedBy: nil))
  }

  private mutating func insert(_ interval: RatingInterval) {
    // Nearly always it is the last.
    guard let last = intervals.last, last.from > interval.from else { return intervals.append(interval) }
    intervals.insert(interval, at: intervals.firstIndex { $0.from > interval.from } ?? intervals.endIndex)
  }

  /// Ends what still runs on the fact's first day; whether anything did.
  private mutating func end(by fact: RatingFact, _ setting: Setting) -> Bool {
    guard let ending = RatingInterval.Ending(fact.kind) else { return false }
    let target = target(of: fact, setting)
    // It names a decision, and nothing stands in the place of that one.
    if fact.target != nil, target == nil { return false }
    return endCounting(ending, by: fact) { target == nil || $0.grant.position == target }
  }

  /// What had ended before stays as it ended: a revocation follows expiry, it does not replace it.
  private mutating func follow(by fact: RatingFact, _ setting: Setting) {
    let target = target(of: fact, setting)
    let last = intervals.lastIndex {
      $0.ending != .annulled && $0.from <= fact.from && (target == nil ? $0.hasBegun : $0.grant.position == target)
    }
    if let last, fact.target == nil || target != nil {
      intervals[last].follow(fact, setting.places)
    } else {
      unmet.append(fact)
    }
  }

  /// Puts `fact` behind what another act ended on `day`; whether there is such a thing.
  private mutating func follow(by fact: RatingFact, _ setting: Setting, endedOn day: Day) -> Bool {
    let target = target(of: fact, setting)
    let last = intervals.lastIndex {
      $0.ending.takesAway && $0.through == day.advanced(by: -1) && (target == nil || $0.grant.position == target)
    }
    guard let last, fact.target == nil || target != nil else { return false }
    intervals[last].follow(fact, setting.places)
    return true
  }

  /// The grant that `fact` is about: the one it names, or, of a withdrawn decision, the last by its day. `nil`: whatever runs.
  private func target(of fact: RatingFact, _ setting: Setting) -> Position? {
    if let target = fact.target { return setting.places.effective(for: target) }
    return fact.isAboutDecision ? setting.lastGrant(by: fact.day)?.position : nil
  }

  /// Whether anything was ended.
  @discardableResult
  private mutating func endCounting(
    _ ending: RatingInterval.Ending, by fact: RatingFact, where isMeant: (RatingInterval) -> Bool
  ) -> Bool {
    var isAny = false
    for index in intervals.indices
    where intervals[index].ending != .annulled && intervals[index].through >= fact.from && isMeant(intervals[index]) {
      intervals[index].end(ending, by: fact)
      isAny = true
    }
    return isAny
  }

  private mutating func extend(by fact: RatingFact) {
    // What a decision took away has no term left to lengthen.
    guard let until = fact.validUntil?.day,
      let last = intervals.lastIndex(where: { $0.ending != .annulled && $0.from <= fact.day && $0.hasBegun }),
      intervals[last].endedBy == nil, intervals[last].afterwards.isEmpty
    else { return }
    if until > intervals[last].through {
      intervals[last].through = until
      intervals[last].lengthening = fact
    }
    intervals[last].extendedFrom = min(intervals[last].extendedFrom ?? fact.day, fact.day)
  }

  // MARK: - Proposals

  private mutating func settle(
    _ outcome: ProposalInterval.Outcome, by fact: RatingFact, where isMeant: (ProposalInterval) -> Bool
  ) {
    for index in proposals.indices where proposals[index].outcome == .pending && isMeant(proposals[index]) {
      proposals[index].settledOn = fact.day
      proposals[index].earliestSettled = fact.date.firstDay
      proposals[index].outcome = outcome
      proposals[index].settledBy = fact.position
    }
  }

  /// A proposal that was corrected to other stars is still the one that was answered.
  private mutating func settleOne(_ outcome: ProposalInterval.Outcome, by fact: RatingFact, _ setting: Setting) {
    let asked = setting.starsAsked(in: fact)
    settle(outcome, by: fact) { asked.contains($0.stars) }
  }

  // MARK: - What decisions were

  /// In the order of deciding: a decision is compared with the one before it, whichever of them is valid first.
  private mutating func nameActs(_ places: Places) {
    func isDecided(_ one: RatingInterval, before other: RatingInterval) -> Bool {
      one.grant.precedes(other.grant, places)
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
