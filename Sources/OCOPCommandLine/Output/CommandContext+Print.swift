internal import Exchange
internal import Ledger
internal import OCOP
internal import ProjectionKit

extension CommandContext {
  /// A figure: rows with the question they answer and the log they were computed from.
  /// `asked`: what else was asked, beside what the answer says of its question.
  func print<A: Tabular>(
    figure answer: Answered<A>, asked: [JSONValue.Member] = [], _ extra: [JSONValue.Member] = []
  ) throws {
    let (whole, table) = (answer.questionJSON.adding(asked), answer.table)
    switch format {
    case .table:
      try printTable(table)
      try console.print("")
      try console.print(answer.caption(language))
    case .json:
      let members = answer.jsonBesideRows(table).map { $0.name == "question" ? JSONValue.Member($0.name, whole) : $0 }
      try console.print(json: members + extra, with: table, as: "rows")
    case .xlsx: try write(workbook: answer, table, asked)
    case .ndjson, .csv:
      try printRows(table)
      let question: JSONValue = [
        "question": whole, "position": answer.head.position?.json ?? nil,
        "root": .string(answer.head.root), "verified": answer.verifiedJSON,
      ]
      console.note(json: question)
    }
    for note in table.notes { console.note(note(language)) }
  }

  /// A list: an array of its rows.
  func print(list table: AnswerTable) throws {
    switch format {
    case .table:
      try printTable(table)
      let count = shown.number(Int64(table.rows.count))
      console.note(text("\(count) dòng", "\(count) \(table.rows.count == 1 ? "row" : "rows")"))
    case .json: try console.print(list: table)
    case .ndjson, .csv: try printRows(table)
    case .xlsx: try write(workbook: table)
    }
    for note in table.notes { console.note(note(language)) }
  }

  /// Says of records that a newer program wrote that they need one.
  func note(_ newer: [NewerRecord]) {
    for record in newer {
      console.note(
        text(
          "Bản ghi ở vị trí \(record.position) do phiên bản mới hơn ghi: cần ocop mới hơn để đọc hết.",
          "The record at position \(record.position) was written by a newer version: to read all of it needs a newer ocop."
        ))
    }
  }

  /// One thing: an object; for people a line for each of its members.
  func print(object: JSONValue, labels: [(name: String, title: Text, kind: Column.Kind)]) throws {
    switch format {
    case .table:
      let lines = labels.compactMap { label -> (String, String)? in
        guard let value = object[label.name], value != .null else { return nil }
        let shown = shown(value, label.kind)
        return shown.isEmpty ? nil : (label.title(language), shown)
      }
      let width = lines.map { displayWidth($0.0) }.max() ?? 0
      for (title, value) in lines { try console.print(title.padded(to: width + 2) + value) }
    case .json, .ndjson: try console.print(json: object)
    case .xlsx: try write(workbook: table(of: object, labels))
    case .csv:
      guard case .object(let members) = object else { preconditionFailure("only objects have columns") }
      try console.put(encoded: csv.text(members.map(\.name)))
      try console.put(encoded: csv.text(members.map { CSVLine.cell($0.value) }))
    }
  }

  func printTable(_ answer: AnswerTable) throws {
    guard !answer.rows.isEmpty else { return console.note(text("Không có dòng nào.", "No rows.")) }
    let visible = fittingColumns(of: answer, visibleColumns(of: answer))
    func row(_ values: [JSONValue]) -> [String] {
      visible.flatMap { cells(values[$0], answer.columns[$0].kind) }
    }
    var table = TextTable(visible.flatMap { headings(answer.columns[$0]) })
    for values in answer.rows { table.fit(row(values)) }
    let total = answer.total.map { total in
      var row = visible.flatMap { index in
        answer.columns[index].isNumeric ? cells(total[index], answer.columns[index].kind) : [""]
      }
      row[0] = text("Tổng", "Total")
      return row
    }
    if let total { table.fit(total) }
    for line in table.head { try console.print(line) }
    for values in answer.rows { try console.print(table.line(row(values))) }
    if let total {
      try console.print(table.rule)
      try console.print(table.line(total))
    }
  }

  /// Those for people that say anything in some row.
  private func visibleColumns(of table: AnswerTable) -> [Int] {
    var (shown, hidden): (Set<Int>, Set<Int>) = ([], [])
    for (index, column) in table.columns.enumerated() {
      if case .hidden = column.kind { hidden.insert(index) }
    }
    for row in table.rows {
      // Most are found in the first row.
      guard shown.count + hidden.count < table.columns.count else { break }
      for index in row.indices where !hidden.contains(index) && row[index] != .null && row[index] != .bool(false) {
        shown.insert(index)
      }
    }
    return shown.sorted()
  }

  /// Those of `visible` that the terminal is wide enough for; which are left out is said.
  private func fittingColumns(of table: AnswerTable, _ visible: [Int]) -> [Int] {
    guard !isWide, let width = console.width else { return visible }
    let columns = visible.map { index -> (column: Column, width: Int) in
      let kind = table.columns[index].kind
      var widths = headings(table.columns[index]).map { displayWidth($0.title) }
      for values in table.rows {
        for (part, cell) in cells(values[index], kind).enumerated() {
          widths[part] = max(widths[part], displayWidth(cell))
        }
      }
      return (table.columns[index], widths.reduce(0, +) + 2 * max(0, widths.count - 1))
    }
    let kept = ColumnRank.fitting(columns, in: width)
    guard kept.count < visible.count else { return visible }
    let left = columns.indices.filter { !kept.contains($0) }.map { columns[$0].column.title(language) }
    console.note(
      text(
        "Màn hình hẹp, không hiện: \(left.joined(separator: ", ")). Thêm --wide để hiện đủ.",
        "The terminal is narrow; left out: \(left.joined(separator: ", ")). Add --wide for all."))
    return kept.map { visible[$0] }
  }

  private func headings(_ column: Column) -> [TextTable.Column] {
    switch column.kind {
    case .numbers(let names): names.map { TextTable.Column(title: "\($0)★", isNumber: true) }
    case .number, .share: [TextTable.Column(title: column.title(language), isNumber: true)]
    default: [TextTable.Column(title: column.title(language), isNumber: false)]
    }
  }

  private func cells(_ value: JSONValue, _ kind: Column.Kind) -> [String] {
    guard case .numbers(let names) = kind else { return [shown(value, kind)] }
    return names.map { shown(value[$0] ?? .null, .number) }
  }

  private func printRows(_ table: AnswerTable) throws {
    if format == .ndjson {
      for row in table.rows { try console.print(json: table.object(row)) }
      return
    }
    try console.put(encoded: csv.text(table.columns.flatMap(CSVLine.names)))
    for row in table.rows {
      try console.put(encoded: csv.text(zip(table.columns, row).flatMap { CSVLine.cells($1, $0) }))
    }
  }
}

extension Column {
  fileprivate var isNumeric: Bool {
    switch kind {
    case .number, .numbers, .share: true
    default: false
    }
  }
}
