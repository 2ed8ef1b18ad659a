/// A decision as a thing of its own: the event's day is its date; what it cites stands in the record's grounds.
public struct DecisionRecorded: EventPayload {
  public static var type: EventType { .decisionRecorded }
  public static let entry = CatalogueEntry(
    in: .office, Text("ghi nhận quyết định", "decision recorded"),
    summary:
      "A decision as a thing of its own: the event's day is its date; what it cites stands in the record's grounds.")

  /// The authority as printed.
  public var issuer: String
  /// Its number.
  public var number: String
  /// What it is about (trích yếu).
  public var title: String?
  /// How many products its list has.
  public var products: UInt32?
  /// The SHA-256 of its file, in hexadecimal digits.
  public var file: String?

  /// An event with these fields.
  public init(issuer: String, number: String, title: String? = nil, products: UInt32? = nil, file: String? = nil) {
    self.issuer = issuer
    self.number = number
    self.title = title
    self.products = products
    self.file = file
  }

  public init() { self.init(issuer: "", number: "") }

  public mutating func describe<C: FieldCoder>(_ coder: inout C) throws(MessageError) {
    try coder.field(1, "issuer", &issuer, "The authority as printed")
    try coder.field(2, "number", &number, "Its number")
    try coder.optional(3, "title", &title, "What it is about")
    try coder.optional(4, "products", &products, "How many products it lists")
    try coder.optional(5, "file", &file, "The SHA-256 of its file")
  }
}

/// A decision is amended, corrected by its issuer, replaced or withdrawn by another paper: the event's day is that paper's
/// date.
public struct DecisionChanged: EventPayload {
  public static var type: EventType { .decisionChanged }
  public static let entry = CatalogueEntry(
    in: .office, Text("quyết định bị sửa đổi", "decision changed"),
    summary:
      "A decision is amended, corrected by its issuer, replaced or withdrawn by another paper: the event's day is that paper's date."
  )

  /// The decision that is changed.
  public var decision: DecisionName
  /// What is done to it.
  public var change: DecisionChange
  /// The number of the paper that does it: a decision, or a công văn.
  public var by: String?
  /// Who issued that paper.
  public var issuer: String?
  /// The rows of its list; none: all.
  public var rows: [UInt32]
  /// The products that it is about; none: all.
  public var products: [ProductID]
  /// From when, where the paper says so.
  public var effect: WithdrawalEffect?
  /// What it now says.
  public var text: String?

  /// An event with these fields.
  public init(
    decision: DecisionName, change: DecisionChange, by: String? = nil, issuer: String? = nil, rows: [UInt32] = [],
    products: [ProductID] = [], effect: WithdrawalEffect? = nil, text: String? = nil
  ) {
    self.decision = decision
    self.change = change
    self.by = by
    self.issuer = issuer
    self.rows = rows
    self.products = products
    self.effect = effect
    self.text = text
  }

  public init() { self.init(decision: DecisionName(), change: .zero) }

  public mutating func describe<C: FieldCoder>(_ coder: inout C) throws(MessageError) {
    try coder.field(1, "decision", &decision, "The decision that is changed")
    try coder.field(2, "change", &change, "What is done to it")
    try coder.optional(3, "by", &by, "The number of the paper that does it")
    try coder.optional(4, "issuer", &issuer, "Who issued that paper")
    try coder.list(5, "rows", &rows, "The rows of its list")
    try coder.list(6, "products", &products, "The products")
    try coder.optional(7, "effect", &effect, "From when")
    try coder.optional(8, "text", &text, "What it now says")
  }
}
