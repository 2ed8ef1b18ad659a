/// How a field's value is laid out (protobuf encoding, "wire types"). Groups are not supported.
public enum WireType: UInt8, Hashable, Sendable {
  /// A variable-length integer of at most 64 bits.
  case varint = 0
  /// Eight bytes, little-endian.
  case fixed64 = 1
  /// A length, then as many bytes.
  case bytes = 2
  /// Four bytes, little-endian.
  case fixed32 = 5
}

/// One field as it stands in the bytes: an integer, or the place of its bytes.
public struct WireField: Hashable, Sendable {
  /// The field's number, 1 or more.
  public let number: Int
  /// How its value is laid out.
  public let type: WireType
  /// The value of an integer field; for ``WireType/bytes`` the length.
  public let value: UInt64
  /// Where the bytes of a ``WireType/bytes`` field begin, counted from the reader's first byte.
  public let start: Int

  /// The bytes of a ``WireType/bytes`` field, as a range of the reader's bytes.
  public var range: Range<Int> { start..<start + Int(value) }
}

/// Reads the fields of one message in the order they stand, from borrowed bytes; nothing is copied.
public struct WireReader: ~Escapable {
  private let bytes: RawSpan
  private var offset = 0

  /// A reader before the first field of `bytes`.
  @_lifetime(copy bytes)
  public init(_ bytes: RawSpan) { self.bytes = bytes }

  /// The next field, or `nil` at the end. Throws ``WireError`` where the bytes are no message.
  @_lifetime(self: copy self)
  public mutating func next() throws(WireError) -> WireField? {
    guard offset < bytes.byteCount else { return nil }
    let tag = try varint()
    let number = Int(truncatingIfNeeded: tag >> 3)
    guard number > 0, number <= 0x1fff_ffff, let type = WireType(rawValue: UInt8(tag & 7)) else {
      throw WireError.badTag
    }
    switch type {
    case .varint:
      return WireField(number: number, type: type, value: try varint(), start: offset)
    case .bytes:
      let length = try varint()
      guard length <= UInt64(bytes.byteCount - offset) else { throw WireError.truncated }
      defer { offset += Int(length) }
      return WireField(number: number, type: type, value: length, start: offset)
    case .fixed64:
      guard bytes.byteCount - offset >= 8 else { throw WireError.truncated }
      defer { offset += 8 }
      let value = UInt64(littleEndian: bytes.unsafeLoadUnaligned(fromByteOffset: offset, as: UInt64.self))
      return WireField(number: number, type: type, value: value, start: offset)
    case .fixed32:
      guard bytes.byteCount - offset >= 4 else { throw WireError.truncated }
      defer { offset += 4 }
      let value = UInt32(littleEndian: bytes.unsafeLoadUnaligned(fromByteOffset: offset, as: UInt32.self))
      return WireField(number: number, type: type, value: UInt64(value), start: offset)
    }
  }

  @inline(__always)
  @_lifetime(self: copy self)
  private mutating func varint() throws(WireError) -> UInt64 {
    guard offset < bytes.byteCount else { throw WireError.truncated }
    // Bounds are checked above and in the loop; unsafeLoad skips checking them a second time.
    let first = bytes.unsafeLoad(fromByteOffset: offset, as: UInt8.self)
    offset += 1
    if first < 0x80 { return UInt64(first) }
    var value = UInt64(first & 0x7f)
    var shift: UInt64 = 7
    while true {
      guard offset < bytes.byteCount else { throw WireError.truncated }
      let byte = bytes.unsafeLoad(fromByteOffset: offset, as: UInt8.self)
      offset += 1
      guard shift < 63 || (shift == 63 && byte <= 1) else { throw WireError.overlongInteger }
      value |= UInt64(byte & 0x7f) << shift
      if byte < 0x80 { return value }
      shift += 7
    }
  }
}
