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
    guard text.hasSuffix(")"), let bracket = text.lastIndex(of: "(") else {
      self.init(field: field, value: text)
      return
    }
    self.init(
      field: field, value: normalized(String(text[..<bracket])),
      source: normalized(String(text[text.index(after: bracket)...].dropLast())))
  }

  /// All fields zero.
  public init() { self.init(field: "", value: "") }

  /// Shows the fields.
  public mutating func describe<C: FieldCoder>(_ coder: inout C) throws(MessageError) {
    try coder.field(1, "field", &field, "The field, as events name it")
    try coder.field(2, "value", &value, "What is told of it")
    try coder.optional(3, "source", &source, "By whom")
  }
}
