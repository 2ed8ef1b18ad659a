internal import Exchange
internal import OCOP
internal import ProjectionKit

/// Rows as RFC 4180 lines. Writing takes these few lines; reading, where files are wild, is a library's.
struct CSVLine {
  /// Whether a spreadsheet is kept from taking a cell for a formula, by an apostrophe in front. Reading takes it away again.
  let isForExcel: Bool

  func text(_ cells: [String]) -> String {
    cells.map(isForExcel ? CSVCell.spreadsheet : CSVCell.text).joined(separator: isForExcel ? ";" : ",")
  }

  /// An object of numbers takes a column for each of its members, a date a second one for how exactly it is known.
  static func names(_ column: Column) -> [String] {
    switch column.kind {
    case .numbers(let names): names.map { "\(column.name).\($0)" }
    case .date: [column.name, column.name + "Precision"]
    default: [column.name]
    }
  }

  static func cells(_ value: JSONValue, _ column: Column) -> [String] {
    switch column.kind {
    case .numbers(let names): return names.map { cell(value[$0] ?? .null) }
    case .date:
      guard case .string(let text) = value else { return [cell(value), ""] }
      return [text, LegalDate(text)?.exactness ?? ""]
    default: return [cell(value)]
    }
  }

  static func cell(_ value: JSONValue) -> String {
    switch value {
    case .null: ""
    case .string(let text): text
    default: value.text
    }
  }
}
