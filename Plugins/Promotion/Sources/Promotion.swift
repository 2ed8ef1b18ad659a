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
    events: spellTypes.union([.fairHeld]).union(EntityHistory.events).union(Gazetteer.events))

  /// The list.
  public static let queries: [any ProjectionKit.Query<Promotion>.Type] = [Query.self]

  fileprivate let fairs: EventTable
  fileprivate let spells: SpellTable
  fileprivate let directory: EntityHistory
  fileprivate let gazetteer: Gazetteer

  /// A projection over `tables`.
  public init(tables: TableStore) {
    fairs = EventTable(tables, of: [.fairHeld])
    spells = SpellTable(tables, of: Self.spellTypes)
    directory = EntityHistory(tables)
    gazetteer = Gazetteer(tables)
  }

  /// Takes in a record.
  public mutating func apply(_ record: borrowing RecordView) throws {
    try fairs.apply(record)
    try spells.apply(record)
    try directory.apply(record)
    try gazetteer.apply(record)
  }
}

extension Promotion {
  /// What promotes products on the day asked about.
  public struct Query: ProjectionKit.Query {
    /// Only fairs, sales points or agreements.
    public var kind: Kind?
    /// Closed points and ended agreements, too.
    public var all = false

    /// What is open.
    public init() {}

    public mutating func describe<C: FieldCoder>(_ coder: inout C) throws(MessageError) {
      try coder.optional(1, "kind", &kind, "Only fairs, sales points or agreements")
      try coder.field(2, "all", &all, "Closed points and ended agreements, too")
    }

    /// Lists it.
    public func answer(from promotion: Promotion, in scope: QuestionScope) throws -> Listing<PromotedThing> {
      var items: [Item] = []
      try promotion.fairs.forEach(by: scope.asOf) { _, event, fact in
        guard case .fairHeld(let e) = event else { return }
        items.append(
          Item(
            kind: .fair, name: e.name, place: e.place, detail: e.scope.typed, date: fact.date, position: fact.position))
      }
      try promotion.spells.forEach(by: scope.asOf) { found in
        if let item = Item(found) { items.append(item) }
      }
      let meant = items.filter { (kind ?? $0.kind) == $0.kind && (all || $0.isOpen(on: scope.asOf)) }
      let map = try promotion.gazetteer.map()
      let day = map.levelDay(.district, on: scope.mapDay).day
      return Listing(
        try Rows(meant.sorted(by: Item.precedes)) { item in
          let unit = item.place.flatMap { map.unit(.district, of: $0, on: day)?.unit }
          var row = try promotion.row(item, on: scope.asOf)
          (row.district, row.districtName) = (unit?.key(on: day), unit?.fullName)
          return row
        })
    }
  }

  fileprivate func row(_ item: Item, on day: Day) throws -> PromotedThing {
    var row = PromotedThing()
    (row.kind, row.name, row.detail) = (item.kind, item.name, item.detail)
    row.producer = item.party.map { StreamName($0) }
    row.producerName = try item.party.map { try directory.name(of: $0, on: day) }
    row.product = item.product
    row.productName = try item.product.map { try directory.name(of: $0.stream, on: day) }
    (row.since, row.validUntil, row.until) = (item.date, item.spell?.ownEnd, item.until)
    row.position = item.position
    return row
  }

  /// A fair, a sales point or an agreement.
  public struct PromotedThing: AnswerRow {
    /// What it is.
    public var kind = Kind.fair
    /// Its name.
    public var name = ""
    /// The code of the district.
    public var district: String?
    /// That district's name.
    public var districtName: String?
    /// Whose it is.
    public var producer: StreamName?
    /// That producer's name.
    public var producerName: String?
    /// The product that it is about.
    public var product: ProductID?
    /// That product's name.
    public var productName: String?
    /// Who approved it, or of which kind it is.
    public var detail: String?
    /// The first day.
    public var since: LegalDate?
    /// The end of its own term.
    public var validUntil: LegalDate?
    /// The last day, where it was ended.
    public var until: LegalDate?
    /// The record.
    public var position = Position.zero

    public init() {}

    public mutating func describe<C: ColumnCoder>(_ coder: inout C) {
      coder.column("kind", Text("Loại", "Kind"), &kind)
      coder.column("name", Text("Tên", "Name"), &name)
      coder.column("district", Text("Mã huyện", "District code"), &district, .hidden)
      coder.column("districtName", Text("Huyện", "District"), &districtName)
      coder.column("producer", Text("Mã chủ thể", "Producer id"), &producer, .hidden)
      coder.column("producerName", Text("Chủ thể", "Producer"), &producerName)
      coder.column("product", Text("Mã sản phẩm", "Product id"), &product, .hidden)
      coder.column("productName", Text("Sản phẩm", "Product"), &productName)
      coder.column("detail", Text("Chi tiết", "Detail"), &detail)
      coder.column("since", Text("Từ", "Since"), &since)
      coder.column("validUntil", Text("Hiệu lực đến", "Valid until"), &validUntil)
      coder.column("until", Text("Kết thúc", "Ended"), &until)
      coder.column("position", Text("Vị trí", "Position"), &position, .hidden)
    }
  }

  /// What is promoted by.
  public enum Kind: String, Vocabulary {
    /// Hội chợ.
    case fair
    /// Điểm bán.
    case salesPoint
    /// Thỏa thuận tiêu thụ.
    case agreement

    /// The term as people say it.
    public var names: Text {
      switch self {
      case .fair: Text("hội chợ", "fair")
      case .salesPoint: Text("điểm bán", "sales point")
      case .agreement: Text("thỏa thuận tiêu thụ", "supply agreement")
      }
    }
  }
}

/// A fair, a sales point or an agreement, with what became of it.
private struct Item {
  let kind: Promotion.Kind
  let name: String
  let place: Place?
  let detail: String?
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
        kind: .salesPoint, name: e.name, place: e.place, detail: e.approvedBy, date: found.date(of: opening),
        position: opening.position)
    case .supplyAgreementSigned(let e):
      self.init(
        kind: .agreement, name: e.counterparty, place: nil, detail: e.kind.typed, date: found.date(of: opening),
        position: opening.position, party: found.stream, product: e.product)
    default: return nil
    }
    spell = found.spell
    until = found.spell.closing.flatMap { found.date(of: $0) }
  }
}
