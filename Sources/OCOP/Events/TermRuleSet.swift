/// The office's regulation says how the last valid day of a term is found.
public struct TermRuleSet: EventPayload {
  public static var type: EventType { .termRuleSet }
  public static let entry = CatalogueEntry(
    in: .office, Text("quy định cách tính thời hạn", "term rule set"),
    summary:
      "The office's regulation (quy chế) says how the last valid day of a term is found, for decisions from that day on."
  )

  /// The rule.
  public var rule: TermRule
  /// The regulation, as printed.
  public var regulation: String

  /// An event with these fields.
  public init(rule: TermRule, regulation: String) {
    self.rule = rule
    self.regulation = regulation
  }

  public init() { self.init(rule: .zero, regulation: "") }

  public mutating func describe<C: FieldCoder>(_ coder: inout C) throws(MessageError) {
    try coder.field(1, "rule", &rule, "The rule")
    try coder.field(2, "regulation", &regulation, "The regulation, as printed")
  }
}
