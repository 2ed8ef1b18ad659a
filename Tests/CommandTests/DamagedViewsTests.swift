import Foundation
import ProjectionTesting
import TestSupport
import Testing

@Suite("ocop: no view decides what is recorded")
struct DamagedViewsTests {
  @Test(
    "with bytes of the views changed, imports record what they record beside whole views",
    arguments: 1...UInt64(Effort.rounds(2, thorough: 22)))
  func changedBytes(seed: UInt64) throws {
    let (whole, damaged) = (try Sample.copy(), try Sample.copy())
    // The views are there before they are damaged.
    for scratch in [whole, damaged] { _ = try Program.run(["product", "list"], ledger: scratch.path + "/ledger") }
    var random = SeededGenerator(seed: seed)
    let files =
      FileManager.default.enumerator(atPath: damaged.path + "/ledger/views")?.compactMap { $0 as? String } ?? []
    let views = files.filter { $0.hasSuffix("data.mdb") }
    #expect(!views.isEmpty)
    for _ in 1...10 {
      let url = URL(fileURLWithPath: damaged.path + "/ledger/views/" + views.randomElement(using: &random)!)
      var bytes = try Data(contentsOf: url)
      bytes[Int.random(in: 8192..<bytes.count, using: &random)] ^= UInt8.random(in: 1...255, using: &random)
      try bytes.write(to: url)
    }
    #expect(try Self.records(damaged) == Self.records(whole), "seed \(seed)")
  }

  /// What the ledger holds once everything was imported again, and a list with new rows.
  private static func records(_ scratch: Scratch) throws -> [String] {
    let ledger = scratch.path + "/ledger"
    let rows = """
      product,producer,stars,decision,decided_on
      Mắm tôm Lê Gia,Công ty TNHH Thực phẩm và Thương mại dịch vụ Lê Gia,5,7001/QĐ,2026-01-15
      Nem mới,HTX Mới,3,7002/QĐ,2026-01-15
      Chè sạch Bình Sơn,HTX Dịch vụ nông lâm nghiệp Bình Sơn,3,7003/QĐ,2026-01-15

      """
    var imports = [("recognitions", try scratch.file("new.csv", rows))]
    for (kind, name) in [
      ("recognitions", "recognitions.csv"), ("exports", "exports.csv"), ("events", "events.jsonl"),
      ("awards", "awards.csv"),
      ("targets", "targets.csv"),
    ] {
      imports.append((kind, Program.fixtures + "/" + name))
    }
    for (kind, file) in imports {
      let run = try Program.run(["import", kind, file], ledger: ledger)
      #expect(run.status == 0, "\(kind): \(run.errors)")
    }
    let exported = try Program.run(["export", "events"], ledger: ledger)
    return exported.lines.map { line in
      line.replacing(/"recordedAt":"[^"]*"/, with: "").replacing(/"hash":"[^"]*"/, with: "")
    }
  }
}
