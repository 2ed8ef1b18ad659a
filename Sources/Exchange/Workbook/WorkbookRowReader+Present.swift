internal import OCOP
internal import OfficeFiles

// What a list says of today, held against what follows from its evaluations.
extension WorkbookRowReader {
  /// The evaluations of an entry, the last with the expiry that the list tells. What cannot be both is asked about.
  func completed(_ entry: WorkbookEntry, _ problems: inout [ImportProblem]) -> [WorkbookEntry.Evaluation] {
    var evaluations = entry.evaluations
    for (number, year) in entry.years { checkYear(year, of: evaluations[number - 1], number, entry, &problems) }
    guard let last = lastEvaluation(evaluations) else { return evaluations }
    if let expiry = entry.expiry, evaluations[last].row["valid_until"].isEmpty {
      evaluations[last].row.values["valid_until"] = expiry
      evaluations[last].cells["valid_until"] = entry.cells[.expiry]
      checkExpiry(expiry, of: evaluations[last], last + 1, entry, &problems)
    }
    if let stated = entry.currentStars.flatMap({ Stars(written: $0) }),
      let granted = Stars(written: evaluations[last].row["stars"]), stated != granted
    {
      if confirms("stars.present", in: evaluations[last].row["confirmed"]) {
        // Two tell two things, and both stay.
        let heading = "cột hạng sao hiện tại"
        let told = [evaluations[last].row["told"], "stars=\(stated.number) (\(heading))"].filter { !$0.isEmpty }
        evaluations[last].row.values["told"] = told.joined(separator: "; ")
      } else {
        problems.append(
          question(
            "stars.present", entry.currentStars ?? "", at: .currentStars, last + 1, entry,
            Text(
              "Hạng sao hiện tại ghi \(stated.number), lần đánh giá cuối ghi \(granted.number).",
              "The stars of today are \(stated.number), the last evaluation says \(granted.number).")))
      }
    } else if let text = entry.currentStars, Stars(written: text) == nil, !Self.none.contains(folded(text)) {
      var problem = ImportProblem(
        column: WorkbookField.currentStars.name, code: "stars.unreadable", value: text,
        text: Text("\"\(text)\" không phải hạng sao.", "\"\(text)\" is no star rank."),
        hint: Text("Ghi một số từ 1 đến 5.", "Write a number from 1 to 5."), row: entry.rows[0])
      problem.place = place(.currentStars, entry)
      problems.append(problem)
    }
    return evaluations
  }

  /// How a list says that a product has no stars today.
  private static let none: Set<String> = [
    "", "0", "-", "–", "khong", "khong co", "het han", "het hieu luc", "het thoi han", "da het han", "thu hoi",
    "da thu hoi",
  ]

  /// The evaluation of the last day; of several that day the last that stands there. `nil`: none has a day.
  private func lastEvaluation(_ evaluations: [WorkbookEntry.Evaluation]) -> Int? {
    let days = evaluations.map { LegalDate(written: $0.row["decided_on"])?.day }
    guard let latest = days.compactMap(\.self).max() else { return nil }
    return days.lastIndex(of: latest)
  }

  private func checkYear(
    _ year: String, of evaluation: WorkbookEntry.Evaluation, _ number: Int, _ entry: WorkbookEntry,
    _ problems: inout [ImportProblem]
  ) {
    let row = evaluation.row
    guard let date = LegalDate(written: row["decided_on"]), !confirms("date.year", in: row["confirmed"]) else { return }
    guard let stated = Int(year.filter(\.isNumber)), stated != Int(date.day.date.year) else { return }
    problems.append(
      question(
        "date.year", year, at: .evaluation(number, "year"), number, entry,
        Text(
          "Ngày \(date.vietnamese) không thuộc năm \(year).", "The day \(date.text) is not in the year \(year).")))
  }

  /// A certificate of 36 months ends on the corresponding day, or the day before it where the first day is counted.
  private func checkExpiry(
    _ expiry: String, of evaluation: WorkbookEntry.Evaluation, _ number: Int, _ entry: WorkbookEntry,
    _ problems: inout [ImportProblem]
  ) {
    let row = evaluation.row
    guard let until = LegalDate(written: expiry), let from = LegalDate(written: row["decided_on"]),
      until.precision == .day, from.precision == .day, !confirms("expiry.term", in: row["confirmed"])
    else { return }
    let end = from.day.addingMonths(36)
    // What is later than the law allows is judged with the law of its day.
    guard until.day < end.advanced(by: -1) else { return }
    problems.append(
      question(
        "expiry.term", expiry, at: .expiry, number, entry,
        Text(
          "Hạn ghi \(until.vietnamese), trong khi 36 tháng từ \(from.vietnamese) là đến \(end.vietnamese).",
          "The expiry is \(until.text), while 36 months from \(from.text) go to \(end).")))
  }

  private func question(
    _ code: String, _ value: String, at field: WorkbookField, _ number: Int, _ entry: WorkbookEntry, _ text: Text
  ) -> ImportProblem {
    var problem = ImportProblem(
      column: field.name, code: code, value: value, text: text,
      hint: AnswerChoice.hint([.right(code)]),
      row: entry.rows[0])
    let own =
      if case .evaluation(_, let name) = field { entry.evaluations[number - 1].cells[name] } else {
        nil as CellReference?
      }
    problem.place = own.map { CellPlace(sheet: sheet, cell: "\($0)") } ?? place(field, entry)
    problem.row = own?.row ?? entry.cells[field]?.row ?? problem.row
    problem.choices = [.right(code)]
    problem.evaluation = number
    return problem
  }

  private func place(_ field: WorkbookField, _ entry: WorkbookEntry) -> CellPlace? {
    (entry.cells[field] ?? entry.cells[.entry("product")]).map { CellPlace(sheet: sheet, cell: "\($0)") }
  }
}
