/// The form of an answer. `table` is for eyes and may change; the others are stable.
enum OutputFormat: String, CaseIterable, Sendable {
  case table
  case json
  case ndjson
  case csv

  static let accepted = allCases.map(\.rawValue).joined(separator: "|")

  /// Whether errors are objects, too.
  var hasObjects: Bool { self == .json || self == .ndjson }
}
