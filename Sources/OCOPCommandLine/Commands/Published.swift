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
    let map = try ledger.areaMap()
    let countings = Counting.allCases.map { Column($0.rawValue, $0.names, .number) }
    let columns =
      [
        Column("date", Text("Ngày", "Date"), .date),
        Column("scope", Text("Phạm vi", "Scope"), .term { Self.name(ofScope: $0, map) }),
        Column("metric", Text("Chỉ tiêu", "Metric"), .term { Self.metrics[$0] }),
        Column("published", Text("Công bố", "Published"), .number),
      ] + countings
      + Counting.allCases.map { Column("difference." + $0.rawValue, Text("Chênh lệch", "Difference"), .hidden) } + [
        Column("agrees", Text("Khớp cách đếm", "Agrees with"), .term { Self.names(ofCountings: $0) }),
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
    try session.print(list: AnswerTable(columns: columns, rows: rows))
  }
}

extension PublishedList {
  static let metrics: [String: Text] = {
    var names = [
      "products": Text("số sản phẩm", "products"), "producers": Text("số chủ thể", "producers"),
      "proposed5": Text("đề xuất 5 sao", "proposed for 5 stars"),
      "communesWithProducts": Text("số xã có sản phẩm", "communes with products"),
      "districtsWithProducts": Text("số huyện có sản phẩm", "districts with products"),
      "planAttainment": Text("so với kế hoạch, phần vạn", "of the plan, hundredths of a percent"),
      "rankByProducts": Text("xếp thứ theo số sản phẩm", "rank by products"),
    ]
    for stars in 1...5 { names["stars\(stars)"] = Text("số sản phẩm \(stars) sao", "products of \(stars) stars") }
    return names
  }()

  /// "province:38" as people say it.
  static func name(ofScope scope: String, _ map: AreaMap) -> Text? {
    let parts = scope.split(separator: ":").map(String.init)
    guard parts.count == 2, let code = AreaCode(text: parts[1]),
      let unit = map.units.last(where: { $0.code == code })
    else { return nil }
    return Text(unit.shown)
  }

  private static func names(ofCountings codes: String) -> Text? {
    let names = codes.split(separator: ",").map { $0.trimmingPrefix(" ") }.map {
      Counting(rawValue: String($0))?.names ?? Text(String($0))
    }
    return Text(names.map(\.vi).joined(separator: ", "), names.map(\.en).joined(separator: ", "))
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
    let metric = PublishedList.metrics[figure.figure.metric] ?? Text(figure.figure.metric)
    let scope = PublishedList.name(ofScope: figure.figure.scope, try ledger.areaMap()) ?? Text(figure.figure.scope)
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
