public import OCOP
public import ProjectionKit

extension StarCounts {
  /// The products behind a cell of the table, each with the record that puts it there.
  public struct Explanation: ProjectionKit.Query {
    /// `explain=yes`
    public static let selector: QuerySelector? = QuerySelector("explain", "yes")

    /// What the rows of the table are; `nil`: districts.
    public var by: StarDimension?
    /// The key of one row of the table; `nil`: all.
    public var cell: String?
    /// Only those with so many stars.
    public var stars: Stars?
    /// Only those put forward for five stars, which stand in no column of stars.
    public var onlyProposed = false

    /// Everything behind the table by districts.
    public init() {}

    public mutating func describe<C: FieldCoder>(_ coder: inout C) throws(MessageError) {
      try coder.optional(1, "by", &by, "What the rows of the table are; districts where nothing is said")
      try coder.optional(2, "cell", &cell, "The key of one row of the table")
      try coder.optional(3, "stars", &stars, "Only products with so many stars")
      try coder.field(4, "proposed5", &onlyProposed, "Only products put forward for five stars")
    }

    /// Finds the products. Costs a look at every product, and at the records of those found.
    public func answer(from counts: StarCounts, in scope: QuestionScope) throws -> Listing<ExplainedProduct> {
      var counted: [CountedProduct] = []
      let finder = try counts.forEachCounted(by: by ?? .district, scope) { product in
        if takes(product) { counted.append(product) }
      }
      let cells = finder.cells
      let items = counted.filter { takes(cells[$0.cell]) }.sorted { $0.number < $1.number }
      return Listing(
        try Rows(items) { try counts.item($0, finder, scope).map(ExplainedProduct.init) }, notes: finder.notes)
    }

    private func takes(_ product: CountedProduct) -> Bool {
      if onlyProposed { return product.isProposed }
      return product.stars > 0 && (stars.map { Int($0.number) == product.stars } ?? true)
    }

    private func takes(_ cell: Cell) -> Bool { self.cell == nil || self.cell == "total" || self.cell == cell.key }
  }

  /// A product behind a figure.
  public struct ExplainedProduct: AnswerRow {
    /// The product.
    public var product = ProductID.zero
    /// Its name on the day.
    public var name = ""
    /// Whose it is.
    public var producer: ProducerID?
    /// That producer's name.
    public var producerName: String?
    /// The row of the table in which it counts.
    public var cell = ""
    /// The units that its place may lie in, where the map leaves it open.
    public var among: String?
    /// The stars it counts with.
    public var stars: Stars?
    /// What its certificate is on the day.
    public var status = CertificateStatus.zero
    /// From when it holds the stars.
    public var since: LegalDate?
    /// The number of the decision.
    public var decision: String?
    /// The rulebook decided under.
    public var rulebook: RulebookID?
    /// The record that grants the stars.
    public var position: Position?
    /// The record that puts it forward for five stars.
    public var proposedPosition: Position?
    /// Whether it stands in for one that no source names.
    public var placeholder = false

    public init() {}

    init(_ item: StarItem) {
      let grant = item.held?.grant
      (product, name, producer) = (ProductID(item.stream.number), item.product.name, item.product.producer)
      (producerName, cell, among) = (item.producerName, item.cell.key, item.among)
      (stars, status, since) = (item.held?.stars, item.status, grant?.validFrom ?? grant?.date)
      (decision, rulebook, position) = (grant?.decision, grant?.rulebook, grant?.position)
      (proposedPosition, placeholder) = (item.pending?.proposal.position, item.product.placeholder)
    }

    public mutating func describe<C: ColumnCoder>(_ coder: inout C) {
      coder.column("product", Text("Mã", "Id"), &product)
      coder.column("name", Text("Sản phẩm", "Product"), &name)
      coder.column("producer", Text("Mã chủ thể", "Producer id"), &producer, .hidden)
      coder.column("producerName", Text("Chủ thể", "Producer"), &producerName)
      coder.column("cell", Text("Thuộc", "Counts in"), &cell, .term(Cell.term))
      coder.column("among", Text("Có thể thuộc", "May be in"), &among)
      coder.column("stars", Text("Sao", "Stars"), &stars, .number)
      coder.column("status", Text("Tình trạng", "Status"), &status)
      coder.column("since", Text("Từ ngày", "Since"), &since)
      coder.column("decision", Text("Quyết định", "Decision"), &decision)
      coder.column("rulebook", Text("Bộ tiêu chí", "Rulebook"), &rulebook)
      coder.column("position", Text("Vị trí", "Position"), &position)
      coder.column("proposedPosition", Text("Vị trí đề xuất", "Proposed at"), &proposedPosition)
      coder.column("placeholder", Text("Giữ chỗ", "Placeholder"), &placeholder)
    }
  }
}
