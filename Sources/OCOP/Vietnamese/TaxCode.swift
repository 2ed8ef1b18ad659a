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

  /// What is asked about a code whose check digit is wrong.
  public static func wrongCheckDigit(_ code: String) -> Text {
    Text("Số kiểm tra của mã số thuế \(code) không đúng.", "The check digit of the tax code \(code) is wrong.")
  }

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
