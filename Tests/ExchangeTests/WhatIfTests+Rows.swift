import Exchange
import Foundation
import Ledger
import OCOP
import OCOPKit
import ProjectionKit
import ProjectionTesting
import TestSupport
import Testing

/// Products without sheets, products that moved, and rows.
extension WhatIfTests {
  @Test("products without sheets are counted, with the reason")
  func obstacles() throws {
    let test = try RuledLedger(products: 3)
    let rulebook = try RuledLedger.rulebook("QD26-2026")
    _ = try test.ledger.adopt(rulebook, actor: "test")
    _ = try test.ledger.submit([
      test.command(
        .record(
          ProductID(1).stream,
          .evaluated(Evaluated(level: .province, kind: .council, total: Score(sum: Points(94), count: 1)))),
        on: "2026-08-01"),
      test.sheet("TV-01", try fullSheet(), 2, on: "2026-08-01"),
      test.sheet("TV-01", try fullSheet(), 3, on: "2026-08-01"),
    ])
    var draft = rulebook
    draft.sets[8].code = "9x"
    draft.sets[8].name = "Khác"
    #expect(
      try test.ledger.whatIf(draft, asOf: .distantFuture) { _ in }.answer.unscored == [.noSheets: 1, .otherSet: 2])
    // The same options with other points: the sheets are read anew, option by option.
    draft = rulebook
    let worth = draft.sets[8].criteria.firstIndex { $0.code == "1.1" } ?? 0
    let options = draft.sets[8].criteria[worth].options
    draft.sets[8].criteria[worth].options = options.map { RulePoints(Points(hundredths: $0.points.hundredths / 2)) }
    let halved = try test.ledger.whatIf(draft, asOf: .distantFuture) { _ in }
    #expect(halved.answer.unscored == [.noSheets: 1] && halved.answer.whole.scored == 2)
    draft = rulebook
    draft.sets[8].criteria.append(Criterion(code: "12", section: "11", title: "Mới", options: [RulePoints(0)]))
    #expect(
      try test.ledger.whatIf(draft, asOf: .distantFuture) { _ in }.answer.unscored == [.noSheets: 1, .sheetDiffers: 2])
  }

  @Test(
    "replay: a producer that moves takes its products' figures along, in both orders; what expires ends where it is")
  func movedMakers() throws {
    let test = try RuledLedger(products: 2)
    let area = StreamID(.area, 38)
    func unit(_ code: String, _ level: AreaLevel, _ parent: String?) -> Command {
      let event = AreaEstablished(
        code: AreaCode(text: code)!, level: level, name: "N\(code)", kind: "huyện",
        parent: parent.flatMap { AreaCode(text: $0) })
      return test.command(.record(area, .areaEstablished(event)))
    }
    func moved(_ code: String, on date: String) -> Command {
      let place = Place(district: AreaRef(code: AreaCode(text: code)!))
      return test.command(.record(ProducerID(1).stream, .producerMoved(ProducerMoved(place: place))), on: date)
    }
    _ = try test.ledger.submit([unit("38", .province, nil), unit("399", .district, "38"), unit("405", .district, "38")])
    _ = try test.ledger.submit([
      moved("399", on: "2024-01-01"),
      test.command(.recognise(ProductID(1), RecognitionRequest(stars: .three)), on: "2024-03-01"),
      test.command(.recognise(ProductID(2), RecognitionRequest(stars: .four)), on: "2024-06-01"),
      moved("405", on: "2024-06-01"),
    ])
    func sums(_ order: ReplayQuestion.Order, _ day: String, to: String? = nil) throws -> [String: Int] {
      let date = try #require(LegalDate(day)).day
      let question = ReplayQuestion(
        subject: .everything, order: order, to: order == .effective ? date : nil, asOf: date)
      return try test.ledger.replay(question).steps.flatMap(\.moves).reduce(into: [:]) { sums, move in
        sums["\(move.district) \(move.stars.number)", default: 0] += move.by
      }.filter { $0.value != 0 }
    }
    for order in ReplayQuestion.Order.allCases {
      #expect(try sums(order, "2024-05-31") == ["399 3": 1], "\(order)")
      #expect(try sums(order, "2024-12-31") == ["405 3": 1, "405 4": 1], "\(order)")
      #expect(try sums(order, "2030-01-01") == [:], "\(order)")
    }
  }

  @Test("digests: built in any number of steps, interrupted or not, rows are the same; attested ones are checked")
  func digests() throws {
    let test = try RuledLedger(products: 5)
    for product in UInt32(1)...5 {
      _ = try test.ledger.submit([
        test.command(.recognise(ProductID(product), RecognitionRequest(stars: .three)), on: "2024-03-0\(product)")
      ])
    }
    let ids = test.ledger.projectionIDs
    let attested = try test.ledger.attestations(ids)
    for (step, least) in [(1, 0), (3, 0), (1_000, 0), (1, 2), (3, 4), (2, 1_000)] {
      try test.ledger.dropRebuild(ids)
      // A view that took in few of a step's records writes nothing yet.
      let compared = try test.ledger.prepareRebuild(ids, step: UInt64(step), least: least)
      #expect(compared.map(\.digest) == attested.map(\.digest), "steps of \(step), at least \(least)")
      #expect(compared.allSatisfy { $0.reason == .nothingDiffers && $0.added + $0.removed + $0.changed == 0 })
    }
    // Verifying the views in between leaves alone what is ready to be applied.
    #expect(try test.ledger.verifyViews().isEmpty)
    try test.ledger.applyRebuild(ids)
    #expect(try test.ledger.attestations(ids).map(\.digest) == attested.map(\.digest))
    _ = try test.ledger.submit(
      attested.map { test.command(.record(.office, .viewAttested($0)), on: "2026-11-01") })
    var forged = attested[1]
    forged.digest = String(repeating: "0", count: 64)
    _ = try test.ledger.submit([test.command(.record(.office, .viewAttested(forged)), on: "2026-11-01")])
    var verdicts: [Bool?] = []
    try test.ledger.checkAttestations { verdicts.append($0.holds) }
    #expect(verdicts == [Bool?](repeating: true, count: ids.count) + [false])
    // Other rulebooks make other fingerprints: what they made before cannot be used by mistake.
    let before = try test.ledger.projections().map(\.fingerprint)
    _ = try test.ledger.adopt(try RuledLedger.rulebook("QD26-2026"), actor: "test")
    let after = try test.ledger.projections().map(\.fingerprint)
    #expect(zip(before, after).allSatisfy { $0 != $1 })
  }
}
