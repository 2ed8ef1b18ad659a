import OCOP
import ProjectionKit
import ProjectionTesting
import RatingHistory
import TestSupport
import Testing

@Suite("RatingHistory")
struct RatingHistoryTests {
  @Test("laws", arguments: 1...UInt64(Effort.rounds(2, thorough: 6)))
  func laws(seed: UInt64) throws {
    let history = RandomHistory(seed: seed, count: 220, meeting: RatingHistory.descriptor.events)
    let questions = ["2021-01-01", "2026-11-24"].flatMap { day in
      [[:], ["product": "SP-0001"], ["product": "SP-0003"]].map {
        WrittenQuestion(asOf: LegalDate(day)!.day, parameters: $0)
      }
    }
    let laws = ProjectionLaws(RatingHistory.self, asking: questions)
    let broken = try laws.violations(over: history.records, seed: seed)
    #expect(broken.isEmpty, "seed \(seed): \(broken)")
  }

  @Test("the same records give the same rows until the version is raised")
  func goldenRows() throws {
    let broken = try ProjectionLaws(RatingHistory.self, asking: []).violations(
      againstGolden: GoldenFolder.path(of: RatingHistory.self),
      recording: RandomHistory(seed: 1, count: 60, meeting: RatingHistory.descriptor.events).records)
    #expect(broken.isEmpty, "\(broken)")
  }

  @Test("a life: recognised, proposed, upgraded, renewed")
  func life() throws {
    var story = Story()
    let product = story.product(1, "Mắm tôm")
    story.record(
      .recognised(Recognised(grant: Story.grant(.four, until: "2022-12-22", decision: "5445/QĐ-UBND"))), product,
      on: "2019-12-23", rulebook: RulebookID("QD1048-2019"))
    story.record(.proposed(Proposed(stars: .five, to: .centre, kind: .upgrade)), product, on: "2020-07")
    story.record(.upgraded(Upgraded(grant: Story.grant(.five, until: "2024"), from: .four)), product, on: "2021")
    story.record(.renewed(Renewed(grant: Story.grant(.five, until: "2027-07"))), product, on: "2024-07")
    #expect(
      try lines(story, "2026-11-24") == [
        "held 4 2019-12-23 [2020-12-31..2021-12-30] superseded 5445/QĐ-UBND QD1048-2019",
        "proposed 5 2020-07 [2020-12-31..2021-12-30] granted - -",
        "held 5 2021 [2024-06-30..2024-07-30] superseded - -",
        "held 5 2024-07 2027-07 inForce - -",
      ])
  }

  @Test(
    "a withdrawal from a day by which the decision did not hold yet leaves nothing of it, and takes nothing else away",
    arguments: [false, true])
  func withdrawnBeforeItHeld(isNamed: Bool) throws {
    var story = Story()
    let product = story.product(1, "Mắm")
    story.record(
      .granted(Granted(grant: Story.grant(.four, until: "2021-05-12", decision: "3/QĐ"))), product, on: "2021-03-06")
    let second = story.record(
      .granted(Granted(grant: Story.grant(.three, until: "2021-06-15", decision: "9/QĐ"))), product, on: "2021-03-12")
    let withdrawn = RecognitionWithdrawn(
      thing: .recognitionDecision, effect: .fromDay, from: LegalDate("2021-03-08")!, granted: isNamed ? second : nil)
    story.record(.recognitionWithdrawn(withdrawn), product, on: "2021-03-13")
    let told = try lines(story, "2021-04-01")
    #expect(told.contains("held 4 2021-03-06 2021-05-12 inForce 3/QĐ -"), "\(told)")
    #expect(told.filter { $0.contains("9/QĐ") && !$0.contains("annulled") }.isEmpty, "\(told)")
  }

  @Test("as of a day, what came later is not told")
  func asOf() throws {
    var story = Story()
    let product = story.product(1, "Mắm tôm")
    story.record(.recognised(Recognised(grant: Story.grant(.four, until: "2022-12-22"))), product, on: "2019-12-23")
    story.record(.upgraded(Upgraded(grant: Story.grant(.five, until: "2024"), from: .four)), product, on: "2021")
    #expect(try lines(story, "2020-12-31") == ["held 4 2019-12-23 2022-12-22 inForce - -"])
    #expect(try lines(story, "2019-12-22") == [])
  }

  @Test("a gap stays a gap; a revocation after expiry stands beside it, with who took what away")
  func gap() throws {
    var story = Story()
    let product = story.product(1, "Nước mắm")
    story.record(.recognised(Recognised(grant: Story.grant(.four, until: "2022-12-22"))), product, on: "2019-12-23")
    story.record(.revoked(Revoked(ground: .notProduced, level: .province)), product, on: "2023-02-01")
    story.record(.recognised(Recognised(grant: Story.grant(.five, until: "2028"))), product, on: "2025")
    #expect(
      try lines(story, "2026-01-01") == [
        "held 4 2019-12-23 2022-12-22 expired - -", "afterwards - 2023-02-01 - - - -",
        "held 5 2025 2028 inForce - -",
      ])
  }

  @Test("an extension after the term is a row of its own: the days between are no row's")
  func lateExtension() throws {
    var story = Story()
    let product = story.product(1, "Nước mắm")
    story.record(
      .recognised(Recognised(grant: Story.grant(.four, until: "2022-12-22", decision: "1/QĐ"))), product,
      on: "2019-12-23")
    let extended = CertificateExtended(until: LegalDate("2023-12-31")!, legalBasis: "Điều 12")
    story.record(.certificateExtended(extended), product, on: "2023-03-01")
    #expect(
      try lines(story, "2023-06-01") == [
        "held 4 2019-12-23 2022-12-22 expired 1/QĐ -", "held 4 2023-03-01 2023-12-31 extended - -",
      ])
  }

  @Test("a corrected date moves the interval; a struck-out record is gone")
  func corrections() throws {
    var story = Story()
    let product = story.product(1, "Nón")
    let event = Event.recognised(Recognised(grant: Story.grant(.three, until: "2023-02-28")))
    let first = story.record(event, product, on: "2020-02-29")
    let second = story.record(event, product, on: "2020-03-29", corrects: first)
    #expect(try lines(story, "2021-01-01") == ["held 3 2020-03-29 2023-02-28 inForce - -"])
    story.record(.voided(Voided()), product, corrects: second)
    #expect(try lines(story, "2021-01-01") == ["held 3 2020-02-29 2023-02-28 inForce - -"])
  }

  private func lines(_ story: Story, _ day: String) throws -> [String] {
    try story.ask(RatingHistory.self, asOf: day, ["product": "SP-0001"]).objects.map { row in
      ["state", "stars", "from", "through", "ending", "decision", "rulebook"].map { name in
        switch row[name] {
        case .string(let text)?: text
        case .int(let number)?: "\(number)"
        default: "-"
        }
      }.joined(separator: " ")
    }
  }
}
