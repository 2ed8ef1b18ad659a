public import OCOP
public import ProjectionKit

/// Producers and products by export market, with their channels, open and closed.
public struct Exporters: Projection {
  /// `exporters`
  public static let descriptor = ProjectionDescriptor(
    id: "exporters", version: 2, title: Text("Xuất khẩu", "Exporters"),
    summary: Text(
      "Chủ thể và sản phẩm theo thị trường xuất khẩu, kèm kênh bán.",
      "Producers and products by export market, with channels."),
    events: Directory.events.union(types),
    parameters: ["market", "producer", "product", "closed"])

  private static let types: EventTypes = [.exportOpened, .exportReported, .exportClosed]

  private let spells: SpellTable
  private let directory: Directory

  /// A projection over `tables`.
  public init(tables: TableStore) {
    spells = SpellTable(tables, of: Self.types)
    directory = Directory(tables)
  }

  /// Takes in a record.
  public mutating func apply(_ record: borrowing RecordView) throws {
    try spells.apply(record)
    try directory.apply(record)
  }

  /// `market`, `producer`, `product`: only those. `closed`: `yes` shows closed markets too.
  public func answer(_ question: ViewQuestion) throws -> Sheet {
    let wanted = try Wanted(question)
    var rows = SheetRows()
    var producers: Set<StreamID> = []
    var hasJoint = false
    try spells.forEach(by: question.asOf) { found in
      guard let spell = MarketSpell(found), wanted.takes(spell, of: found.stream, on: question.asOf) else { return }
      rows.append(try row(spell, of: found.stream, on: question.asOf))
      producers.insert(found.stream)
      hasJoint = hasJoint || spell.isJoint
    }
    return Sheet(columns: Self.columns, rows: rows.sorted(by: Self.order), notes: hasJoint ? [Self.jointNote] : [])
  }

  private static let jointNote = Text(
    "Có dòng lấy từ một danh sách chung cho nhiều chủ thể: nguồn không nói ai xuất đi đâu.",
    "Some rows come from one list for several exporters: the source does not say who exports where.")

  private static let columns = [
    Column("market", Text("Mã", "Code")),
    Column("marketName", Text("Thị trường", "Market"), .hidden),
    Column(
      "marketTerm", Text("Thị trường", "Market"), .term { Market(text: $0).map { Text($0.name(.vi), $0.name(.en)) } }),
    Column("producer", Text("Mã chủ thể", "Producer id"), .hidden),
    Column("producerName", Text("Chủ thể", "Producer")),
    Column("product", Text("Mã sản phẩm", "Product id"), .hidden),
    Column("productName", Text("Sản phẩm", "Product")),
    Column("since", Text("Từ", "Since"), .date), Column("until", Text("Đến", "Until"), .date),
    Column("channel", Text("Kênh", "Channel")), Column("outlets", Text("Điểm bán", "Outlets"), .number),
    Column("joint", Text("Danh sách chung", "Joint list"), .flag),
    Column("channels", Text("Các kênh", "Channels"), .hidden),
  ]

  private static func order(_ row: [JSONValue]) -> String { row.prefix(8).map(\.text).joined(separator: "\u{1}") }

  private func row(_ spell: MarketSpell, of stream: StreamID, on day: Day) throws -> [JSONValue] {
    let (opening, market) = (spell.opening, spell.opening.market)
    let last = spell.channels.last
    let name = try opening.product.map { try directory.name(of: $0.stream, on: day) } ?? opening.goods
    return [
      market.json, .string(market.name(.vi)), market.json, .string(stream.shown),
      .string(try directory.name(of: stream, on: day)), opening.product?.json ?? nil, JSONValue(name),
      spell.since?.json ?? nil, spell.until?.json ?? nil, JSONValue(last?.channel), JSONValue(last?.outlets),
      .bool(spell.isJoint),
      .array(
        spell.channels.map { report in
          ["on": report.date?.json ?? nil, "channel": JSONValue(report.channel), "outlets": JSONValue(report.outlets)]
        }),
    ]
  }
}

/// Which spells are asked for.
private struct Wanted {
  private let market: Market?
  private let producer: ProducerID?
  private let product: ProductID?
  private let closed: Bool

  init(_ question: ViewQuestion) throws {
    market = try question["market"].map { name in
      guard let market = Market(named: name) else {
        throw QuestionError(parameter: "market", value: name, accepted: Market.expected)
      }
      return market
    }
    producer = try question.value("producer")
    product = try question.value("product")
    closed = question["closed"] == "yes"
  }

  func takes(_ spell: MarketSpell, of stream: StreamID, on day: Day) -> Bool {
    (closed || spell.isOpen(on: day)) && (market == nil || spell.opening.market == market)
      && (producer == nil || producer?.stream == stream) && (product == nil || spell.opening.product == product)
  }
}
