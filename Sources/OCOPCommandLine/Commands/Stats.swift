internal import ArgumentParser
internal import Ledger
internal import OCOP
internal import OCOPKit

/// `ocop stats`
struct Stats: Noun {
  static let configuration = CommandConfiguration(
    commandName: "stats", abstract: say("Thống kê.", "Statistics."), subcommands: [StatsStars.self, StatsSeries.self])
}

struct StatsStars: LedgerCommand {
  static let configuration = CommandConfiguration(
    commandName: "stars",
    abstract: say("Số sản phẩm và chủ thể theo hạng sao.", "Products and producers by stars."))
  @OptionGroup var global: GlobalOptions
  @OptionGroup var asked: QuestionOptions
  @OptionGroup var counted: CountingOptions

  @Option(
    help: ArgumentHelp(
      say(
        "Theo: province, district, commune, group, form, level.",
        "By: province, district, commune, group, form, level.")))
  var by: String = "district"

  func run(in session: CommandContext) throws {
    let ledger = try session.reading()
    let question = try counted.apply(to: try session.question(asked, of: ledger))
    try session.print(figure: try ledger.ask(try StarCounts.Query(parameters: ["by": by]), question))
  }
}

struct StatsSeries: LedgerCommand {
  static let configuration = CommandConfiguration(
    commandName: "series",
    abstract: say("Số sản phẩm theo hạng sao qua từng kỳ.", "Products by stars, period by period."))
  @OptionGroup var global: GlobalOptions
  @OptionGroup var counted: CountingOptions

  @Option(help: ArgumentHelp(say("Từ kỳ chứa ngày này.", "From the period of this day on."), valueName: "day"))
  var from: String
  @Option(help: ArgumentHelp(say("Đến kỳ chứa ngày này.", "To the period of this day."), valueName: "day"))
  var to: String
  @Option(help: ArgumentHelp(say("Kỳ: month, quarter, year.", "Period: month, quarter, year.")))
  var every: String = Period.month.rawValue
  @Option(
    help: ArgumentHelp(
      say("Chỉ những gì đã ghi đến vị trí hoặc thời điểm này.", "Only what was recorded by this position or time."),
      valueName: "position|time"))
  var knownAt: String?

  func run(in session: CommandContext) throws {
    guard let period = Period.typed(every) else { throw CommandContext.wrong("--every", every, Period.accepted) }
    let days = period.lastDays(from: try session.firstDay(from, "--from"), to: try session.day(to, "--to"))
    guard !days.isEmpty else {
      throw Problem.usage(Text("--to đứng trước --from.", "--to is before --from."))
    }
    guard days.count <= 1200 else {
      throw Problem.usage(Text("Quá nhiều kỳ: \(days.count).", "Too many periods: \(days.count)."))
    }
    let ledger = try session.reading()
    let question = try counted.apply(to: try session.question(asOf: to, knownAt: knownAt, of: ledger))
    let answers = try ledger.series(StarCounts.Query(), question, on: days)
    guard let last = answers.last else { preconditionFailure("there is a period") }
    let series = last.map { _ in
      Listing(answers.map { SeriesRow($0.question.asOf, $0.answer.total, $0.isToCome) }, notes: last.answer.notes)
    }
    try session.print(
      figure: series,
      asked: [.init("from", .string(from)), .init("to", .string(to)), .init("every", .string(period.rawValue))])
  }
}

/// A stretch of the calendar; figures are of its last day.
enum Period: String, CaseIterable {
  case month
  case quarter
  case year

  static let accepted = Text("tháng|quý|năm", allCases.map(\.rawValue).joined(separator: "|"))

  /// By its code, or in Vietnamese.
  static func typed(_ text: String) -> Period? {
    Period(rawValue: text) ?? ["thang": .month, "quy": .quarter, "nam": .year][folded(text)]
  }

  private var months: Int {
    switch self {
    case .month: 1
    case .quarter: 3
    case .year: 12
    }
  }

  /// The last days of the periods from the one that `first` lies in to the one that `last` lies in.
  func lastDays(from first: Day, to last: Day) -> [Day] {
    var days: [Day] = []
    var (year, month) = (first.date.year, (first.date.month - 1) / months * months + 1)
    while let start = Day(year: year, month: month, day: 1), start <= last {
      days.append(start.addingMonths(months).advanced(by: -1))
      (year, month) = month + months > 12 ? (year + 1, 1) : (year, month + months)
    }
    return days
  }
}

/// The counts of one day of a series.
private struct SeriesRow: AnswerRow {
  private var asOf: LegalDate?
  private var total = StarCounts.Row()
  private var isToCome = false

  init() {}

  init(_ day: Day, _ total: StarCounts.Row, _ isToCome: Bool) {
    (asOf, self.total, self.isToCome) = (LegalDate(day), total, isToCome)
  }

  mutating func describe<C: ColumnCoder>(_ coder: inout C) {
    coder.column("asOf", Text("Ngày", "As of"), &asOf)
    total.describeCounts(&coder)
    coder.column("toCome", Text("Chưa đến", "To come"), &isToCome)
  }
}
