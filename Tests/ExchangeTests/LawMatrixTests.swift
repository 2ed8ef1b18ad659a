import Exchange
import Ledger
import OCOP
import OCOPKit
import ProjectionKit
import ProjectionTesting
import TestSupport
import Testing

/// Each item of law under each national rulebook as it stands in the program, on both sides of its bound, among histories that are
/// drawn at random. What is expected is written here from the laws (QĐ 1048, 781, 148, 1489/QĐ-TTg, 26/2026/QĐ-TTg), and not read from the
/// rulebooks.
@Suite("Law: every item of every rulebook")
struct LawMatrixTests {
  /// Who decides, and from when to when.
  struct Regime: CustomTestStringConvertible, Sendable {
    let id: RulebookID
    let first: Day
    let last: Day
    let deciders: [Stars: Level]
    /// Who else may take away what one level decided.
    let above: [Level]
    /// From which points a dossier goes up.
    let forwarding: [Level: Int]

    var testDescription: String { id.text }
  }

  static func day(_ text: String) -> Day { LegalDate(text)!.day }

  static let regimes: [Regime] = [
    Regime(
      id: RulebookID("QD1048-2019"), first: day("2019-08-21"), last: day("2020-06-07"),
      deciders: [.three: .province, .four: .province, .five: .centre], above: [.centre],
      forwarding: [.province: 50, .centre: 90]),
    Regime(
      id: RulebookID("QD781-2020"), first: day("2020-06-08"), last: day("2023-02-23"),
      deciders: [.three: .province, .four: .province, .five: .centre], above: [.centre],
      forwarding: [.province: 50, .centre: 90]),
    Regime(
      id: RulebookID("QD148-2023"), first: day("2023-02-24"), last: day("2025-06-30"),
      deciders: [.three: .district, .four: .province, .five: .centre], above: [.province, .centre],
      forwarding: [.province: 70, .centre: 90]),
    Regime(
      id: RulebookID("QD1489-2025"), first: day("2025-07-06"), last: day("2026-05-21"),
      deciders: [.three: .province, .four: .province, .five: .centre], above: [.centre], forwarding: [.centre: 90]),
    Regime(
      id: RulebookID("QD26-2026"), first: day("2026-05-22"), last: day("2026-11-20"),
      deciders: [.three: .province, .four: .province, .five: .centre], above: [], forwarding: [.centre: 90]),
  ]

  final class Bench {
    let office: Office
    let regime: Regime
    var generator: SeededGenerator
    private var products: UInt32 = 0
    private(set) var expected: [[String]] = []

    init(_ regime: Regime, seed: UInt64) throws {
      office = try Office()
      self.regime = regime
      generator = SeededGenerator(seed: seed)
      for rulebook in try NationalRulebooks.inFull() { _ = try office.ledger.adopt(rulebook, actor: "test") }
      try submit(.record(StreamID(.producer, 0), .producerRegistered(ProducerRegistered(name: "HTX Một"))))
    }

    func submit(
      _ act: Command.Act, on date: LegalDate? = nil, filed: LegalDate? = nil, citing: String? = nil,
      irregular: String? = nil
    )
      throws
    {
      var command = Command(id: nil, actor: "test", act: act, effectiveOn: date, irregular: irregular)
      command.grounds = Grounds(legalBasis: citing, filedOn: filed)
      _ = try office.ledger.submit([command])
    }

    /// A new product, with a life before that breaks nothing.
    func product(drawnBefore day: Day) throws -> ProductID {
      products += 1
      let product = ProductRegistered(name: "SP \(products)", producer: ProducerID(1), group: .food)
      try submit(.record(StreamID(.product, 0), .productRegistered(product)))
      let id = ProductID(products)
      let earliest = LawMatrixTests.day("2019-09-01")
      let room = Int32(day.number - earliest.number) - 1_300
      if room > 0, Bool.random(using: &generator) {
        let start = earliest.advanced(by: Int32.random(in: 0..<room, using: &generator))
        // Four stars are the province's under every rulebook.
        try submit(
          .recognise(id, RecognitionRequest(stars: .four, level: .province, decision: "cũ \(products)")),
          on: LegalDate(start))
        if Bool.random(using: &generator) {
          try submit(
            .record(id.stream, .revoked(Revoked(ground: .criteriaNotMet, level: .province))),
            on: LegalDate(start.advanced(by: 400)))
        }
      }
      return id
    }

    func anyDay() -> Day {
      [
        regime.first, regime.last,
        regime.first.advanced(by: Int32.random(in: 0...(regime.last.number - regime.first.number), using: &generator)),
      ].randomElement(using: &generator)!
    }

    func grant(
      _ product: ProductID, _ stars: Stars, _ level: Level, until: Day? = nil
    ) -> Command.Act {
      .recognise(
        product,
        RecognitionRequest(
          stars: stars, level: level, decision: "\(product.number)/QĐ", validUntil: until.map { LegalDate($0) }))
    }

    /// The act is taken, or refused by this one rule and then taken as irregular.
    func judge(
      _ act: Command.Act, _ product: ProductID, on day: Day, breaks rule: LawRule?, _ what: String
    ) throws {
      let date = LegalDate(day)
      // In the days of the transition the filing says under which rules it is.
      let filed = regime.id == RulebookID("QD26-2026") ? date : nil
      guard let rule else {
        #expect(throws: Never.self, "\(regime.id) \(day) \(what)") { try self.submit(act, on: date, filed: filed) }
        return
      }
      do {
        try submit(act, on: date, filed: filed)
        Issue.record("\(regime.id) \(day) \(what): \(rule.code) is not refused")
      } catch LedgerError.refused(let rejection) {
        guard case .breaksLaw(let breaches) = rejection else {
          Issue.record("\(regime.id) \(day) \(what): \(rejection.code)")
          return
        }
        #expect(breaches.map(\.rule) == [rule], "\(regime.id) \(day) \(what)")
        for breach in breaches {
          #expect(!breach.article.isEmpty && breach.text.vi != breach.text.en)
          #expect(rejection.text.vi.contains(breach.article) && rejection.text.en.contains(breach.article))
        }
        try submit(act, on: date, filed: filed, irregular: "theo bản gốc")
        expected.append([product.description, rule.rawValue, "acknowledged"])
      }
    }

    /// All that was recorded as irregular is listed, and nothing else.
    func checkList() throws {
      let sheet = try office.ledger.ask("breaches", Question(asOf: LawMatrixTests.day("2027-12-31"))).table
      let listed = sheet.objects.map { row in
        ["product", "rule", "state"].map { name -> String in
          if case .string(let text)? = row[name] { text } else { "" }
        }
      }
      #expect(Set(listed) == Set(expected) && listed.count == expected.count, "\(regime.id)")
    }
  }

  static let levels: [Level] = [.commune, .district, .province, .centre]
  static func rank(_ level: Level) -> Int { levels.firstIndex(of: level)! }

  @Test(
    "terms, powers, scores and results", arguments: regimes, 1...UInt64(Effort.rounds(1, thorough: 5)))
  func items(regime: Regime, seed: UInt64) throws {
    let bench = try Bench(regime, seed: seed)
    func product(_ day: Day) throws -> ProductID { try bench.product(drawnBefore: day) }
    for extra in [Int32(0), 1] {
      let day = bench.anyDay()
      let one = try product(day)
      let end = day.addingMonths(36).advanced(by: extra)
      try bench.judge(
        bench.grant(one, .four, .province, until: end), one, on: day, breaks: extra == 0 ? nil : .term, "term +\(extra)"
      )
    }
    for stars in [Stars.two, .three, .four, .five] {
      for level in Self.levels {
        let day = bench.anyDay()
        let one = try product(day)
        let rightful = regime.deciders[stars] == level
        try bench.judge(
          bench.grant(one, stars, level), one, on: day, breaks: rightful ? nil : .authority, "\(stars) \(level)")
      }
    }
    try endings(bench)
    for (level, points) in regime.forwarding {
      for hundredths in [points * 900, points * 900 - 1] {
        let day = bench.anyDay()
        let one = try product(day)
        let total = Score(sum: Points(hundredths: Int64(hundredths)), count: 9)
        let act = Proposed(stars: level == .centre ? .five : .four, to: level, kind: .first, total: total)
        try bench.judge(
          .record(one.stream, .proposed(act)), one, on: day, breaks: hundredths == points * 900 ? nil : .forwarding,
          "forwarded to \(level) with \(hundredths)/9")
      }
    }
    for (stars, band) in [(Stars.three, 50), (.four, 70), (.five, 90)] {
      for hundredths in [band * 900, band * 900 - 1] {
        let day = max(bench.anyDay(), regime.first.advanced(by: 2))
        let one = try product(day)
        let level = try #require(regime.deciders[stars])
        let total = Score(sum: Points(hundredths: Int64(hundredths)), count: 9)
        try bench.submit(
          .record(one.stream, .evaluated(Evaluated(level: level, kind: .council, total: total))),
          on: LegalDate(day.advanced(by: -1)))
        try bench.judge(
          bench.grant(one, stars, level), one, on: day, breaks: hundredths == band * 900 ? nil : .result,
          "\(stars) on \(hundredths)/9")
      }
    }
    try bench.checkList()
  }

  /// Who decided may take it away again, and so may who is above.
  func endings(_ bench: Bench) throws {
    for stars in [Stars.three, .four, .five] {
      guard let decider = bench.regime.deciders[stars] else { continue }
      for level in Self.levels {
        let rightful = level == decider || bench.regime.above.contains(level) && Self.rank(level) > Self.rank(decider)
        for isDecision in [false, true] {
          let day = max(bench.anyDay(), bench.regime.first.advanced(by: 1))
          let one = try bench.product(drawnBefore: day)
          try bench.judge(
            bench.grant(one, stars, decider), one, on: bench.regime.first, breaks: nil, "\(stars)")
          let ending: Event =
            isDecision
            ? .recognitionWithdrawn(RecognitionWithdrawn(thing: .recognitionDecision, level: level))
            : .revoked(Revoked(ground: .lawBreach, level: level))
          let rule: LawRule = isDecision ? .withdrawal : .revocation
          try bench.judge(
            .record(one.stream, ending), one, on: day, breaks: rightful ? nil : rule, "\(stars) taken by \(level)")
        }
      }
    }
  }

  @Test("windows and what goes on: only under QĐ 26/2026", arguments: regimes)
  func windows(regime: Regime) throws {
    let bench = try Bench(regime, seed: 7)
    let hasLaw = regime.id == RulebookID("QD26-2026")
    let start = Self.day("2026-05-22")
    func holding(until end: Day) throws -> ProductID {
      let one = try bench.product(drawnBefore: Self.day("2019-01-01"))
      // A term may be shorter than 36 months; before the first rules there was none.
      let start = max(end.addingMonths(-36), Self.day("2019-08-22"))
      try bench.submit(bench.grant(one, .four, .province, until: end), on: LegalDate(start))
      return one
    }
    func filed(_ one: ProductID) -> Command.Act {
      .record(one.stream, .dossierFiled(DossierFiled(kind: .reevaluation, level: .commune)))
    }
    // 180 to 120 days before the end of the own term.
    for (before, isIn) in [(Int32(181), false), (180, true), (120, true), (119, false)] {
      let end = max(bench.anyDay(), regime.first.advanced(by: 10)).advanced(by: before)
      let day = end.advanced(by: -before)
      // The window is that of the law in force when it closes.
      let isJudged = hasLaw && end.advanced(by: -120) >= start
      let one = try holding(until: end)
      try bench.judge(
        filed(one), one, on: day, breaks: isJudged && !isIn ? .filingWindow : nil, "filed \(before) days before")
    }
    // What goes on: certificates that held on 22/5/2026 and could not be put forward in time any more.
    let ends: [(end: Day, goesOn: Bool)] =
      hasLaw
      ? [
        (Self.day("2026-05-22"), true), (Self.day("2026-09-18"), true), (Self.day("2026-09-19"), false),
        (Self.day("2026-08-01"), true),
      ] : [(regime.last.advanced(by: -40), false)]
    for (end, goesOn) in ends {
      for days in [Int32(180), 181] {
        let until = LegalDate(end.advanced(by: days))
        for isAct in [true, false] {
          let one = try holding(until: end)
          let isLawful = goesOn && days == 180
          let event: Event =
            isAct
            ? .certificateExtended(CertificateExtended(until: until, legalBasis: "Điều 12"))
            : .certificateContinues(CertificateContinues(until: until, article: "Điều 12 khoản 3"))
          let rule: LawRule = !isAct || goesOn == false && hasLaw && days == 180 ? .continuation : .prolongation
          // A decision falls into the regime; the fact has the day after the end.
          let day = isAct ? max(end.advanced(by: 1), regime.first.advanced(by: 1)) : end.advanced(by: 1)
          guard day <= Self.day("2026-11-20") else { continue }
          try bench.judge(
            .record(one.stream, event), one, on: day, breaks: isLawful ? nil : rule,
            "\(end) until \(until.text), act: \(isAct)")
        }
      }
    }
    try bench.checkList()
  }
}
