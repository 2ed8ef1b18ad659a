import Contradictions
import OCOP
import ProjectionKit
import ProjectionTesting
import TestSupport
import Testing

@Suite("Contradictions")
struct ContradictionsTests {
  private func record(_ told: [Telling], version: UInt64, corrects: Position? = nil, on date: String = "2021-01-15")
    -> Record
  {
    let grant = Grant(
      stars: .four, level: .province, decision: "15/QĐ", validUntil: LegalDate("2024-01-15")!, termBasis: .decided)
    return Record(
      stream: ProductID(1).stream, version: version, recordedAt: Timestamp(microseconds: 0),
      effectiveOn: LegalDate(date), actor: "t", command: nil, corrects: corrects, source: "danh sách",
      details: RecordExtension(irregular: nil, told: told), event: .granted(Granted(grant: grant)))
  }

  private func story(correcting: Bool = false) -> Story {
    var story = Story()
    story.product(1, "Mắm tôm")
    let told = [
      Telling(field: "effectiveOn", value: "2021-01-16", source: "báo"), Telling(field: "grant.stars", value: "3"),
    ]
    let first = Position(UInt64(story.records.count))
    story.append(record(told, version: 2))
    if correcting { story.append(record(told, version: 3, corrects: first, on: "2021-01-16")) }
    return story
  }

  @Test("both values, each with its source; one thing or one field alone; a correction keeps what was told")
  func rows() throws {
    let rows = try story().ask(Contradictions.self, asOf: "2022-01-01").objects
    #expect(rows.map { $0["recorded"] } == ["2021-01-15", "4"] && rows.map { $0["told"] } == ["2021-01-16", "3"])
    #expect(rows[0]["toldBy"] == "báo")
    #expect(try story().ask(Contradictions.self, asOf: "2021-01-14").rows.isEmpty)
    #expect(try story().ask(Contradictions.self, asOf: "2022-01-01", ["field": "grant.stars"]).rows.count == 1)
    #expect(try story().ask(Contradictions.self, asOf: "2022-01-01", ["stream": "SP-0002"]).rows.isEmpty)
    let corrected = try story(correcting: true).ask(Contradictions.self, asOf: "2022-01-01").objects
    // What the correction says now is what was told of it.
    #expect(corrected.map { $0["recorded"] } == ["4"] && corrected[0]["position"] != rows[0]["position"])
    #expect(throws: QuestionError.self) {
      _ = try story().ask(Contradictions.self, asOf: "2022-01-01", ["stream": "?"])
    }
  }

  @Test("a lapse that a source tells of a certificate that still runs is one; of one that has ended it is none")
  func lapses() throws {
    for (day, told) in [
      ("2023-06-01", ["2024-01-15"]), ("2024-01-14", ["2024-01-15"]), ("2024-01-15", []), ("2024-02-01", []),
      ("2024", []),
    ] as [(String, [String])] {
      var story = Story()
      let product = story.product(1, "Mắm tôm")
      story.append(record([], version: 2))
      story.record(.reportedLapsed(ReportedLapsed()), product, on: day)
      let rows = try story.ask(Contradictions.self, asOf: "2025-01-01").objects
      #expect(rows.map { $0["recorded"] } == told.map { .string($0) }, "\(day)")
      #expect(rows.allSatisfy { $0["event"] == "reportedLapsed" && $0["told"] == .string(day) })
    }
  }

  @Test("laws", arguments: 1...UInt64(Effort.rounds(2, thorough: 3)))
  func laws(seed: UInt64) throws {
    let laws = ProjectionLaws(Contradictions.self, asking: [WrittenQuestion(asOf: LegalDate("2026-12-31")!.day)])
    let random = RandomHistory(seed: seed, count: 120, meeting: Contradictions.descriptor.events)
    let broken = try laws.violations(over: story(correcting: true).records, random.records, seed: seed)
    #expect(broken.isEmpty, "seed \(seed): \(broken)")
  }

  @Test("the same records give the same rows until the version is raised")
  func goldenRows() throws {
    let broken = try ProjectionLaws(Contradictions.self, asking: []).violations(
      againstGolden: GoldenFolder.path(of: Contradictions.self),
      recording: RandomHistory(seed: 1, count: 60, meeting: Contradictions.descriptor.events).records)
    #expect(broken.isEmpty, "\(broken)")
  }
}
