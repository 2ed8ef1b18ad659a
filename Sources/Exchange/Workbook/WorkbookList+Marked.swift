public import OCOP
internal import OfficeFiles

extension WorkbookList {
  /// The user's own workbook with every fault and question of `report` at its cell: the cell filled, the text in the column "Lỗi", and where
  /// something may be chosen a list in the column "Trả lời". Marks of an earlier check are taken away; answers stay.
  ///
  /// Throws ``ImportProblem``: a CSV file cannot be marked, nor a sheet in another encoding than UTF-8.
  public func marked(_ report: ImportReport, _ language: Language) throws(ImportProblem) -> [UInt8] {
    guard let (workbook, sheet) = source.workbook else {
      throw ImportProblem(
        column: nil, code: "workbook.unmarkable", value: file,
        text: Text("Tệp CSV không đánh dấu được.", "A CSV file cannot be marked."),
        hint: Text("Lưu danh sách ở dạng .xlsx.", "Save the list as .xlsx."))
    }
    do throws(OfficeFileError) {
      return try workbook.marked(sheet, try marks(report, language, try answers(workbook, sheet)))
    } catch {
      throw ImportProblem(error, sheet: sheet.name)
    }
  }

  /// Whether the file can be marked at all. Throws ``ImportProblem`` as ``marked(_:_:)``.
  public func requireMarkable() throws(ImportProblem) {
    _ = try marked(ImportReport(file: file, isRehearsal: true), .vi)
  }

  /// The columns in which marks stand.
  private var marked: Set<Int> { Set(layout.fields.filter { $0.value.isOurs }.keys) }

  /// The first column of marks: where they stood before, if nothing stands behind them, or behind all others.
  private var firstMark: Int {
    let behind = max(survey.lastColumn, layout.headings.keys.max() ?? 0) + 1
    guard let first = marked.min(), Set(first..<behind).isSubset(of: marked) else { return behind }
    return first
  }

  /// What was answered before, by row.
  private func answers(_ workbook: Workbook, _ sheet: Workbook.Sheet) throws(OfficeFileError) -> [Int: [String]] {
    let columns = layout.fields.filter { if case .answer = $0.value { true } else { false } }.keys.sorted()
    guard !columns.isEmpty else { return [:] }
    var answers: [Int: [String]] = [:]
    let rows = try workbook.rows(of: sheet).begin()
    while let row = try rows.next() {
      guard row.number > layout.header.upperBound else { continue }
      let texts = columns.compactMap { row[$0]?.text }.filter { !$0.isEmpty }
      if !texts.isEmpty { answers[row.number] = texts }
    }
    return answers
  }

  private func marks(
    _ report: ImportReport, _ language: Language, _ answers: [Int: [String]]
  ) throws(OfficeFileError) -> SheetMarks {
    let first = firstMark
    var marks = SheetMarks(columns: first...max(first, survey.lastColumn), firstRow: layout.header.lowerBound)
    marks.former = marked
    let heading = layout.header.upperBound
    let byRow = Dictionary(grouping: report.problems) { $0.row }
    // What is only told has an answer, too, where the ledger may be wrong.
    let told = Dictionary(grouping: report.notes.filter { !$0.choices.isEmpty }) { note in
      note.place.flatMap { CellReference($0.cell)?.row } ?? 0
    }
    func questions(_ row: Int) -> [[String]] {
      (told[row] ?? []).map { note in note.choices.map { WorkbookAnswers.text($0, evaluation: nil, language) } }
        + (byRow[row] ?? []).filter { !$0.choices.isEmpty }.map { problem in
          problem.choices.map { choice in
            let isOfRow = !["confirmed", "irregular", "correct"].contains(choice.column)
            return WorkbookAnswers.text(choice, evaluation: isOfRow ? nil : problem.evaluation, language)
          }
        }
    }
    let rows = Set(byRow.keys).union(answers.keys).union(told.keys).filter { $0 > heading }
    let answerColumns = rows.map { (answers[$0] ?? []).count + questions($0).count }.max() ?? 0
    var last = first + answerColumns
    for row in rows {
      if byRow[row] != nil || told[row] != nil {
        let texts = (byRow[row] ?? []).map { problem in
          let cell = problem.place.map { "\($0.cell): " } ?? ""
          return cell + problem.text(language)
            + (problem.choices.isEmpty ? problem.hint.map { " " + $0(language) } ?? "" : "")
        }
        let notes = (told[row] ?? []).map { note in
          (note.place.map { "\($0.cell): " } ?? "") + "lưu ý: " + note.text(language)
        }
        marks.texts[CellReference(row: row, column: first)] = (texts + notes).joined(separator: "\n")
      }
      var column = first + 1
      for answer in answers[row] ?? [] {
        marks.texts[CellReference(row: row, column: column)] = answer
        column += 1
      }
      var candidate = first + answerColumns + 1
      for choices in questions(row) {
        let end = candidate + choices.count - 1
        guard end <= WorkbookLimits.columns else { break }
        for (offset, text) in choices.enumerated() {
          marks.texts[CellReference(row: row, column: candidate + offset)] = text
        }
        marks.choices.append(.init(cell: CellReference(row: row, column: column), columns: candidate...end))
        (column, candidate, last) = (column + 1, end + 1, max(last, end))
      }
    }
    for problem in report.problems {
      if let cell = problem.place.flatMap({ CellReference($0.cell) }) { marks.faulty.insert(cell) }
    }
    guard !rows.isEmpty else { return marks }
    marks.texts[CellReference(row: heading, column: first)] = "Lỗi"
    marks.widths[first] = 60
    for number in 0..<answerColumns {
      let column = first + 1 + number
      marks.texts[CellReference(row: heading, column: column)] = number == 0 ? "Trả lời" : "Trả lời \(number + 1)"
      marks.widths[column] = 40
    }
    if last > first + answerColumns {
      for column in first + answerColumns + 1...last {
        marks.texts[CellReference(row: heading, column: column)] = "Lựa chọn"
      }
    }
    marks.columns = first...max(last, survey.lastColumn)
    return marks
  }
}
