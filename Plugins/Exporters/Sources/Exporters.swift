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
    events: EntityHistory.events.union(types))

  /// The list.
  public static let queries: [any ProjectionKit.Query<Exporters>.Type] = [Query.self]

  private static let types: EventTypes = [.exportOpened, .exportReported, .exportClosed]

  fileprivate let spells: SpellTable
  private let directory: EntityHistory

  /// A projection over `tables`.
  public init(tables: TableStore) {
    spells = SpellTable(tables, of: Self.types)
    directory = EntityHistory(tables)
  }

  /// Takes in a record.
  public mutating func apply(_ record: borrowing RecordView) throws {
    try spells.apply(record)
    try directory.apply(record)
  }

  fileprivate func row(_ spell: MarketSpell, of stream: StreamID, on day: Day) throws -> Export {
    let opening = spell.opening
    var row = Export()
    (row.market, row.producer) = (opening.market, ProducerID(stream.number))
    row.producerName = try directory.name(of: stream, on: day)
    row.product = opening.product
    row.productName = try opening.product.map { try directory.name(of: $0.stream, on: day) } ?? opening.goods
    (row.since, row.until, row.joint) = (spell.since, spell.until, spell.isJoint)
    row.channels = spell.channels
    return row
  }
}

extension Exporters {
  /// Who exports what where.
  public struct Query: ProjectionKit.Query {
    /// Only to this market.
    public var market: Market?
    /// Only by this producer.
    public var producer: ProducerID?
    /// Only of this product.
    public var product: ProductID?
    /// Closed markets, too.
    public var closed = false

    /// Everything that is open.
    public init() {}
    /// What one producer exports.
    public init(producer: ProducerID) { self.producer = producer }

    public mutating func describe<C: FieldCoder>(_ coder: inout C) throws(MessageError) {
      try coder.optional(1, "market", &market, "Only to this market")
      try coder.optional(2, "producer", &producer, "Only by this producer")
      try coder.optional(3, "product", &product, "Only of this product")
      try coder.field(4, "closed", &closed, "Closed markets, too")
    }

    /// Lists them, by market and producer.
    public func answer(from exporters: Exporters, in scope: QuestionScope) throws -> Listing<Export> {
      var rows: [Export] = []
      try exporters.spells.forEach(by: scope.asOf) { found in
        guard let spell = MarketSpell(found), isMeant(spell, of: found.stream, on: scope.asOf) else { return }
        rows.append(try exporters.row(spell, of: found.stream, on: scope.asOf))
      }
      let keys = rows.map { $0.values.prefix(8).map(\.text).joined(separator: "\u{1}") }
      let sorted = rows.indices.sorted { (keys[$0], $0) < (keys[$1], $1) }.map { rows[$0] }
      return Listing(sorted, notes: rows.contains(where: \.joint) ? [Self.jointNote] : [])
    }

    private func isMeant(_ spell: MarketSpell, of stream: StreamID, on day: Day) -> Bool {
      (closed || spell.isOpen(on: day)) && (market == nil || spell.opening.market == market)
        && (producer == nil || producer?.stream == stream) && (product == nil || spell.opening.product == product)
    }

    private static let jointNote = Text(
      "Có dòng lấy từ một danh sách chung cho nhiều chủ thể: nguồn không nói ai xuất đi đâu.",
      "Some rows come from one list for several exporters: the source does not say who exports where.")
  }

  /// A producer's goods in a market.
  public struct Export: AnswerRow {
    /// The market.
    public var market = Market.zero
    /// Who exports.
    public var producer = ProducerID.zero
    /// That producer's name.
    public var producerName = ""
    /// The product, where it is one of the register.
    public var product: ProductID?
    /// Its name, or that of the goods.
    public var productName: String?
    /// Since when.
    public var since: LegalDate?
    /// The last day.
    public var until: LegalDate?
    /// Whether a source gave one list of markets for several exporters.
    public var joint = false
    /// Every channel that was reported, in the order of the days.
    public var channels: [Channel] = []

    public init() {}

    public mutating func describe<C: ColumnCoder>(_ coder: inout C) {
      var (name, term) = (market.name(.vi), market)
      var (channel, outlets) = (channels.last?.channel, channels.last?.outlets)
      coder.column("market", Text("Mã", "Code"), &market)
      coder.column("marketName", Text("Thị trường", "Market"), &name, .hidden)
      coder.column(
        "marketTerm", Text("Thị trường", "Market"), &term,
        .term { Market(text: $0).map { Text($0.name(.vi), $0.name(.en)) } })
      coder.column("producer", Text("Mã chủ thể", "Producer id"), &producer, .hidden)
      coder.column("producerName", Text("Chủ thể", "Producer"), &producerName)
      coder.column("product", Text("Mã sản phẩm", "Product id"), &product, .hidden)
      coder.column("productName", Text("Sản phẩm", "Product"), &productName)
      coder.column("since", Text("Từ", "Since"), &since)
      coder.column("until", Text("Đến", "Until"), &until)
      coder.column("channel", Text("Kênh", "Channel"), &channel)
      coder.column("outlets", Text("Điểm bán", "Outlets"), &outlets, .number)
      coder.column("joint", Text("Danh sách chung", "Joint list"), &joint)
      coder.column("channels", Text("Các kênh", "Channels"), &channels, .hidden)
    }
  }

  /// How goods were sold, as of a day.
  public struct Channel: Message {
    /// When it was reported.
    public var date: LegalDate?
    /// The channel.
    public var channel: String?
    /// How many outlets.
    public var outlets: UInt32?

    /// Nothing known.
    public init() {}

    public mutating func describe<C: FieldCoder>(_ coder: inout C) throws(MessageError) {
      try coder.optional(1, "on", &date, "When it was reported")
      try coder.optional(2, "channel", &channel, "The channel")
      try coder.optional(3, "outlets", &outlets, "How many outlets")
    }

    /// All members, also those that are not known.
    public var json: JSONValue {
      ["on": date?.json ?? nil, "channel": JSONValue(channel), "outlets": JSONValue(outlets)]
    }
  }
}
