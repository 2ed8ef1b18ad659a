import Exchange
import Foundation
import Ledger
import OCOP
import OCOPKit
import ProjectionKit
import ProjectionTesting
import TestSupport
import Testing

/// A ledger with the rulebook of 2026 in full and a few products, in a folder of its own.
final class RuledLedger {
  let path = NSTemporaryDirectory() + "ocop-rules-\(UUID().uuidString)"
  let ledger: Ledger

  static let fixtures = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().appendingPathComponent("Fixtures").path

  static func rulebook(_ id: String) throws -> Rulebook { try RulebookFolder("\(fixtures)/rulebooks/\(id)").rulebook }

  init(products: UInt32) throws {
    _ = try Ledger.initialise(at: path, LedgerSetup(name: "Thử", actor: "test"))
    ledger = try Ledger(at: path, mode: .writing(waiting: false))
    var commands = [command(.record(StreamID(.producer, 0), .producerRegistered(ProducerRegistered(name: "Lê Gia"))))]
    for number in 1...products {
      let product = ProductRegistered(name: "Nước mắm \(number)", producer: ProducerID(1), group: .food)
      commands.append(command(.record(StreamID(.product, 0), .productRegistered(product))))
    }
    _ = try ledger.submit(commands)
  }

  deinit { try? FileManager.default.removeItem(atPath: path) }

  func command(_ act: Command.Act, on date: String? = nil, reason: String? = nil) -> Command {
    Command(id: nil, actor: "test", act: act, effectiveOn: date.flatMap { LegalDate($0) }, reason: reason)
  }

  func sheet(_ member: String, _ scores: [CriterionScore], _ product: UInt32, on date: String) -> Command {
    let event = Evaluated(level: .province, kind: .member, scores: scores, evaluator: member, set: "9")
    return command(.record(ProductID(product).stream, .evaluated(event)), on: date)
  }
}

@Suite("Rules in a ledger: adopting, scoring, what-if")
struct WhatIfTests {
  static let questions: [(String, [String: String])] = [
    ("register", [:]), ("star-counts", ["by": "district"]), ("star-counts", ["by": "level"]),
    ("star-counts", ["explain": "yes"]), ("rating-history", [:]),
  ]

  @Test("adopting a rulebook changes no star and no answer known before; adopting it again records nothing")
  func adopting() throws {
    let test = try RuledLedger(products: 3)
    for (product, stars) in [(1, Stars.three), (2, .four), (3, .five)] {
      _ = try test.ledger.submit([
        test.command(
          .recognise(ProductID(UInt32(product)), RecognitionRequest(stars: stars)), on: "2024-0\(product)-15")
      ])
    }
    func answers() throws -> [String] {
      try ["2024-12-31", "2026-11-01"].flatMap { day in
        try Self.questions.map { id, parameters in
          JSONValue.array(
            try test.ledger.ask(id, WordedQuestion(asOf: LegalDate(day)!.day, parameters: parameters)).table.objects
          ).text
        }
      }
    }
    let before = try answers()
    var adopted = 0
    for known in NationalRulebooks.all {
      let receipt = try test.ledger.adopt(try RuledLedger.rulebook(known.id.text), actor: "test")
      adopted += receipt.positions.count
      #expect(try answers() == before, "\(known.id)")
    }
    #expect(adopted == 5)
    for known in NationalRulebooks.all {
      let rulebook = try RuledLedger.rulebook(known.id.text)
      #expect(try test.ledger.adopt(rulebook, actor: "test").positions.isEmpty)
      #expect(try test.ledger.rulebook(known.id) == rulebook)
    }
    // A later rulebook with other bands and authorities changes no award either.
    var later = try RuledLedger.rulebook("QD26-2026")
    later.id = RulebookID("LATER")
    later.inForceFrom = LegalDate("2026-09-01")!
    later.bands = later.bands.map { band in
      var band = band
      if band.stars == .five { band.from = RulePoints(95) }
      if band.stars == .four { band.below = RulePoints(95) }
      return band
    }
    _ = try test.ledger.adopt(later, actor: "test")
    #expect(try answers() == before)
    #expect(try test.ledger.verify().findings.isEmpty)
  }

  @Test("what contradicts the rulebook that is there is refused, and so is another content under the same name")
  func contradiction() throws {
    let test = try RuledLedger(products: 1)
    var other = try RuledLedger.rulebook("QD26-2026")
    other.termMonths = 24
    #expect(throws: LedgerError.refused(.rulebookDiffers(other.id, field: "termMonths"))) {
      _ = try test.ledger.adopt(other, actor: "test")
    }
    _ = try test.ledger.adopt(try RuledLedger.rulebook("QD26-2026"), actor: "test")
    other.termMonths = 36
    other.sets.removeLast()
    #expect(throws: LedgerError.refused(.rulebookExists(other.id))) { _ = try test.ledger.adopt(other, actor: "test") }
  }

  @Test("a sheet is judged when it is recorded: by its set, whole, under the rulebook that the dossier leads to")
  func judging() throws {
    let test = try RuledLedger(products: 1)
    let scores = try fullSheet()
    #expect(throws: LedgerError.refused(.sheetNotCheckable(RulebookID("QD26-2026")))) {
      _ = try test.ledger.submit([test.sheet("TV-01", scores, 1, on: "2026-08-01")])
    }
    _ = try test.ledger.adopt(try RuledLedger.rulebook("QD26-2026"), actor: "test")
    #expect(throws: LedgerError.refused(.sheetRefused([.missing("11")]))) {
      _ = try test.ledger.submit([test.sheet("TV-01", Array(scores.dropLast()), 1, on: "2026-08-01")])
    }
    // Filed before the new rules: it goes on under the old ones, whose tables nobody knows.
    let filed = test.command(
      .record(ProductID(1).stream, .dossierFiled(DossierFiled(kind: .first, level: .commune))), on: "2026-05-01")
    #expect(throws: LedgerError.refused(.sheetNotCheckable(RulebookID("QD1489-2025")))) {
      _ = try test.ledger.submit([filed, test.sheet("TV-01", scores, 1, on: "2026-07-01")])
    }
    let receipt = try test.ledger.submit([test.sheet("TV-01", scores, 1, on: "2026-08-01")])
    #expect(receipt.result[0].record.record.rulebook == RulebookID("QD26-2026"))
  }

  func fullSheet() throws -> [CriterionScore] {
    let set = try #require(try RuledLedger.rulebook("QD26-2026").sets.first { $0.code == "9" })
    return set.criteria.map { CriterionScore(criterion: $0.code, points: $0.options.last!.points) }
  }

  @Test(
    "a what-if agrees with sheets added up by hand, sheet by sheet, corrections taken in",
    arguments: 1...UInt64(Effort.rounds(2, thorough: 6)))
  func agrees(seed: UInt64) throws {
    var random = SeededGenerator(seed: seed)
    let test = try RuledLedger(products: 12)
    let rulebook = try RuledLedger.rulebook("QD26-2026")
    _ = try test.ledger.adopt(rulebook, actor: "test")
    let set = try #require(rulebook.sets.first { $0.code == "9" })
    var expected: [UInt32: [[CriterionScore]]] = [:]
    for product in UInt32(1)...10 {
      // An earlier evaluation that no longer counts, then the one that does.
      for (date, counts) in [("2026-07-25", false), ("2026-09-01", true)] {
        for member in 1...Int.random(in: 1...4, using: &random) {
          let scores = drawn(set, &random)
          let receipt = try test.ledger.submit([test.sheet("TV-0\(member)", scores, product, on: date)])
          guard counts else { continue }
          switch Int.random(in: 0..<6, using: &random) {
          case 0:
            let again = drawn(set, &random)
            let event = Evaluated(level: .province, kind: .member, scores: again, evaluator: "TV-0\(member)", set: "9")
            _ = try test.ledger.submit([
              test.command(
                .correct(ProductID(product).stream, Position(receipt.positions.lowerBound), .evaluated(event)),
                on: date,
                reason: "chép sai")
            ])
            expected[product, default: []].append(again)
          case 1 where expected[product] != nil:
            _ = try test.ledger.submit([
              test.command(
                .void(ProductID(product).stream, Position(receipt.positions.lowerBound)), on: date, reason: "nhầm")
            ])
          default: expected[product, default: []].append(scores)
          }
        }
      }
    }
    var draft = rulebook
    draft.id = RulebookID("DRAFT")
    draft.sets[8].criteria[3].floors = Floors([(.three, RulePoints(2))])
    draft.sets[8].criteria[0].floors = nil
    var found: [UInt32: WhatIf.Product] = [:]
    let answer = try test.ledger.whatIf(draft, asOf: LegalDate("2026-10-01")!.day) { found[$0.id.number] = $0 }
    #expect(found.count == 10 && answer.answer.whole.scored == 10)
    // Two products were never rated at all: they are neither scored nor missed.
    #expect(answer.answer.unscored.isEmpty)
    for (product, sheets) in expected {
      let (before, after) = (byHand(sheets, rulebook, set), byHand(sheets, draft, draft.sets[8]))
      #expect(found[product]?.before == before, "seed \(seed), \(product)")
      #expect(found[product]?.after == after, "seed \(seed), \(product)")
      #expect(
        found[product]?.change
          == (after == before
            ? .same : after > before ? .rises : after < .three && before >= .three ? .losesAll : .falls))
    }
    let changes = WhatIf.Change.allCases.map { change in found.values.count { $0.change == change } }
    #expect(WhatIf.Change.allCases.map { answer.answer.whole.changes[$0] ?? 0 } == changes)
    #expect(
      answer.answer.deciding.values.reduce(0, +) == answer.answer.whole.scored
        - (answer.answer.whole.changes[.same] ?? 0))
    // The same rulebook changes nothing.
    let same = try test.ledger.whatIf(rulebook, asOf: LegalDate("2026-10-01")!.day) { _ in }
    #expect(same.answer.whole.changes == [.same: 10])
  }

  func drawn(_ set: CriteriaSet, _ random: inout SeededGenerator) -> [CriterionScore] {
    set.criteria.map { criterion in
      // Most often high, so that many bands and floors are met. Never 0 at 5.1 or 6.1: those leave others out.
      let options =
        criterion.code == "5.1" || criterion.code == "6.1" ? Array(criterion.options.dropFirst()) : criterion.options
      let high = Int.random(in: 0..<4, using: &random) > 0
      return CriterionScore(
        criterion: criterion.code, points: (high ? options.last! : options.randomElement(using: &random)!).points)
    }
  }

  /// Stars by the words of the decision, without any of the machinery: means as fractions, floors one by one.
  func byHand(_ sheets: [[CriterionScore]], _ rulebook: Rulebook, _ set: CriteriaSet) -> Stars {
    let count = Int64(sheets.count)
    let total = sheets.flatMap { $0 }.reduce(0) { $0 + $1.points.hundredths }
    var reached = Stars.one
    for (stars, from) in [(Stars.two, Int64(3_000)), (.three, 5_000), (.four, 7_000), (.five, 9_000)] {
      let floors = set.criteria.allSatisfy { criterion in
        guard let floor = criterion.floors?.floors.filter({ $0.stars <= stars }).last else { return true }
        let sum = sheets.flatMap { $0 }.filter { $0.criterion == criterion.code }.reduce(0) {
          $0 + $1.points.hundredths
        }
        return sum >= floor.points.points.hundredths * count
      }
      guard total >= from * count, stars < .three || floors else { break }
      reached = stars
    }
    return reached
  }
}
