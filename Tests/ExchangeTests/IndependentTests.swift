import Exchange
import Foundation
import Ledger
import OCOP
import OCOPKit
import ProjectionKit
import ProjectionTesting
import TestSupport
import Testing

/// A program in Python, written from docs/definitions.md, that reads nothing but an export: every cell of its answers is the ledger's.
@Suite("An independent program")
struct IndependentTests {
  private static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().path

  @Test(
    "every cell of random questions over random histories",
    arguments: 1...UInt64(Effort.rounds(3, thorough: 30)))
  func cells(seed: UInt64) throws {
    let path = NSTemporaryDirectory() + "ocop-test-\(UUID().uuidString)"
    defer { try? FileManager.default.removeItem(atPath: path) }
    _ = try Ledger.initialise(at: path, LedgerSetup(name: "Thử", actor: "test"))
    let ledger = try Ledger(at: path, mode: .writing(waiting: false))
    // The ledger has the rulebooks already; the drawn commands follow, judged each by itself.
    for command in RandomHistory(seed: seed, count: 700).commands.dropFirst(NationalRulebooks.all.count) {
      _ = try? ledger.submit([command])
    }
    try Self.compare(
      ledger, (0..<100).map { _ in ["province", "district", "commune", "group", "form", "level"] }, seed, path)
  }

  @Test(
    "every place of a merged province, of any edition, with units that others took in before",
    arguments: ["08", "79", "91"])
  func places(code: String) throws {
    let path = NSTemporaryDirectory() + "ocop-test-\(UUID().uuidString)"
    defer { try? FileManager.default.removeItem(atPath: path) }
    _ = try Ledger.initialise(at: path, LedgerSetup(name: "Thử", actor: "test"))
    let ledger = try Ledger(at: path, mode: .writing(waiting: false))
    let province = try #require(AreaCode(text: code).flatMap(NationalProvince.named))
    _ = try ledger.establish(province, actor: "test")
    let seed = UInt64(code)!
    var generator = SeededGenerator(seed: seed)
    let map = try ledger.areaMap()
    let stream = StreamID(.area, UInt32(code)!)
    let communes = map.units.filter { $0.level == .commune && $0.from == nil }
    func command(_ act: Command.Act, on date: LegalDate? = nil) -> Command {
      Command(id: nil, actor: "test", act: act, effectiveOn: date)
    }
    let first = Day(year: 2020, month: 1, day: 1)!
    var commands: [Command] = []
    for pair in 0..<10 {
      let (lost, kept) = (communes[pair * 14], communes[pair * 14 + 1])
      let taken = AreaSucceeded(from: lost.ref, to: kept.ref, part: pair % 3 == 0 ? .partial : .full)
      let day = LegalDate(Day(year: 2020 + pair % 5, month: 2, day: 1)!)
      commands.append(command(.record(stream, .areaSucceeded(taken)), on: day))
    }
    for number in 1...UInt32(250) {
      let unit = map.units.randomElement(using: &generator)!
      let place = unit.level == .commune ? Place(commune: unit.ref) : Place(district: unit.ref)
      let maker = ProducerRegistered(name: "HTX \(number)", place: place)
      let product = ProductRegistered(name: "SP \(number)", producer: ProducerID(number), group: .food)
      let request = RecognitionRequest(stars: .four, level: .province, decision: "\(number)/QĐ")
      let day = LegalDate(first.advanced(by: Int32.random(in: 0..<1_500, using: &generator)))
      commands += [
        command(.record(StreamID(.producer, 0), .producerRegistered(maker))),
        command(.record(StreamID(.product, 0), .productRegistered(product))),
        command(.recognise(ProductID(number), request), on: day),
      ]
    }
    _ = try ledger.submit(commands)
    try Self.compare(ledger, (0..<60).map { _ in ["province", "district", "commune"] }, seed, path)
  }

  private static func compare(_ ledger: Ledger, _ dimensions: [[String]], _ seed: UInt64, _ path: String) throws {
    var generator = SeededGenerator(seed: seed)
    let questions = dimensions.map { Asked($0, &generator) }
    var lines = ""
    try ledger.forEachRecord { record in
      lines += record.jsonWithHash.text + "\n"
      return true
    }
    let answers = try run(lines, questions, in: path)
    #expect(answers.count == questions.count)
    for (asked, answer) in zip(questions, answers) {
      let question = WordedQuestion(asOf: asked.day, counting: asked.counting, parameters: ["by": asked.by])
      let rows = try ledger.ask("star-counts", question).table.objects
      let cells = JSONValue.object(
        rows.map { .init(text($0["key"]), numbers($0)) }.sorted { $0.name < $1.name })
      guard case .object(let members) = answer else {
        Issue.record("no object")
        return
      }
      #expect(cells == .object(members.sorted { $0.name < $1.name }), "\(asked), seed \(seed)")
    }
  }

  private struct Asked: CustomStringConvertible {
    let day: Day
    let by: String
    let counting: Counting

    init(_ dimensions: [String], _ generator: inout SeededGenerator) {
      let first = Day(year: 2019, month: 6, day: 1)!
      day = first.advanced(by: Int32.random(in: 0..<2_900, using: &generator))
      by = dimensions.randomElement(using: &generator)!
      counting = Counting.allCases.randomElement(using: &generator)!
    }

    var json: JSONValue { ["asOf": .string(day.description), "by": .string(by), "counting": counting.json] }
    var description: String { json.text }
  }

  private static func text(_ value: JSONValue?) -> String { if case .string(let text)? = value { text } else { "" } }

  private static func numbers(_ row: JSONValue) -> JSONValue {
    let stars = (1...5).map { row["stars"]?["\($0)"] ?? nil }
    let counts: [JSONValue] = [row["products"] ?? nil, row["producers"] ?? nil]
    return .array(counts + stars + [row["proposed5"] ?? nil])
  }

  /// What the program prints, a line for each question.
  private static func run(_ events: String, _ questions: [Asked], in folder: String) throws -> [JSONValue] {
    let (eventFile, questionFile) = (folder + "/events.jsonl", folder + "/questions.jsonl")
    try events.write(toFile: eventFile, atomically: true, encoding: .utf8)
    try questions.map(\.description).joined(separator: "\n").write(
      toFile: questionFile, atomically: true, encoding: .utf8)
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/python3")
    process.arguments = [root + "/Tests/Independent/figures.py", eventFile, questionFile]
    let output = Pipe()
    process.standardOutput = output
    try process.run()
    let data = output.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    #expect(process.terminationStatus == 0)
    return try data.split(separator: UInt8(ascii: "\n")).map { try JSONValue(parsing: Array($0)) }
  }
}
