internal import Ledger
internal import OCOP

extension Problem {
  /// No record names the decision.
  static func unknownDecision(_ cited: CitedDecision) -> Problem {
    .refused(
      "decision.unknown",
      Text("Không bản ghi nào nêu quyết định \"\(cited.text)\".", "No record names the decision \"\(cited.text)\"."),
      hint: Text(
        "Ghi đủ số, như 5445/QĐ-UBND; kiểm lại ngày, nếu có nêu.",
        "Write the whole number, like 5445/QĐ-UBND; check the day, where you gave one."))
  }

  /// A number alone names several decisions, and one is needed.
  static func severalDecisions(_ unclear: NotOneDecision) -> Problem {
    guard !unclear.candidates.isEmpty else { return unknownDecision(unclear.cited) }
    return .refused(
      "decision.several", several(unclear.candidates, of: unclear.cited),
      hint: Text(
        "Nêu cả ngày, và nếu cần cả cơ quan: --decision \"\(unclear.candidates[0].text)\".",
        "Name the day too, and where needed the authority: --decision \"\(unclear.candidates[0].text)\"."))
  }

  fileprivate static func several(_ candidates: [CitedDecision], of cited: CitedDecision) -> Text {
    let list = candidates.map(\.text).joined(separator: "; ")
    return Text(
      "\"\(cited.text)\" là số của \(candidates.count) quyết định: \(list).",
      "\"\(cited.text)\" is the number of \(candidates.count) decisions: \(list).")
  }
}

extension CommandContext {
  /// The decision that is named by `text`.
  func decision(_ text: String) throws -> CitedDecision {
    guard let cited = CitedDecision(text) else {
      throw CommandContext.wrong(
        "--decision", text,
        Text(
          "số, hoặc số và ngày: \"15/QĐ-UBND ngày 16/01/2023\"",
          "a number, or number and day: \"15/QĐ-UBND ngày 16/01/2023\""))
    }
    return cited
  }

  /// Says that what is shown is of several decisions, where it is.
  func note(several candidates: [CitedDecision], of cited: CitedDecision) {
    guard candidates.count > 1 else { return }
    console.note(Problem.several(candidates, of: cited)(language))
  }
}
