internal import OCOP
internal import OfficeFiles

/// What a first look at all rows of a sheet tells.
struct SheetSurvey: Sendable {
  /// The first rows: titles and headings are among them.
  private(set) var top: [SheetRow] = []
  private(set) var merged: [CellRange] = []
  /// How many rows hold something.
  private(set) var count = 0
  private(set) var lastColumn = 0
  /// The first rows that are not shown, and how many there are.
  private(set) var hidden: (first: [Int], count: Int) = ([], 0)
  /// The columns in which some row writes the month before the day.
  private(set) var monthFirst: Set<Int> = []

  private static let mostTop = 60

  init(_ source: SheetSource) throws(ImportProblem) {
    let walk = try source.begin()
    while let row = try walk.next() {
      if top.count < Self.mostTop { top.append(row) }
      count += 1
      if row.isHidden {
        hidden.count += 1
        if hidden.first.count < 10 { hidden.first.append(row.number) }
      }
      lastColumn = max(lastColumn, row.cells.last?.column ?? 0)
      for cell in row.cells {
        guard case .text(let text) = cell.value, text.utf8.count <= 30, !monthFirst.contains(cell.column),
          WrittenDay(text)?.isMonthFirst ?? false
        else { continue }
        monthFirst.insert(cell.column)
      }
    }
    merged = walk.merged
  }
}
