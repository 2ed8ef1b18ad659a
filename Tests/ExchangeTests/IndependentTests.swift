import Exchange
import Foundation
import Ledger
import OCOP
import OCOPApp
import ProjectionKit
import ProjectionTesting
import TestEffort
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
    _ = try Ledger.found(at: path, Founding(name: "Thử", actor: "test"))
    let ledger = try Ledger(at: path, mode: .writing(waiting: false))
    // The ledger has the rulebooks already; the drawn commands follow, judged each by itself.
    for command in RandomHistory(seed: seed, count: 700).commands.dropFirst(NationalRulebooks.all.count) {
      _ = try? ledger.submit([command])
    }
    var generator = SeededGenerator(seed: seed)
    let questions = (0..<100).map { _ in Asked(&generator) }
    var lines = ""
    try ledger.forEachRecord { record in
      lines += record.jsonWithHash.text + "\n"
      return true
    }
    let answers = try Self.run(lines, questions, in: path)
    #expect(answers.count == questions.count)
    for (asked, answer) in zip(questions, answers) {
      let question = Question(asOf: asked.day, counting: asked.counting, parameters: ["by": asked.by])
      let rows = try ledger.ask("star-counts", question).sheet.objects
      let cells = JSONValue.object(
        rows.map { .init(Self.text($0["key"]), Self.numbers($0)) }.sorted { $0.name < $1.name })
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

    init(_ generator: inout SeededGenerator) {
      let first = Day(year: 2019, month: 6, day: 1)!
      day = first.advanced(by: Int32.random(in: 0..<2_900, using: &generator))
      by = ["province", "district", "commune", "group", "form", "level"].randomElement(using: &generator)!
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
