/// The code of an administrative unit: 2 digits for a province, 3 for a district, 5 for a commune.
///
/// A code alone names nothing: codes are used again. Only code and edition together do (``AreaRef``).
public struct AreaCode: TextFieldValue, Comparable, CustomStringConvertible {
  /// The digits, leading zeros kept.
  public let text: String

  /// `nil` unless there are 2, 3 or 5 digits.
  public init?(text: String) {
    guard [0, 2, 3, 5].contains(text.utf8.count), text.utf8.allSatisfy({ (48...57).contains($0) }) else { return nil }
    self.text = text
  }

  /// Which level a code of that length belongs to.
  public var level: AreaLevel {
    switch text.utf8.count {
    case 2: .province
    case 3: .district
    default: .commune
    }
  }

  /// The digits and their number as one integer, for keys: 399 is 300399.
  public var packed: UInt32 { UInt32(text.utf8.count) * 100_000 + (UInt32(text) ?? 0) }

  /// Undoes ``packed``.
  public init?(packed: UInt32) {
    guard let code = AreaCode(text: padded(packed % 100_000, Int(packed / 100_000))) else { return nil }
    self = code
  }

  /// Names none.
  public static var zero: AreaCode { AreaCode(text: "")! }
  /// Digits.
  public static var expected: Text { Text("2, 3 hoặc 5 chữ số", "2, 3 or 5 digits") }
  /// The digits.
  public var description: String { text }
  /// By digits.
  public static func < (a: AreaCode, b: AreaCode) -> Bool { a.text < b.text }
}
