import Breaches
import OCOP
import ProjectionKit
import ProjectionTesting
import TestSupport
import Testing

@Suite("Breaches")
struct BreachesTests {
  private static let rulebook: RulebookAdopted = {
    var book = NationalRulebooks.all[4]
    book.law = RuleLaw(
      term: LawArticle(article: "Điều 4"),
      powers: [
        LegalPower(action: .decide, stars: [.four], levels: [.province], article: "Điều 4"),
        LegalPower(action: .revoke, stars: [.four], levels: [.province], article: "Điều 8"),
      ])
    return book
  }()

  private func story(law: Bool = true) -> Story {
    var story = Story()
    let book = law ? Self.rulebook : NationalRulebooks.all[4]
    story.record(.rulebookAdopted(book), StreamID(.rulebook, 1), on: "2026-05-22")
    let product = story.product(1, "Mắm tôm")
    let grant = Grant(
      stars: .four, level: .province, decision: "7/QĐ", validUntil: LegalDate("2031-01-01")!, termBasis: .decided)
    story.record(.granted(Granted(grant: grant)), product, on: "2026-06-01")
    story.record(.revoked(Revoked(ground: .lawBreach, level: .commune)), product, on: "2026-08-01")
    return story
  }

  private func rows(_ story: Story, _ parameters: [String: String] = [:], on date: String = "2026-12-31") throws
    -> AnswerTable
  {
    try story.ask(Breaches.self, asOf: date, parameters)
  }

  @Test("what breaks the law is listed with rule and article, from its day on; one rule or one product alone")
  func listed() throws {
    let story = story()
    let all = try rows(story).objects
    #expect(all.map { $0["rule"] } == ["term", "revocation"] && all.map { $0["article"] } == ["Điều 4", "Điều 8"])
    #expect(all.allSatisfy { $0["state"] == "unacknowledged" })
    #expect(try rows(story, on: "2026-07-31").rows.count == 1)
    #expect(try rows(story, ["rule": "revocation"]).rows.count == 1)
    #expect(try rows(story, ["state": "acknowledged"]).rows.isEmpty)
    #expect(try rows(story, ["product": "SP-0002"]).rows.isEmpty)
    #expect(throws: QuestionError.self) { _ = try rows(story, ["state": "?"]) }
  }

  @Test("without law nothing is found, and the rulebook that was not looked at is named")
  func silent() throws {
    let sheet = try rows(story(law: false))
    #expect(sheet.rows.isEmpty && sheet.notes.first?.en.contains("QD26-2026") == true)
  }

  @Test("breaches have level, decision and the place of their day; one of each alone; counted by each")
  func counted() throws {
    var story = story()
    let unit = AreaEstablished(code: AreaCode(text: "00166")!, level: .commune, name: "Một", kind: "xã")
    story.record(.areaEstablished(unit), StreamID(.area, 1), on: "2026-01-01")
    let moved = ProductMoved(place: Place(commune: AreaRef(code: unit.code, edition: nil)))
    story.record(.productMoved(moved), ProductID(1).stream, on: "2026-07-01")
    let all = try rows(story).objects
    #expect(all.map { $0["level"] } == ["province", "commune"] && all.map { $0["name"] } == ["Mắm tôm", "Mắm tôm"])
    #expect(try rows(story, ["level": "commune"]).objects.map { $0["rule"] } == ["revocation"])
    // What became known of the place later holds for the time before.
    #expect(all.map { $0["communeName"] } == ["Xã Một", "Xã Một"] && all[1]["commune"] == "00166")
    #expect(try rows(story, ["commune": "00166"]).objects.map { $0["rule"] } == ["term", "revocation"])
    #expect(try rows(story, ["commune": "00169"]).rows.isEmpty)
    #expect(try rows(story, ["district": "399"]).rows.isEmpty)
    #expect(try rows(story, ["decision": "9/QĐ"]).rows.isEmpty)
    #expect(try rows(story, ["decision": "07/QĐ ngày 01/06/2026"]).objects.map { $0["rule"] } == ["term"])
    #expect(try rows(story, ["by": "decision"]).objects.map { $0["name"] } == ["7/QĐ ngày 01/06/2026", .null])
    for name in ["rule", "level", "decision", "district", "commune"] {
      let counts = try rows(story, ["by": name])
      let sums = counts.objects.map { $0["unacknowledged"] }
      #expect(sums == (["district", "commune"].contains(name) ? [2] : [1, 1]), "\(name): \(counts.objects)")
    }
    #expect(throws: QuestionError.self) { _ = try rows(story, ["by": "?"]) }
  }

  @Test("laws", arguments: 1...UInt64(Effort.rounds(2, thorough: 4)))
  func laws(seed: UInt64) throws {
    let laws = ProjectionLaws(Breaches.self, asking: [WrittenQuestion(asOf: LegalDate("2026-12-31")!.day)])
    let random = RandomHistory(seed: seed, count: 200, meeting: Breaches.descriptor.events)
    let broken = try laws.violations(over: story().records, random.records, seed: seed)
    #expect(broken.isEmpty, "seed \(seed): \(broken)")
  }

  @Test("the same records give the same rows until the version is raised")
  func goldenRows() throws {
    let broken = try ProjectionLaws(Breaches.self, asking: []).violations(
      againstGolden: GoldenFolder.path(of: Breaches.self),
      recording: RandomHistory(seed: 1, count: 60, meeting: Breaches.descriptor.events).records)
    #expect(broken.isEmpty, "\(broken)")
  }
}
