internal import OCOP
internal import ProjectionKit

extension StarDimension {
  /// The name of a cell that is a term of a closed list.
  var terms: (@Sendable (String) -> Text?)? {
    switch self {
    case .province, .district, .commune: nil
    case .group: { ProductGroup(rawValue: $0)?.names ?? Cell.unknownName }
    case .form: { LegalForm(rawValue: $0)?.names ?? Cell.unknownName }
    case .level: { Level(rawValue: $0)?.names ?? Cell.unknownName }
    }
  }
}

/// A row of the table: its key, its name, and its place in the order.
struct Cell: Hashable {
  let key: String
  let name: String
  private let rank: UInt64

  static let unknownName = Text("chưa rõ", "unknown")
  /// The name of a key that is a term, of whichever table; `nil`: it is a unit's code.
  @Sendable static func term(_ key: String) -> Text? {
    ProductGroup(rawValue: key)?.names ?? LegalForm(rawValue: key)?.names ?? Level(rawValue: key)?.names
      ?? (key == "unknown" ? unknownName : nil)
  }

  static let toBeAssignedName = Text("cần phân bổ", "to be assigned")

  init(_ term: (some Vocabulary)?) {
    key = term?.rawValue ?? "unknown"
    name = term?.name(.vi) ?? Self.unknownName.vi
    rank = term?.wireInteger ?? .max
  }

  /// Places that the map leaves open are one row: never dropped, never counted twice.
  init(_ placement: AreaPlacement?, _ area: AreaRef?, _ map: AreaMap, _ day: Day) {
    switch placement {
    case .unit(let unit)?:
      // A unit that the map of the day has not, shown for want of another: its code may be another's there.
      (key, name, rank) = (unit.key(on: day), unit.fullName, unit.exists(on: day) ? 0 : 1)
    case .toBeAssigned?: (key, name, rank) = (AreaUnit.toBeAssignedKey, Self.toBeAssignedName.vi, .max - 1)
    case nil: (key, name, rank) = (area?.code.text ?? "unknown", area?.code.text ?? Self.unknownName.vi, .max)
    }
  }

  static func precedes(_ a: Cell, _ b: Cell) -> Bool { (a.rank, a.key, a.name) < (b.rank, b.key, b.name) }
}

/// The cells of one question: where a product is counted, found once for each place or term and then by number.
struct CellFinder {
  private(set) var cells: [Cell] = []
  /// How many products there are of which nothing tells whether they count on the day.
  var undecided = 0
  private let dimension: StarDimension
  private let map: AreaMap
  private let day: Day
  private let isFormer: Bool
  private var byTerm: [Int]
  private var byPlace: [PlaceKey: Int] = [:]
  private var open: Set<AreaPlacement> = []
  private var hasUnchecked = false
  private var byCell: [Cell: Int] = [:]

  init(_ dimension: StarDimension, _ map: AreaMap, on day: Day) {
    (self.dimension, self.map) = (dimension, map)
    let level = dimension.areaLevel.map { map.levelDay($0, on: day) }
    (self.day, isFormer) = (level?.day ?? day, level?.isFormer ?? false)
    // More than any list of terms has.
    byTerm = [Int](repeating: -1, count: 16)
  }

  /// The cell of a term by its number, 0 for none.
  mutating func cell(ofTerm term: Int) -> Int {
    if byTerm[term] >= 0 { return byTerm[term] }
    let number = UInt64(term)
    let cell =
      switch dimension {
      case .group: Cell(ProductGroup(wireInteger: number))
      case .form: Cell(LegalForm(wireInteger: number))
      default: Cell(Level(wireInteger: number))
      }
    byTerm[term] = index(of: cell)
    return byTerm[term]
  }

  /// The cell of a place, on the map asked about.
  mutating func cell(of place: PlaceKey?) -> Int {
    let key = place ?? .none
    if let known = byPlace[key] { return known }
    let placement = placement(of: key)
    if case .toBeAssigned? = placement, let placement { open.insert(placement) }
    if placement?.candidates.contains(where: \.isUnchecked) ?? false { hasUnchecked = true }
    let named = dimension == .commune ? key.commune.area : key.district.area
    let found = index(of: Cell(placement, named, map, day))
    byPlace[key] = found
    return found
  }

  /// Where a place lies on the map asked about.
  func placement(of key: PlaceKey) -> AreaPlacement? {
    guard let level = dimension.areaLevel else { return nil }
    return map.unit(level, of: key.place, on: day)
  }

  /// The units that `place` may lie in, where the map leaves it open.
  func candidates(of place: Place?) -> [AreaUnit] {
    guard let level = dimension.areaLevel, let place,
      case .toBeAssigned(_, let among)? = map.unit(level, of: place, on: day)
    else { return [] }
    return among
  }

  /// What a reader must know of the places: that they are former ones, that nobody compared them, what is to be assigned to which.
  var notes: [Text] {
    var notes: [Text] = []
    if isFormer, let level = dimension.areaLevel {
      notes.append(
        Text(
          "Theo \(level.name(.vi)) cũ, trên bản đồ đến hết ngày \(day.vietnamese): sau ngày đó không còn cấp này.",
          "By former \(level.name(.en)), on the map to \(day): the level ended then."))
    }
    if hasUnchecked {
      notes.append(
        Text(
          "Địa bàn lấy từ danh mục chưa đối chiếu với nghị quyết.",
          "The areas are from a list that nobody compared with the resolutions."))
    }
    return notes
      + open.sorted { $0.unit.code < $1.unit.code }.map { placement in
        let list = placement.candidates.map(\.shown).joined(separator: "; ")
        return Text(
          "Cần phân bổ: \(placement.unit.shown) → \(list).", "To be assigned: \(placement.unit.shown) → \(list).")
      }
  }

  /// Several units may have become one: they are one cell.
  private mutating func index(of cell: Cell) -> Int {
    if let known = byCell[cell] { return known }
    byCell[cell] = cells.count
    cells.append(cell)
    return cells.count - 1
  }
}
