import Exchange
import Foundation
import LMDB
import Ledger
import OCOP
import OCOPKit
import TestSupport
import Testing

/// What somebody can make of bundles who has the log and the program, and not the key: all that is derived from records is made anew.
@Suite("ocop: forged bundles")
struct BundleForgeryTests {
  /// A bundle taken apart, to be put together otherwise.
  private struct Parts {
    var files: [String: [UInt8]]
    let verifier: String

    init(_ path: String, _ verifier: String) throws {
      let archive = try #require(ZipArchive(Array(try Data(contentsOf: URL(fileURLWithPath: path)))))
      files = Dictionary(uniqueKeysWithValues: archive.files.map { ($0.name, $0.bytes) })
      self.verifier = verifier
    }

    func text(_ name: String) -> String { String(decoding: files[name] ?? [], as: UTF8.self) }
    mutating func set(_ name: String, _ text: String) { files[name] = Array(text.utf8) }

    var events: [RecordedEvent] {
      files.keys.filter { $0.hasPrefix("proofs/") }
        .compactMap { try? ProofFile.check(text($0), by: [verifier], from: nil).entry?.event }
        .sorted { $0.position < $1.position }
    }

    /// Makes anew what follows from the records that are left.
    mutating func derive() throws {
      let checkpoint = try SignedCheckpoint(text: text("checkpoint"))
      let checker = Bundle.checker(among: installedProjections)
      for file in Bundle.written(events, checkpoint, verifier, checker) { files[file.name] = file.bytes }
    }

    mutating func drop(_ event: RecordedEvent) { files["proofs/\(event.position).tlog-proof"] = nil }

    func write(to path: String) throws {
      let all = files.sorted { $0.key < $1.key }.map { ZipArchive.File(name: $0.key, bytes: $0.value) }
      try Data(ZipArchive(files: all).bytes).write(to: URL(fileURLWithPath: path))
    }
  }

  @Test("records and streams dropped, products and rulebooks swapped, proofs of other trees: refused by both checkers")
  func forgeries() throws {
    let signed = try Signed()
    let path = { signed.scratch.path + "/" + $0 }
    func bundle(_ product: String, _ name: String) throws -> Parts {
      #expect(try signed.run(["bundle", "create", "--product", product, "--output", path(name)]).status == 0)
      return try Parts(path(name), signed.verifier)
    }
    let older = try bundle("SP-0002", "older.zip")
    let more = """
      {"stream":"product/2","type":"revoked","effectiveOn":"2026-10-01","payload":{"ground":"markMisuse","level":"centre"}}

      """
    #expect(try signed.run(["import", "events", try signed.scratch.file("more.jsonl", more)]).status == 0)
    #expect(try signed.run(["checkpoint", "create", "--key", signed.key]).status == 0)
    let whole = try bundle("SP-0002", "whole.zip")
    let other = try bundle("SP-0003", "other.zip")
    let own = whole.events.filter { $0.record.stream.kind == .product }
    let shelf = Dictionary(grouping: whole.events.filter { $0.record.stream.kind == .rulebook }, by: \.record.stream)
    #expect(own.count == 8 && older.events.count + 1 == whole.events.count && shelf.count >= 3)

    var forged: [(name: String, parts: Parts)] = []
    func forge(_ name: String, deriving: Bool = true, _ change: (inout Parts) throws -> Void) throws {
      var parts = whole
      try change(&parts)
      if deriving { try parts.derive() }
      forged.append((name, parts))
    }
    for (place, event) in [("first", own[0]), ("middle", own[3]), ("last", own[7])] {
      try forge("\(place) record dropped") { $0.drop(event) }
      try forge("\(place) record dropped, and what shows it") { parts in
        parts.drop(event)
        parts.files["streams/product-2.stream-proof"] = nil
      }
    }
    try forge("the last record dropped, all receipts too: as 0.1 made them") { parts in
      parts.drop(own[7])
      for name in parts.files.keys where name.hasPrefix("streams/") { parts.files[name] = nil }
    }
    try forge("the last record dropped, under the older receipts") { parts in
      parts.drop(own[7])
      for (name, bytes) in older.files where name.hasPrefix("streams/") { parts.files[name] = bytes }
    }
    for (stream, events) in shelf {
      try forge("\(stream) dropped") { parts in
        events.forEach { parts.drop($0) }
        parts.files[Bundle.receipt(of: stream)] = nil
        for event in events {
          guard case .rulebookAdopted(let adopted) = event.record.event else { continue }
          parts.files["rulebooks/\(adopted.id.text).bin"] = nil
        }
      }
      try forge("the last word of \(stream) dropped") { $0.drop(events[events.count - 1]) }
    }
    try forge("another product's records beside") { parts in
      for (name, bytes) in other.files where name.hasPrefix("proofs/") || name.hasPrefix("streams/") {
        parts.files[name] = bytes
      }
    }
    try forge("another product's records instead") { parts in
      own.forEach { parts.drop($0) }
      for event in other.events where event.record.stream.kind == .product {
        parts.files["proofs/\(event.position).tlog-proof"] = other.files["proofs/\(event.position).tlog-proof"]
      }
    }
    try forge("another product's receipt under this one's name") { parts in
      parts.files["streams/product-2.stream-proof"] = other.files["streams/product-3.stream-proof"]
    }
    try forge("a receipt that tells another name") { parts in
      parts.set(
        "streams/product-3.stream-proof",
        parts.text("streams/product-2.stream-proof").replacing("product/2", with: "product/3"))
      parts.files["streams/product-2.stream-proof"] = nil
    }
    for (old, new) in [("\nstreams ", "\nstreams 1"), (" 8 ", " 7 "), (" \(own[7].position) ", " \(own[6].position) ")]
    {
      try forge("a receipt with another number: \(old)", deriving: false) { parts in
        let name = "streams/product-2.stream-proof"
        parts.set(name, parts.text(name).replacing(old, with: new, maxReplacements: 1))
      }
    }
    try forge("the checkpoint before, under proofs of this one", deriving: false) { parts in
      parts.files["checkpoint"] = older.files["checkpoint"]
    }
    try forge("one proof under the checkpoint before", deriving: false) { parts in
      let name = "proofs/\(own[2].position).tlog-proof"
      parts.files[name] = older.files[name]
    }
    let file = try #require(whole.files.keys.filter { $0.hasPrefix("rulebooks/") }.sorted().first)
    let another = try #require(whole.files.keys.filter { $0.hasPrefix("rulebooks/") }.sorted().last)
    try forge("a rulebook in another's place", deriving: false) { $0.files[file] = whole.files[another] }
    for (old, new) in [("\"stars\":5", "\"stars\":4"), ("CT-", "CX-"), ("2026-10-01", "2026-10-02"), ("null", "\"\"")] {
      try forge("JSON edited: \(old)", deriving: false) { parts in
        let text = parts.text("events.jsonl")
        #expect(text.contains(old))
        parts.set("events.jsonl", text.replacing(old, with: new, maxReplacements: 1))
      }
    }
    try forge("a line of JSON twice", deriving: false) { parts in
      parts.set(
        "events.jsonl",
        parts.text("events.jsonl") + (parts.text("events.jsonl").split(separator: "\n").last ?? "") + "\n")
    }
    try forge("an extra file", deriving: false) { $0.set("streams/note.txt", "x") }
    try forge("an extra proof that is none", deriving: false) { $0.set("proofs/x.tlog-proof", "x") }
    try forge("a proof under another number", deriving: false) { parts in
      parts.files["proofs/999999.tlog-proof"] = parts.files.removeValue(forKey: "proofs/\(own[1].position).tlog-proof")
    }

    let checker = try signed.scratch.file("apart.py", Bundle.checker(among: installedProjections))
    func verdicts(_ file: String) throws -> (ours: Int32, theirs: (status: Int32, output: String)?) {
      let ours = try Program.run(["bundle", "verify", file, "--verifier", signed.verifier]).status
      return (ours, try Oracle.python([checker, signed.verifier, file]))
    }
    let (ours, theirs) = try verdicts(path("whole.zip"))
    #expect(ours == 0 && theirs?.status ?? 0 == 0, "\(theirs?.output ?? "")")
    #expect(theirs.map { $0.output.contains("revoked") && $0.output.contains("Not shown: ") } ?? true)
    for (name, parts) in forged {
      try parts.write(to: path("forged.zip"))
      let (ours, theirs) = try verdicts(path("forged.zip"))
      #expect(ours == 1, "\(name)")
      #expect(
        theirs?.status ?? 1 == 1 && theirs?.output.contains("cannot be read") != true,
        "\(name): \(theirs?.output ?? "")")
    }
    // A file twice: two archives one behind the other's entries.
    let twice =
      whole.files.map { ZipArchive.File(name: $0.key, bytes: $0.value) } + [.init(name: "checkpoint", bytes: [])]
    try Data(ZipArchive(files: twice).bytes).write(to: URL(fileURLWithPath: path("twice.zip")))
    let doubled = try verdicts(path("twice.zip"))
    #expect(doubled.ours == 1 && doubled.theirs?.status ?? 1 == 1)
  }

  @Test("what the index does not lead to is not left out in silence: nothing is handed out of such a stream")
  func deletedIndexEntry() throws {
    let signed = try Signed()
    let entries = try signed.json(["product", "history", "SP-0002"])
    #expect(entries != .null)
    try HarmedTests.tables(signed.ledger) { transaction in
      // Kind, number and version, big-endian.
      let key = [3] + [0, 0, 0, 0, 0, 0, 0, 2] + [0, 0, 0, 0, 0, 0, 0, 7] as [UInt8]
      try transaction.remove(key, in: try transaction.createDatabase("streams"))
    }
    let zip = signed.scratch.path + "/x.zip"
    for command in [
      ["bundle", "create", "--product", "SP-0002", "--output", zip],
      ["prove", "--product", "SP-0002", "--output", signed.scratch.path + "/proofs"],
      ["prove", "stream", "product/2", "--output", signed.scratch.path + "/proofs"],
      ["replay", "--product", "SP-0002", "--output", signed.scratch.path + "/replay.json"],
    ] {
      let run = try signed.run(command)
      #expect(run.status == 2 && run.errors.contains("ledger.altered"), "\(command): \(run.status) \(run.errors)")
    }
  }
}
