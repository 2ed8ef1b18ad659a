import OCOP
import ProjectionTesting
import TestSupport
import Testing

@testable import ScoreAnalytics

@Suite("ScoringPlan: sheets of one layout")
struct ScoringPlanTests {
  private static let rulebook = ScoringSample.rulebook
  private static let table = ScoringSample.table

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

  @Test("a sheet read by its form's plan comes to the same as one read alone", arguments: 1...10 as ClosedRange<UInt64>)
  func planned(seed: UInt64) throws {
    var random = SeededGenerator(seed: seed)
    var (alone, planned) = (Tally(Self.table), Tally(Self.table))
    for _ in 0..<4 {
      var scores = drawn(&random)
      if Bool.random(using: &random) { scores.shuffle(using: &random) }
      if Int.random(in: 0..<5, using: &random) == 0 { scores.removeLast() }
      var form = SheetLayout()
      form.criteria = scores.map(\.criterion)
      form.knockouts = Bool.random(using: &random) ? ["forged"] : []
      let plan = ScoringPlan(form, by: Self.table)
      // Lists of options to choose from cannot be read many at a time.
      #expect(!plan.isPlain)
      #expect(plan.add(scores.map(\.points), to: &planned) == alone.add(scores, knockouts: form.knockouts))
    }
    #expect(planned.result() == alone.result())
    planned.reset()
    #expect(planned.result() == nil)
  }

  @Test("sheets added up many scores at a time come to the same stars", arguments: 1...20 as ClosedRange<UInt64>)
  func plain(seed: UInt64) throws {
    var random = SeededGenerator(seed: seed)
    var rulebook = Self.rulebook
    // As many criteria as do not fill the last step, among them one of two options only, in quarters.
    let floors = Floors([(.three, RulePoints(1)), (.five, RulePoints(2))])
    rulebook.sets[0].criteria = (1...21).map { number in
      let options = number == 7 ? ["0", "1.25"] : ["0", "1", "2.5", "4"]
      return Criterion(
        code: "1.\(number)", section: rulebook.sets[0].sections[0].code, title: "Một",
        options: options.map { RulePoints(text: $0)! }, floors: number % 4 == 0 ? floors : nil)
    }
    let table = try #require(ScoringTable(rulebook, set: "1"))
    var form = SheetLayout()
    form.criteria = table.criteria.map(\.code)
    let plan = ScoringPlan(form, by: table)
    #expect(plan.isPlain)
    var (sums, tally) = (PlainSums(), Tally(table))
    sums.reset(for: plan)
    for _ in 1...Int.random(in: 1...9, using: &random) {
      let points = table.criteria.map { criterion in
        criterion.options[Int.random(in: 0..<3, using: &random) == 0 ? 0 : criterion.options.count - 1].points
      }
      var quarters = points.map { UInt8($0.hundredths / 25) }
      quarters += [UInt8](repeating: 0, count: 11)
      let isAdded = sums.add(quarters.span.bytes, by: plan)
      #expect(isAdded && plan.add(points, to: &tally).isEmpty)
      // No option, and fewer scores than there are criteria.
      var copy = sums
      quarters[20] = 3
      let fewer = Array(quarters[..<16])
      let wrong = [copy.add(quarters.span.bytes, by: plan), copy.add(fewer.span.bytes, by: plan)]
      #expect(wrong == [false, false])
    }
    for rounding in [Rounding.exact, .hundredths] {
      let result = try #require(tally.result(rounding: rounding))
      let stars = sums.stars(rounding: rounding, by: table)
      #expect(stars == result.stars && tally.stars(rounding: rounding) == result.stars)
      let obstacle = result.next?.missed.first?.criterion
      #expect(sums.obstacle(above: stars, by: table) == obstacle && tally.obstacle(above: stars) == obstacle)
    }
  }

  @Test("a form is read score by score where anything on it may depend on something else")
  func plainness() throws {
    var rulebook = Self.rulebook
    rulebook.sets[0].criteria = (1...3).map { number in
      Criterion(
        code: "1.\(number)", section: rulebook.sets[0].sections[0].code, title: "Một",
        options: [RulePoints(0), RulePoints(5)])
    }
    func isPlain(_ change: (inout Rulebook, inout SheetLayout) -> Void = { _, _ in }) throws -> Bool {
      var (changed, form) = (rulebook, SheetLayout())
      form.criteria = rulebook.sets[0].criteria.map(\.code)
      change(&changed, &form)
      return ScoringPlan(form, by: try #require(ScoringTable(changed, set: "1"))).isPlain
    }
    #expect(try isPlain())
    #expect(try !isPlain { _, form in form.criteria.swapAt(0, 1) })
    #expect(try !isPlain { _, form in form.criteria.removeLast() })
    #expect(try !isPlain { _, form in form.knockouts = ["forged"] })
    #expect(try !isPlain { rulebook, _ in rulebook.sets[0].parts[0].max = RulePoints(14) })
    #expect(try !isPlain { rulebook, _ in rulebook.sets[0].criteria[1].stopAt = RulePoints(0) })
    #expect(try !isPlain { rulebook, _ in rulebook.sets[0].criteria[1].options[1] = RulePoints(text: "1.1")! })
    #expect(try !isPlain { rulebook, _ in rulebook.sets[0].criteria[1].options[1] = RulePoints(64) })
  }
}
