internal import Ledger
internal import OCOP

extension CommandContext {
  /// The result of an evaluation: stars, mean, parts, and why not more.
  func print(_ evaluation: Evaluation, isWhatIf: Bool, _ receipt: WriteReceipt<[CommandOutcome]>?) throws {
    let result = evaluation.result
    guard format == .table else { return try print(object: json(evaluation, isWhatIf, receipt), labels: []) }
    if isWhatIf {
      try console.print(
        text(
          "GIẢ ĐỊNH (what-if): không ghi, không đổi hạng sao nào.",
          "WHAT-IF (giả định): not recorded, no award is changed."))
    }
    let stars =
      result.stars.map { text("\($0.number) sao", "\($0.number) stars") } ?? text("không xếp hạng", "no stars")
    try console.print("\(evaluation.product)  \(stars)")
    let parts = result.parts.map { "\($0.code) \(shown(mean: $0.total))" }.joined(separator: " · ")
    try console.print(
      text("Điểm trung bình \(shown(mean: result.total)) (\(parts))", "Mean \(shown(mean: result.total)) (\(parts))"))
    for ending in result.endings { try console.print(reason(ending, evaluation.table)) }
    if let next = result.next {
      try console.print(text("Vì sao chưa \(next.stars.number) sao:", "Why not \(next.stars.number) stars:"))
      for floor in next.missed {
        try console.print(
          "  – "
            + text(
              "\(floor.criterion) \(floor.title): \(shown(mean: floor.got)), tối thiểu \(floor.floor)",
              "\(floor.criterion) \(floor.title): \(shown(mean: floor.got)), at least \(floor.floor)"))
      }
      if let short = next.pointsShort {
        try console.print(
          "  – "
            + text(
              "thiếu \(RulePoints(short)) điểm (cần từ \(next.from))",
              "\(RulePoints(short)) points short (from \(next.from))"))
      }
    }
    try console.print(
      text(
        "Theo \(evaluation.rulebook), bộ \(evaluation.set); khung điểm \(result.reading.names.vi); \(result.rounding.names.vi).",
        "Under \(evaluation.rulebook), set \(evaluation.set); bands \(result.reading.names.en); rounding: \(result.rounding.names.en)."
      ))
    guard let receipt else { return }
    try console.print(
      receipt.positions.isEmpty
        ? text("Đã ghi từ trước: 0 sự kiện.", "Recorded before: 0 events.")
        : text("Đã ghi \(receipt.positions.count) sự kiện.", "Recorded \(receipt.positions.count) events."))
    try console.print(headLine(receipt.head))
  }

  private func reason(_ ending: EvaluationEnding, _ table: ScoringTable) -> String {
    switch ending {
    case .knockout(let code):
      text(
        "Bị loại: \(table.knockout(code)?.title ?? code) [\(code)]",
        "Knocked out: \(table.knockout(code)?.title ?? code) [\(code)]")
    case .stopped(let code): text("Dừng đánh giá ở tiêu chí \(code)", "Stopped at criterion \(code)")
    }
  }

  /// A mean to two decimals; where that is not all of it, the exact fraction too.
  private func shown(mean: Score) -> String {
    let isExact = mean.rounded.hundredths * Int64(max(mean.count, 1)) == mean.sum.hundredths
    let shown = isExact ? "\(RulePoints(mean.rounded))" : "\(mean.rounded) (= \(RulePoints(mean.sum))/\(mean.count))"
    return language == .vi ? shown.replacing(".", with: ",") : shown
  }

  private func json(
    _ evaluation: Evaluation, _ isWhatIf: Bool, _ receipt: WriteReceipt<[CommandOutcome]>?
  ) -> JSONValue {
    let result = evaluation.result
    let next = result.next.map { next -> JSONValue in
      [
        "stars": next.stars.json, "from": next.from.json,
        "pointsShort": next.pointsShort.map { RulePoints($0).json } ?? nil,
        "missed": .array(
          next.missed.map {
            [
              "criterion": .string($0.criterion), "title": .string($0.title), "floor": $0.floor.json,
              "got": $0.got.json,
            ]
          }),
      ]
    }
    let endings = result.endings.map { ending -> JSONValue in
      switch ending {
      case .knockout(let code): ["knockout": .string(code)]
      case .stopped(let code): ["stoppedAt": .string(code)]
      }
    }
    return [
      "product": evaluation.product.json, "rulebook": evaluation.rulebook.json, "set": .string(evaluation.set),
      "whatIf": .bool(isWhatIf), "dryRun": .bool(receipt == nil), "sheets": JSONValue(result.total.count),
      "total": result.total.json, "mean": .string(result.total.rounded.description),
      "parts": .array(result.parts.map { ["code": .string($0.code), "total": $0.total.json] }),
      "stars": result.stars?.json ?? nil, "endings": .array(endings), "next": next ?? nil,
      "reading": result.reading.json, "rounding": result.rounding.json,
      "positions": receipt.flatMap {
        $0.positions.isEmpty ? nil : [JSONValue($0.positions.lowerBound), JSONValue($0.positions.upperBound - 1)]
      } ?? nil, "size": JSONValue(receipt?.head.size), "root": JSONValue(receipt?.head.root),
    ]
  }
}
