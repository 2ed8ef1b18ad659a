internal import ArgumentParser
internal import Ledger

/// `ocop stats`
struct Stats: Noun {
  static let configuration = CommandConfiguration(
    commandName: "stats", abstract: say("Thống kê.", "Statistics."), subcommands: [StatsStars.self])
}

struct StatsStars: LedgerCommand {
  static let configuration = CommandConfiguration(
    commandName: "stars",
    abstract: say("Số sản phẩm và chủ thể theo hạng sao.", "Products and producers by stars."))
  @OptionGroup var global: GlobalOptions
  @OptionGroup var asked: QuestionOptions

  @Option(
    help: ArgumentHelp(
      say("Theo: district, commune, group, form, level.", "By: district, commune, group, form, level.")))
  var by: String = "district"

  func run(in session: Session) throws {
    let ledger = try session.reading()
    try session.print(figure: try ledger.ask("star-counts", try session.question(asked, of: ledger, ["by": by])))
  }
}
