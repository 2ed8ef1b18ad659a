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
  public mutating func bytes(_ number: Int, _ value: [UInt8]) {
    tag(number, .bytes)
    varint(UInt64(value.count))
    bytes.append(contentsOf: value)
  }

  /// Writes a text field, as UTF-8.
  public mutating func text(_ number: Int, _ value: String) {
    tag(number, .bytes)
    varint(UInt64(value.utf8.count))
    bytes.append(contentsOf: value.utf8)
  }

  /// Writes a field that is a message of its own: what `body` writes.
  public mutating func message(_ number: Int, _ body: (inout WireWriter) -> Void) {
    tag(number, .bytes)
    // Most lengths take one byte; where this one takes more, what was written moves up.
    bytes.append(0)
    let start = bytes.count
    body(&self)
    var length = UInt64(bytes.count - start)
    var more: [UInt8] = []
    while length >= 0x80 {
      more.append(UInt8(truncatingIfNeeded: length) | 0x80)
      length >>= 7
    }
    if more.isEmpty {
      bytes[start - 1] = UInt8(length)
    } else {
      bytes[start - 1] = more[0]
      bytes.insert(contentsOf: more.dropFirst() + [UInt8(length)], at: start)
    }
  }

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
