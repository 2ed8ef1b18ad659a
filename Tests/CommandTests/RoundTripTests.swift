import Foundation
import OCOP
import TestSupport
import Testing

@Suite("ocop: an export is the whole ledger")
struct RoundTripTests {
  private static let asOf = ["--as-of", "2024-12-31", "--format", "csv"]
  private static let questions = [
    ["stats", "stars", "--by", "commune"] + asOf, ["product", "list"] + asOf, ["cert", "list", "--format", "csv"],
    ["rules", "list", "--format", "csv"], ["show", "award-history"] + asOf,
    ["rules", "show", "QD148-2023", "--format", "json"],
  ]

  private func answers(_ ledger: String) throws -> [String] {
    try Self.questions.map { question in
      let run = try Program.run(question, ledger: ledger)
      #expect(run.status == 0, "\(question): \(run.errors)")
      return run.output
    }
  }

  private func root(_ ledger: String) throws -> JSONValue? {
    try Program.run(["verify", "--format", "json"], ledger: ledger).json["root"]
  }

  @Test("as recorded: the same root, the same answers, the same export")
  func asRecorded() throws {
    let scratch = try Sample.copy()
    let (ledger, copy) = (scratch.path + "/ledger", scratch.path + "/copy")
    let export = try Program.run(["export", "events"], ledger: ledger).output
    let file = try scratch.file("all.jsonl", export)
    let made = try Program.run(["import", "events", file, "--as-recorded"], ledger: copy)
    #expect(made.status == 0, "\(made.errors)")
    #expect(try root(copy) == root(ledger))
    #expect(try Program.run(["verify"], ledger: copy).status == 0)
    #expect(try answers(copy) == answers(ledger))
    #expect(try Program.run(["export", "events"], ledger: copy).output == export)
    let again = try Program.run(["import", "events", file, "--as-recorded"], ledger: copy)
    #expect(again.status == 5 && again.errors.contains("ledger.exists"), "\(again.errors)")
  }

  @Test(
    "an export that was cut at the end of a line looks whole: the root that it was told with refuses it, and no ledger is left"
  )
  func cut() throws {
    let scratch = try Sample.copy()
    let copy = scratch.path + "/copy"
    let export = try Program.run(["export", "events"], ledger: scratch.path + "/ledger")
    let root = try #require(export.errors.split(separator: " ").last).trimmingCharacters(in: .newlines)
    #expect(root.count == 64)
    let lines = export.output.split(separator: "\n")
    let file = try scratch.file("cut.jsonl", lines.dropLast(3).joined(separator: "\n") + "\n")
    let refused = try Program.run(["import", "events", file, "--as-recorded", "--root", root], ledger: copy)
    #expect(refused.status == 3 && refused.errors.contains("events.otherRoot"), "\(refused.errors)")
    #expect(!FileManager.default.fileExists(atPath: copy))
    let whole = try scratch.file("whole.jsonl", export.output)
    let made = try Program.run(["import", "events", whole, "--as-recorded", "--root", root], ledger: copy)
    #expect(made.status == 0, "\(made.errors)")
    let judged = try Program.run(["import", "events", whole, "--root", root], ledger: copy)
    #expect(judged.status == 64, "\(judged.errors)")
  }

  @Test("a line changed, left out, or moved: refused with its number, and no ledger is left")
  func changed() throws {
    let scratch = try Sample.copy()
    let export = try Program.run(["export", "events"], ledger: scratch.path + "/ledger").output
    let lines = export.split(separator: "\n").map(String.init)
    let named = lines.firstIndex { $0.contains("\"productRegistered\"") } ?? 0
    let attached = lines.firstIndex { $0.contains("\"attachment\"") } ?? 0
    #expect(named > 0 && attached > 0)
    func with(_ index: Int, _ old: String, _ new: String) -> [String] {
      var changed = lines
      changed[index] = changed[index].replacing(old, with: new)
      #expect(changed != lines)
      return changed
    }
    let nothing = try Program.run(["import", "events", "/dev/null", "--as-recorded"], ledger: scratch.path + "/copy")
    #expect(nothing.status == 3 && nothing.errors.contains("events.none"), "\(nothing.errors)")
    let swapped = lines.indices.map { $0 == 9 ? lines[10] : $0 == 10 ? lines[9] : lines[$0] }
    for (number, wrong) in [
      (named + 1, with(named, "\"actor\":\"", "\"actor\":\"x")),
      (named + 1, with(named, "\"name\":\"", "\"name\":\"x")),
      (2, [lines[0]] + lines[2...]), (1, Array(lines.dropFirst())), (10, swapped),
      (attached + 1, with(attached, "\"attachment\":\"", "\"attachment\":\"AAAA")),
      (named + 1, with(named, "}", "")), (3, [lines[0], lines[1], "{", lines[2]]),
    ] {
      let file = try scratch.file("wrong.jsonl", wrong.joined(separator: "\n") + "\n")
      let run = try Program.run(["import", "events", file, "--as-recorded"], ledger: scratch.path + "/copy")
      #expect(run.status == 3 && run.errors.contains("Row \(number):"), "\(number): \(run.errors)")
      #expect(!FileManager.default.fileExists(atPath: scratch.path + "/copy/log"))
    }
  }

  @Test("into a new ledger, judged: figures, rules and their texts are the same")
  func judged() throws {
    let scratch = try Sample.copy()
    let (ledger, copy) = (scratch.path + "/ledger", scratch.path + "/copy")
    let file = try scratch.file("all.jsonl", try Program.run(["export", "events"], ledger: ledger).output)
    #expect(try Program.run(["init", "--without-rulebooks", "--without-areas"], ledger: copy).status == 0)
    let made = try Program.run(["import", "events", file], ledger: copy)
    #expect(made.status == 0, "\(made.errors)")
    #expect(try Program.run(["verify"], ledger: copy).status == 0)
    #expect(try answers(copy) == answers(ledger))
  }

  @Test("events of another ledger need --foreign where this one has things of its own; its own are known")
  func foreign() throws {
    let scratch = try Sample.copy()
    let (ledger, other) = (scratch.path + "/ledger", scratch.path + "/other")
    let own = try scratch.file("own.jsonl", try Program.run(["export", "events"], ledger: ledger).output)
    let known = try Program.run(["import", "events", own], ledger: ledger)
    #expect(known.status == 0 && known.output.contains("accepted 0"), "\(known.output) \(known.errors)")
    #expect(try Program.run(["init"], ledger: other).status == 0)
    let list = try scratch.file("list.csv", "product,producer,stars,decided_on\nMới,CT mới,3,2020-05-01\n")
    #expect(try Program.run(["import", "recognitions", list], ledger: other).status == 0)
    let foreign = try scratch.file("foreign.jsonl", try Program.run(["export", "events"], ledger: other).output)
    let refused = try Program.run(["import", "events", foreign], ledger: ledger)
    #expect(refused.status == 3 && refused.output.contains("events.foreign"), "\(refused.output) \(refused.errors)")
    let taken = try Program.run(["import", "events", foreign, "--foreign", "--dry-run"], ledger: ledger)
    #expect(!taken.output.contains("events.foreign"), "\(taken.output)")
  }
}
