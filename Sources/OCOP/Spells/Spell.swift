/// A stretch of days in which something goes on: goods in a market, a quality certificate, an agreement, a sales point.
///
/// Its last day is its own, or that of its closing, and is always a day on which it still goes on.
public struct Spell: Hashable, Sendable {
  /// The record that began it.
  public let opening: SpellFact
  /// Later openings while it went on: they begin nothing anew.
  public private(set) var joined: [SpellFact] = []
  /// What was told of it meanwhile.
  public private(set) var reports: [SpellFact] = []
  /// The record that ended it.
  public private(set) var closing: SpellFact?
  /// Its own last day, where it has one.
  public private(set) var ownEnd: LegalDate?

  init(_ opening: SpellFact) {
    self.opening = opening
    if case .opens(let until) = opening.part { ownEnd = until }
  }

  /// Its first day.
  public var from: Day { opening.day }
  /// Its last day.
  public var through: Day { min(closing?.day ?? .distantFuture, ownEnd?.day ?? .distantFuture) }
  /// Every opening, in legal order.
  public var openings: [SpellFact] { [opening] + joined }

  /// Whether it goes on on `day`.
  public func holds(on day: Day) -> Bool { from <= day && day <= through }

  private func goesOn(on day: Day) -> Bool { closing == nil && holds(on: day) }

  /// The spells that `facts` of one stream make, as far as they count by `last`, in order of their first days.
  ///
  /// An opening while the same thing goes on joins it, in whatever order they were recorded. A closing ends everything that it
  /// names; where an opening that bore that name was corrected meanwhile, what it is named now.
  public static func spells(_ facts: [SpellFact], by last: Day = .distantFuture) -> [Spell] {
    timeline(facts, by: last).spells
  }

  /// The spells, and the closings that close nothing.
  static func timeline(
    _ facts: [SpellFact], by last: Day = .distantFuture
  ) -> (spells: [Spell], idle: [SpellFact]) {
    var spells: [Spell] = []
    var idle: [SpellFact] = []
    var rest = effective(facts).prefix { $0.day <= last }
    let places = Places(facts)
    while let day = rest.first?.day {
      let today = rest.prefix { $0.day == day }
      rest = rest[today.endIndex...]
      // What went on before ends before the next begins; what begins and ends on one day has begun first.
      let ends = today.filter { $0.part == .closes }
      let late = ends.filter { end in !end.end(&spells, facts, places) }
      for fact in today where fact.part.opens { fact.take(&spells, facts, places) }
      for fact in today where fact.part == .reports { fact.take(&spells, facts, places) }
      idle += late.filter { end in !end.end(&spells, facts, places) }
    }
    return (spells, idle)
  }

  fileprivate mutating func join(_ fact: SpellFact) {
    joined.append(fact)
    // What is opened again on its last day goes on.
    if closing?.day == fact.day { closing = nil }
    guard case .opens(let until) = fact.part, let end = ownEnd else { return }
    // Of two terms the later end counts.
    ownEnd = until.map { max($0, end) }
  }

  fileprivate mutating func report(_ fact: SpellFact) { reports.append(fact) }
  fileprivate mutating func close(_ fact: SpellFact) { closing = fact }
  fileprivate func isOpen(before fact: SpellFact) -> Bool { goesOn(on: fact.day) }
  /// Whether it still goes on on the day of an opening, were it the last.
  fileprivate func reaches(_ fact: SpellFact) -> Bool {
    goesOn(on: fact.day) || (closing?.day == fact.day && holds(on: fact.day))
  }
}

extension SpellFact {
  /// Takes in an opening or a report.
  fileprivate func take(_ spells: inout [Spell], _ facts: [SpellFact], _ places: Places) {
    if case .opens = part {
      let open = spells.lastIndex { $0.reaches(self) && $0.opening.isSameOpening(as: self) }
      if let open { spells[open].join(self) } else { spells.append(Spell(self)) }
    } else {
      for index in named(spells, facts, places) { spells[index].report(self) }
    }
  }

  /// Ends what it names; whether anything was.
  fileprivate func end(_ spells: inout [Spell], _ facts: [SpellFact], _ places: Places) -> Bool {
    let named = named(spells, facts, places)
    for index in named { spells[index].close(self) }
    return !named.isEmpty
  }

  /// The spells that go on and that it names.
  private func named(_ spells: [Spell], _ facts: [SpellFact], _ places: Places) -> [Int] {
    let names = names(meantIn: facts, places)
    return spells.indices.filter { index in
      spells[index].isOpen(before: self) && spells[index].openings.contains { opening in opening.isNamed(names) }
    }
  }

  /// What it names, as that is named now: what bore its name when it was recorded may have been corrected since.
  func names(meantIn facts: [SpellFact], _ places: Places) -> [SpellName] {
    guard let name else { return [] }
    guard places.areCorrected else { return [name] }
    let known = facts.asKnown(to: self) { $0.part == part && $0.isNamed([name]) }
    let meant = Set(
      known.filter { $0.part.opens && $0.isNamed([name]) }.compactMap { places.effective(for: $0.position) })
    let now = facts.filter { meant.contains($0.position) }.compactMap(\.name)
    return now.isEmpty ? [name] : now
  }

  func isNamed(_ names: [SpellName]) -> Bool { names.contains { name?.isSame(as: $0) ?? false } }
}

extension History {
  /// What goes on for a time, by the records of this history.
  public var spells: [Spell] { Spell.spells(spellFacts) }

  var spellFacts: [SpellFact] {
    entries.compactMap { SpellFact($0.record.event, at: $0.position, on: $0.day, corrects: $0.record.corrects) }
  }
}
