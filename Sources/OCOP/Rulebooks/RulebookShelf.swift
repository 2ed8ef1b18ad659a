/// The rulebooks that were adopted: the fold of the rulebook streams.
public struct RulebookShelf: Hashable, Sendable {
  /// In the order they were adopted.
  public private(set) var rulebooks: [RulebookAdopted] = []
  private var lapsed: [RulebookID: Day] = [:]

  /// The empty shelf.
  public init() {}

  /// Takes in one event; others than those of rulebooks change nothing.
  public mutating func apply(_ event: Event, on date: LegalDate?) {
    switch event {
    case .rulebookAdopted(let rulebook):
      // Adopted again with its content: the same rulebook, now in full.
      if let index = rulebooks.firstIndex(where: { $0.id == rulebook.id }) {
        rulebooks[index] = rulebook
      } else {
        rulebooks.append(rulebook)
      }
    case .rulebookLapsed(let e): lapsed[e.id] = date?.day
    default: break
    }
  }

  /// The rulebook with that name.
  public subscript(id: RulebookID) -> RulebookAdopted? { rulebooks.last { $0.id == id } }

  /// The last day of `rulebook`, where one is known.
  public func end(of rulebook: RulebookAdopted) -> Day? { lapsed[rulebook.id] ?? rulebook.inForceUntil?.day }

  /// The rulebook in force on `day`: of those that are, the one that came into force last.
  public func inForce(on day: Day) -> RulebookAdopted? {
    rulebooks
      .filter { $0.inForceFrom.day <= day && day <= (end(of: $0) ?? .distantFuture) }
      .max { $0.inForceFrom.day < $1.inForceFrom.day }
  }
}

extension RulebookShelf {
  /// The rulebook under which a dossier of `kind`, filed on `filed`, is decided on `day`: the one in force then, unless
  /// that one leaves such dossiers under an earlier one. A function of all three, never of the day of decision alone;
  /// where the filing is not known, of that alone. A dossier stays under the earlier rules though the deadline was missed by
  /// which it had to be decided: that is irregular, and makes no dossier of it that was filed later.
  public func applicable(filed: LegalDate?, kind: ApplicationKind?, decidedOn day: Day) -> RulebookAdopted? {
    guard let current = inForce(on: day) else { return nil }
    guard let filed, let kind else { return current }
    let rule = current.transitions.first {
      $0.kinds.contains(kind) && filed.day < $0.filedBefore.day
    }
    return rule.flatMap { self[$0.rulebook] } ?? current
  }
}

extension RulebookAdopted {
  /// The level that decides `stars` on `day`; `nil` where no decision grants them (one and two stars).
  public func authority(for stars: Stars, on day: Day) -> Level? {
    authorities.first { $0.stars == stars && $0.period.contains(day) }?.level
  }
}
