/// Collects the names of a message's fields; those of messages in it with their path: `grant.decision`.
struct FieldNames: FieldCoder {
  private(set) var names: [String] = []

  mutating func field<T: FieldValue>(_ number: Int, _ name: StaticString, _ value: inout T, _ doc: StaticString) {
    add(T.self, "\(name)")
  }

  mutating func optional<T: FieldValue>(_ number: Int, _ name: StaticString, _ value: inout T?, _ doc: StaticString) {
    add(T.self, "\(name)")
  }

  mutating func list<T: FieldValue>(_ number: Int, _ name: StaticString, _ value: inout [T], _ doc: StaticString) {
    names.append("\(name)")
  }

  private mutating func add<T: FieldValue>(_ type: T.Type, _ name: String) {
    // A date stands as one text.
    guard type != LegalDate.self, let message = type as? any Message.Type else { return names.append(name) }
    names += message.fieldNames.map { name + "." + $0 }
  }
}

extension Message {
  /// The names of the fields in their order; those of messages in it with their path: `grant.decision`.
  public static var fieldNames: [String] {
    var names = FieldNames()
    var sample = Self()
    do { try sample.describe(&names) } catch { preconditionFailure("describing does not fail: \(error)") }
    return names.names
  }
}
