import OCOP
import Testing

/// What is lawful and what is not, on both sides of each bound: of rulebooks whose law is data.
@Suite("Law")
struct LawTests {
  let first = ProductID(1)

  static let law = RuleLaw(
    term: LawArticle(article: "Điều 4 khoản 3"),
    filingWindow: FilingWindow(opensDays: 180, closesDays: 120, article: "Điều 7 khoản 6 điểm a"),
    continuation: Continuation(days: 180, article: "Điều 12 khoản 3"),
    powers: [
      LegalPower(action: .decide, stars: [.one, .two], article: "Điều 4"),
      LegalPower(action: .decide, stars: [.three, .four], levels: [.province], article: "Điều 4"),
      LegalPower(action: .decide, stars: [.five], levels: [.centre], article: "Điều 4"),
      LegalPower(action: .revoke, stars: [.three, .four], levels: [.province], article: "Điều 8"),
      LegalPower(action: .revoke, stars: [.five], levels: [.centre], article: "Điều 8"),
      LegalPower(action: .withdraw, stars: [.three, .four], levels: [.province], article: "Điều 10"),
      LegalPower(action: .withdraw, stars: [.five], levels: [.centre], article: "Điều 10"),
    ],
    forwarding: [Forwarding(to: .centre, from: RulePoints(90), article: "Điều 7")],
    result: LawArticle(article: "Điều 7"), criteriaSets: LawArticle(article: "Phụ lục II"))

  /// The law of 2023: who decides three stars is not known for a few days, and there is neither window nor continuation.
  static let earlier = RuleLaw(
    term: LawArticle(article: "36 tháng"),
    powers: [
      LegalPower(
        action: .decide, stars: [.three], levels: [.district], until: LegalDate("2025-06-30"), article: "huyện"),
      LegalPower(action: .decide, stars: [.three], from: LegalDate("2025-07-01"), notKnown: true, article: "?"),
      LegalPower(action: .decide, stars: [.four], levels: [.province], article: "tỉnh"),
    ])

  static func scenario(holding stars: Stars? = nil, on date: String = "", until end: String? = nil) throws
    -> Scenario
  {
    var scenario = try Scenario(rulebooks: false)
    for book in NationalRulebooks.all {
      var book = book
      book.law = book.id == RulebookID("QD26-2026") ? law : earlier
      try scenario.given(.record(StreamID(.rulebook, 0), .rulebookAdopted(book)), on: book.inForceFrom.text)
    }
    try scenario.given(.record(StreamID(.producer, 0), .producerRegistered(ProducerRegistered(name: "Lê Gia"))))
    let product = ProductRegistered(name: "Mắm tôm", producer: ProducerID(1), group: .food)
    try scenario.given(.record(StreamID(.product, 0), .productRegistered(product)))
    if let stars {
      let request = RecognitionRequest(
        stars: stars, decision: "5445/QĐ-UBND", validUntil: end.flatMap { LegalDate($0) })
      try scenario.given(.recognise(ProductID(1), request), on: date)
    }
    return scenario
  }

  /// The codes of what is broken; nothing where the command is taken.
  func broken(_ scenario: Scenario, _ act: Command.Act, on date: String, _ grounds: Grounds = Grounds())
    -> [String]
  {
    switch scenario.rejection(act, on: date, grounds: grounds) {
    case nil: []
    case .breaksLaw(let breaches)?: breaches.map(\.rule.code)
    case let other?: [other.code]
    }
  }

  @Test("a term is 36 months, to the corresponding day at most: a day more breaks the law")
  func term() throws {
    let scenario = try Self.scenario()
    for (end, codes) in [
      ("2029-06-02", ["law.term"]), ("2032-02-01", ["law.term"]), ("2029-05-31", []), ("2029-06-01", []),
      ("2029-06", []), ("2029", []), ("2030", ["law.term"]), ("2028-01-01", []),
    ] as [(String, [String])] {
      let act = Command.Act.recognise(
        first, RecognitionRequest(stars: .four, decision: "1/QĐ", validUntil: LegalDate(end)))
      #expect(broken(scenario, act, on: "2026-06-01") == codes, "\(end)")
    }
    // From a stated day on it is counted from there.
    let later = RecognitionRequest(
      stars: .four, decision: "1/QĐ", validFrom: LegalDate("2026-07-01"), validUntil: LegalDate("2029-07-01"))
    #expect(broken(scenario, .recognise(first, later), on: "2026-06-01") == [])
  }

  @Test("a re-evaluation is filed from 180 to 120 days before the own end of a certificate, where the law has a window")
  func window() throws {
    let scenario = try Self.scenario(holding: .four, on: "2023-10-01")
    let filed = product(.dossierFiled(DossierFiled(kind: .reevaluation, level: .commune)))
    // It ends on 1/10/2026: 4/4 to 3/6.
    for (day, codes) in [
      ("2026-06-03", []), ("2026-06-04", ["law.filingWindow"]), ("2026-06", []), ("2026-05-22", []),
      // Before the law there was no window.
      ("2026-05-21", []), ("2024-01-01", []),
    ] as [(String, [String])] {
      #expect(broken(scenario, filed, on: day) == codes, "\(day)")
    }
    let upgrade = product(.dossierFiled(DossierFiled(kind: .upgrade, level: .commune)))
    #expect(broken(scenario, upgrade, on: "2026-06-04") == [])
    // Whose window had closed before the law came into force falls under its transition.
    let late = try Self.scenario(holding: .four, on: "2023-09-18")
    #expect(broken(late, filed, on: "2026-07-01") == [])
    let justNot = try Self.scenario(holding: .four, on: "2023-09-19")
    #expect(broken(justNot, filed, on: "2026-07-01") == ["law.filingWindow"])
  }

  @Test("a certificate goes on for 180 days, where its window had closed and it held when the law came into force")
  func extensions() throws {
    func extended(_ end: String, until: String, on day: String) throws -> [String] {
      let last = LegalDate(end)!.day.addingMonths(-36)
      let scenario = try Self.scenario(holding: .four, on: last.description)
      let act = product(.certificateExtended(CertificateExtended(until: LegalDate(until)!, legalBasis: "Điều 12")))
      return broken(scenario, act, on: day)
    }
    #expect(try extended("2026-07-01", until: "2026-12-28", on: "2026-07-02") == [])
    #expect(try extended("2026-07-01", until: "2026-12-29", on: "2026-07-02") == ["law.extension"])
    #expect(try extended("2026-09-18", until: "2027-01-01", on: "2026-09-01") == [])
    #expect(try extended("2026-09-19", until: "2027-01-01", on: "2026-09-01") == ["law.continuation"])
    #expect(try extended("2026-05-22", until: "2026-08-01", on: "2026-06-01") == [])
    #expect(try extended("2026-05-21", until: "2026-08-01", on: "2026-06-01") == ["law.continuation"])
    // No law before lets a certificate go on.
    #expect(try extended("2026-05-01", until: "2026-06-01", on: "2026-05-02") == ["law.extension"])
  }

  @Test("an authority of one level does not decide as another")
  func contradictions() throws {
    let scenario = try Self.scenario()
    func granted(_ issuer: String, _ level: Level?, on day: String = "2024-03-05") -> [String] {
      broken(
        scenario, .recognise(first, RecognitionRequest(stars: .three, level: level, issuer: issuer, decision: "1/QĐ")),
        on: day)
    }
    #expect(granted("UBND tỉnh Thanh Hóa", .district) == ["authority.contradicts"])
    #expect(granted("UBND huyện", .district) == [] && granted("UBND huyện", nil) == [])
    #expect(granted("UBND tỉnh", nil) == ["law.authority"])
    #expect(granted("Văn phòng điều phối", .district) == [])
  }

  @Test("who decides: by period, and said by the command where it is not known")
  func authority() throws {
    let scenario = try Self.scenario()
    func grants(_ stars: Stars, _ level: Level?, on day: String) -> [String] {
      broken(
        scenario, .recognise(first, RecognitionRequest(stars: stars, level: level, decision: "1/QĐ")), on: day)
    }
    #expect(grants(.three, .district, on: "2025-06-30") == [])
    #expect(grants(.three, .province, on: "2025-06-30") == ["law.authority"])
    #expect(grants(.three, .commune, on: "2025-07-01") == [])
    #expect(grants(.three, nil, on: "2025-07-03") == ["authority.notKnown"])
    #expect(grants(.four, .district, on: "2025-07-03") == ["law.authority"])
    #expect(grants(.three, .province, on: "2026-08-01") == [])
    #expect(grants(.five, .province, on: "2026-08-01") == ["law.authority"])
    #expect(grants(.two, .province, on: "2026-08-01") == ["law.authority"])
    #expect(grants(.two, nil, on: "2026-08-01") == ["authority.none"])
  }

  @Test(
    "a power that was handed on is had by the other level from that day to the last, for those stars and that action only"
  )
  func delegation() throws {
    var scenario = try Self.scenario(holding: .four, on: "2026-06-01")
    let current = RulebookID("QD26-2026")
    let stream = StreamID(.rulebook, UInt32(NationalRulebooks.all.count))
    let delegated = PowerDelegated(
      id: current, action: .revoke, stars: [.four], from: .province, to: .commune, until: LegalDate("2026-08-31"),
      decision: DecisionName(number: "7/QĐ-UBND"))
    func revoked(on day: String, by level: Level = .commune) -> [String] {
      broken(scenario, product(.revoked(Revoked(ground: .lawBreach, level: level))), on: day)
    }
    #expect(revoked(on: "2026-08-01") == ["law.revocation"])
    let earlier = StreamID(.rulebook, 1)
    #expect(
      scenario.rejection(.record(earlier, .powerDelegated(delegated)), on: "2026-08-01")?.code == "rulebook.unknown")
    try scenario.given(.record(stream, .powerDelegated(delegated)), on: "2026-08-01")
    #expect(revoked(on: "2026-07-31") == ["law.revocation"] && revoked(on: "2026-09-01") == ["law.revocation"])
    #expect(revoked(on: "2026-08-01") == [] && revoked(on: "2026-08-31") == [])
    #expect(revoked(on: "2026-08", by: .district) == ["law.revocation"])
    // Some day of the stretch it may.
    #expect(revoked(on: "2026-07-01/2026-09-30") == [] && revoked(on: "2026-08-01", by: .province) == [])
    let request = RecognitionRequest(stars: .four, level: .commune, decision: "8/QĐ")
    #expect(broken(scenario, .recognise(first, request), on: "2026-08-15") == ["law.authority"])
    // Nobody hands on what is not theirs.
    var foreign = delegated
    foreign.from = .district
    #expect(scenario.rejection(.record(stream, .powerDelegated(foreign)), on: "2026-08-01")?.code == "authority.wrong")
  }

  @Test("nothing is a breach where some day of a stretch has no power that is known")
  func openStretch() throws {
    let scenario = try Self.scenario()
    func granted(_ stretch: String) -> [String] {
      broken(
        scenario, .recognise(first, RecognitionRequest(stars: .three, level: .centre, decision: "1/QĐ")), on: stretch)
    }
    #expect(granted("2025-05-01/2025-06-30") == ["law.authority"])
    #expect(granted("2025-06-30/2025-07-01") == [])
  }

  @Test("who revokes and who withdraws")
  func endings() throws {
    let scenario = try Self.scenario(holding: .four, on: "2026-06-01")
    func revoked(_ level: Level) -> Command.Act { product(.revoked(Revoked(ground: .lawBreach, level: level))) }
    #expect(broken(scenario, revoked(.province), on: "2026-08-01") == [])
    #expect(broken(scenario, revoked(.commune), on: "2026-08-01") == ["law.revocation"])
    func withdrawn(_ thing: WithdrawnThing?, _ level: Level?) -> [String] {
      broken(
        scenario, product(.recognitionWithdrawn(RecognitionWithdrawn(thing: thing, level: level))), on: "2026-08-01")
    }
    #expect(withdrawn(.recognitionDecision, .province) == [])
    #expect(withdrawn(.recognitionDecision, .centre) == ["law.withdrawal"])
    #expect(withdrawn(.certificate, .commune) == ["law.revocation"])
    #expect(withdrawn(nil, .commune) == ["law.revocation"] && withdrawn(nil, nil) == [])
  }

  @Test("five stars rest on a central result in its band; fewer stars after a low central result are lawful")
  func results() throws {
    func granting(_ stars: Stars, after results: [(Level, Score, Stars?)]) throws -> [String] {
      var scenario = try Self.scenario()
      for (index, result) in results.enumerated() {
        let sheet = Evaluated(level: result.0, kind: .council, total: result.1, stars: result.2)
        try scenario.given(product(.evaluated(sheet)), on: "2026-07-0\(index + 1)")
      }
      return broken(
        scenario, .recognise(first, RecognitionRequest(stars: stars, decision: "1/QĐ")), on: "2026-08-01")
    }
    let ninety = Score(sum: Points(810), count: 9)
    let justBelow = Score(sum: Points(hundredths: 80_999), count: 9)
    #expect(try granting(.five, after: [(.centre, ninety, nil)]) == [])
    #expect(try granting(.five, after: [(.centre, justBelow, nil)]) == ["law.result"])
    // A floor that was missed.
    #expect(try granting(.five, after: [(.centre, ninety, .four)]) == ["law.result"])
    #expect(try granting(.five, after: [(.province, ninety, nil)]) == [])
    #expect(try granting(.four, after: [(.province, ninety, nil), (.centre, justBelow, nil)]) == [])
    #expect(try granting(.four, after: [(.province, Score(sum: Points(69), count: 1), nil)]) == ["law.result"])
    #expect(try granting(.three, after: [(.province, ninety, nil)]) == [])
    // The centre found enough for five: what the province found counts for the province.
    let sixty = Score(sum: Points(60), count: 1)
    #expect(try granting(.four, after: [(.province, sixty, nil), (.centre, ninety, nil)]) == ["law.result"])
    // What was found for another dossier is no ground.
    var scenario = try Self.scenario()
    try scenario.given(product(.evaluated(Evaluated(level: .province, kind: .council, total: sixty))), on: "2026-06-01")
    let act = Command.Act.recognise(first, RecognitionRequest(stars: .four, decision: "1/QĐ"))
    #expect(broken(scenario, act, on: "2026-09-10") == ["law.result"])
    try scenario.given(product(.dossierFiled(DossierFiled(kind: .upgrade, level: .commune))), on: "2026-07-01")
    #expect(broken(scenario, act, on: "2026-09-10") == [])
    // Knocked out is not low.
    var forged = Evaluated(level: .centre, kind: .council, total: Score(sum: Points(80), count: 1))
    forged.knockouts = ["forged"]
    scenario = try Self.scenario()
    try scenario.given(product(.evaluated(forged)), on: "2026-06-01")
    #expect(broken(scenario, act, on: "2026-09-10") == ["law.result"])
  }
}
