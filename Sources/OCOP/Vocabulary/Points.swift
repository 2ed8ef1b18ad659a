/// Points in hundredths: 94.00 points are 9400.
public struct Points: Hashable, Comparable, Sendable, CustomStringConvertible {
  /// Hundredths of a point.
  public let hundredths: Int64

  /// Hundredths of a point.
  public init(hundredths: Int64) { self.hundredths = hundredths }
  /// Whole points.
  public init(_ points: Int64) { hundredths = points * 100 }

  /// `94.00`
  public var description: String {
    "\(hundredths < 0 ? "-" : "")\(abs(hundredths) / 100).\(padded(abs(hundredths) % 100, 2))"
  }

  /// Fewer points are smaller.
  public static func < (a: Points, b: Points) -> Bool { a.hundredths < b.hundredths }
}

extension Points: IntegerFieldValue {
  /// `sint64`
  public static var protoType: String { "sint64" }
  /// No points.
  public static var zero: Points { Points(0) }
  /// Zigzag.
  public var wireInteger: UInt64 { hundredths.wireInteger }
  /// Undoes zigzag.
  public init?(wireInteger: UInt64) {
    guard let value = Int64(wireInteger: wireInteger) else { return nil }
    hundredths = value
  }
  /// Hundredths, a JSON number.
  public var json: JSONValue { .int(hundredths) }
  /// Reads hundredths.
  public init?(json: JSONValue) {
    guard case .int(let value) = json else { return nil }
    hundredths = value
  }
  /// Hundredths.
  public static var expected: Text { Text("phần trăm điểm, số nguyên", "hundredths of a point, a whole number") }
}
