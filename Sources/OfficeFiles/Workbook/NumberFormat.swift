/// How a style shows numbers, as far as it tells what they are.
enum NumberFormat: Hashable, Sendable {
  case number
  case date
  /// Whole numbers with zeros in front, to so many digits.
  case zeros(Int)

  /// A format that every program knows by its number (ISO 29500-1, 18.8.30; 27 to 36 and 50 to 58 are days in East Asian settings).
  init(builtIn id: Int) {
    switch id {
    case 14...22, 27...36, 45...47, 50...58: self = .date
    default: self = .number
    }
  }

  /// A format as it is written. A day has letters for its parts outside quotation marks, brackets and escapes.
  init(code: String) {
    var (letters, isQuoted, passes, inBrackets) = ("", false, false, nil as String?)
    for character in code {
      if passes {
        passes = false
      } else if isQuoted {
        isQuoted = character != "\""
      } else if let word = inBrackets {
        inBrackets = character == "]" ? nil : word + String(character)
        // Hours that go on past a day: `[h]`.
        if character == "]", !word.isEmpty, word.lowercased().allSatisfy({ "hms".contains($0) }) { letters += word }
      } else if character == ";" {
        break
      } else {
        switch character {
        case "\"": isQuoted = true
        case "\\", "_", "*": passes = true
        case "[": inBrackets = ""
        default: letters.append(character)
        }
      }
    }
    let text = letters.lowercased()
    if text.contains("general") {
      self = .number
    } else if text.contains(where: { "ymdhs".contains($0) }) {
      self = .date
    } else if (2...30).contains(text.count), text.allSatisfy({ $0 == "0" }) {
      self = .zeros(text.count)
    } else {
      self = .number
    }
  }

  /// What a number is under this format.
  func value(_ number: Double, from1904: Bool) -> CellValue {
    switch self {
    case .number: return .number(number, shown: nil)
    case .date: return CellDate(serial: number, from1904: from1904).map(CellValue.date) ?? .number(number, shown: nil)
    case .zeros(let width):
      guard let whole = Int64(exactly: number), whole >= 0, String(whole).count < width else {
        return .number(number, shown: nil)
      }
      return .number(number, shown: String(repeating: "0", count: width - String(whole).count) + String(whole))
    }
  }
}
