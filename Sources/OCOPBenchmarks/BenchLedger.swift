internal import ArgumentParser
internal import Foundation
internal import Ledger
internal import OCOPKit

/// Where a benchmark's ledger lies, and how its figures are shown.
struct BenchLedger: ParsableArguments {
  @Option(help: "The seed of the history.") var seed: UInt64 = 1
  @Option(help: "Where the ledger is made, or found again; else a temporary folder.") var ledger: String?
  @Flag(help: "One JSON object a line.") var json = false

  /// Lends the ledger's folder and a report to `measure`. Where there is no ledger yet, an empty one is made and lent to
  /// `fill`; one in a temporary folder is removed afterwards.
  func run(fill: (Ledger) throws -> Void, measure: (String, inout Report) throws -> Void) throws {
    let path = ledger ?? NSTemporaryDirectory() + "ocop-bench-\(UUID().uuidString)"
    defer { if ledger == nil { try? FileManager.default.removeItem(atPath: path) } }
    if !FileManager.default.fileExists(atPath: path + "/log") {
      try Ledger.create(at: path, identity: [UInt8](repeating: 7, count: 16))
      try fill(try Ledger(at: path, mode: .writing(waiting: false)))
    }
    var report = Report(isJSON: json)
    try measure(path, &report)
    report.finish()
  }
}
