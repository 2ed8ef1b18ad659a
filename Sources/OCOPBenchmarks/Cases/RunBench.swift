internal import ArgumentParser
internal import Foundation
internal import OCOP

/// Everything, against its peers, in turn.
struct RunBench: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "run", abstract: "Every case at every size, in turn with its peers.")

  @Option(help: "How many events, about; several sizes with commas.") var events = "100000,1000000,10000000"
  @Option(help: "How often each case is run.") var runs = 5
  @Option(help: "How many full sheets the what-if goes through.") var sheets: UInt32 = 1_000_000
  @Option(help: "How many rows are imported.") var rows = 100_000
  @OptionGroup var output: ResultOptions

  func run() throws {
    let sizes = events.split(separator: ",").compactMap { Int($0) }
    guard !sizes.isEmpty, runs > 0 else { throw ValidationError("events: one size or several, runs: 1 or more") }
    try Measurement(sizes: sizes, runs: runs, most: 200_000, sheets: sheets, rows: rows, output: output).run()
  }
}

/// The same in less than two minutes.
struct QuickBench: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "quick", abstract: "Every case at 100,000 events, three times: less than two minutes.")

  @OptionGroup var output: ResultOptions

  func run() throws {
    try Measurement(sizes: [100_000], runs: 3, most: 200_000, sheets: 100_000, rows: 10_000, output: output).run()
  }
}

struct ResultOptions: ParsableArguments {
  @Option(help: "The seed of the histories.") var seed: UInt64 = 1
  @Option(help: "Where the files lie, to be found again; else a temporary folder.") var folder: String?
  @Option(help: "Only cases whose id begins so.") var only: String?
  @Flag(help: "One JSON object a line.") var json = false
  @Option(help: "Writes the page of results, as Markdown.") var page: String?
  @Option(help: "Writes the chart, as SVG.") var chart: String?
}

extension RunBench {
  /// The loops in C.
  static let loops = ["bare", "indexed"]
}

private struct Measurement {
  let sizes: [Int]
  let runs: Int
  let most: Int
  let sheets: UInt32
  let rows: Int
  let output: ResultOptions

  func run() throws {
    let folder = output.folder ?? NSTemporaryDirectory() + "ocop-bench-\(UUID().uuidString)"
    defer { if output.folder == nil { try? FileManager.default.removeItem(atPath: folder) } }
    var sides = try Self.sides()
    var results = Results(missing: sides.compactMap { side in side.missing.map { (side.name, $0) } })
    for size in sizes {
      note("\(size) events: making the files")
      let shop = try Workshop(in: folder, events: size, most: most, sheets: sheets, seed: output.seed)
      // Those who fold what they appended have it also where appending is not measured.
      for side in sides where ["sqlite", "eventsourcing"].contains(side.name) && side.missing == nil {
        _ = try side.ask("append \(shop.folder)/\(side.name).db \(shop.eventFile) 10000")
      }
      results.note(size: shop.records, "bytes of log per event", Double(shop.bytesOfLog) / Double(shop.records))
      for measured in Cases.all(shop) where measured.id.hasPrefix(output.only ?? "") {
        note("\(size) events: \(measured.id)")
        // A new one each time: what one case left behind in memory is not the next one's.
        if let place = sides.firstIndex(where: { $0.name == "ledger" }) { sides[place] = Self.ledgerSide() }
        results.add(try outcome(of: measured, shop, sides))
      }
      for (name, file) in [("SQLite", "sqlite.db"), ("eventsourcing", "eventsourcing.db")] {
        if let bytes = Self.bytes(of: "\(shop.folder)/\(file)") {
          results.note(size: shop.records, "bytes per event of \(name)", Double(bytes) / Double(shop.few))
        }
      }
      for measured in try ProgramCases(shop, rows: rows, only: output.only).measure(runs) { results.add(measured) }
    }
    for side in sides { side.stop() }
    try results.write(to: output)
  }

  /// Each side once, then each again: what drifts meanwhile hits all alike.
  private func outcome(of measured: Case, _ shop: Workshop, _ sides: [Side]) throws -> Outcome {
    var outcome = Outcome(measured, events: shop.records)
    for run in (measured.isWarm ? -1 : 0)..<runs {
      for (name, question) in measured.sides {
        guard let side = sides.first(where: { $0.name == name }), side.missing == nil else { continue }
        // The others make their own folder anew; the bare loops want an empty one.
        let scratch = "\(shop.folder)/scratch-\(name)"
        if RunBench.loops.contains(name), question.contains(scratch) {
          try? FileManager.default.removeItem(atPath: scratch)
          try FileManager.default.createDirectory(atPath: scratch, withIntermediateDirectories: true)
        }
        let answer = try side.ask(question)
        if run >= 0 { outcome.add(answer, by: name) }
      }
    }
    for name in measured.agreeing where outcome.sides.contains(name) && outcome.check(name) != outcome.check("ledger") {
      throw BenchFailure.disagree(measured.id, name, outcome.check(name), outcome.check("ledger"))
    }
    return outcome
  }

  private static func sides() throws -> [Side] {
    let programs = URL(fileURLWithPath: CommandLine.arguments[0]).resolvingSymlinksInPath().deletingLastPathComponent()
    let own = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    let root = own.deletingLastPathComponent().deletingLastPathComponent()
    let peers = own.appendingPathComponent("Peers/peers.py").path
    let path = ["PYTHONPATH": root.appendingPathComponent(".build/peers").path]
    let sides =
      [
        ledgerSide()
      ] + RunBench.loops.map { Side($0, programs.appendingPathComponent("BareLoop").path, []) }
      + ["sqlite", "eventsourcing", "duckdb", "postgres"].map {
        Side($0, "/usr/bin/python3", [peers, $0], environment: path)
      }
    for side in sides { side.greet() }
    return sides
  }

  private static func ledgerSide() -> Side {
    Side("ledger", URL(fileURLWithPath: CommandLine.arguments[0]).resolvingSymlinksInPath().path, ["ledger-side"])
  }

  private static func bytes(of file: String) -> Int? {
    (try? FileManager.default.attributesOfItem(atPath: file))?[.size] as? Int
  }

  private func note(_ text: String) {
    FileHandle.standardError.write(Data((text + "\n").utf8))
  }
}
