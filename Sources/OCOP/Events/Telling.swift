/// What a source tells of a field otherwise than the record says: two dates of one decision, two counts of one session. One is used, all
/// are kept.
public struct Telling: Message {
  /// What it holds, for the schema.
  public static let summary = "What a source tells of a field otherwise than the record says."

  /// The field, as events name it: `effectiveOn`, `grant.decision`.
  public var field: String
  /// What is told of it.
  public var value: String
  /// By whom.
  public var source: String?

  /// A telling with these fields.
  public init(field: String, value: String, source: String? = nil) {
    self.field = field
    self.value = value
    self.source = source
  }

  /// A telling as one writes it: the value, and in brackets behind it the source.
  public init(field: String, written text: String) {
    let text = normalized(text)
    guard let bracket = Self.bracket(of: text) else {
      self.init(field: field, value: text)
      return
    }
    self.init(
      field: field, value: normalized(String(text[..<bracket])),
      source: normalized(String(text[text.index(after: bracket)...].dropLast())))
  }

  /// Where the bracket opens that closes at the end of `text`; brackets may stand inside.
  private static func bracket(of text: String) -> String.Index? {
    guard text.hasSuffix(")") else { return nil }
    var depth = 0
    for index in text.indices.reversed() {
      if text[index] == ")" { depth += 1 }
      if text[index] == "(" { depth -= 1 }
      if depth == 0 { return index }
    }
    return nil
  }

  /// What is told, as a value of the field of an event of `type`; `nil`: there is no such field, or it is no value of it.
  public func reading(in type: EventType) -> JSONValue? {
    switch field {
    case "effectiveOn", "grounds.filedOn": LegalDate(written: value)?.json
    case let name where name.hasPrefix("grounds."):
      FieldReader.value(value, at: String(name.dropFirst("grounds.".count)), of: Grounds.self)
    default: FieldReader.value(value, at: field, of: type.payload)
    }
  }

  /// Whether what is told can be what `recorded` says: a day of the month that the other tells.
  public func agrees(with recorded: String) -> Bool {
    if let told = LegalDate(written: value), let said = LegalDate(recorded) { return told.mayBe(said) }
    return Spelling(value).exact == Spelling(recorded).exact
  }

  public init() { self.init(field: "", value: "") }

  public mutating func describe<C: FieldCoder>(_ coder: inout C) throws(MessageError) {
    try coder.field(1, "field", &field, "The field, as events name it")
    try coder.field(2, "value", &value, "What is told of it")
    try coder.optional(3, "source", &source, "By whom")
  }
}
