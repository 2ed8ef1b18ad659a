import Exchange
import Foundation
import LMDB
import OCOP
import OCOPKit
import TestSupport
import Testing

/// What somebody can try who may write to the ledger's folder or pack archives, and has no key.
@Suite("ocop: attacks on what is handed out")
struct EvidenceAttackTests {
  private static func files(_ path: String) throws -> [String: [UInt8]] {
    let archive = try #require(ZipArchive(Array(try Data(contentsOf: URL(fileURLWithPath: path)))))
    return Dictionary(uniqueKeysWithValues: archive.files.map { ($0.name, $0.bytes) })
  }

  private static func pack(_ files: [String: [UInt8]], _ path: String) throws {
    let all = files.sorted { $0.key < $1.key }.map { ZipArchive.File(name: $0.key, bytes: $0.value) }
    try Data(ZipArchive(files: all).bytes).write(to: URL(fileURLWithPath: path))
  }

  @Test(
    "a receipt under another stream's name, text behind the last line, questions that nobody asked, twins in JSON: both refuse"
  )
  func archives() throws {
    let signed = try Signed()
    let path = { signed.scratch.path + "/" + $0 }
    for command in [
      ["bundle", "create", "--product", "SP-0002", "--output", path("b.zip")],
      ["prove", "stats", "stars", "--as-of", "2020-12-31", "--output", path("s.zip")],
      ["prove", "decision", "5445/QĐ-UBND", "--output", path("d.zip")],
    ] { #expect(try signed.run(command).status == 0) }
    let (bundle, figure, decision) = (
      try Self.files(path("b.zip")), try Self.files(path("s.zip")), try Self.files(path("d.zip"))
    )
    let checker = try signed.scratch.file("apart.py", Bundle.checker(among: installedProjections))
    func refused(_ what: String, _ files: [String: [UInt8]], _ change: (inout [String: [UInt8]]) -> Void) throws {
      var files = files
      change(&files)
      try Self.pack(files, path("x.zip"))
      #expect(
        try Program.run(["bundle", "verify", path("x.zip"), "--verifier", signed.verifier]).status == 1, "\(what)")
      let theirs = try Oracle.python([checker, signed.verifier, path("x.zip")])
      #expect(
        theirs?.status ?? 1 == 1 && theirs?.output.contains("Traceback") != true, "\(what): \(theirs?.output ?? "")")
    }
    func edit(_ name: String, _ change: @escaping (String) -> String) -> (inout [String: [UInt8]]) -> Void {
      { files in files[name] = Array(change(String(decoding: files[name] ?? [], as: UTF8.self)).utf8) }
    }
    try refused("another stream's receipt", bundle) { files in
      let text = String(decoding: files["streams/rulebook-1.stream-proof"] ?? [], as: UTF8.self)
      files["streams/product-2.stream-proof"] = Array(
        text.replacing("stream rulebook/1\n", with: "stream product/2\n").utf8)
      for last in ["2226", "2227"] { files["proofs/\(last).tlog-proof"] = nil }
      let events = String(decoding: files["events.jsonl"] ?? [], as: UTF8.self).split(separator: "\n")
      let left = events.filter { !$0.hasPrefix("{\"position\":2226,") && !$0.hasPrefix("{\"position\":2227,") }
      files["events.jsonl"] = Array((left.joined(separator: "\n") + "\n").utf8)
    }
    try refused("a line without an end", bundle, edit("events.jsonl") { $0 + "{\"position\":9999}" })
    try refused("a file missing", bundle) { $0["README.txt"] = nil }
    for extra in ["\"group\":\"food\",", "\"stars\":\"5\","] {
      let asked = { (text: String) in text.replacing("\"parameters\":{", with: "\"parameters\":{" + extra) }
      try refused("a filter that was not applied", figure, edit("figure.json", asked))
    }
    // Another edition of the map, the map without its last word, a grouping that there is not.
    var older = figure
    edit("figure.json") { $0.replacing("\"areas\":\"2020-06-01\"", with: "\"areas\":\"initial\"") }(&older)
    #expect(older["figure.json"] != figure["figure.json"])
    try Self.pack(older, path("x.zip"))
    #expect(try Program.run(["bundle", "verify", path("x.zip"), "--verifier", signed.verifier]).status == 1)
    let areas = String(decoding: figure["events.jsonl"] ?? [], as: UTF8.self).split(separator: "\n")
    let last = try #require(areas.lastIndex { $0.contains("\"stream\":\"area/38\"") })
    try refused("the last record of the map", figure) { files in
      for name in ["records.txt", "events.jsonl"] {
        var lines = String(decoding: figure[name] ?? [], as: UTF8.self).split(separator: "\n")
        lines.remove(at: last)
        files[name] = Array((lines.joined(separator: "\n") + "\n").utf8)
      }
    }
    var planet = figure
    edit("figure.json") { $0.replacing("\"by\":\"district\"", with: "\"by\":\"planet\"") }(&planet)
    try Self.pack(planet, path("x.zip"))
    #expect(try Program.run(["bundle", "verify", path("x.zip"), "--verifier", signed.verifier]).status == 1)
    try refused(
      "an empty question", decision,
      edit("figure.json") { $0.replacing("\"what\":\"show\"", with: "\"district\":\"399\",\"what\":\"show\"") })
    for (old, new) in [
      ("\"areas\":\"initial\"", "\"areas\":\"9999-12-31\""),
      ("\"counting\":\"in-force\"", "\"counting\":\"ever-recognised\""),
    ] {
      var files = decision
      edit("figure.json") { $0.replacing(old, with: new) }(&files)
      try Self.pack(files, path("x.zip"))
      #expect(
        try Program.run(["bundle", "verify", path("x.zip"), "--verifier", signed.verifier]).status == 1, "\(new)")
    }
    try refused(
      "a name twice", figure,
      edit("figure.json") { $0.replacing("\"rows\":", with: "\"rows\":[],\"rows\":", maxReplacements: 1) })
    try refused(
      "another number", figure,
      edit("figure.json") { $0.replacing("\"products\":9", with: "\"products\":9.0", maxReplacements: 1) })
    try refused("streams without an end", figure, edit("streams.txt") { $0 + "070000000000000001 1 5" })
    // As other programs pack archives.
    try Self.pack(bundle, path("x.zip"))
    let honest = try Data(contentsOf: URL(fileURLWithPath: path("x.zip")))
    for (what, bytes) in [("prefix", Data("x".utf8) + honest), ("trailing", honest + Data("x".utf8))] {
      try bytes.write(to: URL(fileURLWithPath: path("x.zip")))
      #expect(
        try Program.run(["bundle", "verify", path("x.zip"), "--verifier", signed.verifier]).status == 1, "\(what)")
      #expect(try Oracle.python([checker, signed.verifier, path("x.zip")])?.status ?? 1 == 1, "\(what)")
    }
    // A library beside the checker is not taken for Python's own.
    let folder = path("unpacked")
    if let unpacked = try Oracle.python(["-m", "zipfile", "-e", path("b.zip"), folder]) {
      #expect(unpacked.status == 0)
      try Data("print('HOLDS')\nraise SystemExit(0)\n".utf8).write(to: URL(fileURLWithPath: folder + "/base64.py"))
      #expect(try Oracle.python([folder + "/check.py", signed.verifier])?.status == 1)
    }
  }

  @Test("a record given to another stream in place, or gone with its index entry, hides nothing that is handed out")
  func hidden() throws {
    let signed = try Signed()
    let key = withUnsafeBytes(of: UInt64(2227).bigEndian) { Array($0) }
    let entry: [UInt8] = [3] + [0, 0, 0, 0, 0, 0, 0, 2] + [0, 0, 0, 0, 0, 0, 0, 7]
    for isGone in [false, true] {
      let ledger = signed.scratch.path + "/harmed-\(isGone)"
      try FileManager.default.copyItem(atPath: signed.ledger, toPath: ledger)
      if !isGone {
        try HarmedTests.rewriteRecord(2227, in: ledger) { $0.stream = StreamID(.product, 127) }
      }
      try HarmedTests.tables(ledger) { transaction in
        try transaction.remove(entry, in: try transaction.createDatabase("streams"))
        if isGone { try transaction.remove(key, in: try transaction.createDatabase("records")) }
      }
      for command in [
        ["replay", "--product", "SP-0002"], ["replay"], ["replay", "--producer", "CT-0001"],
        ["prove", "--product", "SP-0002", "--output", ledger + "-p"],
        ["bundle", "create", "--product", "SP-0002", "--output", ledger + ".zip"],
        ["prove", "stream", "SP-0002", "--output", ledger + "-p"],
      ] {
        let run = try Program.run(command, ledger: ledger)
        #expect(
          run.status == 2 && run.errors.contains("ledger.altered"), "\(command), \(isGone): \(run.status) \(run.errors)"
        )
      }
    }
  }

  @Test("what was taken out of the index between verifying and recording is not committed to")
  func race() throws {
    let signed = try Signed()
    let more = try signed.scratch.file("n.csv", "product,producer,stars,decided_on\nMới,CT mới,3,2020-05-01\n")
    #expect(try signed.run(["import", "recognitions", more]).status == 0)
    let before = try signed.run(["checkpoint", "show"]).output
    // The lock that a writer holds: the signer waits for it.
    let lock = open(signed.ledger + "/log/writer.lock", O_RDWR)
    #expect(lock >= 0 && flock(lock, LOCK_EX | LOCK_NB) == 0)
    let signer = try Program.start(["checkpoint", "create", "--key", signed.key, "--wait"], ledger: signed.ledger)
    Thread.sleep(forTimeInterval: 1)
    let size = try signed.json(["log", "count"])["records"]!.text
    let product = UInt8(try signed.json(["product", "list"]).text.ranges(of: "\"id\":\"SP-").count)
    try HarmedTests.tables(signed.ledger) { transaction in
      let version: [UInt8] = [0, 0, 0, 0, 0, 0, 0, 2]
      try transaction.remove(
        [3] + [0, 0, 0, 0, 0, 0, 0, product] + version, in: try transaction.createDatabase("streams"))
    }
    close(lock)
    let outcome = try signer.finish()
    #expect(outcome.status == 2 && outcome.errors.contains("ledger.altered"), "\(outcome.status) \(outcome.errors)")
    #expect(try signed.run(["checkpoint", "show"]).output == before)
    #expect(try signed.json(["log", "count"])["records"]!.text == size)
  }

  @Test(
    "verified answers are held against the checkpoint's signature, too; rulebooks that were changed are not handed out")
  func unsigned() throws {
    let signed = try Signed()
    let note = signed.ledger + "/checkpoint"
    let text = try String(contentsOfFile: note, encoding: .utf8)
    let line = try #require(text.split(separator: "\n").last)
    let parts = line.split(separator: " ")
    var blob = try #require(Data(base64Encoded: String(parts[2])))
    blob[blob.count - 5] ^= 1
    let spoiled = "\(parts[0]) \(parts[1]) \(blob.base64EncodedString())"
    try Data(text.replacing(line, with: spoiled).utf8).write(to: URL(fileURLWithPath: note))
    for command in [
      ["stats", "stars", "--verified"], ["bundle", "create", "--product", "SP-0002", "--output", note + ".zip"],
      ["prove", "stats", "stars", "--output", note + ".zip"], ["prove", "1", "--output", note + "-p"],
    ] {
      let run = try signed.run(command)
      #expect(run.status != 0 && run.errors.contains("proof."), "\(command): \(run.status) \(run.errors)")
    }
    try Data(text.utf8).write(to: URL(fileURLWithPath: note))
    #expect(try signed.run(["stats", "stars", "--verified"]).status == 0)
    try HarmedTests.tables(signed.ledger) { transaction in
      let blobs = try transaction.createDatabase("blobs")
      var keys: [[UInt8]] = []
      do {
        var cursor = try transaction.access.cursor(blobs)
        while try cursor.next() { keys.append(cursor.key.withUnsafeBytes { Array($0) }) }
      }
      for key in keys { try transaction.put([1, 2, 3], for: key, in: blobs) }
    }
    let run = try signed.run(["bundle", "create", "--product", "SP-0002", "--output", note + ".zip"])
    #expect(run.status == 2 && run.errors.contains("contentLost"), "\(run.status) \(run.errors)")
  }

  @Test("odd numbers in files of the ledger end in findings, not in traps")
  func oddNumbers() throws {
    let signed = try Signed()
    let root = Data(repeating: 0, count: 32).base64EncodedString()
    let line = "\u{2014} x " + Data(repeating: 1, count: 68).base64EncodedString()
    let size = "18446744073709551615"
    try Data("log\n\(size)\n\(root)\n\n\(line)\n".utf8)
      .write(to: URL(fileURLWithPath: "\(signed.ledger)/checkpoints/\(size).note"))
    for command in [
      ["checkpoint", "list"], ["checkpoint", "show", "--size", size], ["checkpoint", "list", "--format", "json"],
    ] {
      #expect(try signed.run(command).status == 0, "\(command)")
    }
    try HarmedTests.tables(signed.ledger) { transaction in
      let entry: [UInt8] = [3] + [0, 0, 0, 0, 0, 0, 0, 2] + [0, 0, 0, 0, 0, 0, 0, 7]
      try transaction.put([UInt8](repeating: 0xff, count: 8), for: entry, in: try transaction.createDatabase("streams"))
    }
    let verified = try signed.run(["verify"])
    #expect(verified.status == 1 && verified.output.contains("streamIndex"), "\(verified.status)")
    #expect(try signed.run(["stats", "stars", "--verified"]).status == 2)
    for name in ["product/02", "product/+2"] {
      #expect(try signed.run(["prove", "stream", name, "--output", signed.ledger + "-p"]).status == 64, "\(name)")
    }
  }
}
