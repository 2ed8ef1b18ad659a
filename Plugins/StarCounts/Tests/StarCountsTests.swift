import OCOP
import ProjectionKit
import ProjectionTesting
import StarCounts
import TestSupport
import Testing

@Suite("StarCounts")
struct StarCountsTests {
  private static let questions = ["2020-06-30", "2023-01-01", "2026-11-24"].flatMap { day in
    ["district", "commune", "group", "form", "level"].map { by in
      WrittenQuestion(asOf: LegalDate(day)!.day, parameters: ["by": by])
    }
  }

  @Test("laws", arguments: 1...UInt64(Effort.rounds(2, thorough: 6)))
  func laws(seed: UInt64) throws {
    let history = RandomHistory(seed: seed, count: 220, meeting: StarCounts.descriptor.events)
    let laws = ProjectionLaws(StarCounts.self, asking: Self.questions)
    let broken = try laws.violations(over: history.records, seed: seed)
    #expect(broken.isEmpty, "seed \(seed): \(broken)")
  }

  @Test("the same records give the same rows until the version is raised")
  func goldenRows() throws {
    let broken = try ProjectionLaws(StarCounts.self, asking: []).violations(
      againstGolden: GoldenFolder.path(of: StarCounts.self),
      recording: RandomHistory(seed: 1, count: 60, meeting: StarCounts.descriptor.events).records)
    #expect(broken.isEmpty, "\(broken)")
  }

  @Test(
    "communes, districts and every other breakdown add up to the province, on every map, day and way of counting",
    arguments: 1...UInt64(Effort.rounds(8, thorough: 20)))
  func totalsAgree(seed: UInt64) throws {
    var story = Story()
    for record in RandomHistory(seed: seed, count: 300).records { story.append(record) }
    let folded = try story.fold(StarCounts.self)
    for (asOf, counting) in ["2020-12-31", "2022-06-30", "2026-06-30"].flatMap({ day in
      Counting.allCases.map { (day, $0) }
    }) {
      var totals: Set<String> = []
      for areas in [nil, "2019-01-01", "2025-01-01", "2025-07-01"] as [String?] {
        for by in ["district", "commune", "group", "form", "level"] {
          let sheet = try folded.ask(asOf: asOf, areas: areas, counting: counting, ["by": by])
          let total = sheet.object(try #require(sheet.total))
          let sum = sheet.objects.reduce(Int64(0)) { $0 + number($1["products"]) }
          #expect(sum == number(total["products"]), "by \(by), \(asOf), map \(areas ?? "-"), seed \(seed)")
          totals.insert("\(total["products"]!.text) \(total["producers"]!.text) \(total["stars"]!.text)")
        }
      }
      #expect(totals.count == 1, "\(asOf), \(counting), seed \(seed)")
    }
  }

  @Test("proposed for five stands beside the stars held, never inside")
  func proposed() throws {
    var story = Story()
    let product = story.product(1, "Mắm tôm")
    story.record(.recognised(Recognised(grant: Story.grant(.four, until: "2022-12-22"))), product, on: "2019-12-23")
    story.record(.proposed(Proposed(stars: .five, to: .centre, kind: .upgrade)), product, on: "2020-07")
    #expect(try total(story, "2020-07-30") == "4★ 1, proposed 0")
    #expect(try total(story, "2020-07-31") == "4★ 1, proposed 1")
    story.record(.proposalRefused(ProposalRefused(stars: .five, level: .centre)), product, on: "2021")
    #expect(try total(story, "2021-12-31") == "4★ 1, proposed 0")
    #expect(try total(story, "2022-12-23") == "none, proposed 0")
  }

  @Test("a month counts from its last day")
  func month() throws {
    var story = Story()
    let product = story.product(1, "Chè")
    story.record(.recognised(Recognised(grant: Story.grant(.three, until: "2023-02"))), product, on: "2020-02")
    #expect(try total(story, "2020-02-28") == "none, proposed 0")
    #expect(try total(story, "2020-02-29") == "3★ 1, proposed 0")
  }

  @Test("an annulled recognition never was, a revoked one was until then")
  func endings() throws {
    var story = Story()
    let annulled = story.product(1, "Chè")
    let revoked = story.product(2, "Nón")
    let grant = Story.grant(.three, until: "2023-01-01")
    let position = story.record(.recognised(Recognised(grant: grant)), annulled, on: "2020-01-02")
    story.record(.recognised(Recognised(grant: grant)), revoked, on: "2020-01-02")
    story.record(.annulled(Annulled(granted: position, level: .centre)), annulled, on: "2021-06-01")
    story.record(.revoked(Revoked(ground: .markMisuse, level: .province)), revoked, on: "2021-06-01")
    #expect(try total(story, "2021-05-31") == "3★ 1, proposed 0")
    #expect(try total(story, "2021-06-01") == "none, proposed 0")
  }

  @Test("an unknown breakdown is refused with what is accepted")
  func unknownBreakdown() {
    #expect(
      throws: QuestionError(
        parameter: "by", value: "moon", accepted: Text("province|district|commune|group|form|level"))
    ) {
      try Story().ask(StarCounts.self, asOf: "2020-01-01", ["by": "moon"])
    }
  }

  @Test("placeholders are told")
  func placeholders() throws {
    var story = Story()
    let product = story.product(1, "Giữ chỗ 1", placeholder: true)
    story.record(.recognised(Recognised(grant: Story.grant(.three, until: "2023-02-10"))), product, on: "2020-02-10")
    let notes = try story.ask(StarCounts.self, asOf: "2020-12-31").notes
    #expect(notes.map(\.en) == ["Of these, 1 products are placeholders: sources give their number, not their names."])
  }

  private func total(_ story: Story, _ day: String) throws -> String {
    let sheet = try story.ask(StarCounts.self, asOf: day)
    let total = sheet.object(try #require(sheet.total))
    let stars = (1...5).compactMap { star -> String? in
      let count = number(total["stars"]?["\(star)"])
      return count > 0 ? "\(star)★ \(count)" : nil
    }
    return (stars.isEmpty ? "none" : stars.joined(separator: " ")) + ", proposed \(number(total["proposed5"]))"
  }

  private func number(_ value: JSONValue?) -> Int64 {
    if case .int(let number)? = value { number } else { 0 }
  }
}
