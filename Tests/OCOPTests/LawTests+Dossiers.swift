import OCOP
import Testing

/// What a dossier may do, and what is recorded although it may not.
extension LawTests {
  @Test("a dossier is put forward from 90 points on the exact mean")
  func forwarding() throws {
    let scenario = try Self.scenario()
    func proposed(_ total: Score?) -> [String] {
      broken(
        scenario, product(.proposed(Proposed(stars: .five, to: .centre, kind: .first, total: total))), on: "2026-08-01")
    }
    #expect(proposed(Score(sum: Points(810), count: 9)) == [] && proposed(nil) == [])
    #expect(proposed(Score(sum: Points(hundredths: 80_999), count: 9)) == ["law.forwarding"])
  }

  @Test("a dossier filed before stays under the earlier rules, though its deadline was missed: that is irregular")
  func transition() throws {
    func decided(_ kind: ApplicationKind, on day: String) throws -> [String] {
      var scenario = try Self.scenario()
      try scenario.given(
        product(.dossierFiled(DossierFiled(kind: kind, level: .commune))), on: "2026-05-21")
      return broken(
        scenario, .recognise(first, RecognitionRequest(stars: .four, level: .province, decision: "1/QĐ")), on: day)
    }
    #expect(try decided(.first, on: "2026-07-21") == [])
    #expect(try decided(.first, on: "2026-07-22") == ["law.transition"])
    #expect(try decided(.reevaluation, on: "2026-06-21") == [])
    #expect(try decided(.reevaluation, on: "2026-06-22") == ["law.transition"])
  }

  @Test(
    "without law nothing is judged; known to be irregular it is recorded, with what it breaks; a correction keeps that")
  func acknowledged() throws {
    let plain = try Scenario.holding(.four, on: "2026-06-01")
    let revoked = Event.revoked(Revoked(ground: .lawBreach, level: .commune))
    #expect(broken(plain, product(revoked), on: "2026-08-01") == [])
    var scenario = try Self.scenario(holding: .four, on: "2026-06-01")
    let decision = try scenario.when(product(revoked), on: "2026-08-01", irregular: "theo bản gốc")
    #expect(decision.irregular?.reason == "theo bản gốc")
    #expect(decision.irregular?.breaches.map(\.rule) == ["revocation"])
    #expect(decision.irregular?.breaches.map(\.article) == ["Điều 8"])
    let position = try scenario.given(product(revoked), on: "2026-08-01", irregular: "theo bản gốc")
    let mended = Event.revoked(Revoked(ground: .markMisuse, level: .commune))
    let corrected = try scenario.when(
      .correct(first.stream, position, mended), on: "2026-08-01", reason: "ghi nhầm căn cứ")
    #expect(corrected.irregular?.reason == "theo bản gốc")
    // What is lawful now is no longer irregular.
    let lawful = Event.revoked(Revoked(ground: .markMisuse, level: .province))
    let right = try scenario.when(.correct(first.stream, position, lawful), on: "2026-08-01", reason: "ghi nhầm cấp")
    #expect(right.irregular == nil)
    #expect(throws: Rejection.emptyIrregularity) {
      _ = try scenario.when(product(revoked), on: "2026-08-01", irregular: " – ")
    }
  }
}
