/// Lines of cells under headings, aligned by display width.
struct TextTable {
  struct Column {
    let title: String
    let isNumber: Bool
  }

  private let columns: [Column]
  private var rows: [[String]] = []
  private var last: [String]?

  init(_ columns: [Column]) { self.columns = columns }

  mutating func add(_ row: [String]) { rows.append(row) }

  /// The row under the line.
  mutating func addTotal(_ row: [String]) { last = row }

  var lines: [String] {
    let all = [columns.map(\.title)] + rows + (last.map { [$0] } ?? [])
    let widths = columns.indices.map { index in all.map { displayWidth($0[index]) }.max() ?? 0 }
    let rule = widths.map { String(repeating: "─", count: $0) }.joined(separator: "  ")
    func line(_ row: [String]) -> String {
      let cells = row.indices.map { row[$0].padded(to: widths[$0], onRight: columns[$0].isNumber) }
      var line = cells.joined(separator: "  ")
      while line.last == " " { line.removeLast() }
      return line
    }
    return [line(columns.map(\.title)), rule] + rows.map(line) + (last.map { [rule, line($0)] } ?? [])
  }
}
