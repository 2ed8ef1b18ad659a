internal import ArgumentParser
internal import Ledger
internal import OCOP
internal import ProjectionKit

/// `ocop published`
struct PublishedNoun: Noun {
  static let configuration = CommandConfiguration(
    commandName: "published", abstract: say("Số liệu đã công bố.", "Figures as published."),
    subcommands: [PublishedList.self, PublishedShow.self])
}

struct PublishedList: LedgerCommand {
  static let configuration = CommandConfiguration(
    commandName: "list",
    abstract: say(
      "Số đã công bố bên cạnh số tính từ sổ, theo từng cách đếm.",
      "What was published beside what the ledger counts, by each counting."))
  @OptionGroup var global: GlobalOptions
  @Option(
    help: ArgumentHelp(say("Đến ngày này. Mặc định: hôm nay.", "Up to this day. Default: today."), valueName: "day"))
  var asOf: String?
  @Option(help: ArgumentHelp(say("Phạm vi: province:38, district:399.", "Scope: province:38, district:399.")))
  var scope: String?

  func run(in session: Session) throws {
    let ledger = try session.reading()
    let figures = try ledger.published(by: try session.day(asOf)).filter { scope == nil || $0.figure.scope == scope }
    let countings = Counting.allCases.map { Column($0.rawValue, $0.names, .number) }
    let columns =
      [
        Column("date", Text("Ngày", "Date"), .date), Column("scope", Text("Phạm vi", "Scope")),
        Column("metric", Text("Chỉ tiêu", "Metric")), Column("published", Text("Công bố", "Published"), .number),
      ] + countings
      + Counting.allCases.map { Column("difference." + $0.rawValue, Text("Chênh lệch", "Difference"), .hidden) } + [
        Column("agrees", Text("Khớp cách đếm", "Agrees with")),
        Column("contradicts", Text("Mâu thuẫn với vị trí", "Contradicts")),
        Column("source", Text("Nguồn", "Source"), .hidden), Column("position", Text("Vị trí", "Position")),
      ]
    let rows = figures.map { figure -> [JSONValue] in
      let agreeing = Counting.allCases.filter { figure.counted[$0] == figure.figure.value }.map(\.rawValue)
      return [
        figure.date.json, .string(figure.figure.scope), .string(figure.figure.metric), .int(figure.figure.value),
      ] + Counting.allCases.map { figure.counted[$0].map(JSONValue.int) ?? nil }
        + Counting.allCases.map { figure.difference($0).map(JSONValue.int) ?? nil } + [
          JSONValue(figure.counted.isEmpty ? nil : agreeing.joined(separator: ", ")),
          JSONValue(figure.contradicts.isEmpty ? nil : figure.contradicts.map(\.description).joined(separator: ", ")),
          JSONValue(figure.source), figure.position.json,
        ]
    }
    try session.print(list: Sheet(columns: columns, rows: rows))
  }
}

struct PublishedShow: LedgerCommand {
  static let configuration = CommandConfiguration(
    commandName: "show",
    abstract: say(
      "Các sản phẩm đứng sau số tính từ sổ cho một số đã công bố.",
      "The products behind what the ledger counts for a published figure."))
  @OptionGroup var global: GlobalOptions
  @Argument(help: ArgumentHelp(say("Vị trí của số đã công bố.", "The position of the figure.")))
  var position: UInt64
  @Option(
    help: ArgumentHelp(say("Cách đếm: ", "What counts: ") + Counting.expected.en.replacing("|", with: ", ") + "."))
  var counting: String = Counting.inForce.rawValue

  func run(in session: Session) throws {
    guard let counting = Counting(rawValue: counting) else {
      throw Session.wrong("--counting", counting, Counting.expected)
    }
    let ledger = try session.reading()
    guard let figure = try ledger.published(by: .distantFuture).first(where: { $0.position == Position(position) })
    else {
      throw Problem.refused(
        "published.unknown",
        Text("Vị trí \(position) không phải số liệu công bố.", "Position \(position) is no published figure."),
        hint: Text("Xem: ocop published list", "See: ocop published list"))
    }
    guard let cell = figure.cell, !figure.counted.isEmpty else {
      throw Problem.refused(
        "published.notCounted",
        Text(
          "Sổ không tính được \(figure.figure.metric) của \(figure.figure.scope).",
          "The ledger does not count \(figure.figure.metric) of \(figure.figure.scope)."))
    }
    var question = Question(asOf: figure.date.day, counting: counting, parameters: ["explain": "yes", "by": cell.by])
    if cell.by != AreaLevel.province.rawValue { question.parameters["cell"] = cell.cell }
    if let stars = cell.stars { question.parameters["stars"] = "\(stars.number)" }
    if figure.figure.metric == "proposed5" { question.parameters["proposed5"] = "yes" }
    try session.print(figure: try ledger.ask("star-counts", question))
  }
}
