internal import ArgumentParser
internal import Ledger
internal import OCOP
internal import OCOPKit
internal import ProjectionKit

/// `ocop producer`
struct Producer: Noun {
  static let configuration = CommandConfiguration(
    commandName: "producer", abstract: say("Chủ thể.", "Producers."),
    subcommands: [ProducerList.self, ProducerShow.self])
}

struct ProducerList: LedgerCommand {
  static let configuration = CommandConfiguration(
    commandName: "list", abstract: say("Danh sách chủ thể ở một ngày.", "Producers on a day."))
  @OptionGroup var global: GlobalOptions
  @OptionGroup var asked: QuestionOptions

  @Option(help: ArgumentHelp(say("Tên, có dấu hay không.", "Name, with accents or without.")))
  var search: String?

  func run(in session: CommandContext) throws {
    let ledger = try session.reading()
    let query = try Register.Producers(parameters: ["search": search ?? ""])
    try session.print(list: try ledger.ask(query, try session.question(asked, of: ledger)).table)
  }
}

struct ProducerShow: LedgerCommand {
  static let configuration = CommandConfiguration(
    commandName: "show", abstract: say("Một chủ thể, theo mã hoặc tên.", "One producer, by id or name."))
  @OptionGroup var global: GlobalOptions
  @OptionGroup var asked: QuestionOptions

  @Argument(help: ArgumentHelp(say("Mã (CT-0012) hoặc tên.", "Id (CT-0012) or name.")))
  var producer: String

  func run(in session: CommandContext) throws {
    let ledger = try session.reading()
    let question = try session.question(asked, of: ledger)
    let found = try ledger.producer(producer, question)
    let products = try ledger.ask(Register.Products(producer: found.row.id), question).table
    let exports = try ledger.ask(Exporters.Query(producer: found.row.id), question).table
    guard session.format == .table else {
      return try session.print(
        object: found.object.adding([
          .init("productList", .array(products.objects)), .init("exports", .array(exports.objects)),
        ]), labels: [])
    }
    try session.print(object: found.object, labels: found.labels)
    for table in [products, exports] where !table.rows.isEmpty {
      try session.console.print("")
      try session.printTable(table)
    }
    for note in products.notes + exports.notes { session.console.note(note(session.language)) }
  }
}
