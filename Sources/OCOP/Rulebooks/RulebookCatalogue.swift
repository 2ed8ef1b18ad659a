/// The rulebooks that were adopted: the fold of the rulebook streams.
public struct RulebookCatalogue: Hashable, Sendable {
  /// In the order they were adopted.
  public private(set) var rulebooks: [RulebookAdopted] = []
  private var lapsed: [RulebookID: Day] = [:]
  private var delegations: [Delegation] = []

  private struct Delegation: Hashable {
    let days: ClosedRange<Day>
    let said: PowerDelegated
  }

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
    case .powerDelegated(let e):
      guard let start = date?.firstDay else { break }
      delegations.append(Delegation(days: start...max(start, e.until?.day ?? .distantFuture), said: e))
    default: break
    }
  }

  /// The rulebook with that name.
  public subscript(id: RulebookID) -> RulebookAdopted? { rulebooks.last { $0.id == id } }

  /// The days on which a delegation begins, and those after its end.
  var delegationChanges: [Day] {
    delegations.flatMap { [$0.days.lowerBound, $0.said.until?.day.advanced(by: 1)].compactMap(\.self) }
  }

  /// The last day of `rulebook`, where one is known.
  public func end(of rulebook: RulebookAdopted) -> Day? { lapsed[rulebook.id] ?? rulebook.inForceUntil?.day }

  /// Whether the power that `power` gives on `day` was handed on to `level` for `stars`, by the rulebook that gives it, or one that
  /// this amends.
  func isDelegated(_ power: LegalPower, for stars: Stars, to level: Level, under rulebook: RulebookAdopted, on day: Day)
    -> Bool
  {
    delegations.contains { delegation in
      let said = delegation.said
      return (said.id == rulebook.id || said.id == rulebook.amends) && said.action == power.action
        && said.stars.contains(stars) && said.to == level && power.levels.contains(said.from)
        && delegation.days.contains(day)
    }
  }

  /// The rulebook in force on `day`: of those that are, the one that came into force last.
  public func inForce(on day: Day) -> RulebookAdopted? {
    var latest: (index: Int, from: Day)?
    for index in rulebooks.indices {
      let from = rulebooks[index].inForceFrom.day
      guard from <= day, latest.map({ $0.from < from }) ?? true,
        day <= (end(of: rulebooks[index]) ?? .distantFuture)
      else { continue }
      latest = (index, from)
    }
    return latest.map { rulebooks[$0.index] }
  }
}

extension RulebookAdopted {
  /// The level that decides `stars` on `day`; `nil` where no decision grants them (one and two stars).
  public func authority(for stars: Stars, on day: Day) -> Level? {
    authorities.first { $0.stars == stars && $0.period.contains(day) }?.level
  }
}
