internal import OCOP
internal import ProjectionKit

/// What star counts are broken down by.
enum Dimension: String, CaseIterable {
  case district
  case commune
  case group
  case form
  case level

  static let accepted = Text(allCases.map(\.rawValue).joined(separator: "|"))

  var isArea: Bool { self == .district || self == .commune }

  var title: Text {
    switch self {
    case .district: Text("Huyện", "District")
    case .commune: Text("Xã", "Commune")
    case .group: Text("Nhóm sản phẩm", "Product group")
    case .form: Text("Loại hình chủ thể", "Legal form")
    case .level: Text("Cấp công nhận", "Deciding level")
    }
  }

  /// The name of a cell that is a term of a closed list.
  var terms: (@Sendable (String) -> Text?)? {
    switch self {
    case .district, .commune: nil
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
  static let toBeAssignedName = Text("cần phân bổ", "to be assigned")

  init(_ term: (some Vocabulary)?) {
    key = term?.rawValue ?? "unknown"
    name = term?.name(.vi) ?? Self.unknownName.vi
    rank = term?.wireInteger ?? .max
  }

  /// Places that the map leaves open are one row: never dropped, never counted twice.
  init(_ area: AreaRef?, _ map: AreaMap, _ day: Day) {
    switch area.flatMap({ map.placement(of: $0, on: day) }) {
    case .unit(let unit)?:
      // A unit that the map of the day has not, shown for want of another: its code may be another's there.
      let isThere = unit.exists(on: day) || map.unit(unit.code, on: day) == nil
      (key, name, rank) = (
        isThere ? unit.code.text : unit.code.text + "@" + (unit.from?.description ?? "initial"), unit.fullName,
        isThere ? 0 : 1
      )
    case .toBeAssigned?: (key, name, rank) = ("toBeAssigned", Self.toBeAssignedName.vi, .max - 1)
    case nil: (key, name, rank) = (area?.code.text ?? "unknown", area?.code.text ?? Self.unknownName.vi, .max)
    }
  }

  static func precedes(_ a: Cell, _ b: Cell) -> Bool { (a.rank, a.key, a.name) < (b.rank, b.key, b.name) }
}

/// The cells of one question: where a product is counted, found once for each place or term and then by number.
struct CellFinder {
  private(set) var cells: [Cell] = []
  private let dimension: Dimension
  private let map: AreaMap
  private let day: Day
  private var byTerm: [Int]
  private var byArea: [AreaKey: Int] = [:]
  private var byCell: [Cell: Int] = [:]

  init(_ dimension: Dimension, _ map: AreaMap, on day: Day) {
    (self.dimension, self.map, self.day) = (dimension, map, day)
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

  /// The cell of a unit, on the map asked about.
  mutating func cell(of area: AreaKey?) -> Int {
    let key = area ?? AreaKey(code: 0, edition: 0)
    if let known = byArea[key] { return known }
    let found = index(of: Cell(key.area, map, day))
    byArea[key] = found
    return found
  }

  /// Several units may have become one: they are one cell.
  private mutating func index(of cell: Cell) -> Int {
    if let known = byCell[cell] { return known }
    byCell[cell] = cells.count
    cells.append(cell)
    return cells.count - 1
  }
}
