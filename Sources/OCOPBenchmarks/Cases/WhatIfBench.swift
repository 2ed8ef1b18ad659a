internal import ArgumentParser
internal import Ledger
internal import OCOP
internal import OCOPKit

/// What a what-if and a difference cost over many full sheets.
struct WhatIfBench: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "whatif", abstract: "What-if and difference over many full sheets, five for each product.")

  @Option(help: "How many sheets.") var sheets: UInt32 = 1_000_000
  @Option(help: "How often each is run.") var runs = 3
  @OptionGroup var bench: BenchLedger

  func run() throws { try bench.run(fill: fill, measure: measure) }

  private func measure(_ path: String, _ report: inout Report) throws {
    let ledger = try Ledger(at: path, mode: .reading)
    report.note("records", Int(try ledger.size))
    report.note("bytes of log", ledger.usedBytes)
    var whatIf = Samples()
    for _ in 0..<runs {
      let answer = try timed(&whatIf) {
        try ledger.whatIf(SheetHistory.draft, asOf: SheetHistory.firstDay.addingMonths(12)) { _ in }
      }
      precondition(answer.answer.whole.scored == Int(sheets) / SheetHistory.members, "every product was scored")
    }
    report.add("what-if over \(sheets) sheets", whatIf)
    report.note("own memory after the what-ifs, MiB", Report.ownMebibytes)
    try ledger.rebuild([StarCounts.descriptor.id])
    let question = Question(asOf: SheetHistory.firstDay.addingMonths(12))
    var later = question
    later.asOf = SheetHistory.firstDay.addingMonths(48)
    _ = try ledger.ratedProducts(question)
    var difference = Samples()
    for _ in 0..<runs {
      _ = try timed(&difference) {
        let (a, b) = (try ledger.ratedProducts(question).answer.byID, try ledger.ratedProducts(later).answer.byID)
        return try AnswerDifference(a, question, b, later).products.count
      }
    }
    report.add("difference of two days, every product expired", difference)
  }

  private func fill(_ ledger: Ledger) throws {
    _ = try ledger.adopt(SheetHistory.rulebook, actor: "van-phong")
    var history = SheetHistory(seed: bench.seed, products: sheets / UInt32(SheetHistory.members))
    try history.forEachBatch(of: 20_000) { try ledger.appendBypassingDecider($0) }
  }
}
