/// An identity that the ledger gives out: a prefix and a number from 1, `SP-0012`. It never changes and says nothing.
public protocol NumberedID: IntegerFieldValue, Comparable, CustomStringConvertible {
  /// What stands before the number.
  static var prefix: String { get }
  /// The kind of stream that the identity names.
  static var kind: StreamKind { get }
  /// The number, from 1; 0 names nothing.
  var number: UInt32 { get }
  /// The identity with that number.
  init(_ number: UInt32)
}

extension NumberedID {
  /// The number in at least four digits, after the prefix.
  public var description: String { "\(Self.prefix)-\(padded(number, 4))" }
  /// The stream of the thing named.
  public var stream: StreamID { StreamID(Self.kind, number) }

  /// Reads `SP-0012` or `sp-12`.
  public init?(_ text: String) {
    let parts = text.split(separator: "-", omittingEmptySubsequences: false)
    guard parts.count == 2, parts[0].uppercased() == Self.prefix, let number = UInt32(parts[1]), number > 0 else {
      return nil
    }
    self.init(number)
  }

  /// `uint32`
  public static var protoType: String { "uint32" }
  /// Names nothing.
  public static var zero: Self { Self(0) }
  /// The number.
  public var wireInteger: UInt64 { UInt64(number) }
  /// The identity with that number, where it fits.
  public init?(wireInteger: UInt64) {
    guard let number = UInt32(exactly: wireInteger) else { return nil }
    self.init(number)
  }
  /// The text.
  public var json: JSONValue { .string(description) }
  /// Reads the text.
  public init?(json: JSONValue) {
    guard case .string(let text) = json else { return nil }
    self.init(text)
  }
  /// An example.
  public static var expected: Text { Text("mã như \(Self.prefix)-0012", "an id like \(Self.prefix)-0012") }
  /// By number.
  public static func < (a: Self, b: Self) -> Bool { a.number < b.number }
}

/// A product (sản phẩm). Its code, name, producer and place may change; this does not.
public struct ProductID: NumberedID {
  /// The number, from 1.
  public let number: UInt32
  /// The product with that number.
  public init(_ number: UInt32) { self.number = number }
  /// Sản phẩm.
  public static var prefix: String { "SP" }
  /// Product streams.
  public static var kind: StreamKind { .product }
}

/// A producer (chủ thể).
public struct ProducerID: NumberedID {
  /// The number, from 1.
  public let number: UInt32
  /// The producer with that number.
  public init(_ number: UInt32) { self.number = number }
  /// Chủ thể.
  public static var prefix: String { "CT" }
  /// Producer streams.
  public static var kind: StreamKind { .producer }
}

/// A council session (kỳ họp hội đồng).
public struct SessionID: NumberedID {
  /// The number, from 1.
  public let number: UInt32
  /// The session with that number.
  public init(_ number: UInt32) { self.number = number }
  /// Hội đồng.
  public static var prefix: String { "HD" }
  /// Session streams.
  public static var kind: StreamKind { .session }
}

/// A target (chỉ tiêu).
public struct TargetID: NumberedID {
  /// The number, from 1.
  public let number: UInt32
  /// The target with that number.
  public init(_ number: UInt32) { self.number = number }
  /// Mục tiêu.
  public static var prefix: String { "MT" }
  /// Target streams.
  public static var kind: StreamKind { .target }
}

/// A rulebook (bộ tiêu chí và quy trình), by the short name of its decision: `QD148-2023`.
public struct RulebookID: TextFieldValue, Comparable, CustomStringConvertible {
  /// The short name.
  public let text: String
  /// A short name.
  public init(_ text: String) { self.text = text }
  /// A short name: letters, digits, `-`, `+`, `.`.
  public init?(text: String) {
    guard text.utf8.count <= 64 else { return nil }
    self.text = text
  }
  /// Whether it has letters of ASCII, digits, `-`, `+`, `_` and `.` only, and does not begin with a dot: new ones do, since it becomes part of
  /// file names.
  public var hasAlphabet: Bool {
    !text.isEmpty && text.first != "."
      && text.utf8.allSatisfy { byte in
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
          UInt8(ascii: "0")...UInt8(ascii: "9"):
          true
        default: "-+_.".utf8.contains(byte)
        }
      }
  }
  /// Names none.
  public static var zero: RulebookID { RulebookID("") }
  /// An example.
  public static var expected: Text { Text("bộ tiêu chí như QD148-2023", "a rulebook like QD148-2023") }
  /// The short name.
  public var description: String { text }
  /// By name.
  public static func < (a: RulebookID, b: RulebookID) -> Bool { a.text < b.text }
}

/// The identity of a command, 16 bytes: a command is recorded once.
public struct CommandID: Hashable, Sendable, CustomStringConvertible {
  /// The 16 bytes.
  public let bytes: [UInt8]

  /// `nil` unless there are 16 bytes.
  public init?(_ bytes: [UInt8]) {
    guard bytes.count == 16 else { return nil }
    self.bytes = bytes
  }

  /// Reads 32 hexadecimal digits.
  public init?(_ text: String) {
    guard text.utf8.count == 32 else { return nil }
    var bytes: [UInt8] = []
    var rest = text[...]
    while !rest.isEmpty {
      guard let byte = UInt8(rest.prefix(2), radix: 16) else { return nil }
      bytes.append(byte)
      rest = rest.dropFirst(2)
    }
    self.bytes = bytes
  }

  /// 32 hexadecimal digits.
  public var description: String { bytes.map { String($0 >> 4, radix: 16) + String($0 & 15, radix: 16) }.joined() }
}
