import Foundation
import OCOP
import ProjectionTesting
import TestSupport
import Testing

/// One byte made another: in the events, the tree, the indexes and the blobs, and in every file that goes out.
@Suite("ocop: one changed byte")
struct AlteredBytesTests {
  /// A small signed ledger, written compactly, so that nearly each byte of its file means something.
  private struct Small {
    let scratch = Scratch()
    var ledger: String { scratch.path + "/ledger" }
    var key: String { scratch.path + "/key" }
    var verifier = ""

    init() throws {
      let first = scratch.path + "/first"
      let rows = (1...60).map { "Sản phẩm \($0),Chủ thể \($0),\($0 % 3 + 3),2020-05-01" }
      let list = try scratch.file(
        "list.csv", "product,producer,stars,decided_on\n" + rows.joined(separator: "\n") + "\n")
      for command in [
        ["init", "--ledger", first], ["import", "recognitions", list], ["key", "create", "--key", key],
        ["checkpoint", "create", "--key", key], ["backup", "create", ledger],
      ] {
        let done = try Program.run(command, ledger: first)
        #expect(done.status == 0, "\(command): \(done.errors)")
      }
      let shown = try run(["key", "show", "--key", key, "--format", "json"])
      guard case .string(let text)? = try shown.json["verifier"] else { return }
      verifier = text
    }

    func run(_ command: [String]) throws -> Program.Outcome { try Program.run(command, ledger: ledger) }
  }

  /// Changes one byte of `file` at a time, `count` times, and lends each file so made.
  private func alter(
    _ file: String, _ count: Int, seed: UInt64, _ check: (_ place: Int) throws -> Void
  ) throws {
    let url = URL(fileURLWithPath: file)
    let original = try Data(contentsOf: url)
    var random = SeededGenerator(seed: seed)
    for _ in 0..<count {
      let place = Int.random(in: 0..<original.count, using: &random)
      var data = original
      data[place] ^= UInt8.random(in: 1...255, using: &random)
      try data.write(to: url)
      try check(place)
    }
    try original.write(to: url)
  }

  @Test("anywhere in the log's file: no signal, never well where content changed, and a place is named")
  func log() throws {
    let small = try Small()
    let count = Effort.rounds(130, thorough: 650)
    let content = try small.run(["export", "events"]).output
    var found = 0
    try alter(small.ledger + "/log/data.mdb", count, seed: 11) { place in
      let run = try small.run(["verify", "--format", "json"])
      #expect([0, 1, 2].contains(run.status), "byte \(place): \(run.status) \(run.errors)")
      // Bytes between the records of a page belong to nothing.
      if run.status == 0 {
        #expect(try small.run(["export", "events"]).output == content, "byte \(place)")
      }
      guard run.status == 1 else { return }
      found += 1
      guard case .array(let findings)? = try run.json["findings"] else {
        Issue.record("byte \(place): no finding")
        return
      }
      #expect(findings.contains { named($0) }, "byte \(place): \(run.output)")
    }
    #expect(found > count * 3 / 10, "only \(found) changes were findings")
  }

  /// Says where: a position, or for a blob its hash, or that the sums do not agree.
  private func named(_ finding: JSONValue) -> Bool {
    if case .int? = finding["position"] { return true }
    return finding["kind"] == "lookUpFails" || finding["kind"] == "blobAltered" || finding["kind"] == "rootDiffers"
      || finding["kind"] == "streamIndex"
      || finding["kind"] == "commandIndex"
      // These have no place, and name what is gone, or should not be there.
      || finding["kind"] == "tableMissing" || finding["kind"] == "foreignEntry"
  }

  @Test("in checkpoint, proofs and bundle: each is refused, exit 1")
  func files() throws {
    let small = try Small()
    let (out, bundle) = (small.scratch.path + "/out", small.scratch.path + "/b.zip")
    for command in [
      ["checkpoint", "create", "--key", small.key], ["prove", "10", "--output", out],
      ["bundle", "create", "--product", "SP-0002", "--output", bundle],
    ] {
      let done = try small.run(command)
      #expect(done.status == 0, "\(command): \(done.errors)")
    }
    let proof = try #require(try FileManager.default.contentsOfDirectory(atPath: out).first)
    for (command, file, count) in [
      (["proof", "verify"], out + "/" + proof, 120), (["bundle", "verify"], bundle, 120),
      (["checkpoint", "verify"], small.ledger + "/checkpoint", 110),
    ] {
      let copy = small.scratch.path + "/copy"
      try? FileManager.default.removeItem(atPath: copy)
      try FileManager.default.copyItem(atPath: file, toPath: copy)
      let verify = command + [copy, "--verifier", small.verifier]
      #expect(try small.run(verify).status == 0, "\(command)")
      try alter(copy, Effort.rounds(count / 4, thorough: count), seed: 12) { place in
        let run = try small.run(verify)
        #expect(run.status == 1, "\(command), byte \(place): \(run.status) \(run.output)\(run.errors)")
      }
    }
  }
}
