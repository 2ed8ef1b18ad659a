public import OCOP
public import ProjectionKit
public import ScoreAnalytics

/// Score sheets as they were filled in, criterion by criterion: what is scored again under other rulebooks.
public struct ScoreSheets: SheetKeeping {
  /// `score-sheets`
  public static let descriptor = ProjectionDescriptor(
    id: "score-sheets", version: 1, title: Text("Phiếu chấm", "Score sheets"),
    summary: Text(
      "Phiếu chấm của từng sản phẩm: ai chấm, theo bộ nào, bao nhiêu điểm.",
      "Each product's score sheets: whose, under which set, how many points."),
    events: SheetArchive.events)

  /// The list.
  public static let queries: [any ProjectionKit.Query<ScoreSheets>.Type] = [Query.self]

  /// The sheets.
  public let sheets: SheetArchive

  /// A projection over `tables`.
  public init(tables: TableStore) { sheets = SheetArchive(tables) }

  /// Takes in a record.
  public mutating func apply(_ record: borrowing RecordView) throws { try sheets.apply(record) }
}

extension ScoreSheets {
  /// The sheets up to the day asked about.
  public struct Query: ProjectionKit.Query {
    /// Only those of this product.
    public var product: ProductID?

    /// All of them.
    public init() {}

    public mutating func describe<C: FieldCoder>(_ coder: inout C) throws(MessageError) {
      try coder.optional(1, "product", &product, "Only those of this product")
    }

    /// One product's sheets come from its own records.
    public var streams: [StreamID]? { product.map { [$0.stream] } }

    /// Lists them, product by product, in legal order.
    public func answer(from view: ScoreSheets, in scope: QuestionScope) throws -> Listing<FilledSheet> {
      var rows = Rows<FilledSheet>()
      let (forms, evaluators) = (try view.sheets.forms(), try view.sheets.evaluators())
      if let product {
        _ = try view.sheets.withEntries(of: product.stream) { entries in
          rows += try view.rows(of: product, entries, forms, evaluators, scope.asOf)
        }
      } else {
        try view.sheets.forEach(.product) { number, entries in
          rows += try view.rows(of: ProductID(number), entries, forms, evaluators, scope.asOf)
        }
      }
      return Listing(rows)
    }
  }

  /// A sheet as it was filled in.
  public struct FilledSheet: AnswerRow {
    /// The product.
    public var product = ProductID.zero
    /// When.
    public var date: LegalDate?
    /// The level of the council.
    public var level: Level?
    /// Whose: a council's or an advisory team's.
    public var kind = ScoreKind.zero
    /// Who filled it in.
    public var evaluator = ""
    /// Under which set.
    public var set = ""
    /// Of which rulebook.
    public var rulebook: RulebookID?
    /// How many criteria it has.
    public var criteria: Int64 = 0
    /// The sum of its points, as people write it.
    public var total = ""
    /// The record.
    public var position = Position.zero

    public init() {}

    public mutating func describe<C: ColumnCoder>(_ coder: inout C) {
      coder.column("product", Text("Sản phẩm", "Product"), &product)
      coder.column("date", Text("Ngày", "Date"), &date)
      coder.column("level", Text("Cấp", "Level"), &level)
      coder.column("kind", Text("Loại", "Kind"), &kind)
      coder.column("evaluator", Text("Người chấm", "Evaluator"), &evaluator)
      coder.column("set", Text("Bộ sản phẩm", "Set"), &set)
      coder.column("rulebook", Text("Bộ tiêu chí", "Rulebook"), &rulebook)
      coder.column("criteria", Text("Số tiêu chí", "Criteria"), &criteria, .number)
      coder.column("total", Text("Tổng điểm", "Total"), &total, .number)
      coder.column("position", Text("Vị trí", "Position"), &position)
    }
  }

  fileprivate func rows(
    of product: ProductID, _ entries: borrowing SheetEntries, _ forms: [SheetLayout], _ evaluators: [String],
    _ last: Day
  ) throws -> [FilledSheet] {
    var all: [SheetEntry] = []
    guard entries.forEach({ all.append($0) }) else { throw sheets.unreadable }
    return try effective(all).filter { $0.kind == .sheet && $0.day <= last }.map { entry in
      let evaluator = Int(entry.evaluator)
      guard Int(entry.number) < forms.count, evaluator < evaluators.count else { throw sheets.unreadable }
      let form = forms[Int(entry.number)]
      let points = entries.points(of: entry, form.criteria.count)
      guard points.count == form.criteria.count else { throw sheets.unreadable }
      // A damaged row may hold any numbers.
      let total = Points(hundredths: points.reduce(0) { $0.addingReportingOverflow($1.hundredths).partialValue })
      var row = FilledSheet()
      (row.product, row.date, row.level, row.kind) = (product, entry.date, Level(wireInteger: form.level), form.kind)
      (row.evaluator, row.set, row.rulebook) = (evaluators[evaluator], form.set, form.rulebook)
      (row.criteria, row.total, row.position) = (Int64(form.criteria.count), total.description, entry.position)
      return row
    }
  }
}
