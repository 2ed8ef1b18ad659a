import OCOP
import ProjectionTesting
import TestSupport
import Testing

@Suite("Scoring: bands, floors, knock-outs")
struct ScoringTests {
  private static let rulebook = ScoringSample.rulebook
  private static let table = ScoringSample.table

  /// A sheet whose total is `hundredths`, with all floors reached.
  private func sheet(_ hundredths: Int64, second: Int64 = 5, third: String = "1.3/a") -> [CriterionScore] {
    [
      CriterionScore(criterion: "1.1", points: Points(hundredths: hundredths - second * 100 - 500)),
      CriterionScore(criterion: "1.2", points: Points(second)), CriterionScore(criterion: third, points: Points(5)),
    ]
  }

  private func result(_ sheets: [[CriterionScore]], rounding: Rounding = .exact) throws -> CouncilResult {
    var tally = Tally(Self.table)
    for sheet in sheets { #expect(tally.add(sheet) == []) }
    return try #require(tally.result(rounding: rounding))
  }

  @Test("the rulebook of these tests is itself one") func rulebook() { #expect(Self.rulebook.problems == []) }

  @Test(
    "both sides of every edge, in exact arithmetic",
    arguments: [
      ([2_999], 1), ([3_000], 2), ([4_999], 2), ([5_000], 3), ([6_999], 3), ([7_000], 4), ([8_999], 4), ([9_000], 5),
      ([10_000], 5),
      // Means of several sheets: 69.995, 69.9966…, 70 exactly, 89.888… (809 points on 9 sheets), 89.99666…
      ([6_999, 7_000], 3), ([6_999, 7_000, 7_000], 3), ([6_998, 7_000, 7_002], 4),
      ([9_000, 9_000, 9_000, 9_000, 9_000, 9_000, 9_000, 9_000, 8_900], 4), ([9_000, 9_000, 8_999], 4),
      // The text of 2019 prints 50-69 and 70-89: between 69 and 70 it says nothing, read half-open it is three stars.
      ([6_950], 3), ([8_950], 4),
    ] as [([Int64], Int)])
  func edges(totals: [Int64], stars: Int) throws {
    let result = try result(totals.map { sheet($0) })
    #expect(result.stars == Stars(stars))
    #expect(result.reading == .halfOpen)
    #expect(result.total == Score(sum: Points(hundredths: totals.reduce(0, +)), count: UInt32(totals.count)))
  }

  @Test("why not more: the points short are exact, rounded up; 69.995 is short of four stars by a hundredth")
  func short() throws {
    let result = try result([sheet(6_999), sheet(7_000)])
    #expect(result.next?.stars == .four)
    #expect(result.next?.pointsShort == Points(hundredths: 1))
    #expect(result.next?.missed == [])
    #expect(try self.result([sheet(9_000)]).next == nil)
  }

  @Test("a regulation that rounds to two decimals lifts 89.995 to five stars, the exact mean does not")
  func rounding() throws {
    let sheets = [sheet(8_999), sheet(9_000)]
    #expect(try result(sheets).stars == .four)
    #expect(try result(sheets, rounding: .hundredths).stars == .five)
  }

  @Test("floors and bands are both needed")
  func both() throws {
    // 95 points, but the second criterion is below the floor of five stars.
    let floor = try result([sheet(9_300, second: 2)])
    #expect(floor.stars == .four)
    #expect(floor.next?.pointsShort == nil)
    #expect(floor.next?.missed.map(\.criterion) == ["1.2"])
    // Every floor, but only 40 points.
    #expect(try result([sheet(4_000)]).stars == .two)
    // Below a floor of three stars no points help.
    #expect(try result([sheet(9_400, second: 0)]).stars == .two)
  }

  @Test("a floor is judged by the mean of its criterion; that of a list only where the list was used")
  func floors() throws {
    #expect(try result([sheet(9_500), sheet(9_500, second: 2)]).stars == .four)
    #expect(try result([sheet(9_500), sheet(9_500)]).stars == .five)
    var low = sheet(9_100, third: "1.3/b")
    low[2].points = Points(1)
    #expect(try result([low]).stars == .three)
    var other = sheet(9_100, third: "1.3/a")
    other[2].points = Points(1)
    #expect(try result([other]).stars == .four)
  }

  @Test("a knock-out ends it, whatever the points")
  func knockouts() throws {
    var tally = Tally(Self.table)
    #expect(tally.add(sheet(9_500)) == [])
    #expect(tally.add(sheet(9_500), knockouts: ["unsafe"]) == [])
    let result = try #require(tally.result())
    #expect(result.stars == nil && result.next == nil)
    #expect(result.endings == [.knockout("unsafe")])
    var other = Tally(Self.table)
    #expect(other.add([], knockouts: ["moon"]).contains(.unknownKnockout("moon")))
  }

  @Test("raising one option never lowers the stars", arguments: 1...60 as ClosedRange<UInt64>)
  func monotone(seed: UInt64) throws {
    var random = SeededGenerator(seed: seed)
    var sheets = (0..<Int.random(in: 1...5, using: &random)).map { _ in drawn(&random) }
    var before = try result(sheets).stars ?? .one
    for _ in 0..<12 {
      let member = sheets.indices.randomElement(using: &random)!
      let place = (0..<3).randomElement(using: &random)!
      let score = sheets[member][place]
      let options = place == 2 ? [1, 5].map { RulePoints($0) } : Self.table.criteria[place].options
      guard let higher = options.filter({ $0.points > score.points }).randomElement(using: &random) else { continue }
      sheets[member][place].points = higher.points
      let after = try result(sheets).stars ?? .one
      #expect(after >= before, "seed \(seed)")
      before = after
    }
  }

  @Test("a member's order never matters", arguments: 1...20 as ClosedRange<UInt64>)
  func order(seed: UInt64) throws {
    var random = SeededGenerator(seed: seed)
    var sheets = (0..<5).map { _ in drawn(&random) }
    let expected = try result(sheets)
    for _ in 0..<6 {
      sheets.shuffle(using: &random)
      for index in sheets.indices { sheets[index].shuffle(using: &random) }
      #expect(try result(sheets) == expected, "seed \(seed)")
    }
  }

  @Test("sheets counted again by a table with other floors and bands come to what reading them by it does")
  func recounted() throws {
    var draft = Self.rulebook
    draft.sets[0].criteria[0].floors = Floors([(.four, RulePoints(80))])
    draft.sets[0].criteria[2].either[1].floors = nil
    draft.bands[3].from = RulePoints(75)
    draft.bands[2].below = RulePoints(75)
    let other = try #require(ScoringTable(draft, set: "1"))
    #expect(Self.table.reads(as: other))
    var moved = 0
    for seed in UInt64(1)...60 {
      var random = SeededGenerator(seed: seed)
      var (own, anew) = (Tally(Self.table), Tally(other))
      for _ in 0..<3 {
        let sheet = drawn(&random)
        #expect(own.add(sheet).isEmpty && anew.add(sheet).isEmpty)
      }
      let again = own.stars(by: other)
      #expect(again == anew.result(rounding: .exact)?.stars, "seed \(seed)")
      let obstacle = anew.result(rounding: .exact)?.next?.missed.first?.criterion
      #expect(own.obstacle(above: again, by: other) == obstacle, "seed \(seed)")
      if again != own.stars() { moved += 1 }
    }
    #expect(moved > 0, "only \(moved) results are others")
    for change: (inout Rulebook) -> Void in [
      { $0.knockouts = [] }, { $0.sets[0].knockouts = [] }, { $0.sets[0].criteria[1].options.removeLast() },
      { $0.sets[0].criteria.removeLast() }, { $0.sets[0].parts[0].max = RulePoints(90) },
    ] {
      var changed = Self.rulebook
      change(&changed)
      #expect(ScoringTable(changed, set: "1").map(Self.table.reads) == false)
    }
  }

  private func drawn(_ random: inout SeededGenerator) -> [CriterionScore] {
    let low = Int64.random(in: 2_000...9_000, using: &random)
    return [
      CriterionScore(criterion: "1.1", points: Points(hundredths: low)),
      CriterionScore(criterion: "1.2", points: [0, 2, 5].map { Points($0) }.randomElement(using: &random)!),
      CriterionScore(
        criterion: Bool.random(using: &random) ? "1.3/a" : "1.3/b",
        points: [1, 5].map { Points($0) }.randomElement(using: &random)!),
    ]
  }

  @Test("everything that is wrong with a sheet is told at once")
  func problems() {
    var tally = Tally(Self.table)
    let found = tally.add([
      CriterionScore(criterion: "1.2", points: Points(3)), CriterionScore(criterion: "9.9", points: Points(1)),
      CriterionScore(criterion: "1.3/a", points: Points(5)), CriterionScore(criterion: "1.3/b", points: Points(5)),
      CriterionScore(criterion: "1.2", points: Points(2)),
    ])
    #expect(
      Set(found.map(\.code)) == [
        "sheet.notAnOption", "sheet.unknownCriterion", "sheet.bothAlternatives", "sheet.repeated", "sheet.missing",
      ])
    #expect(found.count == 5)
    #expect(tally.sheets == 0 && tally.result() == nil)
    #expect(
      tally.add([CriterionScore(criterion: "1.3", points: Points(5))]).map(\.code).contains("sheet.alternativeMissing"))
    for problem in found { #expect(problem.text.vi != problem.text.en && problem.text.vi.hasSuffix(".")) }
  }

  @Test("quorum, spread and vote are the council's own rules: more than ten points apart is told, ten is not")
  func regulation() throws {
    var tally = Tally(Self.table)
    _ = tally.add(sheet(8_000))
    _ = tally.add(sheet(9_000))
    let limit = CouncilRegulation(quorumPercent: 75, members: 4, spreadLimit: Points(10))
    #expect(limit.objection(to: tally) == .noQuorum(present: 2, needed: 3, of: 4))
    _ = tally.add(sheet(8_500))
    #expect(limit.objection(to: tally) == nil)
    _ = tally.add(sheet(9_001))
    #expect(limit.objection(to: tally) == .spread(Points(hundredths: 1_001), limit: Points(10)))
    #expect(CouncilRegulation(combination: .vote).objection(to: tally) == .notOneAdvisorySheet(4))
    #expect(CouncilRegulation().objection(to: tally) == nil)
  }

  @Test("filing, kind and decision lead to the rulebook, never the decision alone")
  func transition() {
    var shelf = RulebookCatalogue()
    for rulebook in NationalRulebooks.all { shelf.apply(.rulebookAdopted(rulebook), on: rulebook.inForceFrom) }
    func id(_ filed: String?, _ kind: ApplicationKind?, _ decided: String) -> String? {
      let grounds = Grounds(filedOn: filed.flatMap { LegalDate($0) }, application: kind)
      return shelf.governing(grounds, decidedOn: LegalDate(decided)!)?.known?.id.text
    }
    #expect(id("2026-05-21", .first, "2026-07-21") == "QD1489-2025")
    #expect(id("2026-05-21", .first, "2026-07-22") == "QD1489-2025")
    #expect(id("2026-05-22", .first, "2026-06-01") == "QD26-2026")
    #expect(id("2026-05-21", .reevaluation, "2026-06-21") == "QD1489-2025")
    #expect(id("2026-05-21", .reevaluation, "2026-06-22") == "QD1489-2025")
    // Nobody tells whether it was filed before.
    #expect(id(nil, nil, "2026-06-01") == nil && id(nil, nil, "2026-07-22") == "QD26-2026")
    #expect(id("2025-06-01", .first, "2025-07-06") == "QD1489-2025")
  }
}
