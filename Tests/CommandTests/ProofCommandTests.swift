import Exchange
import Foundation
import OCOP
import ProjectionTesting
import TestSupport
import Testing

@Suite("ocop: keys, checkpoints, proofs")
struct ProofCommandTests {
  @Test("a key lies outside the ledger, for its owner only, and signs for its own ledger alone")
  func keys() throws {
    let signed = try Signed()
    let attributes = try FileManager.default.attributesOfItem(atPath: signed.key)
    #expect((attributes[.posixPermissions] as? NSNumber)?.intValue == 0o600)
    #expect(try signed.run(["key", "create", "--key", signed.key]).status == 5)
    let inside = try signed.run(["key", "create", "--key", signed.ledger + "/key"])
    #expect(inside.status == 5 && inside.errors.contains("proof.keyInLedger"))
    #expect(try !signed.run(["key", "show", "--key", signed.key]).output.contains("PRIVATE"))
    try FileManager.default.setAttributes([.posixPermissions: 0o644], ofItemAtPath: signed.key)
    let exposed = try signed.run(["checkpoint", "create", "--key", signed.key])
    #expect(exposed.status == 5 && exposed.errors.contains("proof.keyExposed"))
    let other = try Program.run(["init", "--ledger", signed.scratch.path + "/other", "--name", "Khác"])
    #expect(other.status == 0, "\(other.errors)")
    try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: signed.key)
    let foreign = try Program.run(
      ["checkpoint", "create", "--key", signed.key], ledger: signed.scratch.path + "/other")
    #expect(foreign.status == 5 && foreign.errors.contains("proof.otherOrigin"))
    #expect(try signed.run(["checkpoint", "create"]).status == 64)
  }

  @Test("a checkpoint is not signed over one that somebody changed, nor with another key unless that is said")
  func changedCheckpoint() throws {
    let signed = try Signed()
    let (file, second) = (signed.ledger + "/checkpoint", signed.scratch.path + "/second.key")
    let note = try String(contentsOfFile: file, encoding: .utf8)
    #expect(try signed.run(["key", "create", "--key", second]).status == 0)
    let unsaid = try signed.run(["checkpoint", "create", "--key", second])
    #expect(unsaid.status == 5 && unsaid.errors.contains("proof.newKey"), "\(unsaid.errors)")
    #expect(try String(contentsOfFile: file, encoding: .utf8) == note)
    #expect(try signed.run(["checkpoint", "create", "--key", second, "--new-key"]).status == 0)
    #expect(try signed.run(["verify"]).status == 0)
    #expect(try signed.run(["checkpoint", "create", "--key", signed.key, "--new-key"]).status == 0)
    // The first record's tree, under the old signature.
    var lines = note.components(separatedBy: "\n")
    let first = try signed.json(["log", "show", "0"])["hash"]!.text.replacing("\"", with: "")
    let digits = Array(first)
    let root = stride(from: 0, to: 64, by: 2).map { UInt8(String(digits[$0...$0 + 1]), radix: 16)! }
    (lines[1], lines[2]) = ("1", Data(root).base64EncodedString())
    try Data(lines.joined(separator: "\n").utf8).write(to: URL(fileURLWithPath: file))
    for key in [signed.key, second] {
      let forged = try signed.run(["checkpoint", "create", "--key", key, "--new-key"])
      #expect(forged.status == 1 && forged.errors.contains("proof.lastUnsigned"), "\(forged.status) \(forged.errors)")
    }
    #expect(try signed.run(["verify"]).output.contains("checkpointUnsigned"))
    try FileManager.default.removeItem(atPath: signed.ledger + "/verifier")
    let unknown = try signed.run(["verify"])
    #expect(unknown.status == 1 && unknown.output.contains("checkpointUnsigned"), "\(unknown.output)")
  }

  @Test("over an altered record nothing is signed, backed up or attested, even where no view tells")
  func alteredLog() throws {
    let signed = try Signed()
    let copy = signed.scratch.path + "/copy"
    #expect(try signed.run(["backup", "create", copy]).status == 0)
    let url = URL(fileURLWithPath: copy + "/log/data.mdb")
    var data = try Data(contentsOf: url)
    let place = try #require(data.firstRange(of: Data("5445/QĐ-UBND".utf8)))
    data[place.lowerBound] ^= 1
    try data.write(to: url)
    let before = try Data(contentsOf: URL(fileURLWithPath: copy + "/checkpoint"))
    for command in [
      ["checkpoint", "create", "--key", signed.key], ["backup", "create", signed.scratch.path + "/second"],
      ["projection", "attest"], ["projection", "attest", "--dry-run"],
    ] {
      let run = try Program.run(command, ledger: copy)
      #expect(run.status == 2 && run.errors.contains("ledger.altered"), "\(command): \(run.status) \(run.errors)")
    }
    #expect(try Data(contentsOf: URL(fileURLWithPath: copy + "/checkpoint")) == before)
    #expect(!FileManager.default.fileExists(atPath: signed.scratch.path + "/second"))
    #expect(try Program.run(["log", "count", "--format", "json"], ledger: copy).json["records"] == 2280)
    // Nor is its rollback accepted: the checkpoint that shows it stays.
    let more = try signed.scratch.file("n.csv", "product,producer,stars,decided_on\nMới,CT mới,3,2020-05-01\n")
    #expect(try signed.run(["import", "recognitions", more]).status == 0)
    #expect(try signed.run(["checkpoint", "create", "--key", signed.key]).status == 0)
    let later = try Data(contentsOf: URL(fileURLWithPath: signed.ledger + "/checkpoint"))
    try later.write(to: URL(fileURLWithPath: copy + "/checkpoint"))
    let size = try Data(contentsOf: url).count
    let accepted = try Program.run(
      ["checkpoint", "create", "--key", signed.key, "--accept-rollback", "--reason", "x"], ledger: copy)
    #expect(accepted.status == 2 && accepted.errors.contains("ledger.altered"), "\(accepted.status) \(accepted.errors)")
    #expect(try Data(contentsOf: URL(fileURLWithPath: copy + "/checkpoint")) == later)
    #expect(try Data(contentsOf: url).count == size)
    let refused = try Program.run(["log", "count"], ledger: copy)
    #expect(refused.status == 2 && refused.errors.contains("ledger.rolledBack"), "\(refused.errors)")
  }

  @Test("a restored backup, a cut tail and a forked copy are refused until somebody takes them, which is recorded")
  func rollback() throws {
    let signed = try Signed()
    let files = FileManager.default
    let old = signed.scratch.path + "/old"
    try files.copyItem(atPath: signed.ledger + "/log", toPath: old)
    let file = try signed.scratch.file("n.csv", "product,producer,stars,decided_on\nMới,CT mới,3,2020-05-01\n")
    #expect(try signed.run(["import", "recognitions", file]).status == 0)
    #expect(try signed.run(["checkpoint", "create", "--key", signed.key]).status == 0)
    func restore() throws {
      try files.removeItem(atPath: signed.ledger + "/log")
      try files.copyItem(atPath: old, toPath: signed.ledger + "/log")
    }
    try restore()
    for command in [["stats", "stars"], ["verify"], ["import", "recognitions", file], ["checkpoint", "show"]] {
      let refused = try signed.run(command)
      #expect(refused.status == 2 && refused.errors.contains("ledger.rolledBack"), "\(command): \(refused.errors)")
    }
    // Another history of the same length is a fork.
    #expect(try files.contentsOfDirectory(atPath: signed.ledger).contains("checkpoint"))
    let held = signed.scratch.path + "/held"
    try files.moveItem(atPath: signed.ledger + "/checkpoint", toPath: held)
    let another = try signed.scratch.file(
      "m.csv", "product,producer,stars,decided_on\nKhác,CT khác,3,2020-05-01\nThêm,CT khác,3,2020-05-01\n")
    #expect(try signed.run(["import", "recognitions", another]).status == 0)
    try files.moveItem(atPath: held, toPath: signed.ledger + "/checkpoint")
    let forked = try signed.run(["stats", "stars"])
    #expect(forked.status == 2 && forked.errors.contains("ledger.forked"))
    let accept = ["checkpoint", "create", "--key", signed.key, "--accept-rollback"]
    #expect(try signed.run(accept).status == 5)
    #expect(try signed.run(accept + ["--reason", "đĩa hỏng, khôi phục từ bản sao lưu"]).status == 0)
    #expect(try signed.run(["verify"]).status == 0)
    let tail = try signed.json(["log", "tail", "-n", "2"])
    guard case .array(let events) = tail else { return #expect(Bool(false)) }
    #expect(events[0]["type"] == "rollbackAccepted" && events[0]["reason"] == "đĩa hỏng, khôi phục từ bản sao lưu")
    try Data("rubbish".utf8).write(to: URL(fileURLWithPath: signed.ledger + "/checkpoint"))
    #expect(try signed.run(["stats", "stars"]).errors.contains("ledger.checkpointBroken"))
  }

  @Test("proofs are checked without a ledger; spoiled ones, other keys and other checkpoints are refused, exit 1")
  func proofs() throws {
    let signed = try Signed()
    let out = signed.scratch.path + "/proofs"
    let first = try signed.scratch.file(
      "first", try String(contentsOfFile: signed.ledger + "/checkpoint", encoding: .utf8))
    #expect(try signed.run(["prove", "--product", "SP-0002", "--output", out]).status == 0)
    let names = try FileManager.default.contentsOfDirectory(atPath: out)
    #expect(names.count >= 7)
    for name in names {
      let checked = try Program.run(
        ["proof", "verify", "\(out)/\(name)", "--verifier", signed.verifier, "--format", "json"])
      #expect(try checked.status == 0 && checked.json["verified"] == true, "\(checked.errors)")
      #expect(try checked.json["event"]?["stream"] == "product/2")
    }
    let file = try signed.scratch.file("n.csv", "product,producer,stars,decided_on\nMới,CT mới,3,2020-05-01\n")
    #expect(try signed.run(["import", "recognitions", file]).status == 0)
    guard case .int(let size)? = try signed.json(["log", "count"])["records"] else { return #expect(Bool(false)) }
    let beyond = try signed.run(["prove", "\(size - 1)", "--output", out])
    #expect(beyond.status == 5 && beyond.errors.contains("proof.afterCheckpoint"))
    #expect(try signed.run(["checkpoint", "create", "--key", signed.key]).status == 0)
    #expect(try signed.run(["checkpoint", "verify", first, "--verifier", signed.verifier]).status == 0)
    let old = try signed.json(["checkpoint", "verify", first])["size"]!.text
    let kept = signed.ledger + "/checkpoint"
    #expect(try signed.run(["prove", "consistency", "--from", kept, "--to", kept, "--output", out]).status == 0)
    let forged = try signed.scratch.file(
      "forged", try String(contentsOfFile: first, encoding: .utf8).replacing("\n\(old)\n", with: "\n2278\n"))
    let apart = try signed.run(["prove", "consistency", "--from", forged, "--output", out])
    #expect(
      apart.status == 1 && apart.errors.contains("2278") && apart.errors.contains("\(size + 1)"), "\(apart.errors)")
    #expect(try signed.run(["prove", "consistency", "--from", old, "--output", out]).status == 0)
    let consistency = "\(out)/consistency-\(old)-\(size + 1).txt"
    let arguments = ["proof", "verify", consistency, "--verifier", signed.verifier, "--old"]
    #expect(try Program.run(arguments + [first]).status == 0)
    #expect(try Program.run(arguments + [signed.ledger + "/checkpoint"]).status == 1)
    let proof = "\(out)/\(names.sorted()[0])"
    #expect(try Program.run(["proof", "verify", proof, "--verifier", "moon"]).status == 5)
    let other = "example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k"
    let unknown = try Program.run(["proof", "verify", proof, "--verifier", other])
    #expect(unknown.status == 1 && unknown.errors.contains("proof.noKnownSignature"))
    let text = try String(contentsOfFile: proof, encoding: .utf8)
    let spoiled = try signed.scratch.file("spoiled", text.replacing("index ", with: "index 1"))
    #expect(try Program.run(["proof", "verify", spoiled, "--verifier", signed.verifier]).status == 1)
    #expect(try Program.run(["proof", "verify", file, "--verifier", signed.verifier]).status == 1)
    #expect(try signed.run(["prove", "3", "--product", "SP-0001", "--output", out]).status == 64)
    #expect(try signed.run(["prove", "999999", "--output", out]).status == 5)
  }

  @Test("Go's checksum-database packages take our proofs and checkpoints, and refuse spoiled ones")
  func goOracle() throws {
    guard let tool = try Oracle.go() else { return }
    let signed = try Signed()
    let out = signed.scratch.path + "/proofs"
    #expect(try signed.run(["prove", "--decision", "5445/QĐ-UBND", "--output", out]).status == 0)
    for name in try FileManager.default.contentsOfDirectory(atPath: out) {
      let position = String(name.split(separator: ".")[0])
      let hash = try signed.json(["log", "show", position])["hash"]!.text.replacing("\"", with: "")
      let taken = try Oracle.run([tool, "record", signed.verifier, "\(out)/\(name)", hash])
      #expect(taken == "holds", "\(taken)")
      let wrong = String(hash.reversed())
      #expect(try Oracle.run([tool, "record", signed.verifier, "\(out)/\(name)", wrong]).hasPrefix("refused"))
    }
    // Streams, there and not there.
    let committed = try signed.json(["log", "show", "2279"])
    let root = committed["payload"]!["root"]!.text.replacing("\"", with: "")
    let leaf = committed["hash"]!.text.replacing("\"", with: "")
    for stream in ["SP-0002", "SP-9999", "producer/1", "office/0", "target/999", "session/999"] {
      let folder = "\(out)-\(stream.replacing("/", with: "-"))"
      #expect(try signed.run(["prove", "stream", stream, "--output", folder]).status == 0)
      let file = "\(folder)/\(try FileManager.default.contentsOfDirectory(atPath: folder)[0])"
      #expect(try Oracle.run([tool, "stream", signed.verifier, file, root, leaf]) == "holds", "\(stream)")
      for wrong in [[String(root.reversed()), leaf], [root, String(leaf.reversed())]] {
        #expect(try Oracle.run([tool, "stream", signed.verifier, file] + wrong).hasPrefix("refused"), "\(stream)")
      }
      let text = try String(contentsOfFile: file, encoding: .utf8)
      let shown = try #require(text.firstMatch(of: #/shown [0-9a-f]+ (\d+) /#))
      let more = text.replacing(shown.0, with: shown.0.replacing(" \(shown.1) ", with: " \(shown.1)0 "))
      let spoiled = try signed.scratch.file("spoiled", more)
      #expect(try Oracle.run([tool, "stream", signed.verifier, spoiled, root, leaf]).hasPrefix("refused"), "\(stream)")
      for (path, status) in [(file, Int32(0)), (spoiled, 1)] {
        let ours = try Program.run(["proof", "verify", path, "--verifier", signed.verifier, "--format", "json"])
        #expect(ours.status == status, "\(stream): \(ours.errors)")
      }
      let ours = try Program.run(["proof", "verify", file, "--verifier", signed.verifier, "--format", "json"]).json
      #expect((ours["stream"]?["records"] == 0) == stream.contains("999"), "\(ours)")
    }
    for old in [1, 2, 255, 256, 1_000, 2_047, 2_048, 2_200] {
      #expect(try signed.run(["prove", "consistency", "--from", "\(old)", "--output", out]).status == 0)
      let name = try #require(
        try FileManager.default.contentsOfDirectory(atPath: out).first { $0.hasPrefix("consistency-\(old)-") })
      let root = try signed.json(["stats", "stars", "--known-at", "\(old - 1)"])["root"]!.text.replacing("\"", with: "")
      #expect(try Oracle.run([tool, "consistency", signed.verifier, "\(out)/\(name)", root]) == "holds", "\(old)")
      let wrong = String(root.reversed())
      #expect(try Oracle.run([tool, "consistency", signed.verifier, "\(out)/\(name)", wrong]).hasPrefix("refused"))
    }
  }
}
