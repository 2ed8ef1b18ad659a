public import OCOP
public import ProjectionKit

/// Products whose council gave the point for the person who leads the producer: a woman, one of an ethnic minority, one with
/// a disability (criterion 3.2 of Decision 26/2026). The sheet does not tell which of them.
public struct WomenLed: Projection {
  /// `women-led`
  public static let descriptor = ProjectionDescriptor(
    id: "women-led", version: 1, title: Text("Người đại diện là nữ", "Led by women"),
    summary: Text(
      "Sản phẩm được cộng điểm vì người đại diện là nữ, dân tộc thiểu số hoặc khuyết tật.",
      "Products with the point for a representative who is a woman, of a minority or disabled."),
    events: EntityHistory.events.union([.evaluated, .voided]))

  /// The list.
  public static let queries: [any ProjectionKit.Query<WomenLed>.Type] = [Query.self]

  fileprivate let evaluations: EventTable
  fileprivate let directory: EntityHistory

  /// A projection over `tables`.
  public init(tables: TableStore) {
    evaluations = EventTable(tables, of: [.evaluated])
    directory = EntityHistory(tables)
  }

  /// Takes in a record.
  public mutating func apply(_ record: borrowing RecordView) throws {
    try evaluations.apply(record)
    try directory.apply(record)
  }
}

extension WomenLed {
  /// The products of the day asked about.
  public struct Query: ProjectionKit.Query {
    /// The criterion that gives the point.
    public var criterion = "3.2"

    /// By the criterion of Decision 26/2026.
    public init() {}

    public mutating func describe<C: FieldCoder>(_ coder: inout C) throws(MessageError) {
      try coder.field(1, "criterion", &criterion, "The criterion that gives the point")
    }

    /// Lists them: the last council sheet by the day counts.
    public func answer(from projection: WomenLed, in scope: QuestionScope) throws -> Listing<Row> {
      var last: [StreamID: Points] = [:]
      try projection.evaluations.forEach(by: scope.asOf) { product, event, _ in
        guard case .evaluated(let sheet) = event, sheet.kind == .council else { return }
        last[product] = sheet.scores.first(where: { $0.criterion == criterion })?.points
      }
      var rows: [Row] = []
      for (product, points) in last.sorted(by: { $0.key < $1.key }) where points > Points(0) {
        var row = Row()
        row.product = ProductID(product.number)
        row.name = try projection.directory.name(of: product, on: scope.asOf)
        row.points = points
        rows.append(row)
      }
      return Listing(rows)
    }
  }

  /// A product.
  public struct Row: AnswerRow {
    /// Which one.
    public var product = ProductID(0)
    /// Its name on the day.
    public var name = ""
    /// What the council gave.
    public var points = Points(0)

    public init() {}

    public mutating func describe<C: ColumnCoder>(_ coder: inout C) {
      coder.column("product", Text("Mã", "Id"), &product)
      coder.column("name", Text("Sản phẩm", "Product"), &name)
      coder.column("points", Text("Điểm", "Points"), &points, .number)
    }
  }
}
