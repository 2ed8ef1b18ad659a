/// A tax code (mã số thuế): ten digits, the last of which follows from the others, and for a branch three more (TT 86/2024/TT-BTC
/// Art. 5).
public enum TaxCode {
  /// What a text is, held against that.
  public enum Reading: Hashable, Sendable {
    /// A tax code.
    case right
    /// Ten digits, and the tenth is not the one that follows from the others.
    case wrongCheckDigit
    /// Twelve digits: the personal number (số định danh cá nhân) of somebody, which is also the tax code of a household.
    case personalNumber
    /// None of these.
    case unreadable
  }

  /// The digits of a code alone: equal for one code however it is written.
  static func digits(_ text: String) -> String { text.filter { ("0"..."9").contains($0) } }

  /// Whether both are one code.
  public static func isSame(_ one: String, _ other: String) -> Bool { digits(one) == digits(other) }

  /// Reads a code.
  public static func read(_ text: String) -> Reading {
    let digits = text.filter { $0 != " " && $0 != "." }
    let parts = digits.split(separator: "-", omittingEmptySubsequences: false)
    guard parts.allSatisfy({ $0.allSatisfy { ("0"..."9").contains($0) } }) else { return .unreadable }
    switch parts.map(\.count) {
    case [12]: return .personalNumber
    case [10], [10, 3], [13]: break
    default: return .unreadable
    }
    let numbers = digits.prefix(10).compactMap(\.wholeNumberValue)
    let sum = zip(numbers, [31, 29, 23, 19, 17, 13, 7, 5, 3]).reduce(0) { $0 + $1.0 * $1.1 }
    return 10 - sum % 11 == numbers[9] ? .right : .wrongCheckDigit
  }
}

/// Numbers of natural persons in a text: what a ledger that keeps everything for ever should not hold.
public enum PersonalNumbers {
  /// The first phone number, or number of an identity paper, in `text`; `nil`: there is none.
  public static func first(in text: String) -> String? {
    var (run, shown) = ("", "")
    func found() -> String? { isPersonal(run) ? shown.split(separator: " ").joined(separator: " ") : nil }
    for character in text + "\n" {
      if ("0"..."9").contains(character) || (character == "+" && run.isEmpty) {
        run.append(character)
        shown.append(character)
      } else if !run.isEmpty, [" ", ".", "-"].contains(character) {
        shown.append(character)
      } else {
        if let found = found() { return found }
        (run, shown) = ("", "")
      }
    }
    return nil
  }

  private static func isPersonal(_ run: String) -> Bool {
    let digits = run.hasPrefix("+84") ? "0" + run.dropFirst(3) : run
    if digits.count == 12 { return digits.first == "0" }
    // Mobile numbers of ten digits.
    return digits.count == 10 && digits.first == "0" && "35789".contains(digits[digits.index(after: digits.startIndex)])
  }
}
