import OCOP
import Testing

@Suite("Deciders: stars")
struct RatingDeciderTests {
  let first = ProductID(1)

  @Test("a decision is recorded as a grant; what it was follows from all that is known, in whatever order it came")
  func derivedActs() throws {
    let decisions: [(stars: Stars, date: String, act: GrantAct)] = [
      (.three, "2019-12-23", .recognised), (.four, "2021", .upgraded), (.four, "2025-03-01", .renewed),
      (.three, "2026-01-05", .lowered),
    ]
    for order in [[0, 1, 2, 3], [3, 2, 1, 0], [2, 0, 3, 1]] {
      var scenario = try Scenario.withProduct()
      for index in order {
        let (stars, date, _) = decisions[index]
        let granted = try scenario.when(.recognise(first, RecognitionRequest(stars: stars)), on: date)
        #expect(granted.event.type == .granted)
        try scenario.given(.recognise(first, RecognitionRequest(stars: stars)), on: date)
      }
      #expect(scenario.ratings(of: first).intervals.map(\.act) == decisions.map(\.act), "\(order)")
    }
  }

  @Test("what the source calls a decision is kept, and claims nothing")
  func ownWord() throws {
    var scenario = try Scenario.withProduct()
    let request = RecognitionRequest(stars: .four, word: "công nhận lại")
    try scenario.given(.recognise(first, request), on: "2020-03-01")
    let interval = try #require(scenario.ratings(of: first).intervals.first)
    #expect(interval.grant.word == "công nhận lại" && interval.act == .recognised)
  }

  @Test("a renewal decided before the old term ends may begin where it ends: until then the old decision holds")
  func renewalFromTheEnd() throws {
    var scenario = try Scenario.holding(.three, on: "2020-03-01", until: "2023-03-01")
    let renewal = RecognitionRequest(stars: .four, decision: "9/QĐ-UBND", validFrom: LegalDate("2023-03-02"))
    try scenario.given(.recognise(first, renewal), on: "2022-12-15")
    let ratings = scenario.ratings(of: first)
    func stars(_ date: String) -> Stars? { ratings.held(on: LegalDate(date)!.day)?.stars }
    #expect(stars("2022-12-20") == .three && stars("2023-03-01") == .three && stars("2023-03-02") == .four)
    #expect(ratings.intervals.map(\.ending) == [.expired, .expired])
    #expect(ratings.intervals.last?.through == LegalDate("2026-03-02")!.day)
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
    // But on one day a number is taken for one decision: the level follows from the stars alone here.
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
    for (until, expected) in [(nil, "2023-12-24"), ("2022-11-30", "2022-11-30")] as [(String?, String)] {
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
    guard case .granted(let event) = computed.event else {
      Issue.record("\(computed.event)")
      return
    }
    #expect(event.grant.validUntil.text == "2023-02-28")
    #expect(event.grant.termBasis == .computed && event.grant.termRule == .correspondingDay)
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

  @Test("types 51 to 54 were a derivation: they are taken as grants, whatever difference they claim")
  func claimedDifferences() throws {
    let claims: [Event] = [
      .recognised(Recognised(grant: grant(.four, .province, until: "2024-01-01"))),
      .upgraded(Upgraded(grant: grant(.four, .province, until: "2024-01-01"), from: .three)),
      .renewed(Renewed(grant: grant(.four, .province, until: "2024-01-01"))),
      .lowered(Lowered(grant: grant(.four, .province, until: "2024-01-01"), from: .five)),
    ]
    for claim in claims {
      var scenario = try Scenario.holding(.three, on: "2020-01-01")
      try scenario.given(product(claim), on: "2021-01-01")
      #expect(scenario.ratings(of: first).intervals.map(\.act) == [.recognised, .upgraded])
    }
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

  @Test("acts after the end are recorded, take nothing twice, and end what is known last from their day")
  func afterTheEnd() throws {
    let acts: [Event] = [
      .revoked(Revoked(ground: .markMisuse, level: .province)), .removedFromList(RemovedFromList(ground: .ownWish)),
      .reevaluationFailed(ReevaluationFailed(level: .province)),
      .recognitionWithdrawn(RecognitionWithdrawn(thing: .certificate, ground: .notReregistered)),
      .recognitionWithdrawn(RecognitionWithdrawn()),
      .recognitionWithdrawn(RecognitionWithdrawn(thing: .recognitionDecision)),
    ]
    for act in acts {
      #expect(
        try Scenario.withProduct().rejection(product(act), on: "2021-01-01")
          == (act.type == .removedFromList ? nil : .holdsNothing(first, on: LegalDate("2021-01-01")!)))
      var scenario = try Scenario.holding(.four, on: "2019-12-23")
      let at = try scenario.given(product(act), on: "2023-08-15")
      let interval = try #require(scenario.ratings(of: first).intervals.first)
      #expect(interval.ending == .expired && interval.through == LegalDate("2022-12-23")!.day)
      #expect(interval.afterwards.map(\.position) == [at])
      func known(_ date: String) -> Bool {
        scenario.ratings(of: first).interval(on: LegalDate(date)!.day, counting: .latestKnown) != nil
      }
      #expect(known("2023-08-14") && !known("2023-08-15"), "\(act)")
    }
  }

  @Test("a product that never held stars leaves the list")
  func removedUnheld() throws {
    var scenario = try Scenario.withProduct()
    let at = try scenario.given(product(.removedFromList(RemovedFromList())), on: "2023-03-01")
    #expect(scenario.ratings(of: first).unmet.map(\.position) == [at])
  }

  @Test("a withdrawn recognition decision: from the start, from a day, not said; and only a decision has an effect")
  func withdrawnDecision() throws {
    func counts(_ e: RecognitionWithdrawn, on date: String, _ counting: Counting = .inForce) throws -> Bool {
      var scenario = try Scenario.holding(.four, on: "2020-01-01")
      try scenario.given(product(.recognitionWithdrawn(e)), on: "2021-06-01")
      return scenario.ratings(of: first).interval(on: LegalDate(date)!.day, counting: counting) != nil
    }
    let start = RecognitionWithdrawn(thing: .recognitionDecision, effect: .fromStart)
    #expect(try !counts(start, on: "2020-02-01") && !counts(start, on: "2020-02-01", .everRecognised))
    let from = RecognitionWithdrawn(thing: .recognitionDecision, effect: .fromDay, from: LegalDate("2021-01-01"))
    #expect(try counts(from, on: "2020-12-31") && !counts(from, on: "2021-01-01"))
    let unsaid = RecognitionWithdrawn(thing: .recognitionDecision)
    #expect(try counts(unsaid, on: "2021-05-31") && !counts(unsaid, on: "2021-06-01"))
    #expect(try counts(unsaid, on: "2021-06-01", .everRecognised))
    let scenario = try Scenario.holding(.four, on: "2020-01-01")
    for thing in [WithdrawnThing.certificate, nil] {
      let wrong = product(.recognitionWithdrawn(RecognitionWithdrawn(thing: thing, effect: .fromStart)))
      #expect(scenario.rejection(wrong, on: "2021-06-01") == .effectOfNoDecision)
    }
  }
}
