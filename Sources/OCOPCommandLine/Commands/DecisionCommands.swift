internal import ArgumentParser
internal import Ledger
internal import OCOP
internal import OCOPKit
internal import ProjectionKit

/// `ocop decision`
struct DecisionNoun: Noun {
  static let configuration = CommandConfiguration(
    commandName: "decision", abstract: say("Quyết định.", "Decisions."),
    subcommands: [DecisionList.self, DecisionShow.self, DecisionHistory.self])
}

struct DecisionList: LedgerCommand {
  static let configuration = CommandConfiguration(
    commandName: "list", abstract: say("Các quyết định mà sổ biết.", "The decisions that the ledger knows."))
  @OptionGroup var global: GlobalOptions
  @OptionGroup var asked: QuestionOptions

  func run(in session: CommandContext) throws {
    let ledger = try session.reading()
    try session.print(list: try ledger.ask(Decisions.Query(), try session.question(asked, of: ledger)).table)
  }
}

/// What names a decision on the command line.
struct DecisionArgument: ParsableArguments {
  @Argument(
    help: ArgumentHelp(
      say(
        "Quyết định, như khi dẫn: \"15/QĐ-UBND ngày 16/01/2023 của UBND tỉnh …\".",
        "The decision, as one cites it: \"15/QĐ-UBND ngày 16/01/2023 của UBND tỉnh …\".")))
  var decision: String
}

struct DecisionShow: LedgerCommand {
  static let configuration = CommandConfiguration(
    commandName: "show",
    abstract: say("Quyết định ghi những gì, nay ra sao.", "What a decision lists, and what became of it."))
  @OptionGroup var global: GlobalOptions
  @OptionGroup var asked: QuestionOptions
  @OptionGroup var named: DecisionArgument

  func run(in session: CommandContext) throws {
    let ledger = try session.reading()
    let question = try session.question(asked, of: ledger)
    let listed = try Problem.namingDecision { try ledger.ask(Decisions.Listed(of: named.decision), question) }
    let itself = try ledger.ask(Decisions.Query(decision: named.decision), question).table
    guard session.format == .table else {
      if session.format != .json { return try session.print(figure: listed) }
      return try session.print(figure: listed, [.init("decision", itself.objects.first ?? nil)])
    }
    try session.print(
      object: itself.objects.first ?? .object([]),
      labels: itself.columns.map { ($0.name, $0.title, $0.kind) })
    try session.console.print("")
    try session.print(figure: listed)
  }
}

struct DecisionHistory: LedgerCommand {
  static let configuration = CommandConfiguration(
    commandName: "history",
    abstract: say("Mọi ghi chép về một quyết định, theo ngày.", "Every record about a decision, by its day."))
  @OptionGroup var global: GlobalOptions
  @OptionGroup var asked: QuestionOptions
  @OptionGroup var named: DecisionArgument

  func run(in session: CommandContext) throws {
    let ledger = try session.reading()
    let question = try session.question(asked, of: ledger)
    let records = try Problem.namingDecision { try ledger.ask(Decisions.Records(of: named.decision), question) }
    try session.print(figure: records)
  }
}

extension Problem {
  /// What `body` answers; where it says that the decision's name fits none or several, that is refused.
  static func namingDecision<R>(_ body: () throws -> R) throws -> R {
    do {
      return try body()
    } catch {
      let asked: QuestionError? = if case LedgerError.question(let own) = error { own } else { error as? QuestionError }
      guard let error = asked, error.parameter == "decision" else { throw error }
      throw Problem.refused(
        "decision.unknown",
        Text("\"\(error.value)\" không chỉ đúng một quyết định.", "\"\(error.value)\" does not name one decision."),
        hint: Text("Có thể là: \(error.accepted.vi)", "It may be: \(error.accepted.en)"))
    }
  }
}
