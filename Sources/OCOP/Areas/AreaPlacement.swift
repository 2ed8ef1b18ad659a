/// Where a place recorded on one map lies on another.
public enum AreaPlacement: Hashable, Sendable {
  /// In this unit.
  case unit(AreaUnit)
  /// In one of several: the unit that is named was split, or was made of several. Somebody must decide.
  case toBeAssigned(AreaUnit)

  /// The unit, or the one from which to assign.
  public var unit: AreaUnit {
    switch self {
    case .unit(let unit), .toBeAssigned(let unit): unit
    }
  }
}

extension AreaMap {
  /// Where the unit with key `ref` lies on the map of `day`, which may be earlier or later; `nil` where there is no such
  /// unit. A unit that nothing followed stays itself. A unit whose first day was corrected since is found by its code,
  /// where only one ever had it.
  public func placement(of ref: AreaRef, on day: Day) -> AreaPlacement? {
    guard var current = unit(ref) ?? onlyUnit(ref.code) else { return nil }
    while let from = current.from, from > day {
      let before = (predecessors[current.ref] ?? []).compactMap { unit($0.from) }
      guard let previous = before.first, (previous.from ?? .distantPast) < from else { return .unit(current) }
      guard before.count == 1 else { return .toBeAssigned(current) }
      current = previous
    }
    // Every step leads to a later edition, so the walk ends.
    while true {
      let steps = (successors[current.ref] ?? []).filter { $0.on <= day && $0.to != nil }
      guard let first = steps.first else { return .unit(current) }
      guard steps.count == 1, first.part == .full else { return .toBeAssigned(current) }
      guard let next = first.to.flatMap(unit), (next.from ?? .distantPast) > (current.from ?? .distantPast) else {
        return .unit(current)
      }
      current = next
    }
  }
}
