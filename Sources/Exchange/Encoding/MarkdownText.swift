/// Text in Markdown (CommonMark 0.31, tables as GitHub has them).
public enum MarkdownText {
  /// `text`, of which nothing begins a heading, a cell, a link, emphasis, code or a tag.
  public static func text(_ text: String) -> String {
    var result = ""
    for scalar in TerminalText.line(text).unicodeScalars {
      switch scalar {
      case "&", "<", ">": result += HTMLText.text(String(scalar))
      // Any of ASCII's signs may have a backslash before it; these begin something.
      case "\\", "`", "*", "_", "[", "]", "#", "|", "~", "!": result += "\\" + String(scalar)
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result
  }
}
