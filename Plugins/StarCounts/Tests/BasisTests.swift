import OCOP
import ProjectionKit
import ProjectionTesting
import StarCounts
import Testing

@Suite("StarCounts: what a figure rests on")
struct BasisTests {
  private func basis(_ story: Story, on day: String) throws -> Basis? {
    try story.ask(StarCounts.self, asOf: day).basis
  }

  @Test("a term of which only a stretch is known counts from its last day; days inside it say so")
  func stretches() throws {
    var story = Story()
    let product = story.product(1, "Miến")
    story.record(
      .recognised(Recognised(grant: Story.grant(.three, until: "2024-01/2024-03"))), product, on: "2021-01/2021-03")
    for (day, count, imprecise, undecided) in [
      ("2020-12-31", 0, 0, 0), ("2021-01-01", 0, 0, 1), ("2021-03-30", 0, 0, 1), ("2021-03-31", 1, 1, 0),
      ("2024-01-01", 1, 1, 0), ("2024-01-02", 1, 1, 1), ("2024-03-31", 1, 1, 1), ("2024-04-01", 0, 0, 0),
    ] {
      let sheet = try story.ask(StarCounts.self, asOf: day)
      #expect(sheet.object(try #require(sheet.total))["products"] == JSONValue(count), "\(day)")
      #expect(
        sheet.basis == Basis(placeholders: 0, irregular: 0, imprecise: imprecise, undecided: undecided), "\(day)")
      #expect(sheet.notes.count == (imprecise > 0 ? 1 : 0) + (undecided > 0 ? 1 : 0))
    }
  }

  @Test("an end of which only the month is known leaves its days open")
  func endings() throws {
    var story = Story()
    let product = story.product(1, "Miến")
    story.record(
      .recognised(Recognised(grant: Story.grant(.three, until: "2024-01-10"))), product, on: "2021-01-10")
    story.record(.revoked(Revoked(ground: .criteriaNotMet, level: .province)), product, on: "2022-05")
    #expect(try basis(story, on: "2022-04-30") == Basis(placeholders: 0, irregular: 0, imprecise: 1, undecided: 0))
    #expect(try basis(story, on: "2022-05-01") == Basis(placeholders: 0, irregular: 0, imprecise: 1, undecided: 1))
    #expect(try basis(story, on: "2022-05-31") == Basis(placeholders: 0, irregular: 0, imprecise: 0, undecided: 0))
  }
}
