internal import ArgumentParser
internal import Ledger
internal import OCOP

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

  func run(in session: Session) throws {
    let ledger = try session.reading()
    let question = try counted.apply(to: try session.question(asked, of: ledger, ["by": by]))
    try session.print(figure: try ledger.ask("star-counts", question))
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

  func run(in session: Session) throws {
    guard let period = Period(rawValue: every) else { throw Session.wrong("--every", every, Period.accepted) }
    let days = period.lastDays(from: try session.firstDay(from, "--from"), to: try session.day(to, "--to"))
    guard !days.isEmpty else {
      throw Problem.usage(Text("--to đứng trước --from.", "--to is before --from."))
    }
    guard days.count <= 1200 else {
      throw Problem.usage(Text("Quá nhiều kỳ: \(days.count).", "Too many periods: \(days.count)."))
    }
    let ledger = try session.reading()
    let question = try counted.apply(to: try session.question(asOf: to, knownAt: knownAt, of: ledger))
    let answer = try ledger.series("star-counts", question, on: days)
    try session.print(
      figure: answer, asked: [.init("from", .string(from)), .init("to", .string(to)), .init("every", .string(every))])
  }
}

/// A stretch of the calendar; figures are of its last day.
enum Period: String, CaseIterable {
  case month
  case quarter
  case year

  static let accepted = allCases.map(\.rawValue).joined(separator: "|")

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
