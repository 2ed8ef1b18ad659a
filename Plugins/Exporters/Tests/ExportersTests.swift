import Exporters
import OCOP
import ProjectionKit
import ProjectionTesting
import TestSupport
import Testing

@Suite("Exporters")
struct ExportersTests {
  private let producer = ProducerID(1).stream
  private let us = Market(text: "US")!

  @Test("laws", arguments: 1...UInt64(Effort.rounds(2, thorough: 6)))
  func laws(seed: UInt64) throws {
    let history = RandomHistory(seed: seed, count: 220, meeting: Exporters.descriptor.events)
    let questions = ["2021-01-01", "2026-11-24"].flatMap { day in
      [
        WrittenQuestion(asOf: LegalDate(day)!.day),
        WrittenQuestion(asOf: LegalDate(day)!.day, parameters: ["closed": "yes"]),
      ]
    }
    let laws = ProjectionLaws(Exporters.self, asking: questions)
    let broken = try laws.violations(over: history.records, seed: seed)
    #expect(broken.isEmpty, "seed \(seed): \(broken)")
  }

  @Test("the same records give the same rows until the version is raised")
  func goldenRows() throws {
    let broken = try ProjectionLaws(Exporters.self, asking: []).violations(
      againstGolden: GoldenFolder.path(of: Exporters.self),
      recording: RandomHistory(seed: 1, count: 60, meeting: Exporters.descriptor.events).records)
    #expect(broken.isEmpty, "\(broken)")
  }

  @Test("a channel is counted in outlets, and each report is kept")
  func channels() throws {
    var story = Story()
    story.product(1, "Cói")
    story.record(.exportOpened(ExportOpened(market: us, channel: "siêu thị", outlets: 64)), producer, on: "2020-12-31")
    story.record(.exportReported(ExportReported(market: us, channel: "siêu thị", outlets: 40)), producer, on: "2023-09")
    let before = try story.ask(Exporters.self, asOf: "2021-01-01").objects
    let after = try story.ask(Exporters.self, asOf: "2023-09-30").objects
    #expect(before.map { $0["outlets"] } == [64])
    #expect(after.map { $0["outlets"] } == [40])
    #expect(after[0]["channels"]?.text.contains(#""outlets":64"#) == true)
  }

  @Test("a closed market is shown when asked for")
  func closed() throws {
    var story = Story()
    story.product(1, "Cói")
    story.record(.exportOpened(ExportOpened(market: us)), producer, on: "2020-12-31")
    story.record(.exportClosed(ExportClosed(market: us)), producer, on: "2022-06-01")
    // The day of the closing is the last.
    #expect(try story.ask(Exporters.self, asOf: "2022-06-01").rows.count == 1)
    #expect(try story.ask(Exporters.self, asOf: "2022-06-02").rows.isEmpty)
    #expect(try story.ask(Exporters.self, asOf: "2022-06-02", ["closed": "yes"]).objects[0]["until"] == "2022-06-01")
  }

  @Test("one country under two names is one market")
  func names() {
    #expect(Market(named: "Mỹ") == us)
    #expect(Market(named: "Hoa Kỳ") == us)
    #expect(Market(named: "hoa ky") == us)
  }

  @Test("filters refuse what they do not know")
  func filters() {
    #expect(throws: QuestionError.self) { try Story().ask(Exporters.self, asOf: "2020-01-01", ["market": "Atlantis"]) }
    #expect(throws: QuestionError.self) { try Story().ask(Exporters.self, asOf: "2020-01-01", ["producer": "x"]) }
  }
}
