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

  /// The bytes of a ``WireType/bytes`` field, as a range of the reader's bytes; none of any other field.
  @inlinable
  public var range: Range<Int> { start..<start + (type == .bytes ? Int(value) : 0) }

  @inlinable
  init(number: Int, type: WireType, value: UInt64, start: Int) {
    self.number = number
    self.type = type
    self.value = value
    self.start = start
  }
}

/// Reads the fields of one message in the order they stand, from borrowed bytes; nothing is copied.
///
/// What reads records calls it for each of their fields, so it can be inlined there.
public struct WireReader: ~Escapable {
  @usableFromInline let bytes: RawSpan
  @usableFromInline var place = 0

  /// How many bytes have been read.
  @inlinable
  public var offset: Int { place }

  /// A reader before the first field of `bytes`.
  @inlinable
  @_lifetime(copy bytes)
  public init(_ bytes: RawSpan) { self.bytes = bytes }

  /// A reader before the field that begins behind the first `offset` bytes.
  @inlinable
  @_lifetime(copy bytes)
  public init(_ bytes: RawSpan, from offset: Int) {
    precondition(offset >= 0 && offset <= bytes.byteCount, "a place in the bytes")
    self.bytes = bytes
    place = offset
  }

  /// The next field, or `nil` at the end. Throws ``WireError`` where the bytes are no message.
  @inlinable
  @inline(__always)
  @_lifetime(self: copy self)
  public mutating func next() throws(WireError) -> WireField? {
    guard place < bytes.byteCount else { return nil }
    let tag = try varint()
    let number = Int(truncatingIfNeeded: tag >> 3)
    guard number > 0, number <= 0x1fff_ffff else { throw WireError.badTag }
    switch tag & 7 {
    case 0:
      return WireField(number: number, type: .varint, value: try varint(), start: place)
    case 2:
      let length = try varint()
      guard length <= UInt64(bytes.byteCount &- place) else { throw WireError.truncated }
      let start = place
      place &+= Int(truncatingIfNeeded: length)
      return WireField(number: number, type: .bytes, value: length, start: start)
    default: return try fixed(number, tag & 7)
    }
  }

  /// Passes over an integer field that is of no interest now, where the next field is that one, and answers where it begins;
  /// `nil`, and nothing is passed over, where it is another one, takes more than eight bytes, or stands at the very end.
  @inlinable
  @_lifetime(self: copy self)
  public mutating func pass(_ number: Int) -> Int? {
    // A tag of one byte, and eight bytes of which one ends the integer.
    guard number < 16, bytes.byteCount &- place >= 9,
      bytes.unsafeLoad(fromUncheckedByteOffset: place, as: UInt8.self) == UInt8(truncatingIfNeeded: number << 3)
    else { return nil }
    let word = bytes.unsafeLoadUnaligned(fromUncheckedByteOffset: place &+ 1, as: UInt64.self)
    let ends = ~UInt64(littleEndian: word) & 0x8080_8080_8080_8080
    guard ends != 0 else { return nil }
    defer { place &+= 2 &+ ends.trailingZeroBitCount >> 3 }
    return place
  }

  @usableFromInline
  @_lifetime(self: copy self)
  mutating func fixed(_ number: Int, _ type: UInt64) throws(WireError) -> WireField {
    guard type == 1 || type == 5 else { throw WireError.badTag }
    let width = type == 1 ? 8 : 4
    guard bytes.byteCount - place >= width else { throw WireError.truncated }
    defer { place += width }
    if width == 8 {
      let value = UInt64(littleEndian: bytes.unsafeLoadUnaligned(fromByteOffset: place, as: UInt64.self))
      return WireField(number: number, type: .fixed64, value: value, start: place)
    }
    let value = UInt32(littleEndian: bytes.unsafeLoadUnaligned(fromByteOffset: place, as: UInt32.self))
    return WireField(number: number, type: .fixed32, value: UInt64(value), start: place)
  }

  @inlinable
  @inline(__always)
  @_lifetime(self: copy self)
  mutating func varint() throws(WireError) -> UInt64 {
    guard place < bytes.byteCount else { throw WireError.truncated }
    // Bounds are checked above: unsafeLoad skips checking them a second time.
    let first = bytes.unsafeLoad(fromUncheckedByteOffset: place, as: UInt8.self)
    place &+= 1
    if first < 0x80 { return UInt64(first) }
    return try longVarint(first)
  }

  @usableFromInline
  @_lifetime(self: copy self)
  mutating func longVarint(_ first: UInt8) throws(WireError) -> UInt64 {
    var value = UInt64(first & 0x7f)
    var shift: UInt64 = 7
    while true {
      guard place < bytes.byteCount else { throw WireError.truncated }
      let byte = bytes.unsafeLoad(fromUncheckedByteOffset: place, as: UInt8.self)
      place &+= 1
      guard shift < 63 || (shift == 63 && byte <= 1) else { throw WireError.overlongInteger }
      value |= UInt64(byte & 0x7f) << shift
      if byte < 0x80 { return value }
      shift += 7
    }
  }
}
