internal import ArgumentParser
internal import Ledger
internal import OCOPKit

/// `ocop exporters`
struct ExporterNoun: Noun {
  static let configuration = CommandConfiguration(
    commandName: "exporters", abstract: say("Chủ thể, sản phẩm xuất khẩu.", "Exporting producers and products."),
    subcommands: [ExporterList.self])
}

struct ExporterList: LedgerCommand {
  static let configuration = CommandConfiguration(
    commandName: "list", abstract: say("Theo thị trường, ở một ngày.", "By market, on a day."))
  @OptionGroup var global: GlobalOptions
  @OptionGroup var asked: QuestionOptions

  @Option(
    help: ArgumentHelp(say("Thị trường: mã ISO 3166 hoặc tên nước.", "Market: ISO 3166 code or a country's name.")))
  var market: String?
  @Option(help: ArgumentHelp(say("Chủ thể: mã hoặc tên.", "Producer: id or name.")))
  var producer: String?
  @Option(help: ArgumentHelp(say("Sản phẩm: mã hoặc tên.", "Product: id or name.")))
  var product: String?
  @Flag(help: ArgumentHelp(say("Kể cả thị trường đã đóng.", "Closed markets, too.")))
  var closed = false

  func run(in session: CommandContext) throws {
    let ledger = try session.reading()
    let question = try session.question(asked, of: ledger)
    var query = try Exporters.Query(parameters: ["market": market ?? "", "closed": closed ? "yes" : "no"])
    query.producer = try producer.map { try ledger.producer($0, question).row.id }
    query.product = try product.map { try ledger.product($0, question).row.id }
    try session.print(list: try ledger.ask(query, question).table)
  }
}
