/// A row of a list, with its number as a spreadsheet shows it.
public struct ListRow: Sendable {
  /// The first row of the file is 1.
  public let number: Int
  var values: [String: String]
  /// The columns in which some row writes the month before the day: what may be either is not clear there.
  let monthFirst: Set<String>

  /// The value in a column, in normal form C; empty where the cell is.
  public subscript(column: String) -> String { values[column] ?? "" }

  /// The columns that have a value, in the order of their names.
  var texts: [String] { values.keys.filter { values[$0]?.isEmpty == false }.sorted() }
}
