internal import ArgumentParser
internal import Ledger
internal import OCOP
internal import OCOPKit
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

  func run(in session: CommandContext) throws {
    let ledger = try session.reading()
    let all = try ledger.published(by: try session.day(asOf))
    let figures = all.filter { scope == nil || $0.figure.scope == scope }
    if let scope, figures.isEmpty {
      let known = Set(all.map(\.figure.scope)).sorted().joined(separator: ", ")
      throw CommandContext.wrong("--scope", scope, known.isEmpty ? "province:38" : known)
    }
    try session.print(list: PublishedTable(try ledger.areaMap()).table(figures))
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

  func run(in session: CommandContext) throws {
    guard let counting = Counting.typed(counting) else {
      throw CommandContext.wrong("--counting", counting, Counting.expected)
    }
    let ledger = try session.reading()
    guard let figure = try ledger.published(by: .distantFuture).first(where: { $0.position == Position(position) })
    else {
      throw Problem.refused(
        "published.unknown",
        Text("Vị trí \(position) không phải số liệu công bố.", "Position \(position) is no published figure."),
        hint: Text("Xem: ocop published list", "See: ocop published list"))
    }
    let metric = PublishedTable.metrics[figure.figure.metric] ?? Text(figure.figure.metric)
    let scope = PublishedTable.name(ofScope: figure.figure.scope, try ledger.areaMap()) ?? Text(figure.figure.scope)
    guard let cell = figure.cell, !figure.counted.isEmpty else {
      throw Problem.refused(
        "published.notCounted",
        Text(
          "Sổ không tính được: \(metric.vi), \(scope.vi).", "The ledger does not count this: \(metric.en), \(scope.en)."
        ))
    }
    var query = StarCounts.Explanation()
    (query.by, query.stars) = (cell.by, cell.stars)
    query.cell = cell.by == .province ? nil : cell.cell
    query.onlyProposed = figure.figure.metric == "proposed5"
    try session.print(figure: try ledger.ask(query, asOf: figure.date.day, counting: counting))
  }
}
