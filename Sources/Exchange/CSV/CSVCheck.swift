internal import OCOP

/// Looks at every row below a header before the first is taken: what is wrong with the form of one refuses the file.
struct CSVCheck {
  /// More than a spreadsheet's cell holds (32,767 letters).
  private static let mostCellBytes = 100_000

  private let columns: [String]
  private let width: Int
  private let skipped: Int
  private var unnamed: [Unnamed]

  /// How many rows there are.
  private(set) var count = 0
  /// The columns in which some row writes the month before the day.
  private(set) var monthFirst: Set<String> = []
  private var fewestCells = Int.max
  /// The first row of each width beyond the header's; one with a cell that begins with a space, by itself: what stands behind a
  /// comma outside quotation marks does.
  private var wider: [Int: Wide] = [:]
  private var spaced: Wide?
  private var problem: ImportProblem?

  private struct Wide {
    let record: Int
    let cells: Int
    let last: String
  }

  /// A column without a heading.
  private struct Unnamed {
    let index: Int
    /// Whether it may count the rows.
    var counts = true
    var first: (value: String, record: Int)?
  }

  init(columns: [String], names: [String?], width: Int, skipped: Int) {
    (self.columns, self.width, self.skipped) = (columns, width, skipped)
    unnamed = names.indices.filter { names[$0]?.isEmpty ?? false }.map { Unnamed(index: $0) }
  }

  mutating func take(_ line: CSVPiece.Line) {
    let cells = line.cells
    fewestCells = min(fewestCells, cells.count)
    if cells.count > width {
      let wide = Wide(record: line.record, cells: cells.count, last: cells.last { !$0.isEmpty } ?? "")
      if wider[cells.count] == nil { wider[cells.count] = wide }
      if spaced == nil, cells.contains(where: { $0.first == " " }) { spaced = wide }
    }
    for number in unnamed.indices {
      let index = unnamed[number].index
      let cell = index < cells.count ? cells[index] : ""
      guard !cell.isEmpty else { continue }
      if Int(cell) != count + 1 { unnamed[number].counts = false }
      if unnamed[number].first == nil { unnamed[number].first = (cell, line.record) }
    }
    count += 1
    if problem == nil { problem = wrong(line) }
    for (column, cell) in zip(columns, cells) where !column.isEmpty && !monthFirst.contains(column) {
      if WrittenDay(cellValue(cell))?.isMonthFirst ?? false { monthFirst.insert(column) }
    }
  }

  /// Throws what is wrong, if anything is.
  func finish() throws(ImportProblem) {
    // An empty column behind the others makes every row wider.
    let most = max(width, count == 0 ? 0 : fewestCells)
    let shifted = wider.values.filter { $0.cells > most } + (spaced.map { [$0] } ?? [])
    if let first = shifted.min(by: { $0.record < $1.record }) {
      throw tooManyCells(first.record, first.cells, first.last, width)
    }
    for column in unnamed where !column.counts {
      guard let first = column.first else { continue }
      throw ImportProblem(
        column: "#\(column.index + 1)", code: "csv.unnamedColumn", value: first.value,
        text: Text(
          "Cột thứ \(column.index + 1) có nội dung mà không có tên.",
          "Column \(column.index + 1) says something, and has no heading."),
        hint: Text("Đặt tên cho cột, hoặc bỏ cột.", "Give the column a heading, or leave it out."),
        row: row(first.record))
    }
    if let problem { throw problem }
  }

  private func wrong(_ line: CSVPiece.Line) -> ImportProblem? {
    guard line.cells.dropFirst(columns.count).allSatisfy({ normalized($0).isEmpty }) else {
      return tooManyCells(line.record, line.cells.count, line.cells.last { !$0.isEmpty } ?? "", columns.count)
    }
    for (column, value) in zip(columns, line.cells) where !column.isEmpty && value.utf8.count > Self.mostCellBytes {
      return ImportProblem(
        column: column, code: "csv.cellTooLong", value: String(value.prefix(40)) + "…",
        text: Text(
          "Ô dài \(value.utf8.count) byte, nhiều nhất \(Self.mostCellBytes).",
          "The cell has \(value.utf8.count) bytes, at most \(Self.mostCellBytes) are taken."),
        hint: Text("Có thể thiếu một dấu nháy kép.", "A quotation mark may be missing."), row: row(line.record))
    }
    return nil
  }

  private func tooManyCells(_ record: Int, _ cells: Int, _ value: String, _ width: Int) -> ImportProblem {
    ImportProblem(
      column: nil, code: "csv.tooManyCells", value: value,
      text: Text("Dòng có \(cells) ô, tiêu đề có \(width).", "The row has \(cells) cells, the header \(width)."),
      hint: Text(
        "Đặt ô có dấu phẩy trong nháy kép; bỏ ô trống thừa ở cuối dòng.",
        "Put cells with a comma into quotation marks; take an empty cell too many off the end of the row."),
      row: row(record))
  }

  private func row(_ record: Int) -> Int { record + 1 + skipped }
}
