internal import Exchange
internal import OCOP
internal import ProjectionKit

/// A table of a page: the same rows as in every other form, a page of them at a time.
struct TableText {
  /// So many rows stand on a page.
  static let mostRows = 100

  let table: AnswerTable
  let links: CellLinks
  let language: Language
  /// Whether links to the log lead anywhere.
  let hasAccess: Bool
  /// Which rows stand on this page.
  let shown: Range<Int>
  /// What the rows are of, for who does not see the page.
  let caption: String
  /// What every address within the table asks besides.
  let keeping: (Address) -> Address

  private var cells: CellText { CellText(language: language) }

  var html: HTML {
    guard !table.rows.isEmpty else {
      return "<p>\(Text("Không có dòng nào.", "No rows.")(language))</p>"
    }
    let visible = visibleColumns
    let heads = HTML(visible.flatMap { self.heads(table.columns[$0]) })
    let rows = HTML(
      table.rows[shown].map { values in
        let row = table.object(values)
        return "<tr>\(HTML(visible.flatMap { cells(table.columns[$0], values[$0], row) }))</tr>\n"
      })
    let total: HTML? = table.total.map { values in
      let row = table.object(values)
      let totals = visible.enumerated().flatMap { place, index -> [HTML] in
        let column = table.columns[index]
        if place == 0 { return ["<th scope=\"row\">\(Text("Tổng", "Total")(language))</th>"] }
        return column.isNumeric ? self.cells(column, values[index], row) : ["<td></td>"]
      }
      return "<tfoot><tr>\(HTML(totals))</tr></tfoot>"
    }
    return TableFrame(caption: caption, heads: heads, rows: rows, foot: total).html
  }

  private var visibleColumns: [Int] {
    var shown: Set<Int> = []
    for row in table.rows {
      for index in row.indices where row[index] != .null && row[index] != .bool(false) { shown.insert(index) }
      if shown.count == table.columns.count { break }
    }
    return table.columns.indices.filter { index in
      if case .hidden = table.columns[index].kind { false } else { shown.contains(index) }
    }
  }

  private func heads(_ column: Column) -> [HTML] {
    guard case .numbers(let names) = column.kind else {
      let kind: HTML = column.isNumeric ? " class=\"n\"" : ""
      return ["<th scope=\"col\"\(kind)>\(column.title(language))</th>"]
    }
    return names.map { "<th scope=\"col\" class=\"n\">\($0)★</th>" }
  }

  private func cells(_ column: Column, _ value: JSONValue, _ row: JSONValue) -> [HTML] {
    guard case .numbers(let names) = column.kind else { return [cell(column, nil, value, row)] }
    return names.map { cell(column, $0, value[$0] ?? .null, row) }
  }

  private func cell(_ column: Column, _ part: String?, _ value: JSONValue, _ row: JSONValue) -> HTML {
    let text = cells.text(value, part == nil ? column.kind : .number)
    let kind: HTML = column.isNumeric ? " class=\"n\"" : ""
    guard !text.isEmpty, let address = links.address(column, part, value, row),
      hasAccess || !address.path.hasPrefix("/nhat-ky")
    else { return "<td\(kind)>\(text)</td>" }
    return "<td\(kind)><a href=\"\(keeping(address).text)\">\(text)</a></td>"
  }
}

extension Column {
  var isNumeric: Bool {
    switch kind {
    case .number, .numbers, .share: true
    default: false
    }
  }
}
