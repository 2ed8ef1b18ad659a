package import OCOP
package import ProjectionKit

/// Rows as RFC 4180 lines. Writing takes these few lines; reading, where files are wild, is a library's.
package struct CSVLine: Sendable {
  /// Whether a spreadsheet is kept from taking a cell for a formula, by an apostrophe in front. Reading takes it away again.
  package let isForExcel: Bool

  /// Lines of that kind.
  package init(isForExcel: Bool) { self.isForExcel = isForExcel }

  package func text(_ cells: [String]) -> String {
    cells.map(isForExcel ? CSVCell.spreadsheet : CSVCell.text).joined(separator: isForExcel ? ";" : ",")
  }

  /// An object of numbers takes a column for each of its members, a date a second one for how exactly it is known.
  package static func names(_ column: Column) -> [String] {
    switch column.kind {
    case .numbers(let names): names.map { "\(column.name).\($0)" }
    case .date: [column.name, column.name + "Precision"]
    default: [column.name]
    }
  }

  package static func cells(_ value: JSONValue, _ column: Column) -> [String] {
    switch column.kind {
    case .numbers(let names): return names.map { cell(value[$0] ?? .null) }
    case .date:
      guard case .string(let text) = value else { return [cell(value), ""] }
      return [text, LegalDate(text)?.exactness ?? ""]
    default: return [cell(value)]
    }
  }

  package static func cell(_ value: JSONValue) -> String {
    switch value {
    case .null: ""
    case .string(let text): text
    default: value.text
    }
  }
}
