internal import ArgumentParser
internal import Ledger
internal import OCOPKit

/// `ocop award`
struct AwardNoun: Noun {
  static let configuration = CommandConfiguration(
    commandName: "award", abstract: say("Khen thưởng.", "Awards."), subcommands: [AwardList.self])
}

struct AwardList: LedgerCommand {
  static let configuration = CommandConfiguration(
    commandName: "list", abstract: say("Khen thưởng đến một ngày.", "Awards up to a day."))
  @OptionGroup var global: GlobalOptions
  @OptionGroup var asked: QuestionOptions

  @Option(
    help: ArgumentHelp(
      say("Đối tượng: collective, individual, product.", "Recipient: collective, individual, product.")))
  var recipientKind: String?
  @Option(help: ArgumentHelp(say("Năm.", "Year.")))
  var year: String?
  @Option(help: ArgumentHelp(say("Sản phẩm: mã hoặc tên.", "Product: id or name.")))
  var product: String?

  func run(in session: CommandContext) throws {
    let ledger = try session.reading()
    let question = try session.question(asked, of: ledger)
    var query = try AwardHistory.Query(parameters: ["recipient_kind": recipientKind ?? "", "year": year ?? ""])
    query.product = try product.map { try ledger.product($0, question).row.id }
    try session.print(list: try ledger.ask(query, question).table)
  }
}
