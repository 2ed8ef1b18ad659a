internal import OCOP
internal import ProjectionTesting

/// Many products with full sheets: a rulebook of one set with as many criteria as the real ones have, five members each.
struct SheetHistory {
  let products: UInt32
  static let members = 5
  private var random: SeededGenerator

  init(seed: UInt64, products: UInt32) {
    self.products = products
    random = SeededGenerator(seed: seed)
  }

  /// A set of 31 criteria, floors on a third of them.
  static let rulebook: Rulebook = {
    let most: [Int64] = (0..<31).map { $0 < 7 ? 4 : 3 }
    let criteria = most.enumerated().map { index, most -> Criterion in
      let floors = index % 3 == 0 ? Floors([(.four, RulePoints(2)), (.five, RulePoints(most))]) : nil
      return Criterion(
        code: "1.\(index + 1)", section: "1", title: "Tiêu chí \(index + 1)",
        options: (0...most).map { RulePoints($0) }, floors: floors)
    }
    let set = CriteriaSet(
      code: "1", name: "Một bộ", group: .food, parts: [RulePart(code: "A", max: RulePoints(100))],
      sections: [RuleSection(code: "1", part: "A", title: "Một", max: RulePoints(100))], criteria: criteria)
    let starts: [Int64] = [0, 30, 50, 70, 90]
    let bands = Stars.all.enumerated().map { index, stars in
      RuleBand(
        stars: stars, from: RulePoints(starts[index]), below: index < 4 ? RulePoints(starts[index + 1]) : nil)
    }
    return Rulebook(
      format: Rulebook.currentFormat, id: RulebookID("BENCH"), title: "Đo",
      legal: LegalAct(act: "Đo", signed: LegalDate(firstDay)), inForceFrom: LegalDate(firstDay), termMonths: 36,
      detail: .complete, bandReading: .halfOpen, bands: bands,
      authorities: [
        RuleAuthority(stars: .three, level: .province), RuleAuthority(stars: .four, level: .province),
        RuleAuthority(stars: .five, level: .centre),
      ], sets: [set])
  }()

  /// The same with other floors.
  static let draft: Rulebook = {
    var draft = rulebook
    draft.id = RulebookID("DRAFT")
    for index in stride(from: 0, to: 31, by: 5) {
      draft.sets[0].criteria[index].floors = Floors([(.three, RulePoints(2))])
    }
    return draft
  }()

  static let firstDay = Day(year: 2026, month: 1, day: 1)!

  /// Hands the records over in batches of about `size`: producers, then each product with its sheets and its stars.
  mutating func forEachBatch(of size: Int, _ body: ([Record]) throws -> Void) rethrows {
    var batch = (1...max(1, products / 2)).map { number in
      record(
        ProducerID(number).stream, .producerRegistered(ProducerRegistered(name: "Chủ thể \(number)", form: .household)))
    }
    for number in 1...products {
      addLife(of: number, to: &batch)
      if batch.count >= size {
        try body(batch)
        batch = []
      }
    }
    if !batch.isEmpty { try body(batch) }
  }

  private mutating func addLife(of number: UInt32, to batch: inout [Record]) {
    let stream = ProductID(number).stream
    let place = Place(district: AreaRef(code: AreaCode(text: "\(380 + number % 27)")!))
    let product = ProductRegistered(
      name: "Sản phẩm \(number)", producer: ProducerID(UInt32.random(in: 1...max(1, products / 2), using: &random)),
      group: ProductGroup.allCases[Int(number) % 6], place: place)
    batch.append(record(stream, .productRegistered(product)))
    let set = Self.rulebook.sets[0]
    let quality = Int.random(in: 40...95, using: &random)
    for member in 1...Self.members {
      let scores = set.criteria.map { criterion -> CriterionScore in
        let isHigh = Int.random(in: 0..<100, using: &random) < quality
        return CriterionScore(
          criterion: criterion.code,
          points: (isHigh ? criterion.options.last! : criterion.options.randomElement(using: &random)!).points)
      }
      let sheet = Evaluated(
        level: .province, kind: .member, scores: scores, evaluator: "TV-0\(member)", set: "1")
      batch.append(record(stream, .evaluated(sheet)))
    }
    let grant = Grant(
      stars: .three, level: .province, validUntil: LegalDate(Self.firstDay.addingMonths(36)), termBasis: .computed)
    batch.append(record(stream, .recognised(Recognised(grant: grant))))
  }

  private func record(_ stream: StreamID, _ event: Event) -> Record {
    Record(
      stream: stream, version: 1, recordedAt: Timestamp(microseconds: 0),
      effectiveOn: LegalDate(Self.firstDay.advanced(by: 30)), actor: "van-phong", command: nil,
      rulebook: Self.rulebook.id, event: event)
  }
}
