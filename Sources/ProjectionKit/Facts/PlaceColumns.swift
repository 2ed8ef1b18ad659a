public import OCOP

/// Where a thing is, for people: the district, which is the former one where districts have ended, and the commune. A row of an answer
/// has them as columns of its own.
public struct PlaceNames: Sendable {
  /// The code of the district; `AreaUnit.toBeAssignedKey` where the map leaves it open.
  public var district: String?
  /// Its name; the candidates where the map leaves it open.
  public var districtName: String?
  /// The code of the commune.
  public var commune: String?
  /// Its name.
  public var communeName: String?

  /// Nowhere known.
  public init() {}

  /// Describes the four columns.
  public mutating func describe<C: ColumnCoder>(_ coder: inout C) {
    coder.column("district", Text("Mã huyện", "District code"), &district, .hidden)
    coder.column("districtName", Text("Huyện", "District"), &districtName)
    coder.column("commune", Text("Mã xã", "Commune code"), &commune, .hidden)
    coder.column("communeName", Text("Xã", "Commune"), &communeName)
  }
}

/// Finds the ``PlaceNames`` of places, for one question.
public struct PlaceNaming {
  private let map: AreaMap
  private let (districts, communes): (Day, Day)

  /// On the map of `day`. Costs a look at every unit.
  ///
  /// Throws ``RowError`` where what is kept is not what the table wrote.
  public init(_ gazetteer: Gazetteer, on day: Day) throws {
    map = try gazetteer.map()
    (districts, communes) = (map.levelDay(.district, on: day).day, map.levelDay(.commune, on: day).day)
  }

  /// The names of `place`.
  public func names(of place: Place?) -> PlaceNames {
    var names = PlaceNames()
    guard let place else { return names }
    (names.district, names.districtName) = unit(.district, place, on: districts)
    (names.commune, names.communeName) = unit(.commune, place, on: communes)
    return names
  }

  private func unit(_ level: AreaLevel, _ place: Place, on day: Day) -> (code: String?, name: String?) {
    switch map.unit(level, of: place, on: day) {
    case .unit(let unit)?: (unit.key(on: day), unit.fullName)
    case .toBeAssigned(_, let among)?:
      (AreaUnit.toBeAssignedKey, among.map(\.shown).joined(separator: " | "))
    case nil: ((level == .district ? place.district : place.commune)?.code.text, nil)
    }
  }
}
