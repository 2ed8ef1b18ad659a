internal import OCOP
internal import OfficeFiles

/// Where a provincial list says what: the rows of its headings, and the field of each column.
struct WorkbookLayout: Hashable, Sendable {
  /// The rows of the headings; the list stands below.
  var header: ClosedRange<Int>
  /// By column, from 1.
  var fields: [Int: WorkbookField] = [:]
  /// What the columns are headed, by column.
  var headings: [Int: String] = [:]

  func column(_ field: WorkbookField) -> Int? { fields.filter { $0.value == field }.keys.min() }

  /// The numbers of the evaluations that have columns.
  var evaluations: [Int] {
    Set(fields.values.compactMap { if case .evaluation(let number, _) = $0 { number } else { nil } }).sorted()
  }

  /// Whether a list can be read by it: it names products, and something of what they were granted.
  var isEnough: Bool { missing.isEmpty }

  /// What a list must say and this one does not, by the names of a mapping.
  var missing: [String] {
    var missing: [String] = []
    if column(.entry("product")) == nil { missing.append("product") }
    let granted = evaluations.contains { number in
      column(.evaluation(number, "stars")) != nil
        && (column(.evaluation(number, "decided_on")) != nil || column(.evaluation(number, "year")) != nil)
    }
    if !granted { missing += ["1.stars", "1.decided_on"] }
    return missing
  }

  /// Fields that more than one column names, with those columns.
  var twice: [(field: WorkbookField, columns: [Int])] {
    Dictionary(grouping: fields.keys) { fields[$0]! }.compactMap { field, columns in
      switch field {
      case .number, .withheld, .mark: nil
      default: columns.count > 1 ? (field, columns.sorted()) : nil
      }
    }.sorted { $0.columns[0] < $1.columns[0] }
  }
}
