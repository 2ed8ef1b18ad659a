/// A star rank (hạng sao), 1 to 5.
public struct Stars: Hashable, Comparable, Sendable, CustomStringConvertible {
  /// 1 to 5.
  public let number: UInt8

  /// `nil` unless `number` is 1 to 5.
  public init?(_ number: Int) {
    guard (1...5).contains(number) else { return nil }
    self.number = UInt8(number)
  }

  private init(unchecked number: UInt8) { self.number = number }

  /// One star.
  public static let one = Stars(unchecked: 1)
  /// Two stars.
  public static let two = Stars(unchecked: 2)
  /// Three stars.
  public static let three = Stars(unchecked: 3)
  /// Four stars.
  public static let four = Stars(unchecked: 4)
  /// Five stars.
  public static let five = Stars(unchecked: 5)

  /// `4★`
  public var description: String { "\(number)★" }

  /// Fewer stars are smaller.
  public static func < (a: Stars, b: Stars) -> Bool { a.number < b.number }
}

extension Stars: IntegerFieldValue {
  /// `uint32`
  public static var protoType: String { "uint32" }
  /// One star; always written, because 0 is no rank.
  public static var zero: Stars { Stars(unchecked: 0) }
  /// 1 to 5.
  public var wireInteger: UInt64 { UInt64(number) }
  /// Reads 1 to 5.
  public init?(wireInteger: UInt64) {
    guard wireInteger <= 5 else { return nil }
    number = UInt8(wireInteger)
  }
  /// A JSON number.
  public var json: JSONValue { .int(Int64(number)) }
  /// Reads 1 to 5.
  public init?(json: JSONValue) {
    guard case .int(let value) = json, (1...5).contains(value) else { return nil }
    number = UInt8(value)
  }
  /// 1 to 5.
  public static var expected: Text { Text("từ 1 đến 5", "1 to 5") }
}
