public import Wire

/// A value made of described fields: one description drives encoding, decoding, JSON and the published schema.
public protocol Message: FieldValue {
  /// A value whose fields all hold their zero.
  init()
  /// Shows every field to `coder`, in the order of their numbers. Decoding changes the fields, all else reads them.
  mutating func describe<C: FieldCoder>(_ coder: inout C) throws(MessageError)
  /// Reads what ``json`` writes and throws ``MessageError`` naming the field at fault.
  init(checking json: JSONValue) throws(MessageError)
}

/// Goes through the fields of a message for one purpose.
public protocol FieldCoder {
  /// A field that is always there.
  mutating func field<T: FieldValue>(
    _ number: Int, _ name: StaticString, _ value: inout T, _ doc: StaticString) throws(MessageError)
  /// A field that may be missing; missing is not zero.
  mutating func optional<T: FieldValue>(
    _ number: Int, _ name: StaticString, _ value: inout T?, _ doc: StaticString) throws(MessageError)
  /// A field that stands any number of times.
  mutating func list<T: FieldValue>(
    _ number: Int, _ name: StaticString, _ value: inout [T], _ doc: StaticString) throws(MessageError)
}

/// What is wrong with a message, and at which field: `grant.validUntil`, `scores[2].points`.
public struct MessageError: Error, Hashable, Sendable {
  /// The mistake.
  public enum Fault: Hashable, Sendable {
    /// The bytes are no message.
    case wire(WireError)
    /// A field that must be there is not.
    case missing
    /// A field holds something else than it should; what it should hold.
    case unexpected(expected: Text)
    /// There is no field of that name.
    case unknownField
    /// There is no event of that type.
    case unknownType
  }

  /// What is wrong.
  public let fault: Fault
  /// The field, from the outermost inwards.
  public let path: String

  /// An error at `path`.
  @inlinable
  public init(_ fault: Fault, at path: String = "") {
    self.fault = fault
    self.path = path
  }

  func within(_ name: String) -> MessageError {
    let joined = path.isEmpty ? name : path.hasPrefix("[") ? name + path : "\(name).\(path)"
    return MessageError(fault, at: joined)
  }
}

/// Hands the fields of `message` to `coder`, by code that serves every message and every coder.
///
/// For what is rare or small: code made for each message and each coder is most of what compiling this module takes, and nobody
/// notices it where JSON is read or a schema is written.
@_semantics("optimize.sil.specialize.generic.never")
@inline(never)
func describeBySharedCode<M: Message, C: FieldCoder>(_ message: inout M, to coder: inout C) throws(MessageError) {
  try message.describe(&coder)
}

extension Message {
  /// The schema's name of a message is the Swift type's.
  public static var protoType: String { "\(Self.self)" }
  /// A field of bytes.
  public static var wireType: WireType { .bytes }
  /// The message as it is before a field was read.
  public static var zero: Self { Self() }
  /// A JSON object.
  public static var expected: Text { Text("một đối tượng", "an object") }

  /// The message as bytes. Zero fields are left out, as proto3 does.
  @inlinable
  public var wireBytes: [UInt8] {
    var coder = MessageEncoder()
    encode(with: &coder)
    return coder.writer.bytes
  }

  /// Writes the message into a message around it.
  @inlinable
  public func write(_ number: Int, to writer: inout WireWriter) {
    writer.message(number) { writer in
      // The bytes change hands, so that there is one copy of them.
      var coder = MessageEncoder()
      swap(&coder.writer, &writer)
      encode(with: &coder)
      swap(&coder.writer, &writer)
    }
  }

  @inlinable
  func encode(with coder: inout MessageEncoder) {
    var copy = self
    do { try copy.describe(&coder) } catch { preconditionFailure("encoding does not fail: \(error)") }
  }

  /// Reads a nested message.
  @inlinable
  public static func read(_ field: WireField, in bytes: UnsafeRawBufferPointer) throws(WireError) -> Self {
    try Self(wire: UnsafeRawBufferPointer(rebasing: bytes[field.range]))
  }

  /// Reads a message from its bytes. Throws ``WireError``, where it holds a field that this program does not know
  /// ``WireError/unknown(field:)``: what such a field says may change what all others mean.
  @inlinable
  public init(wire bytes: UnsafeRawBufferPointer) throws(WireError) {
    self.init()
    do throws(MessageError) {
      var decoder = try MessageDecoder(bytes)
      try describe(&decoder)
      if decoder.isComplete() { return }
    } catch {
      // Which fault counts depends on all fields, as everything else does.
    }
    try self.init(lookingIn: bytes)
  }

  @usableFromInline
  init(lookingIn bytes: UnsafeRawBufferPointer) throws(WireError) {
    self.init()
    do throws(MessageError) {
      var decoder = try MessageDecoder(lookingIn: bytes)
      try describe(&decoder)
      if let unknown = decoder.unknown { throw MessageError(.wire(.unknown(field: unknown.number))) }
    } catch {
      guard case .wire(let fault) = error.fault else { preconditionFailure("decoding meets only wire errors") }
      throw fault
    }
  }

  /// Reads a message from its bytes.
  @inlinable
  public init(wire bytes: RawSpan) throws(WireError) {
    self = try bytes.withUnsafeBytes { bytes throws(WireError) in try Self(wire: bytes) }
  }

  /// The fields as a JSON object, in the order of their numbers; missing ones are left out.
  public var json: JSONValue {
    var coder = JSONEncoding()
    var copy = self
    do { try describeBySharedCode(&copy, to: &coder) } catch { preconditionFailure("encoding does not fail: \(error)") }
    return .object(coder.members)
  }

  /// Reads a JSON object; `nil` on any mistake. ``init(checking:)`` says which.
  public init?(json: JSONValue) {
    guard let value = try? Self(checking: json) else { return nil }
    self = value
  }

  /// Reads a JSON object and throws ``MessageError`` naming the field at fault.
  public init(checking json: JSONValue) throws(MessageError) {
    guard case .object(let members) = json else { throw MessageError(.unexpected(expected: Self.expected)) }
    self.init()
    var coder = JSONDecoding(members)
    try describeBySharedCode(&self, to: &coder)
    if let name = coder.unread { throw MessageError(.unknownField, at: name) }
  }
}
