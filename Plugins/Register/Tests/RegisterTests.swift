import OCOP
import ProjectionKit
import ProjectionTesting
import Register
import TestSupport
import Testing

@Suite("Register")
struct RegisterTests {
  @Test("laws", arguments: 1...UInt64(Effort.rounds(2, thorough: 6)))
  func laws(seed: UInt64) throws {
    let history = RandomHistory(seed: seed, count: 220, meeting: Register.descriptor.events)
    let questions = ["2021-01-01", "2026-11-24"].flatMap { day in
      [["what": "producers"], ["what": "products"], ["stars": "4"], ["search": "mam tom"]].map {
        WrittenQuestion(asOf: LegalDate(day)!.day, parameters: $0)
      }
    }
    let laws = ProjectionLaws(Register.self, asking: questions)
    let broken = try laws.violations(over: history.records, seed: seed)
    #expect(broken.isEmpty, "seed \(seed): \(broken)")
  }

  @Test("the same records give the same rows until the version is raised")
  func goldenRows() throws {
    let broken = try ProjectionLaws(Register.self, asking: []).violations(
      againstGolden: GoldenFolder.path(of: Register.self),
      recording: RandomHistory(seed: 1, count: 60, meeting: Register.descriptor.events).records)
    #expect(broken.isEmpty, "\(broken)")
  }

  @Test("names are of the day asked about")
  func names() throws {
    var story = Story()
    let product = story.product(1, "Chè sạch Bình Sơn")
    story.record(.productRenamed(ProductRenamed(name: "Chè xanh sạch Bình Sơn")), product, on: "2021-03-01")
    #expect(try names(story, "2021-02-28") == ["Chè sạch Bình Sơn"])
    #expect(try names(story, "2021-03-01") == ["Chè xanh sạch Bình Sơn"])
  }

  @Test("accents decide where spellings without them meet")
  func search() throws {
    var story = Story()
    story.product(1, "Mạ")
    story.product(2, "Má")
    story.product(3, "Mắm tôm Lê Gia")
    #expect(try names(story, "2021-01-01", ["search": "má"]) == ["Má"])
    #expect(try names(story, "2021-01-01", ["search": "mam tom"]) == ["Mắm tôm Lê Gia"])
    #expect(try names(story, "2021-01-01", ["search": "ma"]).count == 3)
  }

  @Test("status tells how the last certificate ended")
  func status() throws {
    var story = Story()
    let product = story.product(1, "Chè")
    story.record(.recognised(Recognised(grant: Story.grant(.three, until: "2023-02-27"))), product, on: "2020-02-28")
    let status = try ["2020-02-27", "2023-02-27", "2023-02-28"].map { day in
      try story.ask(Register.self, asOf: day).objects[0]["status"]
    }
    #expect(status == ["none", "inForce", "expired"])
  }

  private func names(_ story: Story, _ day: String, _ parameters: [String: String] = [:]) throws -> [JSONValue?] {
    try story.ask(Register.self, asOf: day, parameters).objects.map { $0["name"] }
  }
}
