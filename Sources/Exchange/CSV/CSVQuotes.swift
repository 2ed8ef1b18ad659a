internal import OCOP

/// Holds the quotation marks of a CSV text against RFC 4180, record by record: a cell that holds one stands between two, and each
/// inside is doubled. A mark too many swallows the rows behind it.
struct CSVQuotes {
  /// The records that break the rule, counted from 0.
  private(set) var broken: [Int] = []
  /// The records whose cells go over several lines that look like rows of their own.
  private(set) var swallowing: [Int] = []

  init(_ text: String, separator: Character) {
    var rest = text[...]
    var record = 0
    var columns: Int?
    while !rest.isEmpty {
      var separators = 0
      var isWell = true
      var swallowed = false
      while true {
        if rest.first == "\"" {
          guard let (cell, after) = Self.quoted(rest), after.first.map({ $0 == separator || $0.isNewline }) ?? true
          else {
            isWell = false
            break
          }
          let lines = cell.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
          swallowed =
            swallowed
            || lines.contains { line in
              lines.count > 1 && columns.map { line.count { $0 == separator } >= max(1, $0 - 1) } ?? false
            }
          rest = after
        } else {
          let cell = rest.prefix { $0 != separator && !$0.isNewline }
          if cell.contains("\"") { isWell = false }
          rest = rest[cell.endIndex...]
        }
        guard rest.first == separator else { break }
        separators += 1
        rest = rest.dropFirst()
      }
      if !isWell { broken.append(record) } else if swallowed { swallowing.append(record) }
      // The line behind a wrong mark is looked at by itself.
      rest = rest.drop { !$0.isNewline }.dropFirst()
      if columns == nil { columns = separators }
      record += 1
    }
  }

  /// The cell between two marks and what follows it; `nil`: it is not closed.
  private static func quoted(_ text: Substring) -> (cell: Substring, after: Substring)? {
    let inner = text.dropFirst()
    var rest = inner
    while let mark = rest.firstIndex(of: "\"") {
      let after = rest[rest.index(after: mark)...]
      guard after.first == "\"" else { return (inner[..<mark], after) }
      rest = after.dropFirst()
    }
    return nil
  }
}
