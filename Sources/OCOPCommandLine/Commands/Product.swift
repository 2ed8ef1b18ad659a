internal import ArgumentParser
internal import Ledger
internal import OCOP
internal import OCOPKit
internal import ProjectionKit

/// `ocop product`
struct Product: Noun {
  static let configuration = CommandConfiguration(
    commandName: "product", abstract: say("Sản phẩm.", "Products."),
    subcommands: [
      ProductList.self, ProductShow.self, ProductHistory.self, ProductBlame.self, ProductDiff.self,
    ])
}

struct ProductList: LedgerCommand {
  static let configuration = CommandConfiguration(
    commandName: "list", abstract: say("Danh sách sản phẩm ở một ngày.", "Products on a day."))
  @OptionGroup var global: GlobalOptions
  @OptionGroup var asked: QuestionOptions

  @Option(help: ArgumentHelp(say("Tên, có dấu hay không.", "Name, with accents or without.")))
  var search: String?
  @Option(
    help: ArgumentHelp(
      say(
        "Huyện của ngày ấy (sau 30/6/2025: huyện cũ): mã hoặc tên.",
        "District of that day (after 2025-06-30: former): code or name."),
      valueName: "district"))
  var district: String?
  @Option(
    help: ArgumentHelp(say("Xã của ngày ấy: mã hoặc tên.", "Commune of that day: code or name."), valueName: "commune"))
  var commune: String?
  @Option(
    help: ArgumentHelp(
      say(
        "Nhóm: food, drinks, medicinal, crafts, ornamental, tourism.",
        "Group: food, drinks, medicinal, crafts, ornamental, tourism.")))
  var group: String?
  @Option(help: ArgumentHelp(say("Đang giữ từng này sao.", "Holding this many stars.")))
  var stars: String?
  @Option(help: ArgumentHelp(say("Chủ thể: mã hoặc tên.", "Producer: id or name.")))
  var producer: String?

  func run(in session: CommandContext) throws {
    let ledger = try session.reading()
    let question = try session.question(asked, of: ledger)
    var query = try Register.Products(
      parameters: ["search": search, "group": group, "stars": stars].compactMapValues(\.self))
    func key(_ option: String, _ text: String?, _ level: AreaLevel) throws -> String? {
      try text.map { try ledger.areaMap().key(of: $0, "--\(option)", level, on: question.asOf) }
    }
    query.district = try key("district", district, .district)
    query.commune = try key("commune", commune, .commune)
    query.producer = try producer.map { try ledger.producer($0, question).row.id }
    try session.print(list: try ledger.ask(query, question).table)
  }
}

struct ProductShow: LedgerCommand {
  static let configuration = CommandConfiguration(
    commandName: "show", abstract: say("Một sản phẩm, theo mã hoặc tên.", "One product, by id or name."))
  @OptionGroup var global: GlobalOptions
  @OptionGroup var asked: QuestionOptions

  @Argument(help: ArgumentHelp(say("Mã (SP-0012) hoặc tên.", "Id (SP-0012) or name.")))
  var product: String

  func run(in session: CommandContext) throws {
    let ledger = try session.reading()
    let question = try session.question(asked, of: ledger)
    let found = try ledger.product(product, question)
    let history = try ledger.ask(RatingHistory.Query(product: found.row.id), question).table
    guard session.format == .table else {
      return try session.print(
        object: found.object.adding([.init("ratings", .array(history.objects))]), labels: [])
    }
    try session.print(object: found.object, labels: found.labels)
    try session.console.print("")
    try session.printTable(history)
    for note in found.notes { session.console.note(note(session.language)) }
  }
}
