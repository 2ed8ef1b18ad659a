import Decisions
import OCOP
import ProjectionKit
import ProjectionTesting
import TestSupport
import Testing

@Suite("Decisions")
struct DecisionsTests {
  private func grant(_ number: String, _ issuer: String?, row: UInt32? = nil) -> Event {
    let grant = Grant(
      stars: .four, level: .province, issuer: issuer, decision: number, validUntil: LegalDate("2024-01-15")!,
      termBasis: .decided)
    return .granted(Granted(grant: grant, row: row))
  }

  private func story() -> Story {
    var story = Story()
    let (one, two, three) = (story.product(1, "Mắm tôm"), story.product(2, "Mắm tép"), story.product(3, "Bún"))
    story.record(grant("15/QĐ-UBND", "UBND tỉnh A", row: 1), one, on: "2021-01-15")
    story.record(grant("Số 015/QĐ-UBND", nil, row: 2), two, on: "2021-01-15")
    // Another issuer's number, and another year's.
    story.record(grant("15/QĐ-UBND", "UBND tỉnh B"), three, on: "2021-01-15")
    story.record(grant("15/QĐ-UBND", "UBND tỉnh A"), three, on: "2022-03-01")
    let recorded = DecisionRecorded(issuer: "UBND tỉnh A", number: "15/QĐ-UBND", title: "Công nhận", products: 3)
    story.record(.decisionRecorded(recorded), .office, on: "2021-01-15")
    let name = DecisionName(number: "15/QĐ-UBND", date: LegalDate("2021-01-15"), issuer: "UBND tỉnh A")
    let change = DecisionChanged(decision: name, change: .corrected, by: "20/UBND-NN", text: "Mắm tép: Mắm tép Lê Gia")
    story.record(.decisionChanged(change), .office, on: "2021-02-01")
    let revoked = RecognitionWithdrawn(thing: .recognitionDecision, effect: .fromDay, from: LegalDate("2022-01-01"))
    story.record(.recognitionWithdrawn(revoked), one, on: "2021-12-20")
    return story
  }

  private func ask(_ parameters: [String: String], on day: String = "2023-01-01") throws -> AnswerTable {
    try story().ask(Decisions.self, asOf: day, parameters)
  }

  @Test("number, date and issuer make a decision; tellings that leave something open are of the one that they fit")
  func list() throws {
    let rows = try ask([:]).objects
    #expect(rows.map { $0["date"] } == ["2021-01-15", "2021-01-15", "2022-03-01"])
    #expect(rows.map { $0["issuer"] } == ["UBND tỉnh A", "UBND tỉnh B", "UBND tỉnh A"])
    #expect(rows.map { $0["granted"] } == [2, 1, 1])
    #expect(rows[0]["state"] == "corrected" && rows[0]["title"] == "Công nhận" && rows[0]["level"] == "province")
    #expect(try ask([:], on: "2021-01-31").objects.map { $0["changes"] } == [0, 0])
  }

  @Test("what it lists, with rows and what became of each; a list of another length is told")
  func show() throws {
    let sheet = try ask(["what": "show", "decision": "15/QĐ-UBND ngày 15/01/2021 của UBND tỉnh A"])
    #expect(sheet.objects.map { $0["product"] } == ["SP-0001", "SP-0002"])
    #expect(sheet.objects.map { $0["row"] } == [1, 2])
    #expect(sheet.objects.map { $0["became"] } == ["decisionWithdrawn", "inForce"])
    #expect(sheet.objects[0]["through"] == "2021-12-31")
    #expect(sheet.notes.map(\.en) == ["The decision lists 3 products; the ledger has 2."])
  }

  @Test("its history: itself, what changed it, what it granted, what ended that; a name of several is refused")
  func history() throws {
    let sheet = try ask(["what": "history", "decision": "15/QĐ-UBND ngày 15/01/2021 của UBND tỉnh A"])
    #expect(
      sheet.objects.map { $0["event"] } == [
        "granted", "granted", "decisionRecorded", "decisionChanged", "decisionWithdrawn",
      ])
    #expect(throws: QuestionError.self) { _ = try ask(["what": "show", "decision": "15/QĐ-UBND"]) }
    #expect(throws: QuestionError.self) { _ = try ask(["what": "show", "decision": "99/QĐ"]) }
    #expect(throws: QuestionError.self) { _ = try ask(["what": "moon"]) }
  }

  @Test("laws", arguments: 1...UInt64(Effort.rounds(2, thorough: 4)))
  func laws(seed: UInt64) throws {
    let laws = ProjectionLaws(Decisions.self, asking: [WrittenQuestion(asOf: LegalDate("2026-12-31")!.day)])
    let random = RandomHistory(seed: seed, count: 200, meeting: Decisions.descriptor.events)
    let broken = try laws.violations(over: story().records, random.records, seed: seed)
    #expect(broken.isEmpty, "seed \(seed): \(broken)")
  }

  @Test("the same records give the same rows until the version is raised")
  func goldenRows() throws {
    let broken = try ProjectionLaws(Decisions.self, asking: []).violations(
      againstGolden: GoldenFolder.path(of: Decisions.self),
      recording: RandomHistory(seed: 1, count: 60, meeting: Decisions.descriptor.events).records)
    #expect(broken.isEmpty, "\(broken)")
  }
}
