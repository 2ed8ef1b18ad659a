internal import OfficeFiles

/// What merged cells of a sheet hold, while its rows are gone through: the value stands in the first of them only.
struct MergedCells {
  private var starting: [Int: [CellRange]]
  /// By their first column: a value is that column's alone.
  private var open: [Int: (range: CellRange, value: CellValue?)] = [:]

  /// Those that go over several rows.
  init(_ ranges: [CellRange]) {
    starting = Dictionary(grouping: ranges.filter { $0.last.row > $0.first.row }) { $0.first.row }
  }

  /// Goes on to a row: rows come in their order, and those that hold nothing may be left out.
  mutating func begin(_ row: SheetRow) {
    for range in starting.removeValue(forKey: row.number) ?? [] {
      open[range.first.column] = (range, row[range.first.column])
    }
  }

  /// The merged cells above the row in which a column of it lies; `nil`: the cell is its own.
  func above(_ row: Int, _ column: Int) -> (range: CellRange, value: CellValue?)? {
    guard let found = open[column], found.range.first.row < row, row <= found.range.last.row else { return nil }
    return found
  }
}
