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
    events: Directory.events.union(AwardFact.events),
    parameters: ["recipient_kind", "year", "product"])

  private let facts: FactTable<StreamID, AwardFact>
  private let directory: Directory

  /// A projection over `tables`.
  public init(tables: TableStore) {
    facts = FactTable(tables)
    directory = Directory(tables)
  }

  /// Takes in a record.
  public mutating func apply(_ record: borrowing RecordView) throws {
    try facts.take(record, of: AwardFact.events, in: record.stream)
    try directory.apply(record)
  }

  /// `recipient_kind`, `year`, `product`: only those.
  public func answer(_ question: ViewQuestion) throws -> Sheet {
    let wanted = try Wanted(question)
    var found: [(fact: AwardFact, stream: StreamID)] = []
    try facts.forEach { stream, all in
      for fact in standing(all) where fact.day <= question.asOf && wanted.takes(fact, of: stream) {
        found.append((fact, stream))
      }
    }
    found.sort { ($0.fact.day, $0.fact.position) < ($1.fact.day, $1.fact.position) }
    let rows = try SheetRows(found) { try row($0.fact, of: $0.stream, on: question.asOf) }
    let count = found.reduce(0) { $0 + Int($1.fact.count) }
    let total: [JSONValue] = [nil, nil, nil, nil, nil, JSONValue(count), nil, nil, nil, nil]
    return Sheet(columns: Self.columns, rows: rows, total: total)
  }

  private static let columns = [
    Column("on", Text("Ngày", "On"), .date), Column("year", Text("Năm", "Year"), .hidden),
    Column("recipientKind", Text("Đối tượng", "Recipient kind"), of: RecipientKind.self),
    Column("recipient", Text("Tên", "Name")), Column("product", Text("Mã sản phẩm", "Product id"), .hidden),
    Column("count", Text("Số lượng", "Count"), .number), Column("title", Text("Danh hiệu", "Award")),
    Column("awardedBy", Text("Cơ quan khen thưởng", "Awarded by")), Column("decision", Text("Quyết định", "Decision")),
    Column("position", Text("Vị trí", "Position"), .hidden),
  ]

  private func row(_ fact: AwardFact, of stream: StreamID, on day: Day) throws -> [JSONValue] {
    let isProduct = stream.kind == .product
    return [
      fact.date?.json ?? nil, JSONValue(fact.day.date.year), fact.recipientKind?.json ?? nil,
      JSONValue(isProduct ? try directory.name(of: stream, on: day) : fact.recipient),
      isProduct ? .string(stream.shown) : nil, JSONValue(fact.count), .string(fact.title), .string(fact.awardedBy),
      JSONValue(fact.decision), fact.position.json,
    ]
  }
}

/// Which awards are asked for.
private struct Wanted {
  private let kind: RecipientKind?
  private let year: Int64?
  private let product: StreamID?

  init(_ question: ViewQuestion) throws {
    kind = try question.value("recipient_kind")
    year = try question.value("year", as: Int64.self)
    product = try question.value("product", as: ProductID.self)?.stream
  }

  func takes(_ fact: AwardFact, of stream: StreamID) -> Bool {
    (kind == nil || fact.recipientKind == kind) && (year == nil || year == Int64(fact.day.date.year))
      && (product == nil || product == stream)
  }
}
