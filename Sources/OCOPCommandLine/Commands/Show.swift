internal import ArgumentParser
internal import Ledger
internal import OCOP
internal import OCOPKit
internal import ProjectionKit

/// `ocop show`: any installed projection, by its id.
struct Show: LedgerCommand {
  static let configuration = CommandConfiguration(
    commandName: "show", abstract: say("Một bảng bất kỳ, theo mã của nó.", "Any projection, by its id."),
    discussion: Installed.projections.map { projection in
      "  ocop show \(projection.descriptor.id)\n      " + projection.descriptor.summary(Settings.current.language)
    }.joined(separator: "\n"))
  @OptionGroup var global: GlobalOptions
  @OptionGroup var asked: QuestionOptions
  @OptionGroup var counted: CountingOptions

  @Argument(help: ArgumentHelp(say("Mã của bảng; xem projection list.", "The projection's id; see projection list.")))
  var projection: String
  @Option(
    name: .customLong("where"),
    help: ArgumentHelp(
      say("Tham số của bảng; lặp lại được.", "A parameter of the projection; may repeat."), valueName: "name=value"))
  var parameters: [String] = []

  func run(in session: CommandContext) throws {
    var values: [String: String] = [:]
    for parameter in parameters {
      let pair = parameter.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
      guard pair.count == 2, !pair[0].isEmpty else { throw CommandContext.wrong("--where", parameter, "year=2021") }
      values[pair[0]] = pair[1]
    }
    let ledger = try session.reading()
    let question = try counted.apply(to: try session.question(asked, of: ledger))
    try session.print(figure: try ledger.ask(projection, question, parameters: values))
  }
}
