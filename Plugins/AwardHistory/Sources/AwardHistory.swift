public import OCOP
public import ProjectionKit

/// Awards by recipient (collectives, individuals, products), year and kind. An award is not a star.
public struct AwardHistory: Projection {
  /// `award-history`
  public static let descriptor = ProjectionDescriptor(
    id: "award-history", version: 1, title: Text("Khen thưởng", "Award history"),
    summary: Text(
      "Khen thưởng theo đối tượng (tập thể, cá nhân, sản phẩm) và năm.",
      "Awards by recipient (collectives, individuals, products) and year."),
    events: EntityHistory.events.union(AwardFact.events))

  /// The list.
  public static let queries: [any ProjectionKit.Query<AwardHistory>.Type] = [Query.self]

  fileprivate let facts: FactTable<StreamID, AwardFact>
  private let directory: EntityHistory

  /// A projection over `tables`.
  public init(tables: TableStore) {
    facts = FactTable(tables)
    directory = EntityHistory(tables)
  }

  /// Takes in a record.
  public mutating func apply(_ record: borrowing RecordView) throws {
    try facts.take(record, of: AwardFact.events, in: record.stream)
    try directory.apply(record)
  }

  fileprivate func row(_ fact: AwardFact, of stream: StreamID, on day: Day) throws -> Award {
    let isProduct = stream.kind == .product
    var row = Award()
    (row.date, row.year, row.recipientKind) = (fact.date, Int64(fact.day.date.year), fact.recipientKind)
    row.recipient = isProduct ? try directory.name(of: stream, on: day) : fact.recipient
    row.product = isProduct ? ProductID(stream.number) : nil
    (row.count, row.title, row.awardedBy) = (Int64(fact.count), fact.title, fact.awardedBy)
    (row.decision, row.position) = (fact.decision, fact.position)
    return row
  }
}

extension AwardHistory {
  /// The awards by the day asked about.
  public struct Query: ProjectionKit.Query {
    /// Only those to recipients of this kind.
    public var recipientKind: RecipientKind?
    /// Only those of this year.
    public var year: Int64?
    /// Only those to this product.
    public var product: ProductID?

    /// All of them.
    public init() {}

    public mutating func describe<C: FieldCoder>(_ coder: inout C) throws(MessageError) {
      try coder.optional(1, "recipient_kind", &recipientKind, "Only those to recipients of this kind")
      try coder.optional(2, "year", &year, "Only those of this year")
      try coder.optional(3, "product", &product, "Only those to this product")
    }

    /// Lists them, in legal order.
    public func answer(from history: AwardHistory, in scope: QuestionScope) throws -> Listing<Award> {
      var found: [(fact: AwardFact, stream: StreamID)] = []
      try history.facts.forEach { stream, all in
        for fact in effective(all) where fact.day <= scope.asOf && isMeant(fact, of: stream) {
          found.append((fact, stream))
        }
      }
      found.sort { ($0.fact.day, $0.fact.position) < ($1.fact.day, $1.fact.position) }
      var total = Award()
      total.count = found.reduce(0) { $0 + Int64($1.fact.count) }
      return Listing(try Rows(found) { try history.row($0.fact, of: $0.stream, on: scope.asOf) }, total: total)
    }

    private func isMeant(_ fact: AwardFact, of stream: StreamID) -> Bool {
      (recipientKind == nil || fact.recipientKind == recipientKind)
        && (year == nil || year == Int64(fact.day.date.year)) && (product == nil || product?.stream == stream)
    }
  }

  /// Awards that one record tells of.
  public struct Award: AnswerRow {
    /// When they were given.
    public var date: LegalDate?
    /// In which year.
    public var year: Int64?
    /// Who got them.
    public var recipientKind: RecipientKind?
    /// The name, where it is known.
    public var recipient: String?
    /// The product that got it.
    public var product: ProductID?
    /// How many.
    public var count: Int64 = 0
    /// What they are called.
    public var title: String?
    /// Who gave them.
    public var awardedBy: String?
    /// The number of the decision.
    public var decision: String?
    /// The record.
    public var position: Position?

    public init() {}

    public mutating func describe<C: ColumnCoder>(_ coder: inout C) {
      coder.column("on", Text("Ngày", "On"), &date)
      coder.column("year", Text("Năm", "Year"), &year, .hidden)
      coder.column("recipientKind", Text("Đối tượng", "Recipient kind"), &recipientKind)
      coder.column("recipient", Text("Tên", "Name"), &recipient)
      coder.column("product", Text("Mã sản phẩm", "Product id"), &product, .hidden)
      coder.column("count", Text("Số lượng", "Count"), &count, .number)
      coder.column("title", Text("Danh hiệu", "Award"), &title)
      coder.column("awardedBy", Text("Cơ quan khen thưởng", "Awarded by"), &awardedBy)
      coder.column("decision", Text("Quyết định", "Decision"), &decision)
      coder.column("position", Text("Vị trí", "Position"), &position, .hidden)
    }
  }
}
