import OCOP
import Testing

/// Which certificate an act is about, and what is told of filings.
extension LawTests {
  @Test("what goes on by law is no act: only those certificates, from the day after their end, and for so many days")
  func continuations() throws {
    func goesOn(_ end: String, until: String, from day: String? = nil) throws -> [String] {
      let last = LegalDate(end)!.day
      let scenario = try Self.scenario(holding: .four, on: last.addingMonths(-36).description)
      let act = product(
        .certificateContinues(CertificateContinues(until: LegalDate(until)!, article: "Điều 12 khoản 3")))
      return broken(scenario, act, on: day ?? last.advanced(by: 1).description)
    }
    // In the days of the transition, under whichever rulebook, and after them.
    for end in ["2026-07-10", "2026-08-10"] {
      let latest = LegalDate(end)!.day.advanced(by: 180)
      #expect(try goesOn(end, until: latest.description) == [], "\(end)")
      #expect(try goesOn(end, until: latest.advanced(by: 1).description) == ["law.continuation"], "\(end)")
      #expect(try goesOn(end, until: "2029-01-01") == ["law.continuation"], "\(end)")
    }
    #expect(try goesOn("2026-08-10", until: "2026-12-01") == ["term.differs"])
    // What had ended before the law began, and what could still be filed.
    #expect(try goesOn("2023-12-23", until: "2026-12-31") == ["law.continuation"])
    #expect(try goesOn("2026-05-21", until: "2026-11-17") == ["law.continuation"])
    #expect(try goesOn("2026-05-22", until: "2026-11-18") == [])
    #expect(try goesOn("2026-09-19", until: "2027-03-18") == ["law.continuation"])
    #expect(try goesOn("2026-09-18", until: "2027-03-17") == [])
    #expect(try goesOn("2026-08-10", until: "2027-02-06", from: "2026-08-12") == ["certificate.continuesTooLate"])
    // What was taken away does not go on.
    var scenario = try Self.scenario(holding: .four, on: "2023-08-10")
    try scenario.given(product(.revoked(Revoked(ground: .lawBreach, level: .province))), on: "2026-07-25")
    let act = product(
      .certificateContinues(CertificateContinues(until: LegalDate("2027-02-06")!, article: "Điều 12 khoản 3")))
    #expect(broken(scenario, act, on: "2026-08-11") == ["rating.holdsNothing"])
  }

  @Test("an act is held against the certificate that it is about: the one that holds, and not the one decided last")
  func meant() throws {
    let revoked = { (level: Level) in product(.revoked(Revoked(ground: .lawBreach, level: level))) }
    func five(_ validFrom: String? = nil) -> Command.Act {
      .recognise(
        first, RecognitionRequest(stars: .five, decision: "9/QĐ", validFrom: validFrom.flatMap { LegalDate($0) }))
    }
    // Withdrawn from the start: it never was one.
    var scenario = try Self.scenario(holding: .four, on: "2024-07-10")
    let grant = try scenario.given(five(), on: "2026-08-01")
    #expect(broken(scenario, revoked(.province), on: "2026-10-01") == ["law.revocation"])
    let annulled = Event.annulled(Annulled(granted: grant, level: .centre))
    #expect(broken(scenario, product(annulled), on: "2026-09-01") == [])
    try scenario.given(product(annulled), on: "2026-09-01")
    #expect(broken(scenario, revoked(.province), on: "2026-10-01") == [])
    #expect(broken(scenario, revoked(.commune), on: "2026-10-01") == ["law.revocation"])
    // Not begun yet.
    scenario = try Self.scenario(holding: .four, on: "2024-07-10")
    try scenario.given(five("2026-11-01"), on: "2026-08-01")
    #expect(broken(scenario, revoked(.province), on: "2026-10-01") == [])
    // Of the same day: what ended is what was there before, in whatever order they were recorded.
    scenario = try Self.scenario(holding: .four, on: "2024-07-10")
    try scenario.given(five(), on: "2026-08-01")
    #expect(broken(scenario, revoked(.province), on: "2026-08-01") == [])
    // A window and an extension are those of the certificate that holds.
    scenario = try Self.scenario(holding: .four, on: "2024-02-10")
    let other = try scenario.given(five(), on: "2026-08-01")
    try scenario.given(product(.annulled(Annulled(granted: other, level: .centre))), on: "2026-08-02")
    let filed = product(.dossierFiled(DossierFiled(kind: .reevaluation, level: .commune)))
    #expect(broken(scenario, filed, on: "2026-09-15") == [])
  }

  @Test("a record that was corrected is still the one that is named; what names no decision means the one decided last")
  func namedGrants() throws {
    var scenario = try Self.scenario()
    let request = RecognitionRequest(stars: .four, decision: "1/QĐ")
    let grant = try scenario.given(.recognise(first, request), on: "2026-06-01")
    let mended = Event.granted(
      Granted(
        grant: Grant(
          stars: .four, level: .province, decision: "2/QĐ", validUntil: LegalDate("2029-06-01")!, termBasis: .decided)))
    try scenario.given(.correct(first.stream, grant, mended), on: "2026-06-01", reason: "ghi nhầm số")
    try scenario.given(.recognise(first, RecognitionRequest(stars: .five, decision: "9/QĐ")), on: "2026-08-01")
    func withdrawn(_ level: Level, _ granted: Position?) -> [String] {
      let event = RecognitionWithdrawn(thing: .recognitionDecision, granted: granted, level: level)
      return broken(scenario, product(.recognitionWithdrawn(event)), on: "2026-09-01")
    }
    #expect(withdrawn(.province, grant) == [] && withdrawn(.commune, grant) == ["law.withdrawal"])
    let annulled = product(.annulled(Annulled(granted: grant, level: .commune)))
    #expect(broken(scenario, annulled, on: "2026-09-01") == ["law.withdrawal"])
    // Decided, and not valid yet: the withdrawal that names none is about it.
    scenario = try Self.scenario(holding: .four, on: "2024-07-10")
    let later = RecognitionRequest(stars: .five, decision: "9/QĐ", validFrom: LegalDate("2026-11-01"))
    try scenario.given(.recognise(first, later), on: "2026-08-01")
    #expect(withdrawn(.centre, nil) == [] && withdrawn(.province, nil) == ["law.withdrawal"])
  }

  @Test("a stretch of days is judged for every certificate that held on one of them, and for days without a beginning")
  func stretches() throws {
    var scenario = try Self.scenario(holding: .four, on: "2024-07-10")
    try scenario.given(.recognise(first, RecognitionRequest(stars: .five, decision: "9/QĐ")), on: "2026-06-01")
    try scenario.given(.recognise(first, RecognitionRequest(stars: .four, decision: "10/QĐ")), on: "2026-08-01")
    let revoked = product(.revoked(Revoked(ground: .lawBreach, level: .centre)))
    #expect(broken(scenario, revoked, on: "2026-05-25/2026-09-01") == [])
    #expect(broken(scenario, revoked, on: "2026-08-02/2026-09-01") == ["law.revocation"])
    // A term whose first day nobody knows has no first day of a window.
    var open = try Self.scenario()
    try open.given(.recognise(first, RecognitionRequest(stars: .four, decision: "1/QĐ")), on: "../2024-02-10")
    let filed = product(.dossierFiled(DossierFiled(kind: .reevaluation, level: .commune)))
    #expect(broken(open, filed, on: "2026-09-15") == [])
    open = try Self.scenario()
    try open.given(.recognise(first, RecognitionRequest(stars: .four, decision: "1/QĐ")), on: "../2023-08-10")
    let goesOn = product(
      .certificateContinues(CertificateContinues(until: LegalDate("2029-01-01")!, article: "Điều 12 khoản 3")))
    #expect(broken(open, goesOn, on: "2026-08-11") == ["law.continuation"])
  }

  @Test("a dossier that goes on to a higher level was filed where it was filed first")
  func forwardedDossiers() throws {
    var scenario = try Self.scenario(holding: .five, on: "2024-02-10")
    func file(_ level: Level, _ kind: ApplicationKind) -> Command.Act {
      product(.dossierFiled(DossierFiled(kind: kind, level: level)))
    }
    try scenario.given(file(.commune, .reevaluation), on: "2026-09-15")
    #expect(broken(scenario, file(.centre, .reevaluation), on: "2026-11-01") == [])
    #expect(broken(scenario, file(.commune, .reevaluation), on: "2026-11-01") == ["law.filingWindow"])
    scenario = try Self.scenario()
    try scenario.given(file(.commune, .first), on: "2026-04-01")
    try scenario.given(file(.centre, .first), on: "2026-06-15")
    let act = Command.Act.recognise(first, RecognitionRequest(stars: .five, level: .centre, decision: "1/QĐ"))
    #expect(broken(scenario, act, on: "2026-07-10", Grounds(legalBasis: "QĐ 148/QĐ-TTg")) == [])
  }

  @Test("a recognition decision is withdrawn by who may, whatever the record is called")
  func annulments() throws {
    var scenario = try Self.scenario()
    let grant = try scenario.given(
      .recognise(first, RecognitionRequest(stars: .four, decision: "1/QĐ")), on: "2026-08-01")
    func annulled(_ level: Level) -> [String] {
      broken(scenario, product(.annulled(Annulled(granted: grant, level: level))), on: "2026-09-01")
    }
    #expect(annulled(.province) == [] && annulled(.commune) == ["law.withdrawal"])
  }

  @Test("what a decision tells of its filing is judged as a dossier's record is")
  func filings() throws {
    func decided(_ grounds: Grounds, on day: String, holding: String? = nil) throws -> [String] {
      let scenario = try holding.map { try Self.scenario(holding: .four, on: $0) } ?? Self.scenario()
      return broken(
        scenario, .recognise(first, RecognitionRequest(stars: .four, level: .province, decision: "1/QĐ")), on: day,
        grounds)
    }
    func told(_ filed: String, _ kind: ApplicationKind?, citing basis: String? = nil) -> Grounds {
      Grounds(legalBasis: basis, filedOn: LegalDate(filed), application: kind)
    }
    #expect(try decided(told("2026-05-21", .reevaluation), on: "2026-06-21") == [])
    #expect(try decided(told("2026-05-21", .reevaluation), on: "2026-06-22") == ["law.transition"])
    #expect(try decided(told("2026-05-21", .first), on: "2026-07-22") == ["law.transition"])
    #expect(try decided(told("2026-06-01", nil, citing: "QĐ 148/QĐ-TTg"), on: "2026-07-01") == ["law.rulebook"])
    #expect(try decided(told("2026-05-21", nil, citing: "QĐ 26/2026/QĐ-TTg"), on: "2026-07-01") == ["law.rulebook"])
    #expect(try decided(told("2026-05-21", nil, citing: "QĐ 148/QĐ-TTg"), on: "2026-07-01") == [])
    // The certificate ends on 10/2/2027: 14/8 to 13/10.
    #expect(try decided(told("2026-10-13", .reevaluation), on: "2026-11-20", holding: "2024-02-10") == [])
    #expect(
      try decided(told("2026-10-20", .reevaluation), on: "2026-11-20", holding: "2024-02-10") == ["law.filingWindow"])
    #expect(try decided(told("2026-07-15", nil), on: "2026-06-30") == ["grounds.filedLater"])
  }
}
