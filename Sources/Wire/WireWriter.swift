/// Writes one message, field by field. Fields are written in the order of the calls, so equal calls give equal bytes.
public struct WireWriter: Sendable {
  /// What has been written.
  public private(set) var bytes: [UInt8] = []

  /// An empty message.
  public init() {}

  /// Writes an integer field.
  public mutating func integer(_ number: Int, _ value: UInt64) {
    tag(number, .varint)
    varint(value)
  }

  /// Writes a signed integer field, zigzag (proto type `sint64`).
  public mutating func signed(_ number: Int, _ value: Int64) {
    integer(number, Self.zigzag(value))
  }

  /// Writes a field of bytes.
  public mutating func bytes(_ number: Int, _ value: some Collection<UInt8>) {
    tag(number, .bytes)
    varint(UInt64(value.count))
    bytes.append(contentsOf: value)
  }

  /// Writes a text field, as UTF-8.
  public mutating func text(_ number: Int, _ value: String) { bytes(number, value.utf8) }

  /// Small negative numbers become small positive ones: 0, -1, 1, -2 are 0, 1, 2, 3.
  public static func zigzag(_ value: Int64) -> UInt64 { UInt64(bitPattern: (value << 1) ^ (value >> 63)) }

  /// Undoes ``zigzag(_:)``.
  public static func unzigzag(_ value: UInt64) -> Int64 {
    Int64(bitPattern: value >> 1) ^ -Int64(bitPattern: value & 1)
  }

  private mutating func tag(_ number: Int, _ type: WireType) {
    precondition(number > 0, "a field number is 1 or more")
    varint(UInt64(number) << 3 | UInt64(type.rawValue))
  }

  private mutating func varint(_ value: UInt64) {
    var rest = value
    while rest >= 0x80 {
      bytes.append(UInt8(truncatingIfNeeded: rest) | 0x80)
      rest >>= 7
    }
    bytes.append(UInt8(rest))
  }
}
