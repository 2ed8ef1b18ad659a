internal import ArgumentParser
internal import Ledger
internal import OCOP
internal import OCOPKit
internal import ProjectionKit

/// `ocop target`
struct TargetNoun: Noun {
  static let configuration = CommandConfiguration(
    commandName: "target", abstract: say("Chỉ tiêu.", "Targets."), subcommands: [TargetList.self])
}

struct TargetList: LedgerCommand {
  static let configuration = CommandConfiguration(
    commandName: "list",
    abstract: say("Chỉ tiêu đặt ra đến một ngày; có thể mâu thuẫn.", "Targets set up to a day; they may disagree."))
  @OptionGroup var global: GlobalOptions
  @OptionGroup var asked: QuestionOptions

  func run(in session: CommandContext) throws {
    let ledger = try session.reading()
    let question = try session.question(asked, of: ledger)
    try session.print(list: try ledger.targets(question))
    session.note(try ledger.newerRecords(of: .target, knownAt: question.knownAt ?? Position(.max)))
  }
}
