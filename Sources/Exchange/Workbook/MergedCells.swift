internal import OfficeFiles

/// What merged cells of a sheet hold, while its rows are gone through: the value stands in the first of them only.
struct MergedCells {
  private var starting: [Int: [CellRange]]
  private var open: [(range: CellRange, value: CellValue?)] = []

  /// Those that go over several rows.
  init(_ ranges: [CellRange]) {
    starting = Dictionary(grouping: ranges.filter { $0.last.row > $0.first.row }) { $0.first.row }
  }

  /// Goes on to a row: rows come in their order, and those that hold nothing may be left out.
  mutating func begin(_ row: SheetRow) {
    open.removeAll { $0.range.last.row < row.number }
    for range in starting.removeValue(forKey: row.number) ?? [] { open.append((range, row[range.first.column])) }
  }

  /// The merged cells above the row in which a column of it lies; `nil`: the cell is its own.
  func above(_ row: Int, _ column: Int) -> (range: CellRange, value: CellValue?)? {
    open.first { $0.range.first.row < row && ($0.range.first.column...$0.range.last.column).contains(column) }
  }
}
