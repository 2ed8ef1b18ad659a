/// The place of a record in the log, dense from 0. As a question's *known-at* it means: all records up to this one.
public struct Position: Hashable, Comparable, Sendable, CustomStringConvertible {
  /// The number, from 0.
  public let number: UInt64

  /// A position.
  public init(_ number: UInt64) { self.number = number }

  /// The number.
  public var description: String { String(number) }

  /// Earlier records are smaller.
  public static func < (a: Position, b: Position) -> Bool { a.number < b.number }
}

extension Position: IntegerFieldValue {
  /// `uint64`
  public static var protoType: String { "uint64" }
  /// The first record.
  public static var zero: Position { Position(0) }
  /// The number.
  public var wireInteger: UInt64 { number }
  /// A position.
  public init?(wireInteger: UInt64) { number = wireInteger }
  /// A JSON number.
  public var json: JSONValue { number.json }
  /// Reads a JSON number.
  public init?(json: JSONValue) {
    guard let number = UInt64(json: json) else { return nil }
    self.number = number
  }
  /// A whole number from 0.
  public static var expected: Text { UInt64.expected }
}
