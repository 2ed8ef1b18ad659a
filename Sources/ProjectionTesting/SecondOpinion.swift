public import OCOP

/// A second opinion: the stars of a product on one day, worked out day by day from its records. It shares no code with the
/// projections that it is held against.
public enum SecondOpinion {
  /// A recognition decision, and the last day on which each kind of holding counts.
  private struct Holding {
    let position: Position
    let stars: Stars
    let first: Day
    var end: Day
    var extendedEnd: Day
    var extendedFrom: Day?
    /// The first day without it because a decision took it away, after its end too.
    var takenOn: Day?
    /// Whether it ran until then.
    var isCut = false
    /// The first day of what took its place.
    var replacedOn: Day?
    /// Whether there was a day on which it held, or would have but for what ended it that day.
    var isBegun: Bool { ![replacedOn, takenOn].contains { $0.map { $0 < first } ?? false } }
    /// Whether anything but time ended it.
    var isEnded: Bool { replacedOn != nil || takenOn != nil }

    func counts(on day: Day) -> Bool {
      guard day >= first, replacedOn.map({ day < $0 }) ?? true, takenOn.map({ day < $0 }) ?? true else { return false }
      if day <= end { return true }
      return day <= extendedEnd && extendedFrom.map { $0 <= day } ?? false
    }
  }

  /// The stars of every product that counts on `day`, by the records up to the end of `records`, whose places are their
  /// positions.
  public static func stars(_ records: [Record], on day: Day, _ counting: Counting) -> [StreamID: Stars] {
    var result: [StreamID: Stars] = [:]
    for (stream, entries) in byProduct(records) {
      let holdings = holdings(entries)
      let held = holdings.last { $0.counts(on: day) }
      let last = holdings.last { $0.first <= day && $0.isBegun }
      let counted: Holding? =
        switch counting {
        case .everRecognised: last
        case .latestKnown: last.flatMap { ($0.takenOn ?? .distantFuture) <= day ? nil : $0 }
        case .inForceIncludingGrace: held
        case .inForce: held.flatMap { day <= $0.end ? $0 : nil }
        }
      if let counted { result[stream] = counted.stars }
    }
    return result
  }

  /// What each decision that grants stars was for its product, in the order of their first days.
  public static func acts(_ records: [Record]) -> [StreamID: [(position: Position, act: GrantAct)]] {
    byProduct(records).mapValues { entries in
      let holdings = holdings(entries)
      return holdings.map { holding in
        let earlier = holdings.filter { isDecided($0, before: holding, entries) }
        guard let before = earlier.first(where: { one in !earlier.contains { isDecided(one, before: $0, entries) } })
        else { return (holding.position, .recognised) }
        return (
          holding.position,
          holding.stars > before.stars ? .upgraded : holding.stars < before.stars ? .lowered : .renewed
        )
      }
    }
  }

  /// Of two decisions of one day the one for more stars is the later.
  private static func isDecided(_ one: Holding, before other: Holding, _ entries: [RecordedEntry]) -> Bool {
    func entry(_ holding: Holding) -> RecordedEntry { entries.first { $0.position == holding.position }! }
    return isDecided(entry(one), before: entry(other), entries)
  }

  private static func isDecided(
    _ one: RecordedEntry, before other: RecordedEntry, _ entries: [RecordedEntry]
  ) -> Bool {
    if one.day != other.day { return one.day < other.day }
    guard let a = grant(one.record.event), let b = grant(other.record.event) else { return false }
    return (a.stars, a.number, root(one.position, entries)) < (b.stars, b.number, root(other.position, entries))
  }

  /// The decisions that grant stars and were not withdrawn from the start, by their first days.
  private static func holdings(_ entries: [RecordedEntry]) -> [Holding] {
    let effective = effective(entries)
    let (never, spent) = neverValid(effective, entries)
    var holdings: [Holding] = []
    for day in Set(effective.map(\.day)).sorted() {
      let today = effective.filter { $0.day == day && !spent.contains($0.position) }
      // Acts that end something meet what there was before that day, and else what was granted on it.
      let acts = today.filter { act($0.record.event) != nil }.sorted { act($0.record.event)! < act($1.record.event)! }
      func last(_ entry: RecordedEntry) -> Position? { lastDecided(by: entry.day, effective, never, entries) }
      let late = acts.filter { !take($0, &holdings, entries, last($0), asLast: false) }
      let grants = today.filter { grant($0.record.event) != nil && !never.contains($0.position) }.sorted {
        let (one, other) = (grant($0.record.event)!, grant($1.record.event)!)
        return (one.stars, one.number, root($0.position, entries)) < (
          other.stars, other.number, root($1.position, entries)
        )
      }
      for entry in grants { begin(entry, &holdings) }
      for entry in late { _ = take(entry, &holdings, entries, last(entry), asLast: true) }
      for entry in today {
        let until: Day
        switch entry.record.event {
        case .certificateExtended(let e): until = e.until.day
        case .certificateContinues(let e): until = e.until.day
        default: continue
        }
        guard let last = holdings.lastIndex(where: { $0.first <= day && $0.isBegun }), !holdings[last].isEnded
        else { continue }
        holdings[last].extendedEnd = max(holdings[last].extendedEnd, until)
        holdings[last].extendedFrom = min(holdings[last].extendedFrom ?? day, day)
      }
    }
    return holdings
  }

  private static func begin(_ entry: RecordedEntry, _ holdings: inout [Holding]) {
    guard let grant = grant(entry.record.event) else { return }
    let first = grant.from ?? entry.day
    for index in holdings.indices where last(holdings[index]) >= first { holdings[index].replacedOn = first }
    let holding = Holding(
      position: entry.position, stars: grant.stars, first: first, end: grant.until, extendedEnd: grant.until)
    holdings.insert(holding, at: holdings.firstIndex { $0.first > first } ?? holdings.endIndex)
  }

  /// What tells apart the acts of one day that take stars away: which kind it is, and the number of its decision.
  private static func act(_ event: Event) -> (Int, String)? {
    switch event {
    case .revoked(let e): (0, e.decision ?? "")
    case .recognitionWithdrawn(let e) where e.thing == .certificate: (0, e.decision ?? "")
    case .recognitionWithdrawn(let e) where e.thing == nil: (2, e.decision ?? "")
    case .recognitionWithdrawn(let e): e.effect == .fromStart ? nil : (1, e.decision ?? "")
    case .reevaluationFailed(let e): (3, e.decision ?? "")
    case .removedFromList(let e): (4, e.decision ?? "")
    default: nil
    }
  }

  /// The last day that a holding has left.
  private static func last(_ holding: Holding) -> Day {
    var last = holding.extendedEnd
    if let replaced = holding.replacedOn { last = min(last, replaced.advanced(by: -1)) }
    if let taken = holding.takenOn { last = min(last, taken.advanced(by: -1)) }
    return last
  }

  /// What runs on the day of the act ends, or follows what another act ended that day; whether there was any. As the last try, the
  /// last that began by then was taken away.
  private static func take(
    _ entry: RecordedEntry, _ holdings: inout [Holding], _ entries: [RecordedEntry], _ decidedLast: Position?,
    asLast: Bool
  ) -> Bool {
    var day = entry.day
    var meant: Position??
    if case .recognitionWithdrawn(let e) = entry.record.event {
      if e.effect == .fromDay { day = e.from?.day ?? day }
      meant = e.granted.map { occupant($0, entries) }
      if meant == nil, e.thing != .certificate, let decidedLast { meant = decidedLast }
    }
    func isMeant(_ holding: Holding) -> Bool { meant.map { holding.position == $0 } ?? true }
    let running = holdings.indices.filter { last(holdings[$0]) >= day && isMeant(holdings[$0]) }
    for index in running {
      (holdings[index].takenOn, holdings[index].isCut) = (day, true)
      // What took its place later no longer did.
      holdings[index].replacedOn = nil
    }
    if !running.isEmpty { return true }
    if !asLast { return holdings.contains { $0.isCut && $0.takenOn == day && isMeant($0) } }
    func isLeft(_ holding: Holding) -> Bool { meant != nil || holding.isBegun }
    if let last = holdings.lastIndex(where: { $0.first <= day && isMeant($0) && isLeft($0) }) {
      holdings[last].takenOn = min(holdings[last].takenOn ?? day, day)
    }
    return true
  }

  private static func grant(_ event: Event) -> (stars: Stars, from: Day?, until: Day, number: String)? {
    switch event {
    case .recognised(let e): (e.grant.stars, nil, e.grant.validUntil.day, e.grant.decision ?? "")
    case .upgraded(let e): (e.grant.stars, nil, e.grant.validUntil.day, e.grant.decision ?? "")
    case .renewed(let e): (e.grant.stars, nil, e.grant.validUntil.day, e.grant.decision ?? "")
    case .lowered(let e): (e.grant.stars, nil, e.grant.validUntil.day, e.grant.decision ?? "")
    case .granted(let e): (e.grant.stars, e.validFrom?.day, e.grant.validUntil.day, e.grant.decision ?? "")
    default: nil
    }
  }

  /// The grants that were withdrawn from the start; and the acts that, naming a day, said no more than that.
  private static func neverValid(
    _ effective: [RecordedEntry], _ entries: [RecordedEntry]
  ) -> (never: Set<Position>, spent: Set<Position>) {
    var (never, spent): (Set<Position>, Set<Position>) = ([], [])
    var unnamed: [Day] = []
    for entry in effective {
      switch entry.record.event {
      case .annulled(let e): if let position = occupant(e.granted, entries) { never.insert(position) }
      case .recognitionWithdrawn(let e) where e.thing == .recognitionDecision && e.effect == .fromStart:
        if let granted = e.granted {
          if let position = occupant(granted, entries) { never.insert(position) }
        } else {
          unnamed.append(entry.day)
        }
      default: break
      }
    }
    for day in unnamed {
      if let last = lastDecided(by: day, effective, never, entries) { never.insert(last) }
    }
    // From a day by which it did not hold yet is from the start.
    for entry in effective {
      guard case .recognitionWithdrawn(let e) = entry.record.event, e.thing == .recognitionDecision,
        e.effect == .fromDay, let day = e.from?.day
      else { continue }
      let meant = e.granted.map { occupant($0, entries) } ?? lastDecided(by: entry.day, effective, never, entries)
      guard let decision = effective.first(where: { $0.position == meant }), let grant = grant(decision.record.event),
        day <= grant.from ?? decision.day
      else { continue }
      never.insert(decision.position)
      spent.insert(entry.position)
    }
    return (never, spent)
  }

  private static func lastDecided(
    by day: Day, _ effective: [RecordedEntry], _ never: Set<Position>, _ entries: [RecordedEntry]
  ) -> Position? {
    let left = effective.filter { grant($0.record.event) != nil && !never.contains($0.position) && $0.day <= day }
    return left.last { entry in !left.contains { isDecided(entry, before: $0, entries) } }?.position
  }

  // MARK: - Corrections

  private static func byProduct(_ records: [Record]) -> [StreamID: [RecordedEntry]] {
    var streams: [StreamID: [RecordedEntry]] = [:]
    for (index, record) in records.enumerated() where record.stream.kind == .product {
      streams[record.stream, default: []].append(RecordedEntry(position: Position(UInt64(index)), record: record))
    }
    return streams
  }

  /// Whether `entry` takes out the record at `target`: it says so, or strikes out the fact that the target tells; and nobody struck
  /// that out for good.
  private static func takes(_ entry: RecordedEntry, _ target: Position, _ entries: [RecordedEntry]) -> Bool {
    let isOfFact =
      entry.record.event.type == .voided && entry.position > target && entry.record.corrects == root(target, entries)
    guard entry.record.corrects == target || isOfFact else { return false }
    return !entries.contains { $0.record.event.type == .voided && takes($0, entry.position, entries) }
  }

  private static func effective(_ entries: [RecordedEntry]) -> [RecordedEntry] {
    entries.filter { entry in
      entry.record.event.type != .voided && !entries.contains { takes($0, entry.position, entries) }
    }
    .sorted { ($0.day, root($0.position, entries)) < ($1.day, root($1.position, entries)) }
  }

  /// What stands where the record at `position` stood: the one that goes back to the same first record.
  private static func occupant(_ position: Position, _ entries: [RecordedEntry]) -> Position? {
    let wanted = root(position, entries)
    return effective(entries).first { root($0.position, entries) == wanted }?.position
  }

  private static func root(_ position: Position, _ entries: [RecordedEntry]) -> Position {
    entries.first { $0.position == position }?.record.corrects.map { root($0, entries) } ?? position
  }
}
