import OCOP
import Testing

/// Acts beside the grant, and the spelling and the end of one.
extension RatingDeciderTests {
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
    #expect(scenario.rejection(propose, on: "2020-07") == .alreadyProposed(.five, on: LegalDate("2020-07")!))
    // What became of the first may be recorded later: no record says that it was withdrawn.
    var again = scenario
    try again.given(propose, on: "2020-08")
    #expect(again.ratings(of: first).proposals.map(\.outcome) == [.repeated, .pending])
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
        == .endsBeforeStart(from: LegalDate("2022-12-23")!, until: LegalDate("2022-12-20")!))
    #expect(
      scenario.rejection(extend("2222-12-31"), on: "2022-12-01")
        == .endsTooLate(from: LegalDate("2022-12-23")!, until: LegalDate("2222-12-31")!, months: 36))
  }

  @Test("one decision under another spelling of its number is recorded already; another issuer's is another")
  func spellings() throws {
    var scenario = try Scenario.withProduct()
    let known = RecognitionRequest(stars: .four, issuer: "UBND tỉnh Bắc Giang", decision: "Số 07/QĐ-UBND")
    let at = try scenario.given(.recognise(first, known), on: "2021-02-28")
    for spelling in ["7/qđ-ubnd", "07 / QĐ–UBND", "7/QD-UBND", "Quyết định số 7/QĐ-UBND ngày 28/2/2021", "7/QÐ-UBND"] {
      let again = RecognitionRequest(stars: .four, issuer: "ubnd tỉnh Bắc Giang", decision: spelling)
      #expect(
        scenario.rejection(.recognise(first, again), on: "2021-02-28") == .decisionRecorded(spelling, at: at),
        "\(spelling)")
    }
    let other = RecognitionRequest(stars: .four, issuer: "UBND tỉnh Bắc Ninh", decision: "07/QĐ-UBND")
    #expect(scenario.rejection(.recognise(first, other), on: "2021-02-28") == nil)
    let longer = RecognitionRequest(stars: .four, issuer: "UBND tỉnh Bắc Giang", decision: "71/QĐ-UBND")
    #expect(scenario.rejection(.recognise(first, longer), on: "2021-03-01") == nil)
  }

  @Test("36 months end on the corresponding day; the day before where the office's regulation says so")
  func termRules() throws {
    let terms = [
      ("2019-12-23", "2022-12-23"), ("2020-02-28", "2023-02-28"), ("2020-02-29", "2023-02-28"),
      ("2020-03-01", "2023-03-01"),
      ("2020-02", "2023-02"),
    ]
    for (date, end) in terms {
      let granted = try Scenario.withProduct().when(.recognise(first, RecognitionRequest(stars: .four)), on: date)
      #expect(granted.event.grant?.validUntil.text == end, "\(date)")
    }
    var scenario = try Scenario.withProduct()
    let regulation = TermRuleSet(rule: .dayBefore, regulation: "Quy chế 12/QC-HĐ")
    try scenario.given(office(.termRuleSet(regulation)), on: "2020-01-01")
    func term(_ date: String) throws -> Grant? {
      try scenario.when(.recognise(first, RecognitionRequest(stars: .four)), on: date).event.grant
    }
    #expect(try term("2019-12-31")?.validUntil.text == "2022-12-31")
    let before = try #require(try term("2020-01-01"))
    #expect(before.validUntil.text == "2022-12-31" && before.termSource == .dayBefore)
  }
}
