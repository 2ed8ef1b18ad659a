internal import Ledger
public import OCOP
internal import OfficeFiles
public import ProjectionKit

/// An answer as a workbook for Excel: typed cells, the headings in a row that stays in view, and what was asked on a sheet of its own. The
/// same answer gives the same bytes.
public struct AnswerWorkbook {
  /// What was asked, and of which log: a title and a value each.
  public typealias Fact = (title: Text, value: String)

  private let table: AnswerTable
  private let facts: [Fact]
  private let cells: CellText

  /// The workbook of `table`, its words in `language`.
  public init(_ table: AnswerTable, facts: [Fact], language: Language) {
    (self.table, self.facts) = (table, facts)
    cells = CellText(language: language)
  }

  /// Its bytes. Throws ``LedgerFailure`` where no temporary file can be written.
  public func bytes() throws -> [UInt8] {
    let columns = table.columns.enumerated().filter { if case .hidden = $0.element.kind { false } else { true } }
    let headings = columns.flatMap { heading($0.element) }
    let notes = table.notes.map { (title: Text("Lưu ý", "Note"), value: $0(cells.language)) }
    let said = facts + notes
    let rows = table.rows.count + (table.total == nil ? 0 : 1)
    let answer = FreshSheet(
      name: cells.language == .vi ? "Kết quả" : "Answer", headings: [headings],
      widths: headings.map { min(50, max(10, $0.count + 4)) }, count: rows
    ) { row in
      guard row == table.rows.count else {
        return columns.flatMap { cell(table.rows[row][$0.offset], $0.element.kind) }
      }
      // Its name is a word, and no key of the column that it stands in.
      return columns.enumerated().flatMap { cell(total[$1.offset], $0 == 0 ? .text : $1.element.kind) }
    }
    let question = FreshSheet(
      name: "Thông tin", headings: [], widths: [30, 90], count: said.count
    ) { [.text(said[$0].title(cells.language)), .text(said[$0].value)] }
    return try freshBytes([answer, question])
  }

  private var total: [JSONValue] {
    guard let total = table.total else { return [] }
    var row = zip(table.columns, total).map { column, value -> JSONValue in
      switch column.kind {
      case .number, .numbers, .share: value
      default: .null
      }
    }
    let first = table.columns.firstIndex { if case .hidden = $0.kind { false } else { true } } ?? 0
    row[first] = .string(cells.language == .vi ? "Tổng" : "Total")
    return row
  }

  private func heading(_ column: Column) -> [String] {
    guard case .numbers(let names) = column.kind else { return [column.title(cells.language)] }
    return names.map { "\($0)★" }
  }

  private func cell(_ value: JSONValue, _ kind: Column.Kind) -> [FreshCell] {
    switch (kind, value) {
    case (.numbers(let names), _): return names.map { number(value[$0] ?? .null) }
    case (_, .null): return [.empty]
    case (.number, _): return [number(value)]
    case (.share, .int(let hundredths)): return [.share(Double(hundredths))]
    case (.date, .string(let text)):
      guard let date = LegalDate(text), date.precision == .day, date.firstDay == date.day else { break }
      let day = date.day.date
      return [.day(year: Int(day.year), month: Int(day.month), day: Int(day.day))]
    default: break
    }
    let text = cells.text(value, kind)
    return [text.isEmpty ? .empty : .text(text)]
  }

  private func number(_ value: JSONValue) -> FreshCell {
    if case .int(let number) = value { return .number(Double(number)) }
    return value == .null ? .empty : .text(value.text)
  }
}
