internal import ArgumentParser
internal import Ledger
internal import OCOP
internal import ProjectionKit

/// `ocop area`
struct Area: Noun {
  static let configuration = CommandConfiguration(
    commandName: "area",
    abstract: say("Địa bàn: đơn vị hành chính qua các thời kỳ.", "Areas: administrative units over time."),
    subcommands: [AreaFind.self, AreaShow.self, AreaHistory.self])
}

/// What names a unit on the command line.
struct AreaArgument: ParsableArguments {
  @Argument(
    help: ArgumentHelp(
      say("Tên, mã, hoặc mã@ngày của bản đồ.", "Name, code, or code@edition."), valueName: "unit"))
  var unit: String

  @Option(help: ArgumentHelp(say("Cấp: province, district, commune.", "Level: province, district, commune.")))
  var level: String?

  func wanted() throws -> AreaLevel? {
    guard let level else { return nil }
    guard let found = AreaLevel(rawValue: level) else {
      throw CommandContext.wrong("--level", level, AreaLevel.expected)
    }
    return found
  }
}

struct AreaFind: LedgerCommand {
  static let configuration = CommandConfiguration(
    commandName: "find",
    abstract: say("Tìm đơn vị theo tên hoặc mã, ở mọi thời kỳ.", "Find units by name or code, of any time."))
  @OptionGroup var global: GlobalOptions
  @OptionGroup var named: AreaArgument
  @Option(
    help: ArgumentHelp(say("Chỉ những đơn vị có vào ngày này.", "Only those that exist on this day."), valueName: "day")
  )
  var asOf: String?

  func run(in session: CommandContext) throws {
    let map = try session.reading().areaMap()
    let today = try session.day(nil)
    let level = try named.wanted()
    let finder = AreaFinder(map)
    var units = finder.units(named.unit, level: level)
    if units.isEmpty { units = finder.near(named.unit, level: level) }
    if let asOf {
      let day = try session.day(asOf)
      let there = units.filter { $0.exists(on: day) }
      guard !there.isEmpty || units.isEmpty else {
        throw Problem.noUnit(named.unit, map.traces(of: units, on: day), day)
      }
      units = there
    }
    guard !units.isEmpty else { throw Problem.noUnit(named.unit, [], nil) }
    try session.print(list: AreaSheets(map, today, session.language).list(units))
  }
}

struct AreaShow: LedgerCommand {
  static let configuration = CommandConfiguration(
    commandName: "show",
    abstract: say("Một đơn vị, từ đâu đến và nay là gì.", "One unit, where it came from and what it is now."))
  @OptionGroup var global: GlobalOptions
  @OptionGroup var named: AreaArgument
  @Option(help: ArgumentHelp(say("Đơn vị của ngày này.", "The unit of this day."), valueName: "day"))
  var asOf: String?

  func run(in session: CommandContext) throws {
    let map = try session.reading().areaMap()
    let unit = try map.one(named.unit, try named.wanted(), on: try session.day(asOf))
    let sheets = AreaSheets(map, try session.day(nil), session.language)
    let list = sheets.list([unit])
    let steps = sheets.steps(map.steps(at: unit))
    guard session.format == .table else {
      return try session.print(object: list.objects[0].adding([.init("changes", .array(steps.objects))]), labels: [])
    }
    try session.print(
      object: list.objects[0],
      labels: list.columns.map { column in
        let isEdition = column.name == "edition"
        return (
          column.name, column.title,
          isEdition ? .term { $0 == "initial" ? Text("ban đầu", "initial") : nil } : column.kind
        )
      })
    guard !steps.rows.isEmpty else { return }
    try session.console.print("")
    try session.printTable(steps)
  }
}

struct AreaHistory: LedgerCommand {
  static let configuration = CommandConfiguration(
    commandName: "history",
    abstract: say(
      "Đơn vị này từ những đơn vị nào, trở thành những đơn vị nào.", "What a unit came from and what it became."))
  @OptionGroup var global: GlobalOptions
  @OptionGroup var named: AreaArgument

  func run(in session: CommandContext) throws {
    let map = try session.reading().areaMap()
    let units = AreaFinder(map).units(named.unit, level: try named.wanted())
    guard !units.isEmpty else { throw Problem.noUnit(named.unit, [], nil) }
    let sheets = AreaSheets(map, try session.day(nil), session.language)
    let lineages = units.map { map.lineage(of: $0) }
    let all = Set(lineages.flatMap(\.units)).sorted {
      ($0.from ?? .distantPast, $0.code) < ($1.from ?? .distantPast, $1.code)
    }
    let steps = sheets.steps(
      Set(lineages.flatMap(\.successions)).sorted { ($0.on, $0.from.code) < ($1.on, $1.from.code) })
    let list = sheets.list(all)
    guard session.format == .table else {
      if session.format != .json { return try session.print(list: steps) }
      return try session.print(
        object: ["units": .array(list.objects), "changes": .array(steps.objects)], labels: [])
    }
    try session.printTable(list)
    guard !steps.rows.isEmpty else { return }
    try session.console.print("")
    try session.printTable(steps)
  }
}
