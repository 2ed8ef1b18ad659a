internal import OCOP
internal import ProjectionKit

/// What star counts are broken down by.
enum Dimension: String, CaseIterable {
  case district
  case commune
  case group
  case form
  case level

  static let accepted = allCases.map(\.rawValue).joined(separator: "|")

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

  /// Where a product is counted. A product may have its own place; else it is its producer's.
  func cell(_ product: Details, _ producer: Details?, level: Level?, map: AreaMap, on day: Day) -> Cell {
    let place = product.place ?? producer?.place
    switch self {
    case .district: return Cell(place?.district, map, day)
    case .commune: return Cell(place?.commune, map, day)
    case .group: return Cell(product.group)
    case .form: return Cell(producer?.form)
    case .level: return Cell(level)
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
    case .unit(let unit)?: (key, name, rank) = (unit.code.text, unit.fullName, 0)
    case .toBeAssigned?: (key, name, rank) = ("toBeAssigned", Self.toBeAssignedName.vi, .max - 1)
    case nil: (key, name, rank) = (area?.code.text ?? "unknown", area?.code.text ?? Self.unknownName.vi, .max)
    }
  }

  static func precedes(_ a: Cell, _ b: Cell) -> Bool { (a.rank, a.key, a.name) < (b.rank, b.key, b.name) }
}
