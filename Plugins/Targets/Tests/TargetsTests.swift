import OCOP
import ProjectionKit
import ProjectionTesting
import Targets
import TestSupport
import Testing

@Suite("Targets")
struct TargetsTests {
  @Test("laws", arguments: 1...UInt64(Effort.rounds(2, thorough: 4)))
  func laws(seed: UInt64) throws {
    var history = RandomHistory(seed: seed, count: 200, meeting: Targets.descriptor.events).records
    var story = Story()
    for record in history { story.append(record) }
    for (number, metric) in ["products", "stars5New", "stars3up", "producers", "moon"].enumerated() {
      story.record(target(metric, .atLeast, 3), TargetID(UInt32(number + 1)).stream, on: "2020-12-31")
    }
    history = story.records
    let laws = ProjectionLaws(Targets.self, asking: [WrittenQuestion(asOf: LegalDate("2026-01-01")!.day)])
    let broken = try laws.violations(over: history, seed: seed)
    #expect(broken.isEmpty, "seed \(seed): \(broken)")
  }

  @Test("the same records give the same rows until the version is raised")
  func goldenRows() throws {
    let broken = try ProjectionLaws(Targets.self, asking: []).violations(
      againstGolden: GoldenFolder.path(of: Targets.self),
      recording: RandomHistory(seed: 1, count: 60, meeting: Targets.descriptor.events).records)
    #expect(broken.isEmpty, "\(broken)")
  }

  @Test("more than is not at least; what cannot be counted has no figure; contradicting targets both stay")
  func comparisons() throws {
    var story = Story()
    let product = story.product(1, "Chè")
    story.record(.recognised(Recognised(grant: Story.grant(.four, until: "2023-01-01"))), product, on: "2020-01-02")
    for (number, comparison) in [(UInt32(1), Comparison.atLeast), (2, .moreThan), (3, .exactly)] {
      story.record(target("stars4", comparison, 1), TargetID(number).stream, on: "2020-12-31")
    }
    story.record(target("communityTourismModels", .exactly, 5), TargetID(4).stream, on: "2020-12-31")
    let rows = try story.ask(Targets.self, asOf: "2021-06-30").objects
    #expect(rows.map { $0["met"] } == [true, false, true, .null])
    #expect(rows.map { $0["actual"] } == [1, 1, 1, .null])
    #expect(try story.ask(Targets.self, asOf: "2020-12-30").rows.isEmpty)
    // After the target's years the figure is of their last day.
    #expect(try story.ask(Targets.self, asOf: "2026-01-01").objects[0]["countedOn"] == "2022-12-31")
  }

  private func target(_ metric: String, _ comparison: Comparison, _ value: Int64) -> Event {
    .targetSet(
      TargetSet(
        scope: "province:38", period: "2020-2022", metric: metric, comparison: comparison, value: value,
        setBy: "kế hoạch"))
  }
}
