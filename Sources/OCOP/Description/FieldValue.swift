public import Wire

/// Something that can stand in a field: how it is written to the wire and to JSON, and what the schema calls it.
public protocol FieldValue: Hashable, Sendable {
  /// The type's name in the published schema.
  static var protoType: String { get }
  /// Its layout on the wire.
  static var wireType: WireType { get }
  /// What a field holds that was not written: proto3's default.
  static var zero: Self { get }
  /// Whether a field that holds ``zero`` is left out, as proto3 does.
  static var omitsZero: Bool { get }
  /// Whether it is ``zero``.
  var isZero: Bool { get }

  /// The value of a field of ``WireType/varint``.
  var wireInteger: UInt64 { get }
  /// The value of a field of ``WireType/bytes``.
  var wireBytes: [UInt8] { get }
  /// Writes the value as field `number`.
  func write(_ number: Int, to writer: inout WireWriter)
  /// Reads what was written; throws ``WireError``.
  static func read(_ field: WireField, in bytes: UnsafeRawBufferPointer) throws(WireError) -> Self

  /// The value in JSON.
  var json: JSONValue { get }
  /// Reads a value from JSON; `nil` where it is none. ``Expected`` says what it should be.
  init?(json: JSONValue)
  /// What a JSON value of this type looks like, for messages.
  static var expected: Text { get }
}

extension FieldValue {
  /// As proto3 does.
  @inlinable
  public static var omitsZero: Bool { true }
  /// Compared with it.
  @inlinable
  public var isZero: Bool { self == Self.zero }
  /// Only integers have one.
  public var wireInteger: UInt64 { preconditionFailure("\(Self.self) is not an integer field") }
  /// Only fields of bytes have them.
  public var wireBytes: [UInt8] { preconditionFailure("\(Self.self) is not a field of bytes") }
  /// Writes bytes.
  public func write(_ number: Int, to writer: inout WireWriter) { writer.bytes(number, wireBytes) }
}

/// A field value that is a text on the wire and in JSON.
public protocol TextFieldValue: FieldValue {
  /// The text that stands for the value.
  var text: String { get }
  /// Reads the text; `nil` where it stands for no value.
  init?(text: String)
}

extension TextFieldValue {
  /// `string`
  public static var protoType: String { "string" }
  /// A field of bytes.
  @inlinable
  public static var wireType: WireType { .bytes }
  /// UTF-8.
  public var wireBytes: [UInt8] { Array(text.utf8) }
  /// Writes UTF-8.
  @inlinable
  public func write(_ number: Int, to writer: inout WireWriter) { writer.text(number, text) }
  /// A JSON string.
  public var json: JSONValue { .string(text) }

  /// Reads a JSON string.
  public init?(json: JSONValue) {
    guard case .string(let text) = json else { return nil }
    self.init(text: text)
  }

  /// Reads UTF-8.
  @inlinable
  public static func read(_ field: WireField, in bytes: UnsafeRawBufferPointer) throws(WireError) -> Self {
    guard let text = validText(bytes, field.range), let value = Self(text: text) else { throw WireError.badText }
    return value
  }
}

/// The bytes in `range` as a text; `nil` where they are no UTF-8.
@usableFromInline
func validText(_ bytes: UnsafeRawBufferPointer, _ range: Range<Int>) -> String? {
  // A span is validated by code made for bytes; the initialisers of String that take any collection are not.
  let part = UnsafeRawBufferPointer(rebasing: bytes[range]).assumingMemoryBound(to: UInt8.self)
  guard let utf8 = try? UTF8Span(validating: part.span) else { return nil }
  return String(copying: utf8)
}

extension String: TextFieldValue {
  /// The empty text.
  public static var zero: String { "" }
  /// Told without comparing characters.
  @inlinable
  public var isZero: Bool { isEmpty }
  /// The text itself.
  @inlinable
  public var text: String { self }
  /// The text itself.
  public init?(text: String) { self = text }
  /// A text.
  public static var expected: Text { Text("một chuỗi chữ", "a text") }
}

/// A field value that is an unsigned integer on the wire.
public protocol IntegerFieldValue: FieldValue {
  /// Reads the integer; `nil` where it stands for no value.
  init?(wireInteger: UInt64)
}

extension IntegerFieldValue {
  /// An integer field.
  @inlinable
  public static var wireType: WireType { .varint }
  /// Writes an integer.
  @inlinable
  public func write(_ number: Int, to writer: inout WireWriter) { writer.integer(number, wireInteger) }

  /// Reads an integer.
  @inlinable
  public static func read(_ field: WireField, in bytes: UnsafeRawBufferPointer) throws(WireError) -> Self {
    guard let value = Self(wireInteger: field.value) else { throw WireError.wrongType(field: field.number) }
    return value
  }
}

extension UInt64: IntegerFieldValue {
  /// `uint64`
  public static var protoType: String { "uint64" }
  /// 0
  public static var zero: UInt64 { 0 }
  /// The number itself.
  public var wireInteger: UInt64 { self }
  /// The number itself.
  public init?(wireInteger: UInt64) { self = wireInteger }
  /// A JSON number.
  public var json: JSONValue { .int(Int64(clamping: self)) }
  /// Reads a JSON number that is not negative.
  public init?(json: JSONValue) {
    guard case .int(let value) = json, value >= 0 else { return nil }
    self = UInt64(value)
  }
  /// A whole number from 0.
  public static var expected: Text { Text("số nguyên từ 0", "a whole number from 0") }
}

extension UInt32: IntegerFieldValue {
  /// `uint32`
  public static var protoType: String { "uint32" }
  /// 0
  public static var zero: UInt32 { 0 }
  /// The number itself.
  public var wireInteger: UInt64 { UInt64(self) }
  /// The number itself, where it fits.
  public init?(wireInteger: UInt64) { self.init(exactly: wireInteger) }
  /// A JSON number.
  public var json: JSONValue { .int(Int64(self)) }
  /// Reads a JSON number that fits.
  public init?(json: JSONValue) {
    guard case .int(let value) = json else { return nil }
    self.init(exactly: value)
  }
  /// A whole number from 0.
  public static var expected: Text { Text("số nguyên từ 0", "a whole number from 0") }
}

extension Int64: IntegerFieldValue {
  /// `sint64`
  public static var protoType: String { "sint64" }
  /// 0
  public static var zero: Int64 { 0 }
  /// Zigzag.
  public var wireInteger: UInt64 { WireWriter.zigzag(self) }
  /// Undoes zigzag.
  public init?(wireInteger: UInt64) { self = WireWriter.unzigzag(wireInteger) }
  /// A JSON number.
  public var json: JSONValue { .int(self) }
  /// Reads a JSON number.
  public init?(json: JSONValue) {
    guard case .int(let value) = json else { return nil }
    self = value
  }
  /// A whole number.
  public static var expected: Text { Text("số nguyên", "a whole number") }
}

extension Bool: IntegerFieldValue {
  /// `bool`
  public static var protoType: String { "bool" }
  /// `false`
  public static var zero: Bool { false }
  /// 0 or 1.
  public var wireInteger: UInt64 { self ? 1 : 0 }
  /// Anything but 0 is true.
  public init?(wireInteger: UInt64) { self = wireInteger != 0 }
  /// A JSON boolean.
  public var json: JSONValue { .bool(self) }
  /// Reads a JSON boolean.
  public init?(json: JSONValue) {
    guard case .bool(let value) = json else { return nil }
    self = value
  }
  /// `true` or `false`.
  public static var expected: Text { Text("true hoặc false", "true or false") }
}
