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
      let open = spells.filter { $0.holds(on: date.day) && $0.isNamed(name) }
      guard !open.isEmpty else { throw .notOpen(name, on: date) }
      if open.allSatisfy({ $0.closing != nil }), let closing = open.first?.closing {
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
