internal import Wire

/// Writes fields to the wire.
struct MessageEncoder: FieldCoder {
  var writer = WireWriter()

  mutating func field<T: FieldValue>(_ number: Int, _ name: StaticString, _ value: inout T, _ doc: StaticString) {
    guard !T.omitsZero || value != T.zero else { return }
    value.write(number, to: &writer)
  }

  mutating func optional<T: FieldValue>(_ number: Int, _ name: StaticString, _ value: inout T?, _ doc: StaticString) {
    value?.write(number, to: &writer)
  }

  mutating func list<T: FieldValue>(_ number: Int, _ name: StaticString, _ value: inout [T], _ doc: StaticString) {
    for element in value { element.write(number, to: &writer) }
  }
}

/// Reads fields from the wire. The bytes are borrowed for the length of one call of `Message.init(wire:)`.
struct MessageDecoder: FieldCoder {
  private let bytes: UnsafeRawBufferPointer
  private let fields: [WireField]

  init(_ bytes: UnsafeRawBufferPointer, fields: [WireField]) {
    self.bytes = bytes
    self.fields = fields
  }

  mutating func field<T: FieldValue>(
    _ number: Int, _ name: StaticString, _ value: inout T, _ doc: StaticString
  ) throws(MessageError) {
    // Of a field that stands twice, the last one counts (proto3).
    if let found = fields.last(where: { $0.number == number }) { value = try read(found) }
  }

  mutating func optional<T: FieldValue>(
    _ number: Int, _ name: StaticString, _ value: inout T?, _ doc: StaticString
  ) throws(MessageError) {
    if let found = fields.last(where: { $0.number == number }) { value = .some(try read(found)) }
  }

  mutating func list<T: FieldValue>(
    _ number: Int, _ name: StaticString, _ value: inout [T], _ doc: StaticString
  ) throws(MessageError) {
    for found in fields where found.number == number { value.append(try read(found)) }
  }

  private func read<T: FieldValue>(_ field: WireField) throws(MessageError) -> T {
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
