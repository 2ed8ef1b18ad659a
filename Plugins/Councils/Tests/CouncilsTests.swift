import Councils
import OCOP
import ProjectionKit
import ProjectionTesting
import TestSupport
import Testing

@Suite("Councils")
struct CouncilsTests {
  private func story() -> Story {
    var story = Story()
    let product = story.product(1, "Mắm tôm")
    let session = SessionID(1)
    story.record(.sessionOpened(SessionOpened(level: .province, year: 2020, round: 2)), session.stream, on: "2020-07")
    let score = Score(sum: Points(94), count: 1)
    story.record(
      .evaluated(Evaluated(level: .province, kind: .council, session: session, total: score)), product, on: "2020-07")
    story.record(.sessionClosed(SessionClosed(submitted: 28, kept: 20, refused: 6)), session.stream, on: "2020-07")
    return story
  }

  @Test("an evaluation whose session a correction named is gone once the fact is struck out")
  func struckFact() throws {
    var story = Story()
    let product = story.product(1, "Mắm tôm")
    let session = SessionID(1)
    story.record(.sessionOpened(SessionOpened(level: .province, year: 2020, round: 1)), session.stream, on: "2020-06")
    func sheet(_ session: SessionID?) -> Event {
      .evaluated(Evaluated(level: .province, kind: .council, session: session, total: Score(sum: Points(94), count: 1)))
    }
    func evaluated(_ story: Story) throws -> JSONValue? {
      try story.ask(Councils.self, asOf: "2021-01-01").objects.first?["recorded"] ?? nil
    }
    let first = story.record(sheet(nil), product, on: "2020-07")
    let without = try evaluated(story)
    story.record(sheet(session), product, on: "2020-07", corrects: first)
    #expect(try evaluated(story) != without)
    story.record(.voided(Voided()), product, corrects: first)
    #expect(try evaluated(story) == without)
  }

  @Test("laws", arguments: 1...UInt64(Effort.rounds(2, thorough: 4)))
  func laws(seed: UInt64) throws {
    let laws = ProjectionLaws(Councils.self, asking: [WrittenQuestion(asOf: LegalDate("2026-01-01")!.day)])
    let random = RandomHistory(seed: seed, count: 120, meeting: Councils.descriptor.events)
    let broken = try laws.violations(over: story().records, random.records, seed: seed)
    #expect(broken.isEmpty, "seed \(seed): \(broken)")
  }

  @Test("the same records give the same rows until the version is raised")
  func goldenRows() throws {
    let broken = try ProjectionLaws(Councils.self, asking: []).violations(
      againstGolden: GoldenFolder.path(of: Councils.self),
      recording: RandomHistory(seed: 1, count: 60, meeting: Councils.descriptor.events).records)
    #expect(broken.isEmpty, "\(broken)")
  }

  @Test("what a session reported, and what the ledger holds of it")
  func sessions() throws {
    let row = try #require(try story().ask(Councils.self, asOf: "2020-07-31").objects.first)
    #expect(row["submitted"] == 28 && row["kept"] == 20 && row["passed"] == .null && row["refused"] == 6)
    #expect(row["recorded"] == 1)
    #expect(try story().ask(Councils.self, asOf: "2020-07-30").rows.isEmpty)
    #expect(try story().ask(Councils.self, asOf: "2021-01-01", ["level": "centre"]).rows.isEmpty)
  }
}
