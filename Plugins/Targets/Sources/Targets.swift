public import OCOP
public import ProjectionKit

/// Targets against what the ledger counts. Targets are dated statements with a source; they may disagree, and all stay.
public struct Targets: Projection {
  private static let pointTypes: EventTypes = [.salesPointOpened, .salesPointClosed]

  /// `targets`
  public static let descriptor = ProjectionDescriptor(
    id: "targets", version: 2, title: Text("Chỉ tiêu", "Targets"),
    summary: Text("Chỉ tiêu và số thực hiện.", "Targets, and what was reached."),
    events: pointTypes.union([.targetSet]).union(RatingFact.events).union(EntityHistory.events))

  /// The list.
  public static let queries: [any ProjectionKit.Query<Targets>.Type] = [Query.self]

  fileprivate let events: EventTable
  private let points: SpellTable
  fileprivate let ratings: FactTable<StreamID, RatingFact>
  private let directory: EntityHistory

  /// A projection over `tables`.
  public init(tables: TableStore) {
    events = EventTable(tables, of: [.targetSet])
    points = SpellTable(tables, of: Self.pointTypes)
    ratings = FactTable(tables)
    directory = EntityHistory(tables)
  }

  /// Takes in a record.
  public mutating func apply(_ record: borrowing RecordView) throws {
    try events.apply(record)
    try points.apply(record)
    try ratings.take(record, of: RatingFact.events, in: record.stream)
    try directory.apply(record)
  }

  fileprivate static func isCounted(_ target: TargetSet) -> Bool { target.scope.hasPrefix("province:") }

  /// Hundredths of a percent.
  fileprivate func share(_ actual: Int64, of value: Int64) -> Int64? { value > 0 ? actual * 10_000 / value : nil }

  fileprivate func actual(
    _ target: TargetSet, _ years: Years?, on day: Day, _ counting: Counting, _ timelines: [StreamID: RatingTimeline]
  ) throws -> Int64? {
    // Only the province as a whole is counted here; targets of districts stand without a figure.
    guard Self.isCounted(target) else { return nil }
    func products(_ takes: (Stars) -> Bool) -> Int64 {
      Int64(
        timelines.values.count { $0.interval(on: day, counting: counting).map { takes($0.stars) } ?? false })
    }
    switch target.metric {
    case "products": return products { _ in true }
    case "stars5": return products { $0 == .five }
    case "stars4": return products { $0 == .four }
    case "stars3": return products { $0 == .three }
    case "stars3up": return products { $0 >= .three }
    case "stars3to4": return products { $0 == .three || $0 == .four }
    case "stars5New":
      guard let years else { return nil }
      return Int64(
        timelines.values.count { timeline in
          let first = timeline.intervals.first { $0.ending != .annulled && $0.stars == .five }
          return first.map { years.first <= $0.from && $0.from <= day } ?? false
        })
    case "producers":
      var holders: Set<ProducerID> = []
      for (stream, timeline) in timelines where timeline.interval(on: day, counting: counting) != nil {
        if let producer = try directory.details(of: stream, on: day)?.producer { holders.insert(producer) }
      }
      return Int64(holders.count)
    case "salesPoints":
      var open: Int64 = 0
      try points.forEach(by: day) { found in
        if found.spell.holds(on: day) { open += 1 }
      }
      return open
    default: return nil
    }
  }
}

extension Targets {
  /// The targets set by the day asked about.
  public struct Query: ProjectionKit.Query {
    /// Only those of these years: `2021-2025`.
    public var period: String?

    /// All of them.
    public init() {}

    public mutating func describe<C: FieldCoder>(_ coder: inout C) throws(MessageError) {
      try coder.optional(1, "period", &period, "Only those of these years")
    }

    /// Lists them. The actual figure is of the day asked about, or of the last day of the target's years where that is earlier; it is
    /// missing where the ledger cannot count it.
    public func answer(from targets: Targets, in scope: QuestionScope) throws -> Listing<Target> {
      var found: [(StreamID, TargetSet, EventFact)] = []
      try targets.events.forEach(by: scope.asOf) { stream, event, fact in
        if case .targetSet(let target) = event, (period ?? target.period) == target.period {
          found.append((stream, target, fact))
        }
      }
      var timelines: [StreamID: RatingTimeline] = [:]
      if found.contains(where: { Targets.isCounted($0.1) }) {
        try targets.ratings.forEach { timelines[$0] = RatingTimeline($1) }
      }
      return Listing(
        try Rows(found) { stream, target, fact in
          let years = Years(target.period)
          let day = min(scope.asOf, years?.last ?? scope.asOf)
          var row = Target()
          (row.id, row.scope, row.period) = (TargetID(stream.number), target.scope, target.period)
          (row.metric, row.comparison, row.value) = (Metric(target.metric), target.comparison, target.value)
          row.actual = try targets.actual(target, years, on: day, scope.counting, timelines)
          row.attainment = row.actual.flatMap { targets.share($0, of: target.value) }
          row.met = row.actual.map { target.comparison.holds($0, target.value) }
          (row.countedOn, row.setBy) = (LegalDate(day), target.setBy)
          (row.setOn, row.position) = (fact.date, fact.position)
          return row
        })
    }
  }

  /// A target against what was reached.
  public struct Target: AnswerRow {
    /// Which one.
    public var id = TargetID.zero
    /// Of what: `province:38`.
    public var scope = ""
    /// Of which years.
    public var period = ""
    /// What is counted.
    public var metric = Metric("")
    /// Whether it is a least or a most.
    public var comparison = Comparison.zero
    /// The number to be reached.
    public var value: Int64 = 0
    /// The number that was reached.
    public var actual: Int64?
    /// How much of it, in hundredths of a percent.
    public var attainment: Int64?
    /// Whether it is met.
    public var met: Bool?
    /// The day of the number.
    public var countedOn: LegalDate?
    /// Who set it.
    public var setBy = ""
    /// When.
    public var setOn: LegalDate?
    /// The record.
    public var position = Position.zero

    public init() {}

    public mutating func describe<C: ColumnCoder>(_ coder: inout C) {
      coder.column("id", Text("Mã", "Id"), &id)
      coder.column("scope", Text("Phạm vi", "Scope"), &scope)
      coder.column("period", Text("Giai đoạn", "Period"), &period)
      coder.column("metric", Text("Chỉ tiêu", "Metric"), &metric, .term { Metric.names[$0] })
      coder.column("comparison", Text("So sánh", "Comparison"), &comparison)
      coder.column("value", Text("Số", "Value"), &value, .number)
      coder.column("actual", Text("Thực hiện", "Actual"), &actual, .number)
      coder.column("attainment", Text("Tỷ lệ đạt", "Attainment"), &attainment, .share)
      coder.column("met", Text("Đạt", "Met"), &met)
      coder.column("countedOn", Text("Tính ngày", "Counted on"), &countedOn)
      coder.column("setBy", Text("Do", "Set by"), &setBy)
      coder.column("setOn", Text("Ngày đặt", "Set on"), &setOn)
      coder.column("position", Text("Vị trí", "Position"), &position, .hidden)
    }
  }

  /// What a target counts. A source may name one that the ledger does not count.
  public struct Metric: TextFieldValue {
    /// Its code: `stars3up`.
    public let text: String
    /// Names none.
    public static let zero = Metric("")
    /// A code.
    public static let expected = Text(names.keys.sorted().joined(separator: "|"))

    /// The metric with that code.
    public init(_ text: String) { self.text = text }
    /// Any text is a code.
    public init?(text: String) { self.text = text }

    /// Those that the ledger counts.
    public static let names = [
      "products": Text("sản phẩm", "products"), "stars3": Text("sản phẩm 3 sao", "products with 3 stars"),
      "stars4": Text("sản phẩm 4 sao", "products with 4 stars"),
      "stars5": Text("sản phẩm 5 sao", "products with 5 stars"),
      "stars3up": Text("sản phẩm từ 3 sao", "products with 3 stars or more"),
      "stars3to4": Text("sản phẩm 3–4 sao", "products with 3 or 4 stars"),
      "stars5New": Text("sản phẩm mới đạt 5 sao", "products newly with 5 stars"),
      "producers": Text("chủ thể", "producers"), "salesPoints": Text("điểm bán", "sales points"),
    ]
  }
}

/// The years of a target, `2021-2025` or `2020`.
private struct Years {
  let first: Day
  let last: Day

  init?(_ period: String) {
    let years = period.split(separator: "-").compactMap { Int($0) }
    guard (1...2).contains(years.count), let first = Day(year: years[0], month: 1, day: 1),
      let last = Day(year: years[years.count - 1], month: 12, day: 31), first < last
    else { return nil }
    (self.first, self.last) = (first, last)
  }
}

extension Comparison {
  fileprivate func holds(_ actual: Int64, _ value: Int64) -> Bool {
    switch self {
    case .atLeast: actual >= value
    case .moreThan: actual > value
    case .exactly: actual == value
    }
  }
}
