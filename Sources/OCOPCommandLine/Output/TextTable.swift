/// Lines of cells under headings, aligned by display width. Every row is seen twice: to find how wide its columns are
/// (``fit(_:)``), and to be put in line.
struct TextTable {
  struct Column {
    let title: String
    let isNumber: Bool
  }

  private let columns: [Column]
  private var widths: [Int]

  init(_ columns: [Column]) {
    self.columns = columns
    widths = columns.map { displayWidth($0.title) }
  }

  /// Makes the columns as wide as the cells of `row`.
  mutating func fit(_ row: [String]) {
    for index in columns.indices { widths[index] = max(widths[index], displayWidth(row[index])) }
  }

  /// The headings, and the line below them.
  var head: [String] { [line(columns.map(\.title)), rule] }

  /// The line above a total.
  var rule: String { widths.map { String(repeating: "─", count: $0) }.joined(separator: "  ") }

  /// A row that was fitted.
  func line(_ row: [String]) -> String {
    let cells = row.indices.map { row[$0].padded(to: widths[$0], onRight: columns[$0].isNumber) }
    var line = cells.joined(separator: "  ")
    while line.last == " " { line.removeLast() }
    return line
  }
}
