import OCOP
import ProjectionKit
import ProjectionTesting
import Support
import TestSupport
import Testing

@Suite("Support")
struct SupportTests {
  private func story() -> Story {
    var story = Story()
    story.product(1, "Mắm tôm")
    story.product(2, "Chè", of: 2)
    func grant(_ purpose: SupportPurpose, _ amount: Int64?, _ producer: UInt32, _ date: String) {
      story.record(
        .supportGranted(SupportGranted(purpose: purpose, amount: amount)), ProducerID(producer).stream, on: date)
    }
    grant(.machinery, 50_000_000, 1, "2020-05-01")
    grant(.machinery, 30_000_000, 2, "2020-09")
    grant(.certification, nil, 1, "2021")
    return story
  }

  @Test("laws", arguments: 1...UInt64(Effort.rounds(2, thorough: 4)))
  func laws(seed: UInt64) throws {
    let laws = ProjectionLaws(Support.self, asking: [WrittenQuestion(asOf: LegalDate("2026-01-01")!.day)])
    let random = RandomHistory(seed: seed, count: 120, meeting: Support.descriptor.events)
    let broken = try laws.violations(over: story().records, random.records, seed: seed)
    #expect(broken.isEmpty, "seed \(seed): \(broken)")
  }

  @Test("the same records give the same rows until the version is raised")
  func goldenRows() throws {
    let broken = try ProjectionLaws(Support.self, asking: []).violations(
      againstGolden: GoldenFolder.path(of: Support.self),
      recording: RandomHistory(seed: 1, count: 60, meeting: Support.descriptor.events).records)
    #expect(broken.isEmpty, "\(broken)")
  }

  @Test("sums by year and purpose; an unknown amount is not zero")
  func sums() throws {
    let sheet = try story().ask(Support.self, asOf: "2021-12-31")
    #expect(sheet.objects.map { $0["amount"] } == [80_000_000, 0])
    #expect(sheet.objects.map { $0["withoutAmount"] } == [0, 1])
    #expect(sheet.object(try #require(sheet.total))["grants"] == 3)
    #expect(try story().ask(Support.self, asOf: "2021-12-31", ["producer": "CT-0002"]).rows.count == 1)
    #expect(throws: QuestionError.self) { try story().ask(Support.self, asOf: "2021-12-31", ["purpose": "moon"]) }
  }
}
