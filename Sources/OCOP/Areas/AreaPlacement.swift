/// Where a place recorded on one map lies on another.
public enum AreaPlacement: Hashable, Sendable {
  /// In this unit.
  case unit(AreaUnit)
  /// In one of several: the unit that is named was split, or was made of several. Somebody must decide among the candidates,
  /// which are in the order of their codes.
  case toBeAssigned(AreaUnit, among: [AreaUnit])

  /// The unit, or the one from which to assign.
  public var unit: AreaUnit {
    switch self {
    case .unit(let unit), .toBeAssigned(let unit, _): unit
    }
  }

  /// The one unit that it is, or those that it may be.
  public var candidates: [AreaUnit] {
    switch self {
    case .unit(let unit): [unit]
    case .toBeAssigned(_, let among): among
    }
  }
}

extension AreaMap {
  /// Where the unit with key `ref` lies on the map of `day`, which may be earlier or later; `nil` where there is no such
  /// unit. A unit that nothing followed stays itself. A unit whose first day was corrected since is found by its code,
  /// where only one ever had it.
  public func placement(of ref: AreaRef, on day: Day) -> AreaPlacement? {
    guard let start = unit(ref) ?? onlyUnit(ref.code) else { return nil }
    let isLater = (start.from ?? .distantPast) > day
    return isLater ? before(start, day) : after(start, day)
  }

  /// Where `start` lay on an earlier day: where it had several predecessors, in one of them.
  private func before(_ start: AreaUnit, _ day: Day) -> AreaPlacement {
    let found = ends(of: start) { unit, _ in
      guard let from = unit.from, from > day else { return [] }
      return (predecessors[unit.ref] ?? []).compactMap { step in
        guard let next = self.unit(step.from), (next.from ?? .distantPast) < from else { return nil }
        return Way(unit: next, on: .distantPast, isWhole: true)
      }
    }
    return Self.placement(start, found.units, isSure: true)
  }

  /// Where `start` went by a later day: where it was split, or only a part of it is known to have gone somewhere, to one of them. A
  /// unit that goes on without a part of it is one of them itself. What a unit gave up before it took another in, it did not give of that.
  private func after(_ start: AreaUnit, _ day: Day) -> AreaPlacement {
    let found = ends(of: start) { unit, arrival in
      let ways = (successors[unit.ref] ?? []).compactMap { step -> Way? in
        guard arrival <= step.on, step.on <= day, let next = step.to.flatMap({ self.unit($0) }), next != unit else {
          return nil
        }
        return Way(unit: next, on: step.on, isWhole: step.part == .full)
      }
      let goesOn = unit.exists(on: day) && !ways.isEmpty && !ways.contains(where: \.isWhole)
      return goesOn ? ways + [Way(unit: unit, on: day, isWhole: true)] : ways
    }
    return Self.placement(start, found.units, isSure: found.isWhole)
  }

  /// Where a unit, or a part of it, went, and when.
  private struct Way {
    let unit: AreaUnit
    let on: Day
    let isWhole: Bool
  }

  private static func placement(_ start: AreaUnit, _ units: [AreaUnit], isSure: Bool) -> AreaPlacement {
    guard units.count == 1, isSure else { return .toBeAssigned(start, among: units) }
    return .unit(units[0])
  }

  /// Where all ways from `start` lead, in the order of the codes, and whether no way that stands alone leads there with a part only.
  /// A way that leads back to where it has been ends there.
  private func ends(
    of start: AreaUnit, _ ways: (_ unit: AreaUnit, _ arrival: Day) -> [Way]
  ) -> (units: [AreaUnit], isWhole: Bool) {
    var ends: Set<AreaUnit> = []
    var seen: Set<AreaUnit> = [start]
    var open = [Way(unit: start, on: .distantPast, isWhole: true)]
    var isWhole = true
    while let one = open.popLast() {
      let next = ways(one.unit, one.on)
      if next.isEmpty || next.contains(where: { $0.unit == one.unit }) { ends.insert(one.unit) }
      if next.count == 1, !next[0].isWhole { isWhole = false }
      for way in next where seen.insert(way.unit).inserted { open.append(way) }
    }
    if ends.isEmpty { ends = [start] }
    return (ends.sorted { ($0.code, $0.from ?? .distantPast) < ($1.code, $1.from ?? .distantPast) }, isWhole)
  }
}
