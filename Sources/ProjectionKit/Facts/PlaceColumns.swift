public import OCOP

/// The columns of where things are, for one question: of the district, which is the former one where districts have ended, and of
/// the commune.
public struct PlaceColumns {
  /// Code and name of the district, code and name of the commune.
  public static let columns = [
    Column("district", Text("Mã huyện", "District code"), .hidden), Column("districtName", Text("Huyện", "District")),
    Column("commune", Text("Mã xã", "Commune code"), .hidden), Column("communeName", Text("Xã", "Commune")),
  ]

  private let map: AreaMap
  private let levels: [(level: AreaLevel, day: Day)]

  /// On the map of `day`. Costs a look at every unit.
  public init(_ gazetteer: Gazetteer, on day: Day) throws {
    let map = try gazetteer.map()
    self.map = map
    levels = [AreaLevel.district, .commune].map { ($0, map.levelDay($0, on: day).day) }
  }

  /// What stands in ``columns`` for `place`. A unit to be assigned has its candidates for its name.
  public func values(of place: Place?) -> [JSONValue] {
    guard let place else { return [nil, nil, nil, nil] }
    return levels.flatMap { level, day -> [JSONValue] in
      guard let placement = map.unit(level, of: place, on: day) else {
        let area = level == .district ? place.district : place.commune
        return [JSONValue(area?.code.text), nil]
      }
      switch placement {
      case .unit(let unit): return [.string(unit.key(on: day)), .string(unit.fullName)]
      case .toBeAssigned(_, let among):
        return [.string(AreaUnit.toBeAssignedKey), .string(among.map(\.shown).joined(separator: " | "))]
      }
    }
  }
}
