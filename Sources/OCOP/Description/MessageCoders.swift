public import Wire

// What writes and reads messages is open to inlining: messages of other modules, a plugin's facts among them, are then
// written and read by code made for them, as those of this module are.

/// Writes fields to the wire.
public struct MessageEncoder: FieldCoder {
  @usableFromInline var writer = WireWriter()

  @inlinable
  init() {}

  /// Writes a field, unless it may be left out.
  @inlinable
  public mutating func field<T: FieldValue>(
    _ number: Int, _ name: StaticString, _ value: inout T, _ doc: StaticString
  ) {
    guard !T.omitsZero || !value.isZero else { return }
    value.write(number, to: &writer)
  }

  /// Writes a field that is there.
  @inlinable
  public mutating func optional<T: FieldValue>(
    _ number: Int, _ name: StaticString, _ value: inout T?, _ doc: StaticString
  ) {
    value?.write(number, to: &writer)
  }

  /// Writes a field as often as it stands.
  @inlinable
  public mutating func list<T: FieldValue>(
    _ number: Int, _ name: StaticString, _ value: inout [T], _ doc: StaticString
  ) {
    for element in value { element.write(number, to: &writer) }
  }
}

/// Reads fields from the wire. The bytes are borrowed for the length of one call of `Message.init(wire:)`.
///
/// Fields are shown in the order of their numbers, and nearly always stand in it: they are taken as they come, and nothing is
/// kept of them. Where they stand otherwise, or one is not known, the result is of no use (``isComplete``), and the message is
/// read again with all its fields at hand. A field that no description names is an error (``WireError/unknown(field:)``).
public struct MessageDecoder: FieldCoder {
  @usableFromInline let bytes: UnsafeRawBufferPointer
  /// All fields that nobody has asked for yet; `nil`: they are taken as they come.
  @usableFromInline var rest: [WireField]?
  @usableFromInline var offset = 0
  @usableFromInline var ahead: WireField?
  /// Whether every field was taken as it came: none out of order, and none that nobody asked for.
  @usableFromInline var isPlain = true

  /// Takes fields as they come.
  @inlinable
  init(_ bytes: UnsafeRawBufferPointer) throws(MessageError) {
    self.bytes = bytes
    rest = nil
    try advance()
  }

  /// Takes fields from among all of them.
  @usableFromInline
  init(lookingIn bytes: UnsafeRawBufferPointer) throws(MessageError) {
    self.bytes = bytes
    var fields: [WireField] = []
    do throws(WireError) {
      var reader = WireReader(bytes.bytes)
      while let field = try reader.next() { fields.append(field) }
    } catch {
      throw MessageError(.wire(error))
    }
    rest = fields
  }

  @inlinable
  mutating func advance() throws(MessageError) {
    do throws(WireError) {
      var reader = WireReader(bytes.bytes, from: offset)
      let next = try reader.next()
      if let next, let ahead, next.number < ahead.number { isPlain = false }
      ahead = next
      offset = reader.offset
    } catch {
      throw MessageError(.wire(error))
    }
  }

  /// Whether all fields stood in order, and all of them are known.
  @inlinable
  func isComplete() -> Bool { isPlain && ahead == nil }

  /// The first field of all that nobody asked for.
  @usableFromInline
  var unknown: WireField? { rest?.first }

  /// The fields with that number, where all are at hand.
  @usableFromInline
  mutating func take(_ number: Int) -> [WireField]? {
    guard let fields = rest else { return nil }
    rest = fields.filter { $0.number != number }
    return fields.filter { $0.number == number }
  }

  /// Of a field that stands twice, the last one counts (proto3).
  @inlinable
  mutating func find(_ number: Int) throws(MessageError) -> WireField? {
    if rest != nil { return take(number)?.last }
    var found: WireField?
    while let next = ahead, next.number <= number {
      if next.number == number { found = next } else { isPlain = false }
      try advance()
    }
    return found
  }

  /// Reads a field; one that does not stand keeps its zero.
  @inlinable
  public mutating func field<T: FieldValue>(
    _ number: Int, _ name: StaticString, _ value: inout T, _ doc: StaticString
  ) throws(MessageError) {
    if let found = try find(number) { value = try read(found) }
  }

  /// Reads a field that may be missing.
  @inlinable
  public mutating func optional<T: FieldValue>(
    _ number: Int, _ name: StaticString, _ value: inout T?, _ doc: StaticString
  ) throws(MessageError) {
    if let found = try find(number) { value = .some(try read(found)) }
  }

  /// Reads a field as often as it stands.
  @inlinable
  public mutating func list<T: FieldValue>(
    _ number: Int, _ name: StaticString, _ value: inout [T], _ doc: StaticString
  ) throws(MessageError) {
    if rest != nil {
      for found in take(number) ?? [] { value.append(try read(found)) }
      return
    }
    while let next = ahead, next.number <= number {
      if next.number == number { value.append(try read(next)) } else { isPlain = false }
      try advance()
    }
  }

  @inlinable
  func read<T: FieldValue>(_ field: WireField) throws(MessageError) -> T {
    guard field.type == T.wireType else { throw MessageError(.wire(.wrongType(field: field.number))) }
    do throws(WireError) {
      return try T.read(field, in: bytes)
    } catch {
      throw MessageError(.wire(error))
    }
  }
}

/// Writes fields as the members of a JSON object.
struct JSONEncoding: FieldCoder {
  var members: [JSONValue.Member] = []

  mutating func field<T: FieldValue>(_ number: Int, _ name: StaticString, _ value: inout T, _ doc: StaticString) {
    members.append(.init("\(name)", value.json))
  }

  mutating func optional<T: FieldValue>(_ number: Int, _ name: StaticString, _ value: inout T?, _ doc: StaticString) {
    guard let value else { return }
    members.append(.init("\(name)", value.json))
  }

  mutating func list<T: FieldValue>(_ number: Int, _ name: StaticString, _ value: inout [T], _ doc: StaticString) {
    guard !value.isEmpty else { return }
    members.append(.init("\(name)", .array(value.map(\.json))))
  }
}

/// Reads fields from the members of a JSON object, and remembers which ones were asked for.
struct JSONDecoding: FieldCoder {
  private let members: [JSONValue.Member]
  private var known: Set<String> = []

  init(_ members: [JSONValue.Member]) { self.members = members }

  /// The first member that no field asked for.
  var unread: String? { members.first { !known.contains($0.name) }?.name }

  mutating func field<T: FieldValue>(
    _ number: Int, _ name: StaticString, _ value: inout T, _ doc: StaticString
  ) throws(MessageError) {
    guard let json = member(name) else {
      // A flag that is not set may be left out.
      if T.self == Bool.self { return }
      throw MessageError(.missing, at: "\(name)")
    }
    value = try read(json, name)
  }

  mutating func optional<T: FieldValue>(
    _ number: Int, _ name: StaticString, _ value: inout T?, _ doc: StaticString
  ) throws(MessageError) {
    guard let json = member(name), json != .null else { return }
    value = .some(try read(json, name))
  }

  mutating func list<T: FieldValue>(
    _ number: Int, _ name: StaticString, _ value: inout [T], _ doc: StaticString
  ) throws(MessageError) {
    guard let json = member(name), json != .null else { return }
    guard case .array(let elements) = json else {
      throw MessageError(.unexpected(expected: Text("một danh sách", "a list")), at: "\(name)")
    }
    for (index, element) in elements.enumerated() {
      do throws(MessageError) {
        value.append(try read(element, nil))
      } catch {
        throw error.within("[\(index)]").within("\(name)")
      }
    }
  }

  private mutating func member(_ name: StaticString) -> JSONValue? {
    known.insert("\(name)")
    return members.first { $0.name == "\(name)" }?.value
  }

  private func read<T: FieldValue>(_ json: JSONValue, _ name: StaticString?) throws(MessageError) -> T {
    do throws(MessageError) {
      if let message = T.self as? any Message.Type {
        // The cast back cannot fail: the existential was made from T.
        return try message.init(checking: json) as! T
      }
      guard let value = T(json: json) else { throw MessageError(.unexpected(expected: T.expected)) }
      return value
    } catch {
      guard let name else { throw error }
      throw error.within("\(name)")
    }
  }
}
