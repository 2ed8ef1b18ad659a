/// First recognition (công nhận) of a product, or one after a gap.
public struct Recognised: EventPayload {
  public static var type: EventType { .recognised }
  public static let entry = CatalogueEntry(
    in: .product, Text("quyết định công nhận (kiểu cũ)", "stars granted (earlier type)"),
    summary:
      "First recognition (công nhận) of a product, or one after a gap.")

  /// What is granted.
  public var grant: Grant

  /// An event with these fields.
  public init(grant: Grant) {
    self.grant = grant
  }

  public init() { self.init(grant: .zero) }

  public mutating func describe<C: FieldCoder>(_ coder: inout C) throws(MessageError) {
    try coder.field(1, "grant", &grant, "What is granted")
  }
}

/// A product rises (nâng hạng): a new decision and a new term.
public struct Upgraded: EventPayload {
  public static var type: EventType { .upgraded }
  public static let entry = CatalogueEntry(
    in: .product, Text("quyết định công nhận (kiểu cũ)", "stars granted (earlier type)"),
    summary:
      "A product rises (nâng hạng): a new decision and a new term.")

  /// What is granted.
  public var grant: Grant
  /// What was held before.
  public var from: Stars

  /// An event with these fields.
  public init(grant: Grant, from: Stars) {
    self.grant = grant
    self.from = from
  }

  public init() { self.init(grant: .zero, from: .zero) }

  public mutating func describe<C: FieldCoder>(_ coder: inout C) throws(MessageError) {
    try coder.field(1, "grant", &grant, "What is granted")
    try coder.field(2, "from", &from, "What was held before")
  }
}

/// The same stars again (đánh giá lại, công nhận lại).
public struct Renewed: EventPayload {
  public static var type: EventType { .renewed }
  public static let entry = CatalogueEntry(
    in: .product, Text("quyết định công nhận (kiểu cũ)", "stars granted (earlier type)"),
    summary:
      "The same stars again (đánh giá lại, công nhận lại).")

  /// What is granted.
  public var grant: Grant

  /// An event with these fields.
  public init(grant: Grant) {
    self.grant = grant
  }

  public init() { self.init(grant: .zero) }

  public mutating func describe<C: FieldCoder>(_ coder: inout C) throws(MessageError) {
    try coder.field(1, "grant", &grant, "What is granted")
  }
}

/// A re-evaluation ends in fewer stars (xuống hạng).
public struct Lowered: EventPayload {
  public static var type: EventType { .lowered }
  public static let entry = CatalogueEntry(
    in: .product, Text("quyết định công nhận (kiểu cũ)", "stars granted (earlier type)"),
    summary:
      "A re-evaluation ends in fewer stars (xuống hạng).")

  /// What is granted.
  public var grant: Grant
  /// What was held before.
  public var from: Stars

  /// An event with these fields.
  public init(grant: Grant, from: Stars) {
    self.grant = grant
    self.from = from
  }

  public init() { self.init(grant: .zero, from: .zero) }

  public mutating func describe<C: FieldCoder>(_ coder: inout C) throws(MessageError) {
    try coder.field(1, "grant", &grant, "What is granted")
    try coder.field(2, "from", &from, "What was held before")
  }
}

/// A re-evaluation ends in no stars that are certified.
public struct ReevaluationFailed: EventPayload {
  public static var type: EventType { .reevaluationFailed }
  public static let entry = CatalogueEntry(
    in: .product, Text("đánh giá lại không đạt", "re-evaluation failed"),
    summary:
      "A re-evaluation ends in no stars that are certified.")

  /// Who decided.
  public var level: Level
  /// The number of the decision.
  public var decision: String?

  /// An event with these fields.
  public init(level: Level, decision: String? = nil) {
    self.level = level
    self.decision = decision
  }

  public init() { self.init(level: .zero) }

  public mutating func describe<C: FieldCoder>(_ coder: inout C) throws(MessageError) {
    try coder.field(1, "level", &level, "Who decided")
    try coder.optional(2, "decision", &decision, "The number of the decision")
  }
}

/// A certificate holds on beyond its term (QĐ 26/2026 Art. 12.3: at most 180 days).
public struct CertificateExtended: EventPayload {
  public static var type: EventType { .certificateExtended }
  public static let entry = CatalogueEntry(
    in: .product, Text("kéo dài hiệu lực giấy chứng nhận", "certificate extended"),
    summary:
      "A certificate holds on beyond its term (QĐ 26/2026 Art. 12.3: at most 180 days).")

  /// The last valid day now.
  public var until: LegalDate
  /// The clause.
  public var legalBasis: String

  /// An event with these fields.
  public init(until: LegalDate, legalBasis: String) {
    self.until = until
    self.legalBasis = legalBasis
  }

  public init() { self.init(until: .zero, legalBasis: "") }

  public mutating func describe<C: FieldCoder>(_ coder: inout C) throws(MessageError) {
    try coder.field(1, "until", &until, "The last valid day now")
    try coder.field(2, "legalBasis", &legalBasis, "The clause")
  }
}

/// The paper is handed over: later than the decision, and no decision itself.
public struct CertificateHandedOver: EventPayload {
  public static var type: EventType { .certificateHandedOver }
  public static let entry = CatalogueEntry(
    in: .product, Text("trao giấy chứng nhận", "certificate handed over"),
    summary:
      "The paper is handed over: later than the decision, and no decision itself.")

  /// Who handed it over.
  public var by: String?

  /// An event with these fields.
  public init(by: String? = nil) {
    self.by = by
  }

  public init() {
    by = nil
  }

  public mutating func describe<C: FieldCoder>(_ coder: inout C) throws(MessageError) {
    try coder.optional(1, "by", &by, "Who handed it over")
  }
}
