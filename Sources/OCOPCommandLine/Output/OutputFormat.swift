/// The form of an answer. `table` is for eyes and may change; the others are stable.
enum OutputFormat: String, CaseIterable, Sendable {
  case table
  case json
  case ndjson
  case csv
  /// A workbook for Excel, written to a file.
  case xlsx

  /// CSV that Excel opens as Vietnamese text: with a byte-order mark, and no cell that it would take for a formula.
  static let excel = "excel"
  static let accepted = (allCases.map(\.rawValue) + [excel]).joined(separator: "|")

  /// Whether errors are objects, too.
  var hasObjects: Bool { self == .json || self == .ndjson }
}
