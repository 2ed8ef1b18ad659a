internal import OCOP

/// Text for a terminal: whatever it says, it moves no cursor, changes no colour, and turns no line around.
///
/// What would be obeyed is shown as `\u{1b}`; entry refuses it, so that it comes from old records, from files that are refused, and from
/// paths.
public enum TerminalText {
  /// Begins and ends what is struck through: characters for private use that no text has. ``lines(_:)`` makes the terminal's own signs of them.
  public static let strikes = (begin: "\u{10fff0}", end: "\u{10fff1}")

  /// One line: what ends a line is shown, too.
  public static func line(_ text: String) -> String { encoded(text, keeping: []) }

  /// Text that may have lines of its own.
  public static func lines(_ text: String) -> String { encoded(text, keeping: ["\n"]) }

  private static func encoded(_ text: String, keeping kept: Set<Unicode.Scalar>) -> String {
    guard text.unicodeScalars.contains(where: { $0.isObeyed || $0.value >= 0x10_fff0 }) else {
      return text
    }
    var result = String.UnicodeScalarView()
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\u{10fff0}": result.append(contentsOf: (kept.isEmpty ? strikes.begin : "\u{1b}[9m").unicodeScalars)
      case "\u{10fff1}": result.append(contentsOf: (kept.isEmpty ? strikes.end : "\u{1b}[29m").unicodeScalars)
      case "\n" where kept.contains("\n"): result.append(scalar)
      case "\n": result.append(contentsOf: "\\n".unicodeScalars)
      case "\r": result.append(contentsOf: "\\r".unicodeScalars)
      case "\t": result.append(contentsOf: "\\t".unicodeScalars)
      case _ where scalar.isObeyed:
        result.append(contentsOf: "\\u{\(String(scalar.value, radix: 16))}".unicodeScalars)
      default: result.append(scalar)
      }
    }
    return String(result)
  }
}
