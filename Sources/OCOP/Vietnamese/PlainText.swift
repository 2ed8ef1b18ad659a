/// Text of the letters that Vietnamese is written with, each one scalar, single spaces between words: nearly every name is
/// so already, and is told without Unicode's tables, which cost some twenty times as much.
enum PlainText {
  /// Whether `text` is what ``normalized(_:)`` would make of it, as far as that is seen at a glance: `false` for text that
  /// has to be looked at.
  static func isNormal(_ text: String) -> Bool {
    var wasSpace = true
    for scalar in text.unicodeScalars {
      if scalar == " " {
        if wasSpace { return false }
        wasSpace = true
      } else {
        guard isLetter(scalar) else { return false }
        wasSpace = false
      }
    }
    return !wasSpace || text.isEmpty
  }

  /// What ``foldedByTables(_:)`` makes of `text`; `nil` where it has to be looked at.
  static func folded(_ text: String) -> String? {
    guard isNormal(text) else { return nil }
    var bytes: [UInt8] = []
    bytes.reserveCapacity(text.utf8.count)
    for scalar in text.unicodeScalars {
      switch scalar.value {
      case 0x41...0x5a: bytes.append(UInt8(scalar.value) + 0x20)
      case ..<0x80: bytes.append(UInt8(scalar.value))
      default:
        guard let folded = letters[Int(scalar.value)] else { return nil }
        bytes.append(folded)
      }
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  /// ASCII that is seen, and the precomposed Latin letters, which stand in normal form C by themselves.
  private static func isLetter(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x21...0x7e, 0xc0...0x24f, 0x1e00...0x1eff: true
    default: false
    }
  }

  /// The ASCII letter that each Latin letter folds to; none for those that fold to anything else.
  private static let letters: [UInt8?] = (0...0x1eff as ClosedRange<UInt32>).map { value in
    guard let scalar = Unicode.Scalar(value), value >= 0x80, isLetter(scalar) else { return nil }
    let folded = Array(foldedByTables(String(scalar)).utf8)
    return folded.count == 1 ? folded[0] : nil
  }
}
