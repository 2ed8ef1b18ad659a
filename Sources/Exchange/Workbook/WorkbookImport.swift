internal import Ledger
internal import OCOP
internal import OfficeFiles

/// A provincial list: each entry registers what is new and records its evaluations, as a list of recognitions does row by row.
struct WorkbookImport: RowTaking {
  private var recognitions: RecognitionImport
  let sheet: String

  init(_ setting: ImportSetting, sheet: String) {
    recognitions = RecognitionImport(setting)
    self.sheet = sheet
  }

  mutating func take(_ row: WorkbookRow, _ draft: inout WriteSession) throws -> RowResult {
    let entry = row.entry
    var problems = row.problems
    var result = RowResult()
    for (index, (evaluation, recognition)) in row.evaluations.enumerated() {
      do {
        let taken = try recognitions.take(recognition, &draft)
        result.isNew = result.isNew || taken.isNew
        // What is said of the product is said once.
        for note in taken.notes {
          let placed = place(note, of: evaluation, draft)
          if !result.notes.contains(placed) { result.notes.append(placed) }
        }
      } catch let error as RowProblems {
        for problem in error.problems {
          let placed = place(try problem.offering(draft), of: evaluation, index + 1, entry)
          if !problems.contains(where: { $0.isSame(as: placed) }) { problems.append(placed) }
        }
      }
    }
    guard problems.isEmpty else { throw RowProblems(problems: problems) }
    result.notes = entry.notes + result.notes
    if result.isNew, let row = row.evaluations.first?.cells.row, row["producer"].isEmpty, row["producer_id"].isEmpty {
      result.notes.append(
        ImportNote(
          Text(
            "Dòng \(entry.rows[0]): không ghi chủ thể; sản phẩm được ghi dưới một chủ thể chưa rõ.",
            "Row \(entry.rows[0]) names no producer; the product is recorded under one that is not known.")))
    }
    return result
  }

  /// The cell of what is told, and the correction that may be chosen there.
  private func place(
    _ note: ImportNote, of evaluation: WorkbookEntry.Evaluation, _ draft: borrowing WriteSession
  ) -> ImportNote {
    guard case .correct(let position?, let changes)? = note.remedy, !changes.isEmpty,
      let hash = try? draft.hash(at: position), let cell = note.column.flatMap({ evaluation.cells[$0] })
    else { return note }
    var placed = note
    placed.place = CellPlace(sheet: sheet, cell: "\(cell)")
    placed.choices = [.correct(position, hash, changes)]
    return placed
  }

  /// The cell of a problem. One of a column that the list does not have is told at the product.
  private func place(
    _ problem: ImportProblem, of evaluation: WorkbookEntry.Evaluation, _ number: Int, _ entry: WorkbookEntry
  ) -> ImportProblem {
    var placed = problem.code == "field.empty" ? problem.empty : problem
    let cell = problem.column.flatMap { evaluation.cells[$0] } ?? entry.cells[.entry("product")]
    placed.row = cell?.row ?? evaluation.row.number
    placed.place = cell.map { CellPlace(sheet: sheet, cell: "\($0)") }
    let isOfEvaluation = WorkbookField.evaluationNames.contains(problem.column ?? "")
    placed.evaluation = isOfEvaluation ? number : nil
    // A column for the answer is in the marked workbook.
    if !placed.choices.isEmpty { placed.hint = AnswerChoice.hint(placed.choices) }
    return placed
  }
}

extension ImportProblem {
  /// With the correction that would mend it among what may be answered, where the record is in the log.
  fileprivate func offering(_ draft: borrowing WriteSession) throws -> ImportProblem {
    guard case .correct(let position?, let changes)? = remedy, !changes.isEmpty, let hash = try draft.hash(at: position)
    else { return self }
    var offering = self
    offering.choices.append(.correct(position, hash, changes))
    return offering
  }

  /// The problem of an empty cell, by what it should say and not by the name of a column that the list does not have.
  fileprivate var empty: ImportProblem {
    let names = [
      "product": Text("tên sản phẩm", "the product's name"), "stars": Text("hạng sao", "the stars"),
      "decided_on": Text("ngày hoặc năm công nhận", "the day or year of recognition"),
    ]
    let name = names[column ?? ""] ?? Text(column ?? "")
    return ImportProblem(
      column: column, code: code, value: value,
      text: Text("Ô trống, cần \(name.vi).", "The cell is empty; it should hold \(name.en)."))
  }

  /// Whether both are one to whoever mends the row: the same question, at the same cell.
  fileprivate func isSame(as other: ImportProblem) -> Bool {
    code == other.code && place == other.place && column == other.column
  }
}
