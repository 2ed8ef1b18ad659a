import EventLog
import Foundation
import OCOP
import TestSupport
import Testing

@Suite("ocop: a ledger with an event of tomorrow")
struct NewerCommandTests {
  /// The sample ledger with one record more, about SP-0002: an event of a type that has no number yet.
  private static func ledger() throws -> (scratch: Scratch, ledger: String, at: UInt64) {
    let scratch = try Sample.copy()
    let path = scratch.path + "/ledger"
    let log = try EventLog(at: path + "/log", mode: .writing(waiting: false)) { LogTime(microseconds: 0) }
    let size = try log.read { $0.size }
    _ = try log.append {
      let records = ProposedRecords(count: 1) { _ in
        StreamKey([3, 0, 0, 0, 0, 0, 0, 0, 2])
      } keys: { _ in
        []
      } encode: { _, stamp, bytes in
        var record = Record(
          stream: ProductID(2).stream, version: stamp.version.rawValue,
          recordedAt: Timestamp(microseconds: stamp.recordedAt.rawValue), effectiveOn: LegalDate("2020-05-01"),
          actor: "mai-sau", command: nil, event: .productRenamed(ProductRenamed(name: "?")))
        record.note = "of tomorrow"
        // 120, bytes.
        bytes += [0xc2, 0x07] + record.wireBytes.dropFirst(2)
      }
      return [AppendRequest(command: nil, expecting: [:], records: records, format: LogFormat.made)]
    }
    return (scratch, path, size)
  }

  @Test("it is read and shown, with what it needs; figures say what they lack; verify calls it whole")
  func reading() throws {
    let (scratch, ledger, at) = try Self.ledger()
    defer { withExtendedLifetime(scratch) {} }
    let shown = try Program.run(["log", "show", "\(at)"], ledger: ledger)
    #expect(shown.status == 0 && shown.output.contains("mai-sau") && shown.errors.contains("newer ocop"), "\(shown)")
    let json = try Program.run(["log", "show", "\(at)", "--format", "json"], ledger: ledger).json
    #expect(json["needsNewer"] == true && json["type"] == "120" && json["stream"] == "product/2")
    for format in ["table", "json", "ndjson", "csv"] {
      let tail = try Program.run(["log", "tail", "-n", "3", "--format", format, "--lang", "vi"], ledger: ledger)
      #expect(tail.status == 0 && tail.output.contains("mai-sau"), "\(format)")
      #expect(tail.errors.contains("cần ocop mới hơn"), "\(format): \(tail.errors)")
    }
    for command in [
      ["stats", "stars"], ["stats", "stars", "--known-at", "\(at)"], ["product", "list"], ["exporters", "list"],
      ["product", "history", "SP-0002"], ["product", "history", "SP-0002", "--all"], ["product", "blame", "SP-0002"],
      ["verify"], ["show", "targets"], ["cert", "list"], ["log", "corrections"], ["whatif", "--rules", "QD26-2026"],
    ] {
      let run = try Program.run(command, ledger: ledger)
      #expect(run.status == 0 && run.errors.contains("newer ocop"), "\(command): \(run.errors)")
    }
    #expect(
      try Program.run(["stats", "stars", "--format", "json"], ledger: ledger).json["needsNewer"] == .int(Int64(at)))
    #expect(try Program.run(["verify", "--format", "json"], ledger: ledger).json["newer"] == 1)
    #expect(!(try Program.run(["stats", "stars", "--known-at", "\(at - 1)"], ledger: ledger)).errors.contains("newer"))
  }

  @Test("what must not leave it out refuses with the place: exit 12; what is about other things goes on")
  func strict() throws {
    let (scratch, ledger, at) = try Self.ledger()
    let key = scratch.path + "/key"
    #expect(try Program.run(["key", "create", "--key", key], ledger: ledger).status == 0)
    #expect(try Program.run(["checkpoint", "create", "--key", key], ledger: ledger).status == 0)
    let one = try scratch.file(
      "one.csv",
      "product,producer,stars,decided_on\nMắm tôm Lê Gia,Công ty TNHH Thực phẩm và Thương mại dịch vụ Lê Gia,4,2026-05-01\n"
    )
    for command in [
      ["export", "events"], ["replay", "--product", "SP-0002"], ["rebuild"], ["rebuild", "--projection", "exporters"],
      ["verify", "--views"], ["projection", "attest", "exporters"],
      ["bundle", "create", "--product", "SP-0002", "--output", scratch.path + "/b.zip"],
      ["prove", "--product", "SP-0002", "--output", scratch.path + "/p"],
      ["correct", "\(at)", "--strike-out", "--reason", "x"],
      ["evaluate", "SP-0002", Program.fixtures + "/../sheets/nuoc-mam-4-sao.csv", "--set", "9", "--on", "2026-08-15"],
      ["import", "recognitions", one],
    ] {
      let run = try Program.run(command, ledger: ledger)
      #expect(run.status == 12, "\(command): \(run.status) \(run.errors)")
      #expect(run.errors.contains("ledger.newerEvent") && run.errors.contains(" \(at) "), "\(command): \(run.errors)")
    }
    #expect(
      try Program.run(["log", "count", "--format", "json"], ledger: ledger).json["records"] == .int(Int64(at + 2)))
    // By its position it can be proved: that is about its bytes.
    let proofs = scratch.path + "/proofs"
    #expect(try Program.run(["prove", "\(at)", "--output", proofs], ledger: ledger).status == 0)
    let verifier = try String(contentsOfFile: ledger + "/verifier", encoding: .utf8).trimmingCharacters(in: .newlines)
    let proved = try Program.run(["proof", "verify", "\(proofs)/\(at).tlog-proof", "--verifier", verifier])
    #expect(
      proved.status == 0 && proved.output.contains("mai-sau") && proved.errors.contains("newer ocop"), "\(proved)")
    let other = try scratch.file("other.csv", "product,producer,stars,decided_on\nMới,Chủ thể mới,3,2020-05-01\n")
    #expect(try Program.run(["import", "recognitions", other], ledger: ledger).status == 0)
    #expect(try Program.run(["replay", "--product", "SP-0001"], ledger: ledger).status == 0)
    let copy = scratch.path + "/copy"
    #expect(try Program.run(["backup", "create", copy], ledger: ledger).status == 0)
    #expect(try Program.run(["verify"], ledger: copy).status == 0)
  }
}
