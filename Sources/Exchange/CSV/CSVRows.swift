internal import OCOP

/// The rows of a CSV table, in the order of the file. Going through them makes the values of a few hundred rows at a time.
public struct CSVRows: Sequence, Sendable {
  private let pieces: [CSVPiece]
  private let form: Form
  /// How many there are.
  public let count: Int

  /// How a line becomes a row.
  fileprivate struct Form {
    let separator: Character
    let skipped: Int
    let header: Int
    let columns: [String]
    let monthFirst: Set<String>
  }

  init(
    _ pieces: [CSVPiece], separator: Character, skipped: Int, header: Int, columns: [String], monthFirst: Set<String>,
    count: Int
  ) {
    self.pieces = pieces
    form = Form(separator: separator, skipped: skipped, header: header, columns: columns, monthFirst: monthFirst)
    self.count = count
  }

  /// Begins at the first row.
  public func makeIterator() -> Iterator { Iterator(pieces: pieces.reversed(), form: form) }

  /// Goes through rows, and lets go of the text that it is done with: where nobody else holds it, it takes ever less room.
  public struct Iterator: IteratorProtocol, Sendable {
    fileprivate var pieces: [CSVPiece]
    fileprivate let form: Form
    private var rows: [ListRow] = []

    fileprivate init(pieces: [CSVPiece], form: Form) { (self.pieces, self.form) = (pieces, form) }

    /// The next row; `nil`: there is none.
    public mutating func next() -> ListRow? {
      while rows.isEmpty {
        guard let piece = pieces.popLast() else { return nil }
        rows = form.rows(of: piece).reversed()
      }
      return rows.popLast()
    }
  }
}

extension CSVRows.Form {
  func rows(of piece: CSVPiece) -> [ListRow] {
    guard let lines = try? piece.lines(separator) else {
      preconditionFailure("it was read before, when the table was made")
    }
    return lines.filter { $0.record > header && !$0.isBlank }.map { line in
      var values: [String: String] = [:]
      for (column, value) in zip(columns, line.cells) where !column.isEmpty { values[column] = cellValue(value) }
      return ListRow(number: line.record + 1 + skipped, values: values, monthFirst: monthFirst)
    }
  }
}

/// The value of a cell, in normal form C. What a spreadsheet is kept from taking for a formula is written with an apostrophe in front.
func cellValue(_ cell: String) -> String {
  let value = normalized(cell)
  guard value.first == "'", let next = value.dropFirst().first, "=+-@".contains(next) else { return value }
  return String(value.dropFirst())
}
