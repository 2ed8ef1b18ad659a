internal import ArgumentParser
internal import Ledger

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

  func run(in session: Session) throws {
    let ledger = try session.reading()
    var question = try session.question(asked, of: ledger, ["recipient_kind": recipientKind, "year": year])
    if let product {
      question.parameters["product"] = try ledger.product(product, try session.question(asked, of: ledger)).id
    }
    try session.print(list: try ledger.ask("award-history", question).sheet)
  }
}
