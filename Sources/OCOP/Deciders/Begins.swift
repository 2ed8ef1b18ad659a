extension Event {
  /// Whether it is the first of its stream: what else is recorded there stands on it.
  var begins: Bool {
    switch self {
    case .producerRegistered, .productRegistered, .sessionOpened, .targetSet: true
    default: false
    }
  }
}

extension StreamKind {
  /// Whether streams of the kind begin with an event of their own.
  var isBegun: Bool {
    switch self {
    case .producer, .product, .session, .target: true
    case .office, .rulebook, .area: false
    }
  }
}

extension History {
  /// The history with the record at `position` struck out.
  func strikingOut(_ position: Position) -> History { correcting(position, .voided(Voided()), on: nil) }

  /// Acts and closings that end nothing, by the first records of their places. A product may leave the list that never held stars.
  var idleEnds: Set<Position> {
    let places = Places(entries)
    let acts = ratings.unmet.filter { $0.kind != .removed }.map(\.position)
    return Set((acts + Spell.timeline(spellFacts).idle.map(\.position)).map { places[$0] })
  }

  /// The history with the record at `position` replaced by `event`.
  func correcting(_ position: Position, _ event: Event, on date: LegalDate?) -> History {
    guard let last = entries.last else { return self }
    var correction = last.record
    correction.event = event
    correction.effectiveOn = date
    correction.corrects = position
    var history = self
    history.append(correction, at: Position(last.position.number + 1))
    return history
  }
}

extension History {
  /// The first record that would end nothing any more if the one at `position` were struck out; `nil`: none.
  package func leftIdle(strikingOut position: Position) -> Position? {
    strikingOut(position).idleEnds.subtracting(idleEnds).min()
  }
}
