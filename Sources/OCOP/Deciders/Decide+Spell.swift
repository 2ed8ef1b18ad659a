extension Decider {
  /// What is opened and closed is judged on the whole timeline: what is known of later days counts, too.
  func judgeSpell(_ event: Event) throws(Rejection) {
    let date = try date(event)
    guard let fact = SpellFact(event, at: .zero, on: date.day, corrects: nil), let name = fact.name else { return }
    let spells = history.spells
    switch fact.part {
    case .opens(let until):
      try require(from: date, until: until)
      // Told again of another day, it joins what goes on; told twice of one day, it is one opening.
      let twice = spells.flatMap(\.openings).first { $0.day == date.day && $0.isSameOpening(as: fact) }
      if let twice { throw .alreadyOpened(name, at: twice.position) }
    case .reports:
      guard spells.contains(where: { $0.holds(on: date.day) && $0.isNamed(name) }) else {
        throw .notOpen(name, on: date)
      }
    case .closes:
      let named = spells.filter { $0.from <= date.day && $0.isNamed(name) }
      let closed = named.last { $0.holds(on: date.day) } ?? named.last
      guard let closed, closed.holds(on: date.day) || closed.closing != nil else { throw .notOpen(name, on: date) }
      // It may close a part of what goes on, as long as every other closing still closes something.
      let facts = history.spellFacts
      let idle = Spell.timeline(facts + [SpellFact(event, at: Position(.max), on: date.day, corrects: nil) ?? fact])
        .idle
      if idle.count > Spell.timeline(facts).idle.count, let closing = closed.closing {
        throw .closedAlready(name, on: LegalDate(closing.day), at: closing.position)
      }
    case .strikes: break
    }
  }
}

extension Spell {
  /// Whether one of its openings names the same thing.
  fileprivate func isNamed(_ name: SpellName) -> Bool { openings.contains { $0.name?.isSame(as: name) ?? false } }
}
