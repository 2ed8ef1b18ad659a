import Exchange
import Foundation
import Ledger
import OCOP
import OCOPKit
import ProjectionKit
import ProjectionTesting
import TestSupport
import Testing

/// A figure with its proof, against programs that share nothing with this one: the checker, and one written from docs/definitions.md.
@Suite("ocop: figures with their proof")
struct FigureProofTests {
  private static let independent = Program.fixtures + "/../../Tests/Independent/figures.py"

  /// A ledger of random commands with a signed checkpoint.
  private struct Drawn {
    let scratch = Scratch()
    let verifier: String
    var path: String { scratch.path + "/ledger" }

    init(seed: UInt64, count: Int) throws {
      let path = scratch.path + "/ledger"
      _ = try Ledger.initialise(at: path, LedgerSetup(name: "Thử", actor: "test"))
      do {
        let ledger = try Ledger(at: path, mode: .writing(waiting: false))
        for command in RandomHistory(seed: seed, count: count).commands.dropFirst(NationalRulebooks.all.count) {
          _ = try? ledger.submit([command])
        }
      }
      let key = scratch.path + "/key"
      let made = try Program.run(["key", "create", "--key", key, "--format", "json"], ledger: path).json
      verifier = if case .string(let text)? = made["verifier"] { text } else { "" }
      #expect(try Program.run(["checkpoint", "create", "--key", key], ledger: path).status == 0)
    }
  }

  /// What each of the three says of an archive: ours, the checker, and the independent program on what the checker prints.
  private static func verdicts(_ file: String, _ drawn: Drawn) throws -> [Int32] {
    let ours = try Program.run(["bundle", "verify", file, "--verifier", drawn.verifier]).status
    let checker = try drawn.scratch.file("apart.py", Bundle.checker(among: installedProjections))
    guard let judged = try Oracle.python([checker, drawn.verifier, file, "--events"]) else { return [ours] }
    guard judged.status == 0 else { return [ours, judged.status] }
    let archive = try #require(ZipArchive(Array(try Data(contentsOf: URL(fileURLWithPath: file)))))
    let events = try drawn.scratch.file("events.jsonl", judged.output)
    let figure = try drawn.scratch.file("figure.json", String(decoding: archive["figure.json"] ?? [], as: UTF8.self))
    let computed = try #require(try Oracle.python([independent, events, figure]))
    return [ours, judged.status, computed.status]
  }

  @Test(
    "on random ledgers all three agree, and one changed record, row or stream changes the verdict",
    arguments: 1...UInt64(Effort.rounds(3, thorough: 100)))
  func agree(seed: UInt64) throws {
    let drawn = try Drawn(seed: seed, count: 150)
    var random = SeededGenerator(seed: seed)
    let file = drawn.scratch.path + "/figure.zip"
    let day = Day(year: 2019, month: 6, day: 1)!.advanced(by: Int32.random(in: 0..<2_900, using: &random))
    let by = ["province", "district", "commune", "group", "form", "level"].randomElement(using: &random)!
    let counting = Counting.allCases.randomElement(using: &random)!.rawValue
    let proved = try Program.run(
      [
        "prove", "stats", "stars", "--as-of", day.description, "--by", by, "--counting", counting, "--output", file,
        "--format", "json",
      ], ledger: drawn.path)
    #expect(proved.status == 0, "\(proved.errors)")
    #expect(Set(try Self.verdicts(file, drawn)) == [0], "seed \(seed): \(day) \(by) \(counting)")
    let archive = try #require(ZipArchive(Array(try Data(contentsOf: URL(fileURLWithPath: file)))))
    func text(_ name: String) -> String { String(decoding: archive[name] ?? [], as: UTF8.self) }
    func lines(_ name: String) -> [String] { text(name).split(separator: "\n").map(String.init) }
    func forge(_ what: String, _ changes: [String: String?]) throws {
      var files = archive.files.filter { changes[$0.name] == nil }
      for case let (name, content?) in changes { files.append(.init(name: name, bytes: Array(content.utf8))) }
      let forged = drawn.scratch.path + "/forged.zip"
      try Data(ZipArchive(files: files.sorted { $0.name < $1.name }).bytes).write(to: URL(fileURLWithPath: forged))
      let found = try Self.verdicts(forged, drawn)
      #expect(
        found.first == 1 && (found.count == 1 || found.dropFirst().contains { $0 != 0 }),
        "\(what), seed \(seed): \(found)")
    }
    func without(_ name: String, _ place: Int) -> String {
      var left = lines(name)
      left.remove(at: place)
      return left.joined(separator: "\n") + "\n"
    }
    // A record dropped, from wherever it stands; one changed; a whole stream dropped.
    let count = lines("records.txt").count
    for place in [0, Int.random(in: 1..<count - 2, using: &random), count - 2] {
      try forge(
        "record \(place) dropped",
        ["records.txt": without("records.txt", place), "events.jsonl": without("events.jsonl", place)])
    }
    let place = Int.random(in: 0..<count - 1, using: &random)
    var changed = lines("records.txt")
    let bytes = Data(base64Encoded: String(changed[place].split(separator: " ")[1]))!
    changed[place] =
      changed[place].split(separator: " ")[0] + " " + (bytes.dropLast() + [bytes.last! ^ 1]).base64EncodedString()
    try forge("record \(place) changed", ["records.txt": changed.joined(separator: "\n") + "\n"])
    let streams = lines("streams.txt")
    let product = try #require(streams.indices.filter { streams[$0].hasPrefix("03") }.randomElement(using: &random))
    let number = UInt32(streams[product].prefix(18).suffix(8), radix: 16)!
    let own = lines("events.jsonl").map { $0.contains("\"stream\":\"product/\(number)\"") }
    func kept(_ name: String) -> String { zip(lines(name), own).filter { !$0.1 }.map { $0.0 + "\n" }.joined() }
    for dropsHead in [false, true] {
      var changes: [String: String?] = ["records.txt": kept("records.txt"), "events.jsonl": kept("events.jsonl")]
      if dropsHead { changes["streams.txt"] = without("streams.txt", product) }
      try forge("product \(number) dropped, its head too: \(dropsHead)", changes)
    }
    // Where nothing counts on the day, nothing does on another one either.
    if !text("figure.json").contains("\"rows\":[]") {
      try forge(
        "another figure", ["figure.json": text("figure.json").replacing("\"products\":", with: "\"products\":1")])
      try forge(
        "another question", ["figure.json": text("figure.json").replacing(day.description, with: "2001-01-01")])
    }
    try forge(
      "JSON edited",
      ["events.jsonl": text("events.jsonl").replacing("\"version\":1,", with: "\"version\":2,", maxReplacements: 1)])
    try forge("an extra file", ["x.txt": "x"])
  }

  @Test(
    "which records must be whole is what the projections read, in the checker, too; a decision's page is proved as a figure is"
  )
  func decision() throws {
    let figures = CheckerSchema.figures(among: installedProjections)
    #expect(figures.map(\.id.description) == ["star-counts", "decisions"])
    #expect(
      figures.map(\.kinds) == [[.producer, .product, .rulebook, .area], [.office, .producer, .product, .rulebook]])
    #expect(figures.map(\.parameters) == [["by"], ["what", "decision"]])
    let signed = try Signed()
    let file = signed.scratch.path + "/decision.zip"
    let run = try signed.run(["prove", "decision", "5445/QĐ-UBND", "--as-of", "2020-12-31", "--output", file])
    #expect(run.status == 0 && run.errors.contains("records"), "\(run.errors)")
    let checked = try Program.run(["bundle", "verify", file, "--verifier", signed.verifier, "--format", "json"])
    #expect(try checked.status == 0 && checked.json["projection"] == "decisions", "\(checked.errors)")
    let checker = try signed.scratch.file("apart.py", Bundle.checker(among: installedProjections))
    let judged = try Oracle.python([checker, signed.verifier, file])
    #expect(judged.map { $0.status == 0 && $0.output.contains("SP-0002") && $0.output.contains("Not shown") } ?? true)
    let same = signed.scratch.path + "/same.zip"
    #expect(try signed.run(["bundle", "create", "--decision", "5445/QĐ-UBND", "--output", same]).status == 0)
    let archive = try #require(ZipArchive(Array(try Data(contentsOf: URL(fileURLWithPath: same)))))
    let page = String(decoding: archive["report.vi.md"] ?? [], as: UTF8.self)
    #expect(page.contains("- Số: 5445/QĐ-UBND") && page.contains("| SP-0002 | Mắm tôm Lê Gia |"), "\(page)")
    #expect(try signed.run(["bundle", "create", "--output", same]).status == 64)
    #expect(
      try signed.run(["prove", "decision", "không có", "--output", file + "2"]).errors.contains("decision.unknown"))
    #expect(!FileManager.default.fileExists(atPath: file + "2"))
    // One cell, and one in which nothing counts.
    for cell in ["399", "000"] {
      let one = signed.scratch.path + "/\(cell).zip"
      let proved = try signed.run(["prove", "stats", "stars", "--as-of", "2020-12-31", "--cell", cell, "--output", one])
      #expect(proved.status == 0, "\(proved.errors)")
      #expect(try Program.run(["bundle", "verify", one, "--verifier", signed.verifier]).status == 0)
    }
  }
}
