import OCOP
import Testing

@Suite("Deciders: the rest")
struct OtherDeciderTests {
  let us = Market(text: "US")!

  /// The spells of the producer, as `from – through` with how many openings each has.
  static func spells(_ scenario: Scenario, _ stream: StreamID = ProducerID(1).stream) -> [String] {
    scenario.history(of: stream).spells.map { spell in
      let through = spell.through == .distantFuture ? "" : "\(spell.through)"
      return "\(spell.from)–\(through) ×\(spell.openings.count)"
    }
  }

  @Test("an export market: an opening that comes late joins, a closing closes all that it names, its day is the last")
  func markets() throws {
    let open = producer(.exportOpened(ExportOpened(market: us)))
    let close = producer(.exportClosed(ExportClosed(market: us)))
    let name = SpellName.market(us, nil)
    for order in [["2020-12-31", "2022-06-01"], ["2022-06-01", "2020-12-31"]] {
      var scenario = try Scenario.withProduct()
      #expect(scenario.rejection(close, on: "2020-12-31") == .notOpen(name, on: LegalDate("2020-12-31")!))
      let first = try scenario.given(open, on: order[0])
      try scenario.given(open, on: order[1])
      #expect(scenario.rejection(open, on: order[0]) == .alreadyOpened(name, at: first))
      #expect(Self.spells(scenario) == ["2020-12-31– ×2"])
      // Another product's goods in that market are another matter.
      let other = producer(.exportOpened(ExportOpened(market: us, product: ProductID(1))))
      #expect(scenario.rejection(other, on: order[0]) == nil)
      let closed = try scenario.given(close, on: "2023-01-01")
      #expect(Self.spells(scenario) == ["2020-12-31–2023-01-01 ×2"])
      // One that leaves the other nothing to close tells the same closing of another day; one that parts it is another.
      let already = Rejection.closedAlready(name, on: LegalDate("2023-01-01")!, at: closed)
      #expect(scenario.rejection(close, on: "2022-07-01") == already)
      #expect(scenario.rejection(close, on: "2023-01-02") == already)
      #expect(scenario.rejection(close, on: "2021-03-01") == nil)
      try scenario.given(open, on: "2023-01-01")
      // Opened again on its last day, it goes on: on no day does it stand twice.
      #expect(Self.spells(scenario) == ["2020-12-31– ×3"])
    }
  }

  @Test("a closing recorded late parts what had been joined; one closing closes several lists of goods")
  func lateClosing() throws {
    var scenario = try Scenario.withProduct()
    func open(_ goods: String) -> Command.Act { producer(.exportOpened(ExportOpened(market: us, goods: goods))) }
    let close = producer(.exportClosed(ExportClosed(market: us)))
    try scenario.given(open("chiếu"), on: "2020-01-01")
    try scenario.given(open("cói"), on: "2020-02-01")
    try scenario.given(open("Chiếu"), on: "2022-01-01")
    #expect(Self.spells(scenario) == ["2020-01-01– ×2", "2020-02-01– ×1"])
    try scenario.given(close, on: "2021-05-01")
    #expect(Self.spells(scenario) == ["2020-01-01–2021-05-01 ×1", "2020-02-01–2021-05-01 ×1", "2022-01-01– ×1"])
  }

  @Test("a closing of an opening that was corrected closes what stands in its place")
  func correctedOpening() throws {
    var scenario = try Scenario.withProduct()
    let opened = try scenario.given(producer(.exportOpened(ExportOpened(market: us))), on: "2020-01-01")
    try scenario.given(producer(.exportClosed(ExportClosed(market: us))), on: "2021-01-01")
    let right = Event.exportOpened(ExportOpened(market: Market(text: "JP")!))
    try scenario.given(.correct(ProducerID(1).stream, opened, right), on: "2020-01-01", reason: "sai thị trường")
    #expect(Self.spells(scenario) == ["2020-01-01–2021-01-01 ×1"])
    try scenario.given(.void(ProducerID(1).stream, Position(opened.number + 2)), reason: "đúng là Mỹ")
    #expect(Self.spells(scenario) == ["2020-01-01–2021-01-01 ×1"])
  }

  @Test("no control character goes into any text, remarks and names of recorders among them")
  func controlCharacters() throws {
    let scenario = try Scenario.withProduct()
    func rejection(_ text: String) -> Rejection? {
      scenario.rejection(.record(ProductID(1).stream, .productRenamed(ProductRenamed(name: text))), on: "2020")
    }
    for scalar: UInt32 in [0, 7, 9, 10, 13, 27, 31, 127, 0x85, 0x9b, 0x61c, 0x200e, 0x202e, 0x2067, 0xe0041] {
      let text = "Mắm\(Character(UnicodeScalar(scalar)!))tôm"
      #expect(rejection(text) == .controlCharacter(field: "name", scalar), "\(scalar)")
    }
    for text in ["Mắm tôm ✓", "Mắm\u{a0}tôm", "Mắm\u{200b}tôm"] { #expect(rejection(text) == nil, "\(text)") }
    let fair = FairHeld(name: "Hội chợ", scope: .inProvince, producers: [ProducerID(1)])
    #expect(scenario.rejection(.record(.office, .fairHeld(fair)), on: "2020") == nil)
    let sheet = Evaluated(
      level: .province, kind: .member, scores: [CriterionScore(criterion: "1\u{1b}", points: Points(1))])
    #expect(
      scenario.rejection(.record(ProductID(1).stream, .evaluated(sheet)), on: "2020")
        == .controlCharacter(field: "scores.criterion", 27))
    #expect(
      scenario.rejection(
        .recognise(ProductID(1), RecognitionRequest(stars: .three, decision: "1\u{7}/QĐ")), on: "2020-03")
        == .controlCharacter(field: "decision", 7))
    var command = Command(
      id: nil, actor: "t", act: .record(ProductID(1).stream, .productRenamed(ProductRenamed(name: "x"))),
      effectiveOn: LegalDate("2020"), note: "dòng một, dòng hai")
    let context = DecisionContext(
      histories: [ProductID(1).stream: History()], today: Day(year: 2026, month: 1, day: 1)!)
    #expect(throws: Rejection.unknown(ProductID(1).stream)) { try decide(command, in: context) }
    for text in ["hai\ndòng", "đảo\u{202e}chiều"] {
      var other = command
      other.actor = text
      #expect(throws: Rejection.self) { try decide(other, in: context) }
      other = command
      other.reason = text
      #expect(throws: Rejection.self) { try decide(other, in: context) }
    }
    command.note = "\u{1b}]0;x"
    #expect(throws: Rejection.controlCharacter(field: "note", 27)) { try decide(command, in: context) }
    #expect(Rejection.controlCharacter(field: "note", 27).text.vi.contains("U+001B"))
  }

  @Test("things and places must be there")
  func references() throws {
    let scenario = try Scenario.withProduct()
    #expect(
      scenario.rejection(.record(ProductID(9).stream, .productRenamed(ProductRenamed(name: "x"))), on: "2020")
        == .unknown(ProductID(9).stream))
    #expect(
      scenario.rejection(
        .record(StreamID(.product, 0), .productRegistered(ProductRegistered(name: "x", producer: ProducerID(9)))))
        == .unknown(ProducerID(9).stream))
    let nowhere = AreaRef(code: AreaCode(text: "777")!)
    let registered = ProducerRegistered(name: "x", place: Place(district: nowhere))
    #expect(
      scenario.rejection(.record(StreamID(.producer, 0), .producerRegistered(registered))) == .unknownArea(nowhere))
    #expect(
      scenario.rejection(.record(ProducerID(1).stream, .producerRegistered(ProducerRegistered(name: "x"))))
        == .alreadyRegistered(ProducerID(1).stream))
    #expect(
      scenario.rejection(.record(StreamID(.product, 0), .productRenamed(ProductRenamed(name: "x"))), on: "2020")
        == .notRegistered(StreamID(.product, 0)))
    #expect(
      scenario.rejection(.record(ProducerID(1).stream, .productRenamed(ProductRenamed(name: "x"))), on: "2020")
        == .wrongStream(.productRenamed, ProducerID(1).stream))
  }

  @Test("what was registered by mistake and struck out is not there, until the strike-out is struck out")
  func struckOut() throws {
    var scenario = try Scenario.withProduct()
    let strike = try scenario.given(.void(ProductID(1).stream, Position(10)), reason: "recorded twice")
    let recognise = Command.Act.recognise(ProductID(1), RecognitionRequest(stars: .three))
    #expect(scenario.rejection(recognise, on: "2020-01-01") == .unknown(ProductID(1).stream))
    #expect(
      scenario.rejection(product(.productCoded(ProductCoded(code: "1"))), on: "2020") == .unknown(ProductID(1).stream))
    try scenario.given(.void(ProductID(1).stream, strike), reason: "it was no mistake")
    #expect(scenario.rejection(recognise, on: "2020-01-01") == nil)
  }

  @Test("a corrected correction stands alone in the place of what was recorded first, until strike-outs undo it")
  func chain() {
    func item(_ at: UInt64, day: Int32, corrects: UInt64? = nil, strikes: Bool = false) -> RatingFact {
      RatingFact(
        position: Position(at), kind: strikes ? .voided : .granted,
        date: LegalDate(Day(year: 2019, month: 12, day: Int(day))!), corrects: corrects.map { Position($0) })
    }
    var facts = [item(1, day: 23), item(2, day: 24, corrects: 1), item(3, day: 26, corrects: 2)]
    func effective(_ expected: [UInt64], _ place: SourceLocation = #_sourceLocation) {
      #expect(OCOP.effective(facts).map(\.position) == expected.map { Position($0) }, sourceLocation: place)
    }
    effective([3])
    #expect(OCOP.corrections(facts) == [Position(1): Position(2), Position(2): Position(3)])
    facts.append(item(4, day: 1, corrects: 3, strikes: true))
    effective([2])
    facts.append(item(5, day: 1, corrects: 2, strikes: true))
    effective([1])
    facts.append(item(6, day: 1, corrects: 5, strikes: true))
    effective([2])
    facts.append(item(7, day: 1, corrects: 4, strikes: true))
    effective([3])
  }

  @Test("what others stand on is not struck out: a rulebook")
  func foundations() throws {
    let scenario = try Scenario.withProduct()
    let adopted = Position(0)
    #expect(
      scenario.rejection(.void(StreamID(.rulebook, 1), adopted), reason: "no") == .cannotStrikeOut(adopted))
  }

  @Test("a product of another producer")
  func otherProducer() throws {
    var scenario = try Scenario.withProduct()
    try scenario.given(.record(StreamID(.producer, 0), .producerRegistered(ProducerRegistered(name: "Việt Anh"))))
    let open = Command.Act.record(ProducerID(2).stream, .exportOpened(ExportOpened(market: us, product: ProductID(1))))
    #expect(scenario.rejection(open, on: "2020") == .notItsProduct(ProducerID(2), ProductID(1)))
  }

  @Test("dates: missing, in the future, a month that has begun")
  func dates() throws {
    let scenario = try Scenario.withProduct()
    let rename = product(.productCoded(ProductCoded(code: "38-1")))
    #expect(
      scenario.rejection(rename, on: "2026-11-25")
        == .dateInFuture(LegalDate("2026-11-25")!, today: Day(year: 2026, month: 11, day: 24)!))
    #expect(scenario.rejection(rename, on: "2026-11") == nil)
    let award = product(.productAwarded(ProductAwarded(title: "t", awardedBy: "a")))
    #expect(scenario.rejection(award) == .noDate(.productAwarded))
  }

  @Test("texts that say nothing, nobody who records, numbers out of range")
  func values() throws {
    let scenario = try Scenario.withProduct()
    #expect(
      scenario.rejection(.record(StreamID(.producer, 0), .producerRegistered(ProducerRegistered(name: "  "))))
        == .emptyText(field: "name"))
    #expect(scenario.rejection(product(.productCoded(ProductCoded(code: "1"))), on: "2020", actor: "") == .noActor)
    let many = AwardGiven(recipientKind: .collective, count: 0, title: "t", awardedBy: "a")
    #expect(
      scenario.rejection(office(.awardGiven(many)), on: "2020")
        == .outOfRange(field: "count", value: 0, from: 1, to: 1_000_000))
    let total = Score(sum: Points(101), count: 1)
    let evaluated = product(.evaluated(Evaluated(level: .province, kind: .council, total: total)))
    #expect(
      scenario.rejection(evaluated, on: "2020") == .outOfRange(field: "total.sum", value: 10_100, from: 0, to: 10_000))
  }

  @Test("an award to a person gives a number, never a name")
  func persons() throws {
    let award = AwardGiven(recipientKind: .individual, recipient: "Nguyễn Văn A", count: 1, title: "t", awardedBy: "a")
    #expect(try Scenario.withProduct().rejection(office(.awardGiven(award)), on: "2020") == .personNamed)
  }

  @Test("quality certificates and agreements: a later grant before the end goes on; what had ended cannot end")
  func papers() throws {
    var scenario = try Scenario.withProduct()
    func granted(_ until: String?) -> Command.Act {
      producer(
        .qualityCertificateGranted(
          QualityCertificateGranted(standard: "HACCP", number: "1", validUntil: until.flatMap { LegalDate($0) })))
    }
    let ended = producer(.qualityCertificateEnded(QualityCertificateEnded(standard: "haccp", number: "1")))
    let name = SpellName.certificate(standard: "haccp", number: "1", nil)
    #expect(scenario.rejection(ended, on: "2020") == .notOpen(name, on: LegalDate("2020")!))
    try scenario.given(granted("2025-01-01"), on: "2022-01-01")
    try scenario.given(granted("2023-01-01"), on: "2020-01-01")
    #expect(Self.spells(scenario) == ["2020-01-01–2025-01-01 ×2"])
    #expect(scenario.rejection(ended, on: "2025-01-02") == .notOpen(name, on: LegalDate("2025-01-02")!))
    try scenario.given(ended, on: "2025-01-01")
    let signed = producer(.supplyAgreementSigned(SupplyAgreementSigned(counterparty: "Siêu thị", kind: .memorandum)))
    let over = producer(.supplyAgreementEnded(SupplyAgreementEnded(counterparty: "siêu  thị")))
    #expect(
      scenario.rejection(over, on: "2020")
        == .notOpen(.agreement(counterparty: "siêu  thị", nil), on: LegalDate("2020")!))
    let at = try scenario.given(signed, on: "2020-01-01")
    #expect(
      scenario.rejection(signed, on: "2020-01-01")
        == .alreadyOpened(.agreement(counterparty: "Siêu thị", nil, .memorandum), at: at))
    // A contract beside a memorandum is another paper; of two certificates without a number the issuers tell.
    let contract = producer(.supplyAgreementSigned(SupplyAgreementSigned(counterparty: "Siêu thị", kind: .contract)))
    try scenario.given(contract, on: "2020-01-01")
    for issuer in ["Quacert", "SGS", "quacert"] {
      let certificate = QualityCertificateGranted(standard: "ISO 22000", issuer: issuer)
      try scenario.given(
        producer(.qualityCertificateGranted(certificate)), on: issuer == "quacert" ? "2021-02-01" : "2021-01-01")
    }
    #expect(
      Self.spells(scenario).suffix(4) == ["2020-01-01– ×1", "2020-01-01– ×1", "2021-01-01– ×2", "2021-01-01– ×1"])
    #expect(scenario.rejection(over, on: "2020") == nil)
  }

  @Test("a producer that has ended, a session that has, a sales point that is open")
  func ended() throws {
    var scenario = try Scenario.withProduct()
    let place = Place(district: AreaRef(code: AreaCode(text: "399")!))
    let point = office(.salesPointOpened(SalesPointOpened(name: "Điểm 1", place: place)))
    let at = try scenario.given(point, on: "2022-01-01")
    #expect(scenario.rejection(point, on: "2022-01-01") == .alreadyOpened(.salesPoint(name: "Điểm 1", place), at: at))
    #expect(
      scenario.rejection(office(.salesPointClosed(SalesPointClosed(name: "Điểm 2", place: place))), on: "2022-02-01")
        == .notOpen(.salesPoint(name: "Điểm 2", place), on: LegalDate("2022-02-01")!))
    try scenario.given(
      .record(StreamID(.session, 0), .sessionOpened(SessionOpened(level: .province, year: 2020))), on: "2020-07")
    try scenario.given(.record(SessionID(1).stream, .sessionClosed(SessionClosed())), on: "2020-07-20")
    #expect(
      scenario.rejection(.record(SessionID(1).stream, .sessionClosed(SessionClosed())), on: "2020-08")
        == .sessionClosed(SessionID(1)))
    let late = product(.evaluated(Evaluated(level: .province, kind: .council, session: SessionID(1))))
    #expect(scenario.rejection(late, on: "2020-07-21") == .sessionClosed(SessionID(1)))
    #expect(scenario.rejection(late, on: "2020-07-20") == nil)
    try scenario.given(producer(.producerClosed(ProducerClosed())), on: "2023-01-01")
    #expect(
      scenario.rejection(producer(.producerRenamed(ProducerRenamed(name: "x"))), on: "2023-02-01")
        == .producerClosed(ProducerID(1)))
  }
}
