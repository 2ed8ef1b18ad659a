/// An inspection after recognition (kiểm tra, giám sát), with what it found.
public struct Inspected: EventPayload {
  public static var type: EventType { .inspected }
  public static let entry = CatalogueEntry(
    in: .product, Text("kiểm tra, giám sát", "inspected"),
    summary:
      "An inspection after recognition (kiểm tra, giám sát), with what it found.")

  /// The body that inspected.
  public var by: String
  /// What it found.
  public var finding: String?
  /// Whether the product conformed, where the minutes say so.
  public var conforms: Bool?
  /// The minutes or the conclusion, by number.
  public var document: String?

  /// An event with these fields.
  public init(by: String, finding: String? = nil, conforms: Bool? = nil, document: String? = nil) {
    self.by = by
    self.finding = finding
    self.conforms = conforms
    self.document = document
  }

  public init() { self.init(by: "") }

  public mutating func describe<C: FieldCoder>(_ coder: inout C) throws(MessageError) {
    try coder.field(1, "by", &by, "The body that inspected")
    try coder.optional(2, "finding", &finding, "What it found")
    try coder.optional(3, "conforms", &conforms, "Whether the product conformed")
    try coder.optional(4, "document", &document, "The minutes or the conclusion")
  }
}

/// A fine or another penalty for a breach.
public struct Penalised: EventPayload {
  public static var type: EventType { .penalised }
  public static let entry = CatalogueEntry(
    in: .product, Text("xử phạt", "penalised"),
    summary:
      "A fine or another penalty for a breach.")

  /// The body that imposed it.
  public var by: String
  /// For what.
  public var matter: String
  /// The fine in whole đồng.
  public var amount: Int64?
  /// The number of the decision.
  public var decision: String?

  /// An event with these fields.
  public init(by: String, matter: String, amount: Int64? = nil, decision: String? = nil) {
    self.by = by
    self.matter = matter
    self.amount = amount
    self.decision = decision
  }

  public init() { self.init(by: "", matter: "") }

  public mutating func describe<C: FieldCoder>(_ coder: inout C) throws(MessageError) {
    try coder.field(1, "by", &by, "The body that imposed it")
    try coder.field(2, "matter", &matter, "For what")
    try coder.optional(3, "amount", &amount, "Whole đồng")
    try coder.optional(4, "decision", &decision, "The number of the decision")
  }
}

/// The right to use the certification mark is suspended.
public struct MarkUseSuspended: EventPayload {
  public static var type: EventType { .markUseSuspended }
  public static let entry = CatalogueEntry(
    in: .product, Text("tạm dừng sử dụng nhãn hiệu", "use of the mark suspended"),
    summary:
      "The right to use the certification mark is suspended.")

  /// The body that suspended it.
  public var by: String
  /// The last day, where one is set.
  public var until: LegalDate?
  /// Why.
  public var matter: String?
  /// The number of the decision.
  public var decision: String?

  /// An event with these fields.
  public init(by: String, until: LegalDate? = nil, matter: String? = nil, decision: String? = nil) {
    self.by = by
    self.until = until
    self.matter = matter
    self.decision = decision
  }

  public init() { self.init(by: "") }

  public mutating func describe<C: FieldCoder>(_ coder: inout C) throws(MessageError) {
    try coder.field(1, "by", &by, "The body that suspended it")
    try coder.optional(2, "until", &until, "The last day")
    try coder.optional(3, "matter", &matter, "Why")
    try coder.optional(4, "decision", &decision, "The number of the decision")
  }
}

/// The right to use the certification mark is restored.
public struct MarkUseRestored: EventPayload {
  public static var type: EventType { .markUseRestored }
  public static let entry = CatalogueEntry(
    in: .product, Text("khôi phục sử dụng nhãn hiệu", "use of the mark restored"),
    summary:
      "The right to use the certification mark is restored.")

  /// The body that restored it.
  public var by: String
  /// The number of the decision.
  public var decision: String?

  /// An event with these fields.
  public init(by: String, decision: String? = nil) {
    self.by = by
    self.decision = decision
  }

  public init() { self.init(by: "") }

  public mutating func describe<C: FieldCoder>(_ coder: inout C) throws(MessageError) {
    try coder.field(1, "by", &by, "The body that restored it")
    try coder.optional(2, "decision", &decision, "The number of the decision")
  }
}
