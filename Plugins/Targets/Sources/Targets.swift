public import OCOP
public import ProjectionKit

/// Targets against what the ledger counts. Targets are dated statements with a source; they may disagree, and all stay.
public struct Targets: Projection {
  private static let pointTypes: EventTypes = [.salesPointOpened, .salesPointClosed]

  /// `targets`
  public static let descriptor = ProjectionDescriptor(
    id: "targets", version: 2, title: Text("Chỉ tiêu", "Targets"),
    summary: Text("Chỉ tiêu và số thực hiện.", "Targets, and what was reached."),
    events: pointTypes.union([.targetSet]).union(RatingFact.events).union(Directory.events),
    parameters: ["period"])

  private let events: EventTable
  private let points: SpellTable
  private let ratings: FactTable<StreamID, RatingFact>
  private let directory: Directory

  /// A projection over `tables`.
  public init(tables: TableStore) {
    events = EventTable(tables, of: [.targetSet])
    points = SpellTable(tables, of: Self.pointTypes)
    ratings = FactTable(tables)
    directory = Directory(tables)
  }

  /// Takes in a record.
  public mutating func apply(_ record: borrowing RecordView) throws {
    try events.apply(record)
    try points.apply(record)
    try ratings.take(record, of: RatingFact.events, in: record.stream)
    try directory.apply(record)
  }

  /// `period`: only targets of those years. The actual figure is of the day asked about, or of the last day of the
  /// target's years where that is earlier; it is missing where the ledger cannot count it.
  public func answer(_ question: ViewQuestion) throws -> Sheet {
    var targets: [(StreamID, TargetSet, EventFact)] = []
    try events.forEach(by: question.asOf) { stream, event, fact in
      if case .targetSet(let target) = event, (question["period"] ?? target.period) == target.period {
        targets.append((stream, target, fact))
      }
    }
    var timelines: [StreamID: RatingTimeline] = [:]
    if targets.contains(where: { Self.isCounted($0.1) }) {
      try ratings.forEach { timelines[$0] = RatingTimeline($1) }
    }
    let rows = try SheetRows(targets) { stream, target, fact -> [JSONValue] in
      let years = Years(target.period)
      let day = min(question.asOf, years?.last ?? question.asOf)
      let actual = try actual(target, years, on: day, question, timelines)
      let met = actual.map { target.comparison.holds($0, target.value) }
      return [
        .string(stream.shown), .string(target.scope), .string(target.period), .string(target.metric),
        target.comparison.json, target.value.json, JSONValue(actual),
        JSONValue(actual.flatMap { share($0, of: target.value) }),
        met.map(JSONValue.bool) ?? nil, .string(day.description), .string(target.setBy), fact.date?.json ?? nil,
        fact.position.json,
      ]
    }
    return Sheet(columns: Self.columns, rows: rows)
  }

  private static let columns = [
    Column("id", Text("Mã", "Id")), Column("scope", Text("Phạm vi", "Scope")),
    Column("period", Text("Giai đoạn", "Period")),
    Column("metric", Text("Chỉ tiêu", "Metric"), .term { metrics[$0] }),
    Column("comparison", Text("So sánh", "Comparison"), of: Comparison.self),
    Column("value", Text("Số", "Value"), .number), Column("actual", Text("Thực hiện", "Actual"), .number),
    Column("attainment", Text("Tỷ lệ đạt", "Attainment"), .share), Column("met", Text("Đạt", "Met"), .flag),
    Column("countedOn", Text("Tính ngày", "Counted on"), .date), Column("setBy", Text("Do", "Set by")),
    Column("setOn", Text("Ngày đặt", "Set on"), .date), Column("position", Text("Vị trí", "Position"), .hidden),
  ]

  private static let metrics = [
    "products": Text("sản phẩm", "products"), "stars3": Text("sản phẩm 3 sao", "products with 3 stars"),
    "stars4": Text("sản phẩm 4 sao", "products with 4 stars"),
    "stars5": Text("sản phẩm 5 sao", "products with 5 stars"),
    "stars3up": Text("sản phẩm từ 3 sao", "products with 3 stars or more"),
    "stars3to4": Text("sản phẩm 3–4 sao", "products with 3 or 4 stars"),
    "stars5New": Text("sản phẩm mới đạt 5 sao", "products newly with 5 stars"),
    "producers": Text("chủ thể", "producers"), "salesPoints": Text("điểm bán", "sales points"),
  ]

  private static func isCounted(_ target: TargetSet) -> Bool { target.scope.hasPrefix("province:") }

  /// Hundredths of a percent.
  private func share(_ actual: Int64, of value: Int64) -> Int64? { value > 0 ? actual * 10_000 / value : nil }

  private func actual(
    _ target: TargetSet, _ years: Years?, on day: Day, _ question: ViewQuestion, _ timelines: [StreamID: RatingTimeline]
  ) throws -> Int64? {
    // Only the province as a whole is counted here; targets of districts stand without a figure.
    guard Self.isCounted(target) else { return nil }
    func products(_ takes: (Stars) -> Bool) -> Int64 {
      Int64(
        timelines.values.count { $0.interval(on: day, counting: question.counting).map { takes($0.stars) } ?? false })
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
      for (stream, timeline) in timelines where timeline.interval(on: day, counting: question.counting) != nil {
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
