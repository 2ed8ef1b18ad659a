import OCOP
import Testing

@Suite("Deciders: stars")
struct RatingDeciderTests {
  private let first = ProductID(1)

  @Test("first recognition, then upgrade, renewal, lowering: by what is held on the day")
  func recognise() throws {
    let scenario = try Scenario.holding(.four, on: "2019-12-23")
    func type(_ stars: Stars, _ date: String) throws -> EventType {
      try scenario.when(.recognise(first, RecognitionRequest(stars: stars)), on: date).event.type
    }
    #expect(
      try Scenario.withProduct().when(.recognise(first, RecognitionRequest(stars: .four)), on: "2019-12-23").event.type
        == .recognised)
    #expect(try type(.five, "2021") == .upgraded)
    #expect(try type(.four, "2021") == .renewed)
    #expect(try type(.three, "2021") == .lowered)
    #expect(try type(.five, "2025") == .recognised)
  }

  @Test("one decision says one thing of a product: other stars or another date under its number are refused")
  func decisionTwice() throws {
    var scenario = try Scenario.withProduct()
    try scenario.given(.recognise(first, RecognitionRequest(stars: .four, decision: "7/QĐ-UBND")), on: "2021-02-28")
    func refusal(_ stars: Stars, _ decision: String?, _ date: String) -> Rejection? {
      scenario.rejection(.recognise(first, RecognitionRequest(stars: stars, decision: decision)), on: date)
    }
    for (stars, date) in [(Stars.three, "2021-02-28"), (.four, "2021-03-01")] {
      guard case .decisionDiffers("7/QĐ-UBND", .four, let recorded, _) = refusal(stars, "7/QĐ-UBND", date) else {
        Issue.record("\(stars) on \(date) was taken")
        continue
      }
      #expect(recorded.text == "2021-02-28")
    }
    #expect(refusal(.five, "8/QĐ-UBND", "2021-03-01") == nil && refusal(.five, nil, "2021-03-01") == nil)
    // Numbers begin again each year, and the centre has its own.
    #expect(refusal(.three, "7/QĐ-UBND", "2022-03-01") == nil && refusal(.five, "7/QĐ-UBND", "2021-03-01") == nil)
    // But two do not decide under one number on one day.
    guard case .decisionDiffers("7/QĐ-UBND", .four, _, _) = refusal(.five, "7/QĐ-UBND", "2021-02-28") else {
      Issue.record("five stars by the decision of that day that gave four")
      return
    }
  }

  @Test("the same stars of one day, once with and once without the decision's number, are no renewal")
  func decisionLeftOut() throws {
    let day = "2021-02-28"
    for (known, again) in [("7/QĐ-UBND", nil), (nil, "7/QĐ-UBND"), (nil, nil)] as [(String?, String?)] {
      var scenario = try Scenario.withProduct()
      let at = try scenario.given(.recognise(first, RecognitionRequest(stars: .four, decision: known)), on: day)
      func refusal(_ stars: Stars, _ day: String) -> Rejection? {
        scenario.rejection(.recognise(first, RecognitionRequest(stars: stars, decision: again)), on: day)
      }
      #expect(refusal(.four, day) == .recognisedThatDay(.four, on: LegalDate(day)!, at: at))
      #expect(refusal(.four, "2021-02") == .recognisedThatDay(.four, on: LegalDate("2021-02")!, at: at))
      #expect(refusal(.five, day) == nil && refusal(.four, "2021-03-01") == nil)
    }
  }

  @Test("a computed term goes with the day that a correction sets; a decided one stays as decided")
  func correctedTerm() throws {
    for (until, expected) in [(nil, "2023-12-23"), ("2022-11-30", "2022-11-30")] as [(String?, String)] {
      var scenario = try Scenario.withProduct()
      let request = RecognitionRequest(stars: .four, validUntil: until.flatMap { LegalDate($0) })
      let at = try scenario.given(.recognise(first, request), on: "2019-12-23")
      let recorded = try #require(scenario.last(of: first.stream)).record.event
      let correction = try scenario.when(
        .correct(first.stream, at, recorded), on: "2020-12-24", reason: "sai năm")
      #expect(correction.event.grant?.validUntil.text == expected)
      #expect(correction.event.grant?.termBasis == (until == nil ? .computed : .decided))
    }
  }

  @Test("the term is the rulebook's, 36 months, and says that it was computed")
  func term() throws {
    let scenario = try Scenario.withProduct()
    let computed = try scenario.when(.recognise(first, RecognitionRequest(stars: .three)), on: "2020-02-29")
    guard case .recognised(let event) = computed.event else {
      Issue.record("\(computed.event)")
      return
    }
    #expect(event.grant.validUntil.text == "2023-02-27")
    #expect(event.grant.termBasis == .computed)
    #expect(event.grant.level == .province)
    #expect(computed.rulebook == RulebookID("QD1048-2019"))
  }

  @Test("three stars: the province until 2023, the district until 5/7/2025, then the province again")
  func authority() throws {
    let scenario = try Scenario.withProduct()
    func refusal(_ stars: Stars, _ level: Level, _ date: String) -> Rejection? {
      scenario.rejection(.recognise(first, RecognitionRequest(stars: stars, level: level)), on: date)
    }
    #expect(refusal(.three, .province, "2020-01-01") == nil)
    #expect(
      refusal(.three, .province, "2024-01-01")
        == .wrongAuthority(.three, .province, RulebookID("QD148-2023"), rightful: .district))
    #expect(refusal(.three, .district, "2025-07-05") == nil)
    #expect(
      refusal(.three, .district, "2025-07-06")
        == .wrongAuthority(.three, .district, RulebookID("QD1489-2025"), rightful: .province))
    #expect(
      refusal(.five, .province, "2021")
        == .wrongAuthority(.five, .province, RulebookID("QD781-2020"), rightful: .centre))
    #expect(refusal(.two, .province, "2020-01-01") == .noAuthority(.two, RulebookID("QD1048-2019")))
    #expect(refusal(.three, .province, "2019-01-01") == .noRulebook(on: LegalDate("2019-01-01")!))
  }

  @Test("an upgrade of a product that holds nothing")
  func upgradeOfNothing() throws {
    let upgrade = product(.upgraded(Upgraded(grant: grant(.five, .centre, until: "2024-01-01"), from: .four)))
    #expect(
      try Scenario.withProduct().rejection(upgrade, on: "2021-01-01")
        == .holdsNothing(first, on: LegalDate("2021-01-01")!))
    #expect(
      try Scenario.holding(.five, on: "2020-01-01").rejection(upgrade, on: "2021-01-01")
        == .notHigher(held: .five, granted: .five))
    #expect(try Scenario.holding(.four, on: "2020-01-01").rejection(upgrade, on: "2021-01-01") == nil)
  }

  @Test("recognised again while it holds; lowered to more; renewed with other stars")
  func otherGrants() throws {
    let scenario = try Scenario.holding(.four, on: "2020-01-01")
    let date = "2021-01-01"
    let again = product(.recognised(Recognised(grant: grant(.four, .province, until: "2024-01-01"))))
    #expect(scenario.rejection(again, on: date) == .alreadyHolds(first, .four, on: LegalDate(date)!))
    let lower = product(.lowered(Lowered(grant: grant(.four, .province, until: "2024-01-01"), from: .four)))
    #expect(scenario.rejection(lower, on: date) == .notLower(held: .four, granted: .four))
    let renew = product(.renewed(Renewed(grant: grant(.three, .province, until: "2024-01-01"))))
    #expect(scenario.rejection(renew, on: date) == .notSame(held: .four, granted: .three))
  }

  @Test("a renewal may come after a gap")
  func renewalAfterGap() throws {
    let scenario = try Scenario.holding(.four, on: "2019-12-23")
    let renew = product(.renewed(Renewed(grant: grant(.four, .province, until: "2026-01-01"))))
    #expect(scenario.rejection(renew, on: "2023-06-01") == nil)
  }

  @Test("a certificate that ends before it starts")
  func endsBeforeStart() throws {
    let scenario = try Scenario.withProduct()
    let request = RecognitionRequest(stars: .four, validUntil: LegalDate("2019-12-22"))
    #expect(
      scenario.rejection(.recognise(first, request), on: "2019-12-23")
        == .endsBeforeStart(from: LegalDate("2019-12-23")!, until: LegalDate("2019-12-22")!))
  }

  @Test("a certificate that ends generations later: a year typed wrongly")
  func endsTooLate() throws {
    let scenario = try Scenario.withProduct()
    func until(_ end: String) -> Command.Act {
      .recognise(first, RecognitionRequest(stars: .four, validUntil: LegalDate(end)!))
    }
    #expect(scenario.rejection(until("2025-12-23"), on: "2019-12-23") == nil)
    #expect(
      scenario.rejection(until("2202-12-22"), on: "2019-12-23")
        == .endsTooLate(from: LegalDate("2019-12-23")!, until: LegalDate("2202-12-22")!, months: 36))
  }

  @Test("a revocation of something not held, or held no more")
  func revocation() throws {
    let revoke = product(.revoked(Revoked(ground: .markMisuse, level: .province)))
    #expect(
      try Scenario.withProduct().rejection(revoke, on: "2021-01-01")
        == .holdsNothing(first, on: LegalDate("2021-01-01")!))
    let scenario = try Scenario.holding(.four, on: "2019-12-23")
    #expect(scenario.rejection(revoke, on: "2022-12-22") == nil)
    #expect(scenario.rejection(revoke, on: "2022-12-23") == .holdsNothing(first, on: LegalDate("2022-12-23")!))
    #expect(scenario.rejection(product(.removedFromList(RemovedFromList())), on: "2023-03-01") == nil)
    #expect(
      try Scenario.withProduct().rejection(product(.removedFromList(RemovedFromList())), on: "2023-03-01")
        == .holdsNothing(first, on: LegalDate("2023-03-01")!))
  }

  @Test("an annulment names the decision it annuls, once")
  func annulment() throws {
    var scenario = try Scenario.withProduct()
    let granted = try scenario.given(.recognise(first, RecognitionRequest(stars: .four)), on: "2020-01-01")
    let annul = product(.annulled(Annulled(granted: granted, level: .province)))
    let other = Position(0)
    #expect(
      scenario.rejection(product(.annulled(Annulled(granted: other, level: .province))), on: "2021-01-01")
        == .notAGrant(other))
    try scenario.given(annul, on: "2021-01-01")
    #expect(scenario.rejection(annul, on: "2021-02-01") == .alreadyAnnulled(granted))
  }

  @Test("proposals: upwards only, once, and only what is pending ends")
  func proposals() throws {
    var scenario = try Scenario.holding(.four, on: "2019-12-23")
    let propose = product(.proposed(Proposed(stars: .five, to: .centre, kind: .upgrade)))
    let refuse = product(.proposalRefused(ProposalRefused(stars: .five, level: .centre)))
    #expect(scenario.rejection(refuse, on: "2021-01-01") == .notProposed(.five))
    let low = product(.proposed(Proposed(stars: .four, to: .province, kind: .upgrade)))
    #expect(scenario.rejection(low, on: "2020-07") == .proposalNotHigher(held: .four, asked: .four))
    let renewal = product(.proposed(Proposed(stars: .four, to: .province, kind: .reevaluation)))
    #expect(scenario.rejection(renewal, on: "2020-07") == nil)
    try scenario.given(propose, on: "2020-07")
    #expect(scenario.rejection(propose, on: "2020-08") == .alreadyProposed(.five, on: LegalDate("2020-08")!))
    #expect(scenario.rejection(refuse, on: "2021") == nil)
  }

  @Test("an extension must reach further than the certificate")
  func extensions() throws {
    let scenario = try Scenario.holding(.four, on: "2019-12-23")
    func extend(_ end: String) -> Command.Act {
      product(.certificateExtended(CertificateExtended(until: LegalDate(end)!, legalBasis: "Art. 12.3")))
    }
    #expect(scenario.rejection(extend("2022-12-31"), on: "2022-12-01") == nil)
    #expect(
      scenario.rejection(extend("2022-12-20"), on: "2022-12-01")
        == .endsBeforeStart(from: LegalDate("2022-12-22")!, until: LegalDate("2022-12-20")!))
    #expect(
      scenario.rejection(extend("2222-12-31"), on: "2022-12-01")
        == .endsTooLate(from: LegalDate("2022-12-22")!, until: LegalDate("2222-12-31")!, months: 36))
  }
}
