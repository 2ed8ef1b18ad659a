/// Reads a text as the value of one field of a message, by the field's own type.
struct FieldReader: FieldCoder {
  private let path: ArraySlice<Substring>
  private let text: String
  /// The value, as JSON has it; `nil`: there is no such field, or the text is no value of it.
  private(set) var value: JSONValue?

  /// Reads `text` for the field at `path`: `grant.decision`.
  static func value(_ text: String, at path: String, of message: any Message.Type) -> JSONValue? {
    var reader = FieldReader(path: path.split(separator: ".")[...], text: text)
    reader.look(into: message)
    return reader.value
  }

  private init(path: ArraySlice<Substring>, text: String) { (self.path, self.text) = (path, text) }

  private mutating func look<M: Message>(into type: M.Type) {
    var sample = M()
    do { try describeBySharedCode(&sample, to: &self) } catch { preconditionFailure("reading does not fail: \(error)") }
  }

  private mutating func look<T: FieldValue>(at type: T.Type, _ name: StaticString) {
    guard let first = path.first, first == "\(name)" else { return }
    if path.count == 1 {
      value = Self.read(text, as: type)?.json
    } else if type != LegalDate.self, let nested = type as? any Message.Type {
      var reader = FieldReader(path: path.dropFirst(), text: text)
      reader.look(into: nested)
      value = reader.value
    }
  }

  private static func read<T: FieldValue>(_ text: String, as type: T.Type) -> T? {
    if type == LegalDate.self { return LegalDate(written: text) as? T }
    if type == Bool.self { return ["true": true, "false": false][text] as? T }
    return T(json: .string(text)) ?? Int64(text).flatMap { T(json: .int($0)) }
  }

  mutating func field<T: FieldValue>(_ number: Int, _ name: StaticString, _ value: inout T, _ doc: StaticString) {
    look(at: T.self, name)
  }

  mutating func optional<T: FieldValue>(_ number: Int, _ name: StaticString, _ value: inout T?, _ doc: StaticString) {
    look(at: T.self, name)
  }

  mutating func list<T: FieldValue>(_ number: Int, _ name: StaticString, _ value: inout [T], _ doc: StaticString) {
    look(at: T.self, name)
  }
}
