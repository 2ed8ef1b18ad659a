import OCOP
import ProjectionKit
import ProjectionTesting
import Testing
import WomenLed

@Suite("Women-led")
struct WomenLedTests {
  private func story() -> Story {
    var story = Story()
    let (shrimp, tea) = (story.product(1, "Mắm tôm"), story.product(2, "Trà hoa vàng"))
    for (product, points) in [(shrimp, 1), (tea, 0)] {
      var sheet = Evaluated(level: .commune, kind: .council)
      sheet.scores = [CriterionScore(criterion: "3.2", points: Points(Int64(points)))]
      story.record(.evaluated(sheet), product, on: "2026-07-01")
    }
    return story
  }

  @Test("the same records give the same rows until the version is raised")
  func goldenRows() throws {
    let file = #filePath.replacing("WomenLedTests.swift", with: "women-led.golden.txt")
    let broken = try ProjectionLaws(WomenLed.self, asking: [])
      .violations(againstGolden: file, recording: story().records)
    #expect(broken.isEmpty, "\(broken)")
  }

  @Test("counts from its day on")
  func day() throws {
    let rows = try story().ask(WomenLed.self, asOf: "2026-07-01").objects
    #expect(JSONValue.array(rows).text == #"[{"product":"SP-0001","name":"Mắm tôm","points":100}]"#)
    #expect(try story().ask(WomenLed.self, asOf: "2026-06-30").rows.isEmpty)
  }

  @Test("laws", arguments: 1...4 as ClosedRange<UInt64>)
  func laws(seed: UInt64) throws {
    let laws = ProjectionLaws(WomenLed.self, asking: [WrittenQuestion(asOf: LegalDate("2026-12-31")!.day)])
    let random = RandomHistory(seed: seed, count: 200, meeting: WomenLed.descriptor.events)
    let broken = try laws.violations(over: story().records, random.records, seed: seed)
    #expect(broken.isEmpty, "seed \(seed): \(broken)")
  }
}
