internal import ArgumentParser
internal import OCOP
internal import ProjectionKit

/// `ocop help`: of the program, of a command, of the exit codes.
struct HelpTopic: LedgerCommand {
  static let configuration = CommandConfiguration(
    commandName: "help",
    abstract: say(
      "Trợ giúp; `ocop help exit-codes` là bảng mã kết thúc.",
      "Help; `ocop help exit-codes` is the table of exit codes."))

  @OptionGroup var global: GlobalOptions

  @Argument(help: ArgumentHelp(say("Một lệnh, hoặc exit-codes.", "A command, or exit-codes.")))
  var topic: [String] = []

  func run(in session: CommandContext) throws {
    if topic == ["exit-codes"] { return try session.print(list: Self.exitCodes) }
    var command: any ParsableCommand.Type = Ocop.self
    for word in topic {
      let children = command.configuration.subcommands
      guard let child = children.first(where: { Arguments.name(of: $0) == word }) else {
        throw Arguments.unknown(
          word, after: "ocop help", among: children.map(Arguments.name) + (topic.count == 1 ? ["exit-codes"] : []))
      }
      command = child
    }
    throw Help(Ocop.helpMessage(for: command))
  }

  private static var exitCodes: AnswerTable {
    AnswerTable(
      columns: [
        Column("code", Text("Mã", "Code"), .number), Column("meaning", Text("Nghĩa", "Meaning"), .hidden),
        Column(
          "name", Text("Nghĩa", "Meaning"),
          .term { name in
            ExitStatus.allCases.first { "\($0)" == name }?.meaning
          }),
      ],
      rows: ExitStatus.allCases.map {
        [JSONValue($0.rawValue), .string($0.meaning(Settings.current.language)), .string("\($0)")]
      })
  }
}
