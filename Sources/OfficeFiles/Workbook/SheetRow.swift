/// A row of a sheet.
public struct SheetRow: Hashable, Sendable {
  /// From 1.
  public let number: Int
  /// The cells that hold something, by their columns, each once.
  public internal(set) var cells: [SheetCell]
  /// Whether it is not shown.
  public internal(set) var isHidden = false

  /// A row.
  public init(number: Int, cells: [SheetCell]) { (self.number, self.cells) = (number, cells) }

  /// What the cell of a column holds; `nil`: nothing.
  public subscript(column: Int) -> CellValue? { cells.first { $0.column == column }?.value }
}

/// A cell that holds something.
public struct SheetCell: Hashable, Sendable {
  /// From 1.
  public let column: Int
  /// What it holds.
  public let value: CellValue

  /// A cell.
  public init(column: Int, value: CellValue) { (self.column, self.value) = (column, value) }
}
