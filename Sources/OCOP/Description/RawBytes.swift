public import Wire

/// Bytes as a field.
public struct RawBytes: FieldValue {
  /// The bytes.
  public let bytes: [UInt8]

  /// Bytes.
  public init(_ bytes: [UInt8]) { self.bytes = bytes }

  /// `bytes`
  public static let protoType = "bytes"
  /// A field of bytes.
  public static let wireType = WireType.bytes
  /// None.
  public static let zero = RawBytes([])
  /// Hexadecimal digits.
  public static let expected = Text("các chữ số thập lục phân", "hexadecimal digits")
  /// The bytes.
  public var wireBytes: [UInt8] { bytes }

  /// Reads the bytes.
  public static func read(_ field: WireField, in bytes: UnsafeRawBufferPointer) throws(WireError) -> RawBytes {
    RawBytes(Array(bytes[field.range]))
  }

  /// Hexadecimal digits.
  public var json: JSONValue {
    .string(bytes.map { String($0 >> 4, radix: 16) + String($0 & 15, radix: 16) }.joined())
  }

  /// Reads hexadecimal digits.
  public init?(json: JSONValue) {
    guard case .string(let text) = json, text.utf8.count.isMultiple(of: 2) else { return nil }
    var bytes: [UInt8] = []
    var rest = text[...]
    while !rest.isEmpty {
      guard let byte = UInt8(rest.prefix(2), radix: 16) else { return nil }
      bytes.append(byte)
      rest = rest.dropFirst(2)
    }
    self.bytes = bytes
  }
}
