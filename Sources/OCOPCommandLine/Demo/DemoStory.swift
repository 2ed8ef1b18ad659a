internal import Exchange
internal import Ledger
internal import OCOP
internal import OCOPKit
internal import ProjectionKit

/// What the sample ledger says: each figure asked from the ledger, beside the figure that was published.
struct DemoStory {
  let imports: [ImportReport]
  let stars: Answered<StarCounts.Answer>
  let figures: [Figure]
  let proposed: [Register.Product]
  let markets: [Market]
  let awards: AnswerTable
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
    let ratings: AnswerTable
  }

  /// Whether every published figure is met, and nothing was altered.
  var isTrue: Bool { figures.allSatisfy { $0.counted == $0.published } && verified.findings.isEmpty }

  static let day = Day(year: 2020, month: 12, day: 31)!
  private static let lastDay = Day(year: 2025, month: 12, day: 31)!

  init(_ ledger: Ledger, _ imports: [ImportReport]) throws {
    let question = Question(asOf: Self.day)
    self.imports = imports
    stars = try ledger.ask(StarCounts.Query(by: .district), question)
    let plan = try ledger.planned(question)
    figures = Self.figures(stars.answer.total, plan, try ledger.publishedFigures(on: Self.day))
    proposed = try ledger.ask(Register.Products(), question).answer.rows.filter { $0.proposed == .five }
    markets = Self.markets(Array(try ledger.ask(Exporters.Query(), question).answer.rows))
    awards = try ledger.ask(AwardHistory.Query(), question).table
    histories = try ["Mắm tôm Lê Gia", "Nước mắm Lê Gia"].map { name in
      let product = try ledger.product(name, question).row
      let ratings = try ledger.ask(RatingHistory.Query(product: product.id), asOf: Self.lastDay)
      return History(name: product.name, ratings: ratings.table)
    }
    verified = try ledger.verify()
  }

  private static func figures(
    _ total: StarCounts.Row, _ plan: Int64?, _ published: [String: Int64]
  ) -> [Figure] {
    let counted: [(String, Text, Int64)] = [
      ("products", Text("sản phẩm được công nhận", "products recognised"), total.products),
      ("producers", Text("chủ thể", "producers"), total.producers),
      ("stars5", Text("5 sao", "5★"), total.stars[.five]),
      ("stars4", Text("4 sao", "4★"), total.stars[.four]),
      ("stars3", Text("3 sao", "3★"), total.stars[.three]),
      ("proposed5", Text("đề xuất 5 sao (nằm trong 4 sao)", "proposed for 5★ (among the 4★)"), total.proposed5),
    ]
    let attainment = plan.map { total.products * 10_000 / max($0, 1) } ?? 0
    return (counted + [("planAttainment", Text("so với kế hoạch", "of the plan"), attainment)])
      .map { Figure(metric: $0.0, title: $0.1, counted: $0.2, published: published[$0.0]) }
  }

  private static func markets(_ rows: [Exporters.Export]) -> [Market] {
    var markets: [Market] = []
    for (key, rows) in Dictionary(grouping: rows, by: { [$0.market.text, $0.since?.text ?? ""] }) {
      let market = rows[0].market
      let exporters = Set(rows.map { $0.producerName + ($0.joint ? " *" : "") }).sorted()
      markets.append(
        Market(
          code: key[0], name: Text(market.name(.vi), market.name(.en)), since: key[1], exporters: exporters))
    }
    return markets.sorted { ($0.since, $0.code) < ($1.since, $1.code) }
  }
}

extension Ledger {
  /// How many products were planned for 2018 to 2020.
  fileprivate func planned(_ question: Question) throws -> Int64? {
    try ask(Targets.Query(), question).answer.rows.first { $0.metric.text == "products" && $0.period == "2018-2020" }?
      .value
  }

  /// The figures about the province that somebody published for `day`, by metric.
  fileprivate func publishedFigures(on day: Day) throws -> [String: Int64] {
    var figures: [String: Int64] = [:]
    for entry in try effective(.office) where entry.record.effectiveOn?.day == day {
      if case .figureReported(let figure) = entry.record.event { figures[figure.metric] = figure.value }
    }
    return figures
  }
}
