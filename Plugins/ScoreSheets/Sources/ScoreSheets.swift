public import OCOP
public import ProjectionKit

/// Score sheets as they were filled in, criterion by criterion: what is scored again under other rulebooks.
public struct ScoreSheets: SheetKeeping {
  /// `score-sheets`
  public static let descriptor = ProjectionDescriptor(
    id: "score-sheets", version: 1, title: Text("Phiếu chấm", "Score sheets"),
    summary: Text(
      "Phiếu chấm của từng sản phẩm: ai chấm, theo bộ nào, bao nhiêu điểm.",
      "Each product's score sheets: whose, under which set, how many points."),
    events: SheetArchive.events,
    parameters: ["product"])

  /// The sheets.
  public let sheets: SheetArchive

  /// A projection over `tables`.
  public init(tables: TableStore) { sheets = SheetArchive(tables) }

  /// Takes in a record.
  public mutating func apply(_ record: borrowing RecordView) throws { try sheets.apply(record) }

  /// One product's sheets come from its own records.
  public static func streams(for question: ViewQuestion) throws -> [StreamID]? {
    try question.value("product", as: ProductID.self).map { [$0.stream] }
  }

  /// `product`: only its sheets. Those up to the day asked about, in legal order.
  public func answer(_ question: ViewQuestion) throws -> Sheet {
    var rows = SheetRows()
    let (forms, evaluators) = (try sheets.forms(), try sheets.evaluators())
    if let product = try question.value("product", as: ProductID.self) {
      _ = try sheets.withEntries(of: product.stream) { entries in
        rows += try self.rows(of: product, entries, forms, evaluators, question.asOf)
      }
    } else {
      try sheets.forEach(.product) { number, entries in
        rows += try self.rows(of: ProductID(number), entries, forms, evaluators, question.asOf)
      }
    }
    return Sheet(columns: Self.columns, rows: rows)
  }

  private static let columns = [
    Column("product", Text("Sản phẩm", "Product")), Column("date", Text("Ngày", "Date"), .date),
    Column("level", Text("Cấp", "Level"), of: Level.self), Column("kind", Text("Loại", "Kind"), of: ScoreKind.self),
    Column("evaluator", Text("Người chấm", "Evaluator")), Column("set", Text("Bộ sản phẩm", "Set")),
    Column("rulebook", Text("Bộ tiêu chí", "Rulebook")), Column("criteria", Text("Số tiêu chí", "Criteria"), .number),
    Column("total", Text("Tổng điểm", "Total"), .number), Column("position", Text("Vị trí", "Position")),
  ]

  private func rows(
    of product: ProductID, _ entries: borrowing SheetEntries, _ forms: [SheetForm], _ evaluators: [String],
    _ last: Day
  ) throws -> [[JSONValue]] {
    var all: [SheetEntry] = []
    guard entries.forEach({ all.append($0) }) else { throw sheets.unreadable }
    var rows: [[JSONValue]] = []
    for entry in standing(all) where entry.kind == .sheet && entry.day <= last {
      let evaluator = Int(entry.evaluator)
      guard Int(entry.number) < forms.count, evaluator < evaluators.count else { throw sheets.unreadable }
      let form = forms[Int(entry.number)]
      let points = entries.points(of: entry, form.criteria.count)
      guard points.count == form.criteria.count else { throw sheets.unreadable }
      // A damaged row may hold any numbers.
      let total = Points(hundredths: points.reduce(0) { $0.addingReportingOverflow($1.hundredths).partialValue })
      rows.append([
        product.json, entry.date?.json ?? nil, Level(wireInteger: form.level)?.json ?? nil, form.kind.json,
        .string(evaluators[evaluator]), .string(form.set), form.rulebook?.json ?? nil,
        JSONValue(form.criteria.count), .string(total.description), entry.position.json,
      ])
    }
    return rows
  }
}
