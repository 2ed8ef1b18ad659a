/// The day of the map on which the units of a level are looked up.
///
/// Districts ended on 1 July 2025: a figure "by district" of a later day is by former districts, as they were on the last day
/// that had any.
public struct AreaLevelDay: Hashable, Sendable {
  /// The day.
  public let day: Day
  /// Whether the day asked about has no units of the level.
  public let isFormer: Bool
}

extension AreaMap {
  /// The day on which units of `level` are looked up for a question of `day`: that day, or the last one before that had any.
  /// Costs a look at every unit.
  public func levelDay(_ level: AreaLevel, on day: Day) -> AreaLevelDay {
    var last: Day?
    for unit in units where unit.level == level {
      if unit.exists(on: day) { return AreaLevelDay(day: day, isFormer: false) }
      if unit.lastDay < day { last = max(last ?? unit.lastDay, unit.lastDay) }
    }
    return last.map { AreaLevelDay(day: $0, isFormer: true) } ?? AreaLevelDay(day: day, isFormer: false)
  }

  /// The unit of `level` that `place` lies in, on the map of `day`; `nil` where the place tells too little.
  ///
  /// A commune belongs to the district that is its parent on that day. A commune that lies in several, since it was split or was
  /// made of several, lies in their district where they agree; where they do not, in the one that the place names, or it is to be
  /// assigned.
  public func unit(_ level: AreaLevel, of place: Place, on day: Day) -> AreaPlacement? {
    let commune = place.commune.flatMap { placement(of: $0, on: day) }
    let named = place.district.flatMap { placement(of: $0, on: day) }
    guard let found = commune.flatMap({ raise($0, to: level, on: day) }) else {
      return named.flatMap { raise($0, to: level, on: day) }
    }
    guard level == .district, case .toBeAssigned(_, let among) = found, let named, among.contains(named.unit) else {
      return found
    }
    return named
  }

  /// The units of `level` above those of `placement`.
  private func raise(_ placement: AreaPlacement, to level: AreaLevel, on day: Day) -> AreaPlacement? {
    let above = placement.candidates.map { candidate in
      ancestor(of: candidate, level, on: day).map { of in
        // What ended belonged to what there was then: that lies where it lies now.
        of == candidate || of.exists(on: day) ? [of] : self.placement(of: of.ref, on: day)?.candidates ?? [of]
      }
    }
    guard !above.isEmpty, !above.contains(where: { $0 == nil }) else { return nil }
    let units = Set(above.flatMap { $0 ?? [] }).sorted { $0.code < $1.code }
    guard let first = units.first else { return nil }
    if units.count > 1 { return .toBeAssigned(placement.unit, among: units) }
    if case .toBeAssigned(let unit, _) = placement, unit.level == level { return .toBeAssigned(unit, among: units) }
    return .unit(first)
  }

  /// The unit of `level` that `unit` belongs to on `day`: itself, its parent, or the parent's.
  func ancestor(of unit: AreaUnit, _ level: AreaLevel, on day: Day) -> AreaUnit? {
    var current = unit
    while current.level != level {
      guard let parent = current.parent else { return nil }
      // What ended by then belonged to what there was while it stood.
      let seen = min(day, current.lastDay)
      guard let next = self.unit(parent, on: max(seen, current.from ?? .distantPast)), next.level != current.level
      else {
        return nil
      }
      current = next
    }
    return current
  }
}

extension AreaUnit {
  /// How a row names a place that several units may hold.
  public static let toBeAssignedKey = "toBeAssigned"

  /// How a row of a table on the map of `day` names the unit: by its code, or with its edition where that map does not have it.
  public func key(on day: Day) -> String { exists(on: day) ? code.text : key }
}
