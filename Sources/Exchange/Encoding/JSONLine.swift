public import OCOP

/// JSON as it leaves the program, in one line: what a terminal or a script would obey stands as `\u001b`, so that every reader of JSON
/// reads the same as before.
public enum JSONLine {
  /// `value` in one line.
  public static func text(_ value: JSONValue) -> String {
    let text = value.text
    guard text.unicodeScalars.contains(where: \.isObeyed) else { return text }
    // Outside of strings JSON has no such character.
    return text.unicodeScalars.map { scalar in
      guard scalar.isObeyed else { return String(scalar) }
      return String(scalar).utf16.map { unit in
        let digits = String(unit, radix: 16)
        return "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
      }.joined()
    }.joined()
  }
}
