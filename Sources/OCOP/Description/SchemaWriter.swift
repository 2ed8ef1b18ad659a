/// Collects the fields of messages as lines of a `.proto` file.
struct SchemaWriter: FieldCoder {
  private(set) var messages: [(name: String, body: String)] = []
  private var lines: [String] = []

  /// Adds the message `type`, after those it is made of.
  mutating func add<M: Message>(_ type: M.Type, doc: String) {
    guard !messages.contains(where: { $0.name == M.protoType }) else { return }
    let outer = lines
    lines = []
    var sample = M()
    do { try describeBySharedCode(&sample, to: &self) } catch {
      preconditionFailure("describing does not fail: \(error)")
    }
    let comment = doc.isEmpty ? "" : "// \(doc)\n"
    messages.append((M.protoType, comment + "message \(M.protoType) {\n" + lines.joined() + "}\n"))
    lines = outer
  }

  mutating func field<T: FieldValue>(_ number: Int, _ name: StaticString, _ value: inout T, _ doc: StaticString) {
    line(T.self, "", number, name, doc)
  }

  mutating func optional<T: FieldValue>(_ number: Int, _ name: StaticString, _ value: inout T?, _ doc: StaticString) {
    line(T.self, "optional ", number, name, doc)
  }

  mutating func list<T: FieldValue>(_ number: Int, _ name: StaticString, _ value: inout [T], _ doc: StaticString) {
    line(T.self, "repeated ", number, name, doc)
  }

  private mutating func line<T: FieldValue>(
    _ type: T.Type, _ label: String, _ number: Int, _ name: StaticString, _ doc: StaticString
  ) {
    if let message = T.self as? any Message.Type { add(message, doc: "") }
    if let vocabulary = T.self as? any Vocabulary.Type { add(vocabulary) }
    let comment = doc.utf8CodeUnitCount == 0 ? "" : "  // \(doc)\n"
    lines.append("\(comment)  \(label)\(T.protoType) \(Self.snake("\(name)")) = \(number);\n")
  }

  private mutating func add<V: Vocabulary>(_ type: V.Type) {
    guard !messages.contains(where: { $0.name == V.protoType }) else { return }
    let prefix = Self.snake(V.protoType).uppercased()
    var body = "enum \(V.protoType) {\n  \(prefix)_UNSPECIFIED = 0;\n"
    for value in V.allCases {
      body += "  \(prefix)_\(Self.snake(value.rawValue).uppercased()) = \(value.wireInteger);  // \(value.name(.vi))\n"
    }
    messages.append((V.protoType, body + "}\n"))
  }

  /// `validUntil` → `valid_until`
  static func snake(_ name: String) -> String {
    var snake = ""
    for (index, character) in name.enumerated() {
      if character.isUppercase && index > 0 { snake += "_" }
      snake += character.lowercased()
    }
    return snake
  }
}
