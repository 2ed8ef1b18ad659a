internal import ArgumentParser
internal import Exchange
internal import Ledger
internal import OCOP
internal import OCOPKit
internal import ProjectionKit

/// `ocop diff`: any two questions about products with stars.
struct Diff: LedgerCommand {
  static let configuration = CommandConfiguration(
    commandName: "diff",
    abstract: say(
      "Hai câu hỏi khác nhau ở sản phẩm nào, vì sao; kết thúc 1 nếu khác.",
      "Which products two questions count otherwise, and why; ends with 1 where they differ."),
    discussion: "  ocop diff --a as-of=2020-12-31 --b as-of=2021-12-31\n"
      + "  ocop diff --a areas=2025-01-01,by=commune --b areas=2025-07-01,by=commune\n"
      + "  ocop diff --a counting=in-force --b counting=ever-recognised,rules=DIR\n"
      + say(
        "  +: chỉ ở B · −: chỉ ở A. Khóa: as-of, known-at, areas, counting, by, rules (giả định).",
        "  +: only in B · −: only in A. Keys: as-of, known-at, areas, counting, by, rules (what-if)."))
  @OptionGroup var global: GlobalOptions
  @Option(help: ArgumentHelp(say("Câu hỏi A.", "Question A."), valueName: "question"))
  var a: String = ""
  @Option(help: ArgumentHelp(say("Câu hỏi B.", "Question B."), valueName: "question"))
  var b: String = ""

  func run(in session: CommandContext) throws {
    let ledger = try session.reading()
    let (sideA, sideB) = (try side(a, "--a", session, ledger), try side(b, "--b", session, ledger))
    let difference = try AnswerDifference(sideA.products, sideA.question, sideB.products, sideB.question) {
      try ledger.end(of: $0, $1)
    }
    let rows = try ledger.rows(of: difference)
    try session.print(difference, sideA, sideB, rows)
    for newer in Set([sideA, sideB].compactMap(\.answer.newer)).sorted() {
      session.console.note(NewerRecord.note(from: newer)(session.language))
    }
    try session.console.flush()
    if !difference.products.isEmpty { throw Verdict(status: .no) }
  }

  private static let keys = ["as-of", "known-at", "areas", "counting", "by", "rules"]

  private func side(_ text: String, _ option: String, _ session: CommandContext, _ ledger: Ledger) throws -> DiffSide {
    var values: [String: String] = [:]
    for part in text.split(separator: ",") {
      let pair = part.split(separator: "=", maxSplits: 1).map(String.init)
      guard pair.count == 2, Self.keys.contains(pair[0]), values[pair[0]] == nil else {
        throw CommandContext.wrong(option, text, Self.keys.map { "\($0)=…" }.joined(separator: ","))
      }
      values[pair[0]] = pair[1]
    }
    var question = try session.question(asOf: values["as-of"], knownAt: values["known-at"], of: ledger)
    let by = try StarCounts.Query(parameters: ["by": values["by"] ?? ""]).by
    if let counting = values["counting"] {
      guard let mode = Counting.typed(counting) else {
        throw CommandContext.wrong(option, counting, Counting.expected)
      }
      question.counting = mode
    }
    if let areas = values["areas"] {
      guard let edition = AreaEdition(areas) else { throw CommandContext.wrong(option, areas, "2025-07-01, initial") }
      question.areas = edition
    }
    // What is not named is not asked twice: both sides see the same log.
    if question.knownAt == nil { question.knownAt = try ledger.head().position }
    let answer = try ledger.ratedProducts(by: by, question)
    var products = answer.answer.byID
    var kept: Int?
    var risers = 0
    if let rules = values["rules"], rules != "recorded" {
      var stars: [ProductID: Stars?] = [:]
      _ = try ledger.whatIf(
        try RulesSource(ledger).find(rules), asOf: question.asOf, knownAt: question.knownAt
      ) { product in stars[product.id] = .some(product.after) }
      kept = products.keys.count { stars[$0] == nil }
      risers = stars.count { products[$0.key] == nil && $0.value.map { $0 >= .three } ?? false }
      products = AnswerDifference.rescored(products, stars)
    }
    return DiffSide(
      question: question, products: products, answer: answer, rules: values["rules"] ?? "recorded", kept: kept,
      risers: risers)
  }
}

/// One side of a comparison.
struct DiffSide {
  let question: Question
  let products: [ProductID: RatedProduct]
  let answer: Answered<[RatedProduct]>
  let rules: String
  /// How many products keep their recorded stars, because they have no sheets to score under the rules asked for.
  let kept: Int?
  /// How many products without stars on that day would have some under the rules asked for: a rule grants nothing, so
  /// they are in no table.
  let risers: Int

  var json: JSONValue {
    let whatIf: [JSONValue.Member]? = kept.map {
      [.init("whatIf", true), .init("notScored", JSONValue($0)), .init("wouldRise", JSONValue(risers))]
    }
    return answer.comparedJSON(products: products.count, rules: rules, whatIf ?? [])
  }
}

extension CommandContext {
  fileprivate func print(
    _ difference: AnswerDifference, _ a: DiffSide, _ b: DiffSide, _ rows: Rows<DifferenceRow>
  ) throws {
    let table = Listing(rows).table
    let (added, removed) = (difference.added, difference.removed)
    let summary = difference.summary
    switch format {
    case .xlsx:
      var noted = table
      for (name, side) in [("A", a), ("B", b)] {
        let rules = side.kept == nil ? "" : " · GIẢ ĐỊNH (what-if): \(side.rules)"
        noted.notes.append(Text("\(name): \(side.answer.caption(language))\(rules)"))
      }
      try write(workbook: noted)
    case .json:
      try console.print(
        json: [.init("a", a.json), .init("b", b.json), .init("rows", nil), .init("total", summary)], with: table,
        as: "rows")
    case .ndjson, .csv:
      try print(list: table)
      console.note(json: .object([.init("a", a.json), .init("b", b.json), .init("total", summary)]))
    case .table:
      for side in [a, b] where side.kept != nil {
        try console.print(
          text(
            "GIẢ ĐỊNH (what-if) theo \(side.rules): \(side.kept ?? 0) sản phẩm giữ hạng đã ghi vì thiếu phiếu chấm.",
            "WHAT-IF (giả định) under \(side.rules): \(side.kept ?? 0) products keep their recorded stars for lack of sheets."
          ))
        if side.risers > 0 {
          try console.print(
            text(
              "\(side.risers) sản phẩm chưa có sao sẽ đạt từ 3 sao; chúng không nằm trong bảng (xem ocop whatif).",
              "\(side.risers) products without stars would reach 3 or more; they stand in no table (see ocop whatif)."))
        }
      }
      if rows.isEmpty {
        try console.print(text("Không có gì khác.", "Nothing differs."))
      } else {
        try printTable(table)
        try console.print("")
      }
      try console.print(
        text(
          "A: \(difference.counts.a) sản phẩm · B: \(difference.counts.b) · + chỉ ở B: \(added) · − chỉ ở A: \(removed)",
          "A: \(difference.counts.a) products · B: \(difference.counts.b) · + only in B: \(added) · − only in A: \(removed)"
        ))
      for (name, side) in [("A", a), ("B", b)] {
        let rules = side.kept == nil ? "" : text(" · GIẢ ĐỊNH theo \(side.rules)", " · WHAT-IF under \(side.rules)")
        try console.print("\(name): " + side.answer.caption(language) + rules)
      }
    }
  }
}
