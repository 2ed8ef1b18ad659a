/// A complaint (khiếu nại) or a lawsuit (khởi kiện) about a product's recognition. Who complains stands by kind only, never by
/// name.
public struct DisputeOpened: EventPayload {
  public static var type: EventType { .disputeOpened }
  public static let entry = CatalogueEntry(
    in: .product, Text("khiếu nại, khởi kiện", "dispute opened"),
    summary:
      "A complaint (khiếu nại) or a lawsuit (khởi kiện) about a product's recognition. Who complains stands by kind only, never by name."
  )

  /// A complaint or a lawsuit.
  public var kind: DisputeKind
  /// What it is against: most often the number of a decision.
  public var against: String?
  /// The body that has to settle it.
  public var addressee: String?

  /// An event with these fields.
  public init(kind: DisputeKind, against: String? = nil, addressee: String? = nil) {
    self.kind = kind
    self.against = against
    self.addressee = addressee
  }

  public init() { self.init(kind: .zero) }

  public mutating func describe<C: FieldCoder>(_ coder: inout C) throws(MessageError) {
    try coder.field(1, "kind", &kind, "Complaint or lawsuit")
    try coder.optional(2, "against", &against, "What it is against")
    try coder.optional(3, "addressee", &addressee, "The body that has to settle it")
  }
}

/// How a complaint or a lawsuit ended.
public struct DisputeSettled: EventPayload {
  public static var type: EventType { .disputeSettled }
  public static let entry = CatalogueEntry(
    in: .product, Text("giải quyết khiếu nại, khởi kiện", "dispute settled"),
    summary:
      "How a complaint or a lawsuit ended.")

  /// A complaint or a lawsuit.
  public var kind: DisputeKind
  /// How it ended.
  public var outcome: DisputeOutcome
  /// The number of the decision or judgment.
  public var decision: String?
  /// In its words.
  public var text: String?

  /// An event with these fields.
  public init(kind: DisputeKind, outcome: DisputeOutcome, decision: String? = nil, text: String? = nil) {
    self.kind = kind
    self.outcome = outcome
    self.decision = decision
    self.text = text
  }

  public init() { self.init(kind: .zero, outcome: .zero) }

  public mutating func describe<C: FieldCoder>(_ coder: inout C) throws(MessageError) {
    try coder.field(1, "kind", &kind, "Complaint or lawsuit")
    try coder.field(2, "outcome", &outcome, "How it ended")
    try coder.optional(3, "decision", &decision, "The number of the decision or judgment")
    try coder.optional(4, "text", &text, "In its words")
  }
}
