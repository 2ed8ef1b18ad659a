internal import ArgumentParser
internal import Exchange
internal import Ledger
internal import OCOP
internal import OCOPKit
internal import ProjectionKit

struct ProductHistory: LedgerCommand {
  static let configuration = CommandConfiguration(
    commandName: "history",
    abstract: say(
      "Hạng sao của một sản phẩm theo thời gian; --all: mọi bản ghi.",
      "A product's stars over time; --all: every record."))
  @OptionGroup var global: GlobalOptions
  @OptionGroup var asked: QuestionOptions

  @Argument(help: ArgumentHelp(say("Mã (SP-0012) hoặc tên.", "Id (SP-0012) or name.")))
  var product: String

  @Flag(
    help: ArgumentHelp(
      say("Mọi bản ghi, kể cả đã sửa hay xóa bỏ.", "Every record, corrected and struck-out ones too.")))
  var all = false

  func run(in session: CommandContext) throws {
    let ledger = try session.reading()
    let question = try session.question(asked, of: ledger)
    // Found by all that is known now: what was known then is what is shown of it.
    let found = try ledger.product(product, Question(asOf: question.asOf))
    let (id, name) = (found.row.id, found.row.name)
    let history = try ledger.ask(RatingHistory.Query(product: id), question)
    if session.format == .table { try session.console.print("\(id)  \(name)\n") }
    let thing = JSONValue.Member("product", ["id": id.json, "name": .string(name)])
    guard all else { return try session.print(figure: history, [thing]) }
    let strikes = session.format == .table && session.console.isTerminal && !session.isPlain
    let events = try ledger.audit(of: id.stream, knownAt: question.knownAt ?? Position(.max))
    try session.print(
      figure: history.map { _ in
        AuditTable(events, strikes: strikes ? TerminalText.strikes : nil, session.language).table
      }, [thing])
    session.note(try ledger.newerRecords(of: id.stream, knownAt: question.knownAt ?? Position(.max)))
  }
}
