public import OCOP

/// A place as numbers, for rows that hold many.
public struct PlaceKey: Hashable, Sendable {
  /// A unit as numbers.
  public struct Area: Hashable, Sendable {
    private let code: UInt32
    private let edition: Int32

    /// A unit of these numbers; 0 and 0 name none.
    public init(code: UInt32, edition: Int32) { (self.code, self.edition) = (code, edition) }

    /// The unit; `nil` where the place names none.
    public var area: AreaRef? {
      guard code != 0, let code = AreaCode(packed: code) else { return nil }
      return AreaRef(code: code, edition: edition == .min ? nil : Int64(edition))
    }
  }

  /// The district.
  public let district: Area
  /// The commune.
  public let commune: Area

  /// A place in these units.
  public init(district: Area, commune: Area) { (self.district, self.commune) = (district, commune) }

  /// Names no unit.
  public static let none = PlaceKey(district: Area(code: 0, edition: 0), commune: Area(code: 0, edition: 0))

  /// The place.
  public var place: Place { Place(district: district.area, commune: commune.area) }
}
