/// Text in HTML, between tags and in attributes.
public enum HTMLText {
  /// `text`, of which no letter begins a tag, an entity or the end of an attribute; what would be obeyed is shown as `\u{1b}`.
  public static func text(_ text: String) -> String {
    var result = ""
    for scalar in TerminalText.line(text).unicodeScalars {
      switch scalar {
      case "&": result += "&amp;"
      case "<": result += "&lt;"
      case ">": result += "&gt;"
      case "\"": result += "&quot;"
      case "'": result += "&#39;"
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result
  }
}
