public import OCOP

/// A key of at most eight bytes: what facts are kept under.
public protocol FactKey: TableKey, Comparable {
  /// How many bytes it has.
  static var byteCount: Int { get }
  /// The key as a number; numbers sort as keys do.
  var packed: UInt64 { get }
  /// The key of a number; `nil` where it is none.
  init?(packed: UInt64)
}

extension UInt32: FactKey {
  /// Four.
  public static var byteCount: Int { 4 }
  /// The number itself.
  public var packed: UInt64 { UInt64(self) }
  /// The number, where it fits.
  public init?(packed: UInt64) { self.init(exactly: packed) }
}

extension StreamID: FactKey {
  /// Five.
  public static var byteCount: Int { 5 }
  /// The kind, then the number.
  public var packed: UInt64 { kind.wireInteger << 32 | UInt64(number) }

  /// Undoes ``packed``.
  public init?(packed: UInt64) {
    guard let kind = StreamKind(wireInteger: packed >> 32) else { return nil }
    self.init(kind, UInt32(truncatingIfNeeded: packed))
  }
}
