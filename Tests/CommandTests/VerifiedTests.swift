import EventLog
import Foundation
import LMDB
import OCOP
import TestSupport
import Testing

@Suite("ocop: answers say whether they were verified")
struct VerifiedTests {
  private let scratch: Scratch
  private var ledger: String { scratch.path + "/ledger" }
  private static let question = ["stats", "stars", "--as-of", "2020-12-31", "--by", "province"]

  init() throws { scratch = try Sample.copy() }

  private func ask(_ options: [String] = []) throws -> JSONValue {
    let run = try Program.run(Self.question + options + ["--format", "json"], ledger: ledger)
    #expect(run.status == 0, "\(run.errors)")
    return try run.json
  }

  private func forgetViews() throws {
    if FileManager.default.fileExists(atPath: ledger + "/views") {
      try FileManager.default.removeItem(atPath: ledger + "/views")
    }
  }

  private static func bytes(
    of key: [UInt8], in table: Database, _ transaction: borrowing WriteTransaction
  ) throws -> [UInt8] {
    let found = try transaction.access.value(for: key, in: table)?.withUnsafeBytes { Array($0) }
    return try #require(found)
  }

  /// Makes four stars of five in a record, in place; `andLeaf`: the hash kept beside it is made to fit.
  private func alter(andLeaf: Bool) throws {
    try HarmedTests.tables(ledger) { transaction in
      let records = try transaction.createDatabase("records")
      let tiles = try transaction.createDatabase("tiles")
      let position: UInt64 = 1_958
      let key = withUnsafeBytes(of: position.bigEndian) { Array($0) }
      var bytes = try Self.bytes(of: key, in: records, transaction)
      var record = try Record(wire: bytes.span.bytes)
      guard case .granted(var granted) = record.event else { throw CocoaError(.coderInvalidValue) }
      granted.grant.stars = granted.grant.stars == .four ? .three : .four
      record.event = .granted(granted)
      let before = MerkleTree.leaf(bytes.span.bytes)
      bytes = record.wireBytes
      try transaction.put(bytes, for: key, in: records)
      guard andLeaf else { return }
      let number = withUnsafeBytes(of: (position / 32).bigEndian) { Array($0) }
      var tile = try Self.bytes(of: number, in: tiles, transaction)
      let place = Int(position % 32) * 32
      #expect(Array(tile[place..<place + 32]) == before.bytes)
      tile.replaceSubrange(place..<place + 32, with: MerkleTree.leaf(bytes.span.bytes).bytes)
      try transaction.put(tile, for: number, in: tiles)
    }
  }

  @Test(
    "two figures under one root: without --verified the answer says that it is not; with it there is none",
    arguments: [false, true])
  func altered(andLeaf: Bool) throws {
    let right = try ask(["--verified"])
    #expect(right["verified"] == 2279)
    try forgetViews()
    try alter(andLeaf: andLeaf)
    let wrong = try ask()
    #expect(wrong["root"] == right["root"] && wrong["rows"] != right["rows"] && wrong["verified"] == false)
    let table = try Program.run(Self.question, ledger: ledger)
    #expect(table.output.contains("not verified"))
    for options in [["--verified"], ["--verified", "--known-at", "2203"], ["--verified", "--format", "csv"]] {
      let refused = try Program.run(Self.question + options, ledger: ledger)
      #expect(refused.status == 2 && refused.output.isEmpty && refused.errors.contains("ledger.altered"), "\(options)")
    }
    for command in [
      ["product", "history", "SP-0002"], ["log", "tail"], ["whatif", "--rules", "QD26-2026"], ["exporters", "list"],
    ] {
      #expect(try Program.run(command + ["--verified"], ledger: ledger).status == 2, "\(command)")
    }
  }

  @Test("what was folded of verified records is remembered, as far as it went; what others folded is not believed")
  func remembered() throws {
    #expect(try ask()["verified"] == false)
    let right = try ask(["--verified"])
    #expect(right["verified"] == 2279)
    #expect(try ask()["verified"] == 2279)
    #expect(try ask(["--known-at", "2000"])["verified"] == false)
    #expect(try ask(["--known-at", "2000", "--verified"])["verified"] == 2001)
    let more = try scratch.file("n.csv", "product,producer,stars,decided_on\nMới,CT mới,3,2020-05-01\n")
    #expect(try Program.run(["import", "recognitions", more], ledger: ledger).status == 0)
    let later = try ask()
    #expect(later["verified"] == 2279 && later["position"] == 2282)
    let all = try ask(["--verified"])
    #expect(all["verified"] == 2283 && all["rows"] == later["rows"])
    // Rows that somebody took away, under the mark that they are verified.
    let views = try FileManager.default.contentsOfDirectory(atPath: ledger + "/views")
    let view = try #require(views.first { $0.hasPrefix("star-counts-") })
    let folder = try #require(
      try FileManager.default.subpathsOfDirectory(atPath: "\(ledger)/views/\(view)").first { $0.hasSuffix("data.mdb") })
    let environment = try Environment(path: "\(ledger)/views/\(view)/" + (folder as NSString).deletingLastPathComponent)
    var transaction = try WriteTransaction(environment)
    let rows = try transaction.createDatabase("rows")
    var keys: [[UInt8]] = []
    do {
      var cursor = try transaction.access.cursor(rows)
      while try cursor.next() { keys.append(cursor.key.withUnsafeBytes { Array($0) }) }
    }
    for key in keys.dropFirst(keys.count / 2) { try transaction.remove(key, in: rows) }
    try transaction.commit()
    #expect(try ask()["rows"] != all["rows"])
    #expect(try ask(["--verified"])["rows"] == all["rows"])
    #expect(try ask()["rows"] == all["rows"])
  }
}
