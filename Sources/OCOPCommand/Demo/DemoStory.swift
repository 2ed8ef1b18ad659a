internal import Exchange
internal import Ledger
internal import OCOP
internal import ProjectionKit

/// What the sample ledger says: each figure asked from the ledger, beside the figure that was published.
struct DemoStory {
  let imports: [ImportReport]
  let stars: Answer
  let figures: [Figure]
  let proposed: [JSONValue]
  let markets: [Market]
  let awards: Sheet
  let histories: [History]
  let verified: VerifyResult

  /// A figure as counted and as published.
  struct Figure {
    let metric: String
    let title: Text
    let counted: Int64
    let published: Int64?
  }

  /// Who sells in a market.
  struct Market {
    let code: String
    let name: Text
    let since: String
    let exporters: [String]
  }

  /// A product's stars over time.
  struct History {
    let name: String
    let answer: Answer
  }

  /// Whether every published figure is met, and nothing was altered.
  var isTrue: Bool { figures.allSatisfy { $0.counted == $0.published } && verified.findings.isEmpty }

  static let day = Day(year: 2020, month: 12, day: 31)!
  private static let lastDay = Day(year: 2025, month: 12, day: 31)!

  init(_ ledger: Ledger, _ imports: [ImportReport]) throws {
    let question = Question(asOf: Self.day)
    self.imports = imports
    stars = try ledger.ask("star-counts", question.with("by", "district"))
    let plan = try ledger.targets(question).objects.first { $0["metric"] == "products" && $0["period"] == "2018-2020" }
    figures = Self.figures(stars, plan, try ledger.publishedFigures(on: Self.day))
    let products = try ledger.ask("register", question).sheet.objects
    proposed = products.filter { $0["proposed"] == .int(5) }
    markets = Self.markets(try ledger.ask("exporters", question).sheet.objects)
    awards = try ledger.ask("award-history", question).sheet
    histories = try ["Mắm tôm Lê Gia", "Nước mắm Lê Gia"].map { name in
      let product = try ledger.product(name, question)
      let asked = Question(asOf: Self.lastDay).with("product", product.id)
      return History(name: product.name, answer: try ledger.ask("rating-history", asked))
    }
    verified = try ledger.verify()
  }

  private static func figures(_ stars: Answer, _ plan: JSONValue?, _ published: [String: Int64]) -> [Figure] {
    let total = stars.sheet.total.map(stars.sheet.object) ?? nil
    let products = number(total["products"])
    let counted: [(String, Text, Int64)] = [
      ("products", Text("sản phẩm được công nhận", "products recognised"), products),
      ("producers", Text("chủ thể", "producers"), number(total["producers"])),
      ("stars5", Text("5 sao", "5★"), number(total["stars"]?["5"])),
      ("stars4", Text("4 sao", "4★"), number(total["stars"]?["4"])),
      ("stars3", Text("3 sao", "3★"), number(total["stars"]?["3"])),
      (
        "proposed5", Text("đề xuất 5 sao (nằm trong 4 sao)", "proposed for 5★ (among the 4★)"),
        number(total["proposed5"])
      ),
    ]
    let attainment = plan.map { products * 10_000 / max(number($0["value"]), 1) } ?? 0
    return (counted + [("planAttainment", Text("so với kế hoạch", "of the plan"), attainment)])
      .map { Figure(metric: $0.0, title: $0.1, counted: $0.2, published: published[$0.0]) }
  }

  private static func markets(_ rows: [JSONValue]) -> [Market] {
    var markets: [Market] = []
    for (key, rows) in Dictionary(grouping: rows, by: { [text($0["market"]), text($0["since"])] }) {
      let market = OCOP.Market(text: key[0])
      let exporters = Set(rows.map { text($0["producerName"]) + ($0["joint"] == true ? " *" : "") }).sorted()
      markets.append(
        Market(
          code: key[0], name: Text(market?.name(.vi) ?? key[0], market?.name(.en) ?? key[0]), since: key[1],
          exporters: exporters))
    }
    return markets.sorted { ($0.since, $0.code) < ($1.since, $1.code) }
  }

  private static func number(_ value: JSONValue?) -> Int64 {
    if case .int(let number)? = value { number } else { 0 }
  }

  private static func text(_ value: JSONValue?) -> String {
    if case .string(let text)? = value { text } else { "" }
  }
}

extension Ledger {
  /// The figures about the province that somebody published for `day`, by metric.
  fileprivate func publishedFigures(on day: Day) throws -> [String: Int64] {
    var figures: [String: Int64] = [:]
    for entry in try standing(.office) where entry.record.effectiveOn?.day == day {
      if case .figureReported(let figure) = entry.record.event { figures[figure.metric] = figure.value }
    }
    return figures
  }
}
