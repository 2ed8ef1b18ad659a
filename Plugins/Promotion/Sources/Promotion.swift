public import OCOP
public import ProjectionKit

/// Trade promotion: fairs, sales points by district, supply agreements.
public struct Promotion: Projection {
  private static let types: EventTypes = [
    .fairHeld, .salesPointOpened, .salesPointClosed, .supplyAgreementSigned, .supplyAgreementEnded,
  ]

  /// `promotion`
  public static let descriptor = ProjectionDescriptor(
    id: "promotion", version: 1, title: Text("Xúc tiến thương mại", "Promotion"),
    summary: Text(
      "Hội chợ, điểm bán theo huyện, thỏa thuận tiêu thụ.", "Fairs, sales points by district, supply agreements."),
    events: types.union(Directory.events).union(Gazetteer.events),
    parameters: ["kind", "all"])

  private let events: EventTable
  private let directory: Directory
  private let gazetteer: Gazetteer

  /// A projection over `tables`.
  public init(tables: TableStore) {
    events = EventTable(tables, of: Self.types)
    directory = Directory(tables)
    gazetteer = Gazetteer(tables)
  }

  /// Takes in a record.
  public mutating func apply(_ record: borrowing RecordView) throws {
    try events.apply(record)
    try directory.apply(record)
    try gazetteer.apply(record)
  }

  /// `kind`: fair, salesPoint or agreement. `all=yes`: closed points and ended agreements, too.
  public func answer(_ question: ViewQuestion) throws -> Sheet {
    let kind = try question.value("kind", as: Kind.self)
    var items: [Item] = []
    try events.forEach(by: question.asOf) { stream, event, fact in
      switch event {
      case .fairHeld(let e):
        items.append(Item(kind: .fair, name: e.name, place: e.place, detail: e.scope.json, fact: fact))
      case .salesPointOpened(let e):
        items.append(Item(kind: .salesPoint, name: e.name, place: e.place, detail: JSONValue(e.approvedBy), fact: fact))
      case .salesPointClosed(let e):
        end(&items, fact.date) { $0.kind == .salesPoint && $0.name == e.name && $0.place == e.place }
      case .supplyAgreementSigned(let e):
        var item = Item(kind: .agreement, name: e.counterparty, place: nil, detail: e.kind.json, fact: fact)
        (item.party, item.product, item.validUntil) = (stream, e.product, e.validUntil)
        items.append(item)
      case .supplyAgreementEnded(let e):
        end(&items, fact.date) {
          $0.kind == .agreement && $0.party == stream && $0.name == e.counterparty && $0.product == e.product
        }
      default: break
      }
    }
    let wanted = items.filter {
      (kind ?? $0.kind) == $0.kind && (question["all"] == "yes" || $0.isOpen(on: question.asOf))
    }
    let rows = try wanted.sorted(by: Item.precedes).map { try row($0, question) }
    return Sheet(columns: Self.columns, rows: rows)
  }

  private func end(_ items: inout [Item], _ date: LegalDate?, _ matches: (Item) -> Bool) {
    if let index = items.lastIndex(where: { $0.until == nil && matches($0) }) { items[index].until = date }
  }

  private static let columns = [
    Column("kind", Text("Loại", "Kind"), of: Kind.self), Column("name", Text("Tên", "Name")),
    Column("district", Text("Mã huyện", "District code"), .hidden), Column("districtName", Text("Huyện", "District")),
    Column("producer", Text("Mã chủ thể", "Producer id"), .hidden), Column("producerName", Text("Chủ thể", "Producer")),
    Column("detail", Text("Chi tiết", "Detail")), Column("since", Text("Từ", "Since"), .date),
    Column("validUntil", Text("Hiệu lực đến", "Valid until"), .date), Column("until", Text("Kết thúc", "Ended"), .date),
    Column("position", Text("Vị trí", "Position"), .hidden),
  ]

  private func row(_ item: Item, _ question: ViewQuestion) throws -> [JSONValue] {
    let unit = try item.place?.district.flatMap { try gazetteer.map().placement(of: $0, on: question.mapDay)?.unit }
    return [
      item.kind.json, .string(item.name), JSONValue(unit?.code.text), JSONValue(unit?.fullName),
      JSONValue(item.party?.shown), JSONValue(try item.party.map { try directory.name(of: $0, on: question.asOf) }),
      item.detail, item.fact.date?.json ?? nil, item.validUntil?.json ?? nil, item.until?.json ?? nil,
      item.fact.position.json,
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
  let fact: EventFact
  var party: StreamID?
  var product: ProductID?
  var validUntil: LegalDate?
  var until: LegalDate?

  func isOpen(on day: Day) -> Bool { until == nil && (validUntil?.day ?? .distantFuture) >= day }

  static func precedes(_ a: Item, _ b: Item) -> Bool {
    (a.kind.wireInteger, a.fact.day, a.fact.position) < (b.kind.wireInteger, b.fact.day, b.fact.position)
  }
}
