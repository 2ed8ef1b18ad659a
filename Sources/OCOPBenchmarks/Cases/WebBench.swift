internal import ArgumentParser
internal import Exchange
internal import Foundation
internal import Ledger
internal import OCOP
internal import OCOPKit
internal import ProjectionKit

/// `ocop-web` beside Datasette over the same products, in turn, as `wrk` meets them.
struct WebBench: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "web", abstract: "Pages of ocop-web beside Datasette over the same products.",
    discussion: """
      Needs wrk, datasette (Sources/OCOPBenchmarks/Peers/setup) and ocop-web beside this program (OCOP_WEB=1 swift build -c release).
      """)

  @Option(help: "How many products.") var products: UInt32 = 200_000
  @Option(help: "How many events in all, about.") var events = 2_000_000
  @Option(help: "How often each page is measured, on each side.") var runs = 3
  @Option(help: "How many seconds each time.") var seconds = 10
  @Option(help: "How many connections.") var connections = 8
  @OptionGroup var bench: BenchLedger

  func run() throws {
    try bench.run(
      fill: { try LargeHistory(seed: bench.seed, products: products, events: events).write(to: $0) }, measure: measure)
  }

  private func measure(_ path: String, _ report: inout Report) throws {
    let folder = NSTemporaryDirectory() + "ocop-bench-web-\(UUID().uuidString)"
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(atPath: folder) }
    try write(try Ledger(at: path, mode: .readingUntouched, views: folder + "/views"), to: folder)
    let tools = WebTools(folder: folder)
    try tools.make()
    let sites = [try tools.ours(path), try tools.datasette()]
    defer { for site in sites { site.stop() } }
    try agree(sites)
    for page in WebPage.allCases {
      var outcomes: [String: [WebFigures]] = [:]
      for run in 0..<runs {
        for site in sites {
          let figures = try tools.measure(page, site, products, seconds, connections, seed: bench.seed + UInt64(run))
          outcomes[site.name, default: []].append(figures)
        }
      }
      for site in sites {
        let figures = (outcomes[site.name] ?? []).sorted { $0.perSecond < $1.perSecond }
        let median = figures[figures.count / 2]
        report.note("\(page.rawValue), \(site.name), pages a second", Int(median.perSecond))
        report.note("\(page.rawValue), \(site.name), half below µs", median.half)
        report.note("\(page.rawValue), \(site.name), p99 µs", median.p99)
      }
      let (ours, theirs) = (outcomes[sites[0].name] ?? [], outcomes[sites[1].name] ?? [])
      let leads = zip(ours, theirs).map { $0.perSecond / $1.perSecond }.sorted()
      report.note("\(page.rawValue), ahead of Datasette, per cent", Int(leads[leads.count / 2] * 100))
    }
    for site in sites { report.note("\(site.name), own memory, MiB", site.mebibytes) }
  }

  /// Both count the same on one day.
  private func agree(_ sites: [WebSite]) throws {
    let counts = try sites.map { try $0.starsByLevel(on: "2024-06-30") }
    guard counts[0] == counts[1], !counts[0].isEmpty else {
      throw BenchFailure.disagree("stars by level", sites[1].name, "\(counts[1])", "\(counts[0])")
    }
  }

  /// What Datasette is given: the products as they stand, and every stretch of stars.
  private func write(_ ledger: Ledger, to folder: String) throws {
    let csv = CSVLine(isForExcel: false)
    func file(_ name: String, _ lines: some Sequence<String>) throws {
      try Data((lines.joined(separator: "\n") + "\n").utf8).write(to: URL(fileURLWithPath: "\(folder)/\(name)"))
    }
    let today = Timestamp.now().dayInVietnam
    let rows = try ledger.ask(Register.Products(), asOf: today).answer.rows
    try file(
      "products.csv",
      rows.map { row in
        csv.text([
          "\(row.id.number)", row.name, row.producerName ?? "", row.place.district ?? "", row.place.commune ?? "",
          row.stars.map { "\($0.number)" } ?? "", row.since?.text ?? "", row.validUntil?.text ?? "",
          row.status.rawValue,
        ])
      })
    let stretches = try ledger.ask(RatingHistory.Query(), asOf: today).answer.rows
    try file(
      "grants.csv",
      // What was replaced on its own first day was never held.
      stretches.lazy.filter { $0.state == .held && $0.through != nil }.map { row in
        csv.text([
          "\(row.product.number)", row.state.rawValue, row.stars.map { "\($0.number)" } ?? "",
          row.from?.day.description ?? "", row.through?.day.description ?? "", row.act?.rawValue ?? "",
          row.decision ?? "", row.level?.rawValue ?? "", "\(row.position)",
        ])
      })
  }
}

/// What is asked of both.
enum WebPage: String, CaseIterable {
  case product
  case statistics
}

/// What `wrk` says.
struct WebFigures {
  let perSecond: Double
  /// Microseconds below which half of the answers came, and 99 of a hundred.
  let half: Int
  let p99: Int
}
