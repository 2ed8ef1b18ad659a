public import OCOP

/// A second opinion: the stars of a product on one day, worked out day by day from its records. It shares no code with the
/// projections that it is held against.
public enum SecondOpinion {
  /// A recognition decision, and the last day on which each kind of holding counts.
  private struct Holding {
    let position: Position
    let stars: Stars
    let first: Day
    let decidedOn: Day
    var end: Day
    var extendedEnd: Day
    var extendedFrom: Day?
    /// The first day without it because a decision took it away, after its end too.
    var takenOn: Day?
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

  private static func isDecided(_ one: Holding, before other: Holding, _ entries: [History.Entry]) -> Bool {
    if one.decidedOn != other.decidedOn { return one.decidedOn < other.decidedOn }
    return root(one.position, entries) < root(other.position, entries)
  }

  /// The decisions that grant stars and were not withdrawn from the start, by their first days.
  private static func holdings(_ entries: [History.Entry]) -> [Holding] {
    let standing = standing(entries)
    let never = neverValid(standing, entries)
    var holdings: [Holding] = []
    for entry in standing {
      switch entry.record.event {
      case .reevaluationFailed, .revoked, .removedFromList: take(on: entry.day, nil, &holdings)
      case .recognitionWithdrawn(let e):
        if e.thing == .recognitionDecision, e.effect == .fromStart { continue }
        var meant: Position?? = e.granted.map { occupant($0, entries) }
        if meant == nil, e.thing != .certificate {
          let decided = holdings.filter { one in !holdings.contains { isDecided(one, before: $0, entries) } }
          meant = decided.first.map { .some($0.position) }
        }
        take(on: e.effect == .fromDay ? (e.from?.day ?? entry.day) : entry.day, meant, &holdings)
      case .certificateExtended(let e):
        guard let last = holdings.lastIndex(where: { $0.first <= entry.day }), !holdings[last].isEnded else { continue }
        holdings[last].extendedEnd = max(holdings[last].extendedEnd, e.until.day)
        holdings[last].extendedFrom = min(holdings[last].extendedFrom ?? entry.day, entry.day)
      default:
        guard let grant = grant(entry.record.event), !never.contains(entry.position) else { continue }
        let first = grant.from ?? entry.day
        for index in holdings.indices where last(holdings[index]) >= first { holdings[index].replacedOn = first }
        let holding = Holding(
          position: entry.position, stars: grant.stars, first: first, decidedOn: entry.day, end: grant.until,
          extendedEnd: grant.until)
        let place = holdings.firstIndex { $0.first > first } ?? holdings.endIndex
        holdings.insert(holding, at: place)
      }
    }
    return holdings
  }

  /// The last day that a holding has left.
  private static func last(_ holding: Holding) -> Day {
    var last = holding.extendedEnd
    if let replaced = holding.replacedOn { last = min(last, replaced.advanced(by: -1)) }
    if let taken = holding.takenOn { last = min(last, taken.advanced(by: -1)) }
    return last
  }

  /// What runs on that day ends; where nothing does, the last one that began by then was taken away, if nothing took it before.
  private static func take(on day: Day, _ meant: Position??, _ holdings: inout [Holding]) {
    func isMeant(_ holding: Holding) -> Bool {
      guard let meant else { return true }
      return holding.position == meant
    }
    let running = holdings.indices.filter { last(holdings[$0]) >= day && isMeant(holdings[$0]) }
    for index in running {
      holdings[index].takenOn = day
      // What took its place later no longer did.
      holdings[index].replacedOn = nil
    }
    func isLeft(_ holding: Holding) -> Bool { meant != nil || holding.isBegun }
    if running.isEmpty, let last = holdings.lastIndex(where: { $0.first <= day && isMeant($0) && isLeft($0) }) {
      holdings[last].takenOn = holdings[last].takenOn ?? day
    }
  }

  private static func grant(_ event: Event) -> (stars: Stars, from: Day?, until: Day)? {
    switch event {
    case .recognised(let e): (e.grant.stars, nil, e.grant.validUntil.day)
    case .upgraded(let e): (e.grant.stars, nil, e.grant.validUntil.day)
    case .renewed(let e): (e.grant.stars, nil, e.grant.validUntil.day)
    case .lowered(let e): (e.grant.stars, nil, e.grant.validUntil.day)
    case .granted(let e): (e.grant.stars, e.validFrom?.day, e.grant.validUntil.day)
    default: nil
    }
  }

  /// The grants that were withdrawn from the start.
  private static func neverValid(_ standing: [History.Entry], _ entries: [History.Entry]) -> Set<Position> {
    var never: Set<Position> = []
    var unnamed: [Day] = []
    for entry in standing {
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
    func lastDecided(by day: Day) -> Position? {
      standing.last { grant($0.record.event) != nil && !never.contains($0.position) && $0.day <= day }?.position
    }
    for day in unnamed {
      if let last = lastDecided(by: day) { never.insert(last) }
    }
    // From a day by which it did not hold yet is from the start.
    for entry in standing {
      guard case .recognitionWithdrawn(let e) = entry.record.event, e.thing == .recognitionDecision,
        e.effect == .fromDay, let day = e.from?.day
      else { continue }
      let meant = e.granted.map { occupant($0, entries) } ?? lastDecided(by: entry.day)
      guard let decision = standing.first(where: { $0.position == meant }), let grant = grant(decision.record.event),
        day <= grant.from ?? decision.day
      else { continue }
      never.insert(decision.position)
    }
    return never
  }

  // MARK: - Corrections

  private static func byProduct(_ records: [Record]) -> [StreamID: [History.Entry]] {
    var streams: [StreamID: [History.Entry]] = [:]
    for (index, record) in records.enumerated() where record.stream.kind == .product {
      streams[record.stream, default: []].append(History.Entry(position: Position(UInt64(index)), record: record))
    }
    return streams
  }

  /// Whether `entry` takes out the record at `target`: it says so, and nobody struck that out for good.
  private static func takes(_ entry: History.Entry, _ target: Position, _ entries: [History.Entry]) -> Bool {
    guard entry.record.corrects == target else { return false }
    return !entries.contains { $0.record.event.type == .voided && takes($0, entry.position, entries) }
  }

  private static func standing(_ entries: [History.Entry]) -> [History.Entry] {
    entries.filter { entry in
      entry.record.event.type != .voided && !entries.contains { takes($0, entry.position, entries) }
    }
    .sorted { ($0.day, root($0.position, entries)) < ($1.day, root($1.position, entries)) }
  }

  /// What stands where the record at `position` stood: the one that goes back to the same first record.
  private static func occupant(_ position: Position, _ entries: [History.Entry]) -> Position? {
    let wanted = root(position, entries)
    return standing(entries).first { root($0.position, entries) == wanted }?.position
  }

  private static func root(_ position: Position, _ entries: [History.Entry]) -> Position {
    entries.first { $0.position == position }?.record.corrects.map { root($0, entries) } ?? position
  }
}
