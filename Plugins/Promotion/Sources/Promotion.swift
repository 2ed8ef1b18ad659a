public import OCOP
public import ProjectionKit

/// Trade promotion: fairs, sales points by district, supply agreements.
public struct Promotion: Projection {
  private static let spellTypes: EventTypes = [
    .salesPointOpened, .salesPointClosed, .supplyAgreementSigned, .supplyAgreementEnded,
  ]

  /// `promotion`
  public static let descriptor = ProjectionDescriptor(
    id: "promotion", version: 2, title: Text("Xúc tiến thương mại", "Promotion"),
    summary: Text(
      "Hội chợ, điểm bán theo huyện, thỏa thuận tiêu thụ.", "Fairs, sales points by district, supply agreements."),
    events: spellTypes.union([.fairHeld]).union(Directory.events).union(Gazetteer.events),
    parameters: ["kind", "all"])

  private let fairs: EventTable
  private let spells: SpellTable
  private let directory: Directory
  private let gazetteer: Gazetteer

  /// A projection over `tables`.
  public init(tables: TableStore) {
    fairs = EventTable(tables, of: [.fairHeld])
    spells = SpellTable(tables, of: Self.spellTypes)
    directory = Directory(tables)
    gazetteer = Gazetteer(tables)
  }

  /// Takes in a record.
  public mutating func apply(_ record: borrowing RecordView) throws {
    try fairs.apply(record)
    try spells.apply(record)
    try directory.apply(record)
    try gazetteer.apply(record)
  }

  /// `kind`: fair, salesPoint or agreement. `all=yes`: closed points and ended agreements, too.
  public func answer(_ question: ViewQuestion) throws -> Sheet {
    let kind = try question.value("kind", as: Kind.self)
    var items: [Item] = []
    try fairs.forEach(by: question.asOf) { _, event, fact in
      guard case .fairHeld(let e) = event else { return }
      items.append(
        Item(kind: .fair, name: e.name, place: e.place, detail: e.scope.json, date: fact.date, position: fact.position))
    }
    try spells.forEach(by: question.asOf) { found in
      if let item = Item(found) { items.append(item) }
    }
    let wanted = items.filter {
      (kind ?? $0.kind) == $0.kind && (question["all"] == "yes" || $0.isOpen(on: question.asOf))
    }
    let day = try gazetteer.map().levelDay(.district, on: question.mapDay).day
    let rows = try SheetRows(wanted.sorted(by: Item.precedes)) { try row($0, question, districtsOn: day) }
    return Sheet(columns: Self.columns, rows: rows)
  }

  private static let columns = [
    Column("kind", Text("Loại", "Kind"), of: Kind.self), Column("name", Text("Tên", "Name")),
    Column("district", Text("Mã huyện", "District code"), .hidden), Column("districtName", Text("Huyện", "District")),
    Column("producer", Text("Mã chủ thể", "Producer id"), .hidden), Column("producerName", Text("Chủ thể", "Producer")),
    Column("product", Text("Mã sản phẩm", "Product id"), .hidden),
    Column("productName", Text("Sản phẩm", "Product")),
    Column("detail", Text("Chi tiết", "Detail")), Column("since", Text("Từ", "Since"), .date),
    Column("validUntil", Text("Hiệu lực đến", "Valid until"), .date), Column("until", Text("Kết thúc", "Ended"), .date),
    Column("position", Text("Vị trí", "Position"), .hidden),
  ]

  private func row(_ item: Item, _ question: ViewQuestion, districtsOn day: Day) throws -> [JSONValue] {
    let map = try gazetteer.map()
    let unit = item.place.flatMap { map.unit(.district, of: $0, on: day)?.unit }
    return [
      item.kind.json, .string(item.name), JSONValue(unit?.key(on: day)), JSONValue(unit?.fullName),
      JSONValue(item.party?.shown), JSONValue(try item.party.map { try directory.name(of: $0, on: question.asOf) }),
      item.product?.json ?? nil,
      JSONValue(try item.product.map { try directory.name(of: $0.stream, on: question.asOf) }),
      item.detail, item.date?.json ?? nil, item.spell?.ownEnd?.json ?? nil, item.until?.json ?? nil,
      item.position.json,
    ]
  }
}

/// What is promoted by.
enum Kind: String, Vocabulary {
  case fair
  case salesPoint
  case agreement

  var names: Text {
    switch self {
    case .fair: Text("hội chợ", "fair")
    case .salesPoint: Text("điểm bán", "sales point")
    case .agreement: Text("thỏa thuận tiêu thụ", "supply agreement")
    }
  }
}

/// A fair, a sales point or an agreement, with what became of it.
private struct Item {
  let kind: Kind
  let name: String
  let place: Place?
  let detail: JSONValue
  let date: LegalDate?
  let position: Position
  var party: StreamID?
  var product: ProductID?
  var spell: Spell?
  /// The last day, where it was ended.
  var until: LegalDate?

  func isOpen(on day: Day) -> Bool { spell?.holds(on: day) ?? true }

  static func precedes(_ a: Item, _ b: Item) -> Bool {
    (a.kind.wireInteger, a.date?.day ?? .distantPast, a.position)
      < (b.kind.wireInteger, b.date?.day ?? .distantPast, b.position)
  }
}

extension Item {
  /// `nil`: it is neither a sales point nor an agreement.
  fileprivate init?(_ found: SpellTable.Found) {
    let opening = found.spell.opening
    switch found.opening {
    case .salesPointOpened(let e):
      self.init(
        kind: .salesPoint, name: e.name, place: e.place, detail: JSONValue(e.approvedBy), date: found.date(of: opening),
        position: opening.position)
    case .supplyAgreementSigned(let e):
      self.init(
        kind: .agreement, name: e.counterparty, place: nil, detail: e.kind.json, date: found.date(of: opening),
        position: opening.position, party: found.stream, product: e.product)
    default: return nil
    }
    spell = found.spell
    until = found.spell.closing.flatMap { found.date(of: $0) }
  }
}
