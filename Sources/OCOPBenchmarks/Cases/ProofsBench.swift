internal import ArgumentParser
internal import Exchange
internal import Foundation
internal import Ledger
internal import OCOP
internal import OCOPKit
internal import ProjectionTesting

/// What an inspector waits for: verifying the whole log, and one record's proof.
struct ProofsBench: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "proofs", abstract: "Verifying a log, and proofs of single records.")

  @Option(help: "How many products.") var products: UInt32 = 100_000
  @Option(help: "How many events in all, about.") var events = 1_000_000
  @Option(help: "How often the log is verified.") var runs = 5
  @OptionGroup var bench: BenchLedger

  func run() throws { try bench.run(fill: fill, measure: measure) }

  private func fill(_ ledger: Ledger) throws {
    try LargeHistory(seed: bench.seed, products: products, events: events).write(to: ledger)
  }

  private func measure(_ path: String, _ report: inout Report) throws {
    let ledger = try Ledger(at: path, mode: .writing(waiting: false))
    let size = try ledger.size
    report.note("records", Int(size))
    report.note("bytes of log", ledger.usedBytes)
    var whole = Samples()
    for _ in 0..<runs {
      let result = try timed(&whole) { try ledger.verify() }
      guard result.findings.isEmpty else { throw BenchFailure.notVerified(result.findings.count) }
    }
    report.add("verify", whole)
    report.note("events verified a second", Int(Double(size) / whole.median * 1e6))
    report.note("memory of its own afterwards, MiB", Report.ownMebibytes)
    var random = SeededGenerator(seed: bench.seed)
    var proofs = Samples()
    let key = try LedgerKey(origin: try ledger.origin, seed: [UInt8](repeating: 1, count: 32))
    let memory = KeyMemory(besideKey: ledger.path + ".key")
    try memory.create(key)
    defer { for path in [memory.key, memory.path] { try? FileManager.default.removeItem(atPath: path) } }
    try ledger.appendBypassingDecider(Self.tenRecords(in: ledger))
    var signing = Samples()
    let checkpoint = try timed(&signing) { try ledger.signCheckpoint(key, memory, by: "bench") }
    report.add("commitment to all streams, and the checkpoint", signing)
    for _ in 0..<1_000 {
      let position = Position(UInt64.random(in: 0..<size, using: &random))
      _ = try timed(&proofs) { try ledger.proof(of: position, under: checkpoint) }
    }
    report.add("inclusion proof", proofs)
    try measureStreams(ledger, checkpoint, &report)
  }

  /// What shows that a stream is whole, or not there, and a bundle of a product with ten records.
  private func measureStreams(_ ledger: Ledger, _ checkpoint: SignedCheckpoint, _ report: inout Report) throws {
    report.note("streams", Int(products) + (try ledger.streams(.producer).count))
    var (absences, whole, bundles) = (Samples(), Samples(), Samples())
    let missing = StreamID(.product, .max)
    for _ in 0..<runs {
      let texts = try timed(&absences) { try ledger.streamProofs(of: [missing], under: checkpoint) }
      if absences.micros.count == 1 { report.note("bytes of a proof of absence", texts[0].text.utf8.count) }
      try timed(&whole) { try ledger.requireWholeStreams() }
      let bundle = try timed(&bundles) { try Bundle.make(of: Self.bundled, in: ledger) }
      if bundles.micros.count == 1 { report.note("bytes of the bundle", bundle.bytes.count) }
    }
    report.note("records of its product", try ledger.records(of: Self.bundled.stream).count)
    report.add("proof of absence", absences)
    report.add("all streams held against all records", whole)
    report.add("bundle of that product", bundles)
  }

  /// A product that is none of those which change all the time.
  private static let bundled = ProductID(20)

  /// So many records that the product has ten.
  private static func tenRecords(in ledger: Ledger) throws -> [Record] {
    let stream = bundled.stream
    let missing = 10 - (try ledger.records(of: stream).count)
    return (0..<max(0, missing)).map { _ in
      Record(
        stream: stream, version: 1, recordedAt: Timestamp(microseconds: 0), effectiveOn: nil, actor: "van-phong",
        command: nil,
        event: .productRegrouped(ProductRegrouped(group: .food)))
    }
  }
}
