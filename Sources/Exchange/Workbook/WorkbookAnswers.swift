internal import OCOP
internal import OfficeFiles

/// The answers of a row, as they are chosen in the column "Trả lời": words for people, and in brackets behind them what they stand for.
///
/// `SP-0012 Mắm tôm [product_id=SP-0012]`, `Đúng như vậy [2:confirmed=decision.date]`: of the second evaluation.
struct WorkbookAnswers {
  /// An answer to a question about all of the row, or about one evaluation of it.
  struct Answer: Hashable {
    let evaluation: Int?
    let column: String
    let value: String
  }

  /// What is chosen among: the words in `language`.
  static func text(_ choice: AnswerChoice, evaluation: Int?, _ language: Language) -> String {
    let scope = evaluation.map { "\($0):" } ?? ""
    let value = choice.value.isEmpty ? "" : "=\(choice.value)"
    return "\(choice.text(language)) [\(scope)\(choice.column)\(value)]"
  }

  /// The columns that an answer may set.
  private static let columns: Set<String> = [
    "product_id", "producer_id", "commune", "district", "former_district", "group", "legal_form", "confirmed",
    "irregular", "correct",
  ]

  /// Reads an answer; `nil`: it is none.
  static func answer(_ text: String) -> Answer? {
    let text = normalized(text)
    guard text.last == "]", let open = text.lastIndex(of: "[") else { return typed(text) }
    var inside = text[text.index(after: open)...].dropLast()
    var evaluation: Int?
    if let colon = inside.firstIndex(of: ":"), let number = Int(inside[..<colon]) {
      evaluation = number
      inside = inside[inside.index(after: colon)...]
    }
    let parts = inside.split(separator: "=", maxSplits: 1).map(String.init)
    guard let column = parts.first, columns.contains(column) else { return nil }
    // Why an act is recorded although it breaks the law is said in words.
    let value = parts.count == 2 ? parts[1] : column == "irregular" ? normalized(String(text[..<open])) : ""
    return value.isEmpty ? nil : Answer(evaluation: evaluation, column: column, value: value)
  }

  /// An answer by its words alone; `nil`: none of `candidates` has them, or several do.
  static func answer(_ text: String, among candidates: [String]) -> Answer? {
    let words = folded(text)
    let meant = Set(candidates.filter { folded(String($0.prefix { $0 != "[" })) == words })
    return meant.count == 1 ? meant.first.flatMap { answer($0) } : nil
  }

  /// An id or a code, as one types it.
  private static func typed(_ text: String) -> Answer? {
    let first = text.split(separator: " ").first.map(String.init) ?? ""
    if let id = ProductID(first) { return Answer(evaluation: nil, column: "product_id", value: "\(id)") }
    if let id = ProducerID(first) { return Answer(evaluation: nil, column: "producer_id", value: "\(id)") }
    if first.utf8.count == 5, first.utf8.allSatisfy({ (48...57).contains($0) }) {
      return Answer(evaluation: nil, column: "commune", value: first)
    }
    return nil
  }
}

extension WorkbookEntry {
  /// Takes the answers of its rows in. One that cannot be read is a problem of its own.
  /// `candidates`: what stands beside to be chosen, by row; the words alone are enough where only one has them.
  mutating func take(
    answers: [(text: String, place: CellReference)], among candidates: [Int: [String]], sheet: String
  ) {
    for (text, place) in answers where !normalized(text).isEmpty {
      let chosen = WorkbookAnswers.answer(text) ?? WorkbookAnswers.answer(text, among: candidates[place.row] ?? [])
      guard let answer = chosen else {
        var problem = ImportProblem(
          column: "answer", code: "answer.unreadable", value: text,
          text: Text("\"\(text)\" không phải câu trả lời.", "\"\(text)\" is no answer."),
          hint: Text(
            "Chọn trong danh sách của ô, hoặc để trống.", "Choose from the list of the cell, or leave it empty."),
          row: place.row)
        problem.place = CellPlace(sheet: sheet, cell: "\(place)")
        problems.append(problem)
        continue
      }
      for index in evaluations.indices where answer.evaluation == nil || answer.evaluation == index + 1 {
        let old = evaluations[index].row.values[answer.column]
        // Several questions may be answered with a yes.
        evaluations[index].row.values[answer.column] =
          ["confirmed", "correct"].contains(answer.column)
          ? [old, answer.value].compactMap(\.self).joined(separator: " ") : answer.value
        if evaluations[index].cells[answer.column] == nil { evaluations[index].cells[answer.column] = place }
      }
    }
  }
}
