internal import OCOP
internal import ProjectionKit

/// Rows as RFC 4180 lines. Writing takes these few lines; reading, where files are wild, is a library's.
struct CSVLine {
  /// Whether a spreadsheet is kept from taking a cell for a formula, by an apostrophe in front. Reading takes it away again.
  let isForExcel: Bool

  func text(_ cells: [String]) -> String { cells.map(guarded).map(Self.quoted).joined(separator: ",") }

  private func guarded(_ cell: String) -> String {
    guard isForExcel, let first = cell.first, "=+-@\t".contains(first), Int(cell) == nil else { return cell }
    return "'" + cell
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

  private static func quoted(_ cell: String) -> String {
    // By bytes: a CR followed by LF is one character.
    guard cell.utf8.contains(where: { Array(",\"\r\n".utf8).contains($0) }) else { return cell }
    return "\"" + cell.replacing("\"", with: "\"\"") + "\""
  }
}
