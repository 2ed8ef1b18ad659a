public import OCOP
public import ProjectionKit

/// How the values of an answer look to people in a language, before they are encoded for where they go.
public struct CellText: Sendable {
  /// Of the words, and of how numbers are written.
  public let language: Language

  /// Values in `language`.
  public init(language: Language) { self.language = language }

  /// A value of a column of that kind.
  public func text(_ value: JSONValue, _ kind: Column.Kind) -> String {
    switch (kind, value) {
    case (_, .null): return ""
    case (.date, .string(let text)): return LegalDate(text)?.shown(language) ?? text
    case (.time, .string(let text)): return Timestamp(text)?.shown(language) ?? text
    case (.term(let name), .string(let code)): return name(code)?(language) ?? code
    case (.flag, .bool(let flag)): return flag ? "✓" : ""
    case (.number, .int(let number)), (.numbers, .int(let number)): return self.number(number)
    case (.share, .int(let hundredths)): return percent(Int(hundredths), of: 10_000)
    case (_, .int(let number)): return String(number)
    case (_, .string(let text)): return text
    case (_, .bool(let flag)): return flag ? Text("có", "yes")(language) : Text("không", "no")(language)
    default: return value.text
    }
  }

  /// `1.234` in Vietnamese, `1,234` in English.
  public func number(_ number: Int64) -> String {
    let digits = Array(String(number.magnitude))
    var text = number < 0 ? "-" : ""
    for (index, digit) in digits.enumerated() {
      if index > 0 && (digits.count - index) % 3 == 0 { text += language == .vi ? "." : "," }
      text.append(digit)
    }
    return text
  }

  /// A share with at most two decimals and the decimal sign of the language: `172,5%`.
  public func percent(_ part: Int, of whole: Int) -> String {
    let hundredths = (part * 10_000 + whole / 2) / whole
    var text = "\(hundredths / 100)"
    var fraction = String(hundredths % 100 + 100).dropFirst()
    while fraction.last == "0" { fraction.removeLast() }
    if !fraction.isEmpty { text += (language == .vi ? "," : ".") + fraction }
    return text + "%"
  }
}
