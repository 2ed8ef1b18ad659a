internal import ArgumentParser
internal import Foundation
internal import Ledger
internal import OCOP
internal import OCOPKit
internal import ProjectionTesting

/// What questions cost when there are many products: statistics of any day, and one product's history.
struct QuestionsBench: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "questions", abstract: "Questions over many products, most of them long unchanged.")

  @Option(help: "How many products.") var products: UInt32 = 200_000
  @Option(help: "How many events in all, about.") var events = 2_000_000
  @Option(help: "How often each question is asked.") var runs = 15
  @OptionGroup var bench: BenchLedger

  func run() throws { try bench.run(fill: fill, measure: ask) }

  private func fill(_ ledger: Ledger) throws {
    try LargeHistory(seed: bench.seed, products: products, events: events).write(to: ledger)
  }

  private func ask(_ path: String, _ report: inout Report) throws {
    try rebuild(path, &report)
    var opening = Samples()
    for _ in 0..<3 {
      let ledger = try Ledger(at: path, mode: .reading)
      _ = try timed(&opening) { try ledger.ask(StarCounts.Query(), asOf: Self.lastDay) }
    }
    report.add("stats stars, first answer once opened", opening)
    try askOpened(try Ledger(at: path, mode: .reading), &report)
    try askBetweenWrites(try Ledger(at: path, mode: .writing(waiting: false)), &report)
  }

  /// One record more, and the question again: a product that was long unchanged, or one of the hot ones.
  private func askBetweenWrites(_ ledger: Ledger, _ report: inout Report) throws {
    let question = Question(asOf: Self.lastDay)
    _ = try ledger.ask(StarCounts.Query(), question)
    for (name, product) in [("long unchanged", products), ("hot", 1)] {
      var samples = Samples()
      for _ in 0..<runs {
        let coded = Record(
          stream: ProductID(product).stream, version: 1, recordedAt: Timestamp(microseconds: 0), effectiveOn: nil,
          actor: "van-phong", command: nil, event: .productRegrouped(ProductRegrouped(group: .food)))
        try ledger.appendBypassingDecider([coded])
        _ = try timed(&samples) { try ledger.ask(StarCounts.Query(), question) }
      }
      report.add("stats stars after one more record, \(name)", samples)
    }
  }

  private func rebuild(_ path: String, _ report: inout Report) throws {
    let ledger = try Ledger(at: path, mode: .reading)
    report.note("records", Int(try ledger.size))
    report.note("bytes of log", ledger.usedBytes)
    for id in [StarCounts.descriptor.id, RatingHistory.descriptor.id, Register.descriptor.id] {
      var samples = Samples()
      try timed(&samples) { try ledger.rebuild([id]) }
      report.add("rebuild \(id)", samples)
      report.note("bytes of \(id)", Self.bytes(of: path, id))
    }
  }

  private static let lastDay = Day(year: 2026, month: 11, day: 1)!

  private func askOpened(_ ledger: Ledger, _ report: inout Report) throws {
    var random = SeededGenerator(seed: bench.seed)
    _ = try ledger.ask(StarCounts.Query(), asOf: Self.lastDay)
    for by in [StarDimension.district, .commune, .group, .form, .level] {
      var samples = Samples()
      for _ in 0..<runs {
        let day = Day(number: Int32.random(in: 18_200...20_700, using: &random))
        _ = try timed(&samples) { try ledger.ask(StarCounts.Query(by: by), asOf: day) }
      }
      report.add("stats stars by \(by), any day", samples)
    }
    var named = Samples()
    for _ in 0..<runs {
      let search = "nga son \(UInt16.random(in: 1_000...9_999, using: &random))"
      _ = try timed(&named) { try ledger.ask(Register.Products(search: search), asOf: Self.lastDay) }
    }
    report.add("products by part of a name", named)
    var cold = Samples()
    var hot = Samples()
    for run in 0..<runs {
      let number = UInt32.random(in: LargeHistory.hot + 1...products, using: &random)
      for (isHot, product) in [(false, number), (true, UInt32(run) % LargeHistory.hot + 1)] {
        let query = RatingHistory.Query(product: ProductID(product))
        if isHot {
          _ = try timed(&hot) { try ledger.ask(query, asOf: Self.lastDay) }
        } else {
          _ = try timed(&cold) { try ledger.ask(query, asOf: Self.lastDay) }
        }
      }
    }
    report.add("product history, long unchanged", cold)
    report.add("product history, hot", hot)
  }

  private static func bytes(of path: String, _ id: ProjectionID) -> Int {
    let files = FileManager.default
    let folders = (try? files.contentsOfDirectory(atPath: path + "/views")) ?? []
    return folders.filter { $0.hasPrefix("\(id)-") }.reduce(0) { sum, folder in
      let rows = (try? files.contentsOfDirectory(atPath: "\(path)/views/\(folder)")) ?? []
      return rows.filter { $0.hasPrefix("rows") }.reduce(sum) { sum, name in
        let file = "\(path)/views/\(folder)/\(name)/data.mdb"
        return sum + ((try? files.attributesOfItem(atPath: file)[.size] as? Int) ?? 0)
      }
    }
  }
}
