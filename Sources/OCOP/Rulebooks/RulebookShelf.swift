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

extension RulebookAdopted {
  /// The level that decides `stars` on `day`; `nil` where no decision grants them (one and two stars).
  public func authority(for stars: Stars, on day: Day) -> Level? {
    authorities.first { $0.stars == stars && $0.period.contains(day) }?.level
  }
}
