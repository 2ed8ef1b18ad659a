internal import ArgumentParser
internal import OCOP
internal import ProjectionKit

struct RulesDiff: LedgerCommand {
  static let configuration = CommandConfiguration(
    commandName: "diff",
    abstract: say(
      "Hai bộ tiêu chí khác nhau ở đâu; kết thúc 1 nếu khác.", "Where two rulebooks differ; ends with 1 where they do.")
  )
  @OptionGroup var global: GlobalOptions
  @Argument(help: ArgumentHelp(say("A: mã hoặc thư mục.", "A: id or folder.")))
  var a: String
  @Argument(help: ArgumentHelp(say("B: mã hoặc thư mục.", "B: id or folder.")))
  var b: String

  func run(in session: CommandContext) throws {
    let source = try RulesSource(session)
    let differences = try source.find(a).differences(to: try source.find(b))
    let rows = differences.map { [JSONValue.string($0.path), $0.a ?? nil, $0.b ?? nil] }
    try session.print(
      list: AnswerTable(
        columns: [Column("path", Text("Chỗ", "Place")), Column("a", Text("A", "A")), Column("b", Text("B", "B"))],
        rows: rows))
    try session.console.flush()
    if !rows.isEmpty { throw Verdict(status: .no) }
  }
}
