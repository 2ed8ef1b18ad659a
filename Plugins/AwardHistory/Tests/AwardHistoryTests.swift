import AwardHistory
import OCOP
import ProjectionKit
import ProjectionTesting
import TestSupport
import Testing

@Suite("AwardHistory")
struct AwardHistoryTests {
  @Test("laws", arguments: 1...UInt64(Effort.rounds(2, thorough: 6)))
  func laws(seed: UInt64) throws {
    let history = RandomHistory(seed: seed, count: 220, meeting: AwardHistory.descriptor.events)
    let questions = [[:], ["recipient_kind": "collective"], ["year": "2022"]].map {
      WrittenQuestion(asOf: LegalDate("2026-11-24")!.day, parameters: $0)
    }
    let laws = ProjectionLaws(AwardHistory.self, asking: questions)
    let broken = try laws.violations(over: history.records, seed: seed)
    #expect(broken.isEmpty, "seed \(seed): \(broken)")
  }

  @Test("the same records give the same rows until the version is raised")
  func goldenRows() throws {
    let broken = try ProjectionLaws(AwardHistory.self, asking: []).violations(
      againstGolden: GoldenFolder.path(of: AwardHistory.self),
      recording: RandomHistory(seed: 1, count: 60, meeting: AwardHistory.descriptor.events).records)
    #expect(broken.isEmpty, "\(broken)")
  }

  @Test("collectives, individuals and products, by year")
  func recipients() throws {
    var story = Story()
    let product = story.product(1, "Ống hút tre")
    let merit = AwardGiven(recipientKind: .collective, count: 10, title: "Bằng khen", awardedBy: "UBND tỉnh")
    story.record(.awardGiven(merit), .office, on: "2020-12-31")
    story.record(.productAwarded(ProductAwarded(title: "Tiêu biểu", awardedBy: "VPĐP")), product, on: "2021-05-05")
    let all = try story.ask(AwardHistory.self, asOf: "2021-12-31")
    #expect(all.objects.map { $0["recipientKind"] } == ["collective", "product"])
    #expect(all.object(try #require(all.total))["count"] == 11)
    #expect(
      try story.ask(AwardHistory.self, asOf: "2021-12-31", ["year": "2021"]).objects.map { $0["recipient"] } == [
        "Ống hút tre"
      ])
    #expect(try story.ask(AwardHistory.self, asOf: "2021-01-01").rows.count == 1)
  }

  @Test("a struck-out award is gone")
  func struckOut() throws {
    var story = Story()
    let merit = AwardGiven(recipientKind: .individual, count: 22, title: "Bằng khen", awardedBy: "UBND tỉnh")
    let position = story.record(.awardGiven(merit), .office, on: "2020-12-31")
    story.record(.voided(Voided()), .office, corrects: position)
    #expect(try story.ask(AwardHistory.self, asOf: "2021-01-01").rows.isEmpty)
  }
}
