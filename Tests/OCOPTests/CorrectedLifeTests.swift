import OCOP
import Testing

@Suite("Deciders: what corrections leave")
struct CorrectedLifeTests {
  private let first = ProductID(1)
  private let stream = ProductID(1).stream

  private func day(_ text: String) throws -> Day { try #require(LegalDate(text)).day }

  private func recognise(_ stars: Stars, _ decision: String, from: String? = nil) -> Command.Act {
    .recognise(first, RecognitionRequest(stars: stars, decision: decision, validFrom: from.flatMap { LegalDate($0) }))
  }

  @Test("one day has an order of its own: what ends stars comes before what grants them, whichever was recorded first")
  func oneDay() throws {
    let acts: [(act: Command.Act, date: String)] = [
      (recognise(.three, "1/QĐ"), "2021-01-10"),
      (product(.revoked(Revoked(ground: .markMisuse, level: .province))), "2022-03-01"),
      (recognise(.four, "2/QĐ"), "2022-03-01"),
    ]
    for order in [[0, 1, 2], [0, 2, 1]] {
      var scenario = try Scenario.withProduct()
      for index in order { try scenario.given(acts[index].act, on: acts[index].date) }
      let intervals = scenario.ratings(of: first).intervals
      #expect(intervals.map(\.ending) == [.revoked, .expired], "\(order)")
      #expect(intervals.map(\.stars) == [.three, .four], "\(order)")
      #expect(try scenario.ratings(of: first).held(on: day("2022-03-01"))?.stars == .four, "\(order)")
    }
    // Two grants of one day: the higher stars hold, in either order.
    for stars in [[Stars.three, .four], [.four, .three]] {
      var scenario = try Scenario.withProduct()
      for (index, one) in stars.enumerated() { try scenario.given(recognise(one, "\(index)/QĐ"), on: "2022-03-01") }
      #expect(try scenario.ratings(of: first).held(on: day("2022-03-01"))?.stars == .four)
    }
  }

  @Test("a correction keeps the place of what it corrects: the last decision of a day stays the last")
  func place() throws {
    var scenario = try Scenario.withProduct()
    let at = try scenario.given(recognise(.four, "1/QĐ"), on: "2021-01-10")
    try scenario.given(recognise(.four, "2/QĐ"), on: "2021-01-10")
    let before = scenario.ratings(of: first).intervals.map(\.stars)
    let entry = try #require(scenario.history(of: stream)[at])
    var grant = try #require(entry.record.event.grant)
    grant.issuer = "UBND tỉnh"
    try scenario.given(.correct(stream, at, entry.record.event.granting(grant)), on: "2021-01-10", reason: "r")
    let effective = scenario.history(of: stream).effective.compactMap(\.record.event.grant?.decision)
    #expect(effective == ["1/QĐ", "2/QĐ"] && scenario.ratings(of: first).intervals.map(\.stars) == before)
  }

  @Test("a decision that another replaced before it began is not the last that was known")
  func neverBegan() throws {
    var scenario = try Scenario.holding(.three, on: "2020-03-01", until: "2023-03-01")
    try scenario.given(recognise(.four, "2/QĐ", from: "2023-03-02"), on: "2022-12-15")
    try scenario.given(recognise(.three, "3/QĐ"), on: "2023-01-10")
    let ratings = scenario.ratings(of: first)
    #expect(ratings.intervals.filter { !$0.hasBegun }.map(\.grant.decision) == ["2/QĐ"])
    #expect(try ratings.interval(on: day("2023-03-02"), counting: .latestKnown)?.stars == .three)
    #expect(try ratings.interval(on: day("2023-03-01"), counting: .everRecognised)?.stars == .three)
  }

  @Test("a withdrawal that names no decision ends the last one by its day; from its first day, it never was")
  func unnamedWithdrawal() throws {
    var scenario = try Scenario.holding(.three, on: "2020-03-01", until: "2023-03-01")
    try scenario.given(recognise(.four, "2/QĐ"), on: "2021-06-01")
    let withdrawn = RecognitionWithdrawn(thing: .recognitionDecision)
    try scenario.given(product(.recognitionWithdrawn(withdrawn)), on: "2021-03-01")
    #expect(scenario.ratings(of: first).intervals.map(\.ending) == [.decisionWithdrawn, .expired])
    let early = RecognitionWithdrawn(
      thing: .recognitionDecision, effect: .fromDay, from: LegalDate("2021-06-01"))
    try scenario.given(product(.recognitionWithdrawn(early)), on: "2021-09-01")
    #expect(scenario.ratings(of: first).intervals.map(\.ending) == [.decisionWithdrawn, .annulled])
  }

  @Test("a correction that would leave an act with nothing to end is refused, and names the act")
  func leavesIdle() throws {
    var scenario = try Scenario.holding(.three, on: "2020-03-01")
    let grant = try #require(scenario.last(of: stream))
    let revoked = try scenario.given(
      product(.revoked(Revoked(ground: .markMisuse, level: .province))), on: "2021-01-01")
    let correction = Command.Act.correct(stream, grant.position, grant.record.event)
    #expect(scenario.rejection(correction, on: "2022-01-01", reason: "r") == .leavesIdle(revoked))
    #expect(scenario.rejection(correction, on: "2020-04-01", reason: "r") == nil)
    // The same of an export that a closing closes.
    let holder = ProducerID(1).stream
    let opened = ExportOpened(market: try #require(Market(named: "Nhật")))
    let at = try scenario.given(.record(holder, .exportOpened(opened)), on: "2020-01-01")
    let closed = try scenario.given(
      .record(holder, .exportClosed(ExportClosed(market: opened.market))), on: "2021-01-01")
    #expect(
      scenario.rejection(.correct(holder, at, .exportOpened(opened)), on: "2022-01-01", reason: "r")
        == .leavesIdle(closed))
  }

  @Test("what others name is not struck out: a producer by its product, a product by an export")
  func stillNamed() throws {
    var scenario = try Scenario.withProduct()
    let producer = try #require(scenario.history(of: ProducerID(1).stream).entries.first).position
    let product = try #require(scenario.history(of: stream).entries.first).position
    #expect(
      scenario.rejection(.void(ProducerID(1).stream, producer), reason: "r")
        == .stillNamed(ProducerID(1).stream, at: product))
    let export = ExportOpened(market: try #require(Market(named: "Nhật")), product: first)
    let at = try scenario.given(.record(ProducerID(1).stream, .exportOpened(export)), on: "2020-01-01")
    #expect(scenario.rejection(.void(stream, product), reason: "r") == .stillNamed(stream, at: at))
    try scenario.given(.void(ProducerID(1).stream, at), reason: "r")
    try scenario.given(.void(stream, product), reason: "r")
    #expect(scenario.rejection(.void(ProducerID(1).stream, producer), reason: "r") == nil)
  }

  @Test("a fact is struck out by one record, with its corrections; that undone, what stood stands again")
  func struckFact() throws {
    var scenario = try Scenario.holding(.three, on: "2020-03-01")
    let at = try #require(scenario.last(of: stream)).position
    for (date, _) in [("2020-04-01", 1), ("2020-05-01", 2)] {
      let entry = try #require(Places(scenario.history(of: stream).entries).effective(for: at))
      let event = try #require(scenario.history(of: stream)[entry]).record.event
      try scenario.given(.correct(stream, entry, event), on: date, reason: "sai ngày")
    }
    func effective() -> [String?] { scenario.history(of: stream).effective.map { $0.record.effectiveOn?.text } }
    #expect(effective() == [nil, "2020-05-01"])
    let strike = try scenario.given(.void(stream, at), reason: "không có")
    #expect(effective() == [nil] && scenario.ratings(of: first).intervals.isEmpty)
    #expect(corrections(scenario.history(of: stream).entries)[Position(strike.number - 1)] == strike)
    let grant = try #require(scenario.history(of: stream)[at]).record.event
    #expect(scenario.rejection(.correct(stream, at, grant), on: "2020-06-01", reason: "r") == .struckOut(at))
    let back = try scenario.given(.void(stream, strike), reason: "có")
    #expect(effective() == [nil, "2020-05-01"])
    // The strike again: nothing took its place meanwhile. After another correction it would take that out unseen.
    #expect(scenario.rejection(.void(stream, back), reason: "r") == nil)
    let isEffective = try #require(scenario.history(of: stream).effective.last).record.event
    let later = try scenario.given(.correct(stream, at, isEffective), on: "2020-06-01", reason: "sai ngày")
    #expect(scenario.rejection(.void(stream, back), reason: "r") == .alreadyCorrected(at, by: later))
  }

  @Test("a term that says it was computed is what its rule gives")
  func computedTerm() throws {
    let scenario = try Scenario.withProduct()
    func rejection(_ end: String, _ rule: TermRule?) throws -> Rejection? {
      let until = try #require(LegalDate(end))
      let grant = Grant(stars: .four, level: .province, validUntil: until, termBasis: .computed, termRule: rule)
      return scenario.rejection(product(.granted(Granted(grant: grant))), on: "2019-12-23")
    }
    #expect(try rejection("2022-12-23", .correspondingDay) == nil && rejection("2022-12-22", .dayBefore) == nil)
    #expect(
      try rejection("2023-12-23", .correspondingDay)
        == .termDiffers(#require(LegalDate("2023-12-23")), computed: #require(LegalDate("2022-12-23"))))
    // Earlier programs did not say by which rule: what they recorded stays.
    #expect(try rejection("2022-12-22", nil) == nil)
  }

  @Test("acts on a decision that was withdrawn from the start are recorded, and corrected, in whatever order they come")
  func actsOnNothing() throws {
    let acts: [(act: Command.Act, date: String)] = [
      (
        product(.recognitionWithdrawn(RecognitionWithdrawn(thing: .recognitionDecision, effect: .fromStart))),
        "2022-03-31"
      ),
      (product(.revoked(Revoked(ground: .markMisuse, level: .province))), "2021-03-31"),
    ]
    var shown: [[String]] = []
    for order in [[0, 1], [1, 0]] {
      var scenario = try Scenario.holding(.three, on: "2020-03-01")
      for index in order { try scenario.given(acts[index].act, on: acts[index].date) }
      let ratings = scenario.ratings(of: first)
      shown.append(
        ratings.intervals.map { "\($0.ending) \($0.afterwards.map(\.kind))" } + ratings.unmet.map { "\($0.kind)" })
      // The fields of the product name what left nothing of it.
      let ended = scenario.history(of: stream).productFields(on: try day("2023-01-01")).first { $0.field == .ended }
      #expect(ended?.value == .ending(.annulled))
      #expect(ended.flatMap { scenario.history(of: stream)[$0.position] }?.record.event.type == .recognitionWithdrawn)
      let revoked = try #require(scenario.history(of: stream).effective.first { $0.record.event.type == .revoked })
      let correction = Command.Act.correct(
        stream, revoked.position, .revoked(Revoked(ground: .lawBreach, level: .province)))
      #expect(scenario.rejection(correction, on: "2021-03-31", reason: "r") == nil)
    }
    #expect(shown[0] == shown[1])
  }

  @Test("what is about a decision takes in by what it was annulled or withdrawn")
  func aboutDecision() throws {
    for named in [true, false] {
      var scenario = try Scenario.holding(.three, on: "2020-03-01")
      let at = try #require(scenario.last(of: stream)).position
      let withdrawal = RecognitionWithdrawn(
        thing: .recognitionDecision, effect: .fromStart, granted: named ? at : nil, decision: "55/QĐ-UBND")
      let withdrawn = try scenario.given(product(.recognitionWithdrawn(withdrawal)), on: "2021-03-31")
      let cited = try #require(CitedDecision("5445/QĐ-UBND"))
      #expect(scenario.history(of: stream).positions(naming: cited) == [at, withdrawn], "\(named)")
    }
  }

  @Test("an extension that came after the term leaves the days between unheld")
  func gap() throws {
    var scenario = try Scenario.holding(.three, on: "2020-03-01", until: "2023-03-01")
    let extended = CertificateExtended(until: try #require(LegalDate("2023-12-31")), legalBasis: "Điều 12")
    try scenario.given(product(.certificateExtended(extended)), on: "2023-06-01")
    let interval = try #require(scenario.ratings(of: first).intervals.first)
    #expect(try interval.gapEnd == day("2023-06-01"))
    for (date, isHeld) in [("2023-03-01", true), ("2023-03-02", false), ("2023-05-31", false), ("2023-06-01", true)] {
      #expect(try interval.holds(on: day(date)) == isHeld, "\(date)")
    }
  }
}
