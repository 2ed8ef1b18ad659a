internal import Exchange
internal import OCOP
internal import ProjectionKit

extension CommandContext {
  /// What an import did. Rejected rows end the program with their exit code.
  func print(_ report: ImportReport) throws {
    for note in report.notes { console.note(note.advised(language)) }
    if report.notesLeftOut > 0 {
      console.note(text("… và \(report.notesLeftOut) ghi chú nữa", "… and \(report.notesLeftOut) notes more"))
    }
    switch format {
    case .table: try printLines(report)
    case .csv where !report.problems.isEmpty: try print(list: report.sheet(language))
    default: try print(object: report.json(language), labels: [])
    }
    guard !report.problems.isEmpty else { return }
    try console.flush()
    throw Problem(
      code: "import.rejected", status: .rowsRejected, title: Text("Có dòng bị từ chối", "Rows were rejected"),
      detail: report.isWritten
        ? Text(
          "\(report.rejected) dòng bị từ chối; các dòng đúng đã ghi.",
          "\(report.rejected) rows were rejected; the good rows are recorded.")
        : Text(
          "\(report.rejected) dòng bị từ chối; chưa ghi gì.",
          "\(report.rejected) rows were rejected; nothing was recorded."),
      hint: report.isWritten
        ? nil
        : Text(
          "Sửa các dòng rồi nhập lại, hoặc thêm --accept-good.", "Mend the rows and import again, or add --accept-good."
        ),
      errors: report.problems.map { $0.json(language) })
  }

  private func printLines(_ report: ImportReport) throws {
    for problem in report.problems {
      let column = problem.column.map { text(", cột \($0)", ", column \($0)") } ?? ""
      let place = problem.place.map { text(", ô \($0.cell)", ", cell \($0.cell)") } ?? column
      let value = problem.value.isEmpty ? "" : " (\"\(TerminalText.line(problem.value))\")"
      try console.print(
        text("Dòng \(problem.row)", "Row \(problem.row)") + place + value
          + ": \(TerminalText.line(problem.text(language))) [\(problem.code)]")
      if let hint = problem.advice { try console.print("  → " + TerminalText.line(hint(language))) }
    }
    if report.problemsLeftOut > 0 {
      let count = shown.number(Int64(report.problemsLeftOut))
      try console.print(text("… và \(count) lỗi nữa.", "… and \(count) problems more."))
    }
    let numbers = [report.read, report.accepted, report.alreadyThere, report.rejected].map { shown.number(Int64($0)) }
    try console.print(
      text(
        "\(TerminalText.line(report.file)): đọc \(numbers[0]) = nhận \(numbers[1]) + đã có \(numbers[2]) + từ chối \(numbers[3])",
        "\(TerminalText.line(report.file)): read \(numbers[0]) = accepted \(numbers[1]) + already there \(numbers[2]) + rejected \(numbers[3])"
      ))
    for column in report.notTaken {
      let name = "\(column.column) (\(TerminalText.line(column.heading)))"
      let cells = shown.number(Int64(column.cells))
      try console.print(
        column.isPersonal
          ? text(
            "Không nhận cột \(name), \(cells) ô: dữ liệu cá nhân.",
            "Column \(name) is not taken in, \(cells) cells: personal data.")
          : text("Không nhận cột \(name), \(cells) ô.", "Column \(name) is not taken in, \(cells) cells."))
    }
    if report.passedOver > 0 {
      try console.print(
        text(
          "Bỏ qua \(report.passedOver) dòng không phải sản phẩm.",
          "Passed over \(report.passedOver) rows that are no products."))
    }
    if !report.positions.isEmpty {
      let count = shown.number(Int64(report.events))
      let (first, last) = (report.positions.lowerBound, report.positions.upperBound - 1)
      try console.print(
        report.isRehearsal
          ? text(
            "Sẽ ghi \(count) sự kiện (chạy thử, chưa ghi gì).",
            "Would record \(count) events (dry run, nothing written).")
          : text(
            "Đã ghi \(count) sự kiện, vị trí \(first)–\(last).", "Recorded \(count) events, positions \(first)–\(last)."
          ))
      if let position = report.importRecord, !report.isRehearsal {
        try console.print(
          text(
            "Hoàn tác: ocop import undo \(position) --reason \"…\"",
            "To undo: ocop import undo \(position) --reason \"…\""))
      }
    } else if report.problems.isEmpty {
      try console.print(text("Không có gì mới: 0 sự kiện.", "Nothing new: 0 events."))
    }
    if let head = report.head { try console.print(headLine(head)) }
  }
}

extension ImportReport {
  fileprivate var isWritten: Bool { !positions.isEmpty && !isRehearsal }

  fileprivate func sheet(_ language: Language) -> AnswerTable {
    let names = ["row", "column", "code", "value", "detail", "hint"]
    return AnswerTable(
      columns: names.map { Column($0, Text($0, $0)) },
      rows: problems.map { problem in names.map { problem.json(language)[$0] ?? nil } })
  }
}
