internal import OCOP

/// A cell of a CSV file (RFC 4180).
public enum CSVCell {
  /// For programs: the text as it is; what a terminal would obey is shown as `\u{1b}`.
  public static func text(_ cell: String) -> String { quoted(shown(cell)) }

  /// For a spreadsheet: what it would take for a formula has an apostrophe in front, also behind spaces, and in the wide letters of East
  /// Asian keyboards. Numbers are no formulas. Reading takes the apostrophe away again.
  public static func spreadsheet(_ cell: String) -> String {
    let shown = shown(cell)
    return quoted(isFormula(shown) ? "'" + shown : shown)
  }

  private static func isFormula(_ cell: String) -> Bool {
    guard let first = cell.unicodeScalars.first(where: { !$0.properties.isWhitespace }) else { return false }
    guard "=+-@\t|%＝＋－＠".unicodeScalars.contains(first) || cell.unicodeScalars.first == "\t" else { return false }
    return !isNumber(cell)
  }

  private static func isNumber(_ cell: String) -> Bool {
    let digits = cell.first == "-" || cell.first == "+" ? cell.dropFirst() : cell[...]
    let parts = digits.split(omittingEmptySubsequences: false) { $0 == "." || $0 == "," }
    return parts.count <= 2 && parts.allSatisfy { !$0.isEmpty && $0.utf8.allSatisfy { (48...57).contains($0) } }
  }

  private static func shown(_ cell: String) -> String {
    // Lines and tabs are the cell's own.
    let kept: Set<Unicode.Scalar> = ["\n", "\r", "\t"]
    guard cell.unicodeScalars.contains(where: { $0.isObeyed && !kept.contains($0) }) else { return cell }
    return cell.unicodeScalars.map { scalar in
      kept.contains(scalar) ? String(scalar) : TerminalText.line(String(scalar))
    }.joined()
  }

  private static func quoted(_ cell: String) -> String {
    // By bytes: a CR followed by LF is one character.
    guard cell.utf8.contains(where: { Array(",\"\r\n".utf8).contains($0) }) else { return cell }
    return "\"" + cell.replacing("\"", with: "\"\"") + "\""
  }
}
