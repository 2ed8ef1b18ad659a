internal import ArgumentParser
internal import Ledger
internal import OCOP
internal import OCOPKit

/// `ocop explain`
struct Explain: Noun {
  static let configuration = CommandConfiguration(
    commandName: "explain", abstract: say("Vì sao có con số này.", "Why a number is what it is."),
    subcommands: [ExplainStats.self])
}

/// `ocop explain stats`
struct ExplainStats: Noun {
  static let configuration = CommandConfiguration(
    commandName: "stats", abstract: say("Một ô của bảng thống kê.", "A cell of a statistic."),
    subcommands: [ExplainStars.self])
}

struct ExplainStars: LedgerCommand {
  static let configuration = CommandConfiguration(
    commandName: "stars",
    abstract: say(
      "Các sản phẩm đứng sau một ô, mỗi sản phẩm kèm bản ghi đã đưa nó vào đó.",
      "The products behind a cell, each with the record that puts it there."),
    discussion: "  ocop explain stats stars --cell district=399,stars=4 --as-of 2020-12-31")
  @OptionGroup var global: GlobalOptions
  @OptionGroup var asked: QuestionOptions
  @OptionGroup var counted: CountingOptions

  @Option(
    help: ArgumentHelp(
      say(
        "Ô: province|district|commune|group|form|level=MÃ, stars=N, proposed5=yes, cách nhau bằng dấu phẩy. Không có: cả bảng.",
        "Cell: province|district|commune|group|form|level=KEY, stars=N, proposed5=yes, with commas between. Without: the whole table."
      )))
  var cell: String = ""

  func run(in session: CommandContext) throws {
    var parameters: [String: String] = [:]
    for part in cell.split(separator: ",") {
      let pair = part.split(separator: "=", maxSplits: 1).map(String.init)
      guard pair.count == 2 else { throw wrong() }
      switch pair[0] {
      case _ where StarDimension(rawValue: pair[0]) != nil:
        parameters["by"] = pair[0]
        parameters["cell"] = pair[1]
      case "stars", "proposed5": parameters[pair[0]] = pair[1]
      default: throw wrong()
      }
    }
    let ledger = try session.reading()
    let question = try counted.apply(to: try session.question(asked, of: ledger))
    var query = try StarCounts.Explanation(parameters: parameters)
    if let key = query.cell, !["unknown", "total", AreaUnit.toBeAssignedKey].contains(key),
      let level = query.by?.areaLevel
    {
      query.cell = try ledger.areaMap().key(of: key, "--cell", level, on: question.areas?.day ?? question.asOf)
    }
    try session.print(figure: try ledger.ask(query, question))
  }

  private func wrong() -> Problem {
    CommandContext.wrong("--cell", cell, "district=399,stars=4 · group=food,proposed5=yes")
  }
}
