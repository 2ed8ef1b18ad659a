/// A quality certificate (ISO, HACCP, VietGAP, …) with its own issuer and its own end.
public struct QualityCertificateGranted: EventPayload {
  public static var type: EventType { .qualityCertificateGranted }
  public static let entry = CatalogueEntry(
    in: .producer, Text("cấp chứng nhận chất lượng", "quality certificate granted"),
    summary:
      "A quality certificate (ISO, HACCP, VietGAP, …) with its own issuer and its own end.")

  /// The standard.
  public var standard: String
  /// The certificate's number.
  public var number: String?
  /// Who issued it.
  public var issuer: String?
  /// The product it covers; missing: all of the producer's.
  public var product: ProductID?
  /// Its last valid day.
  public var validUntil: LegalDate?

  /// An event with these fields.
  public init(
    standard: String,
    number: String? = nil,
    issuer: String? = nil,
    product: ProductID? = nil,
    validUntil: LegalDate? = nil
  ) {
    self.standard = standard
    self.number = number
    self.issuer = issuer
    self.product = product
    self.validUntil = validUntil
  }

  public init() { self.init(standard: "") }

  public mutating func describe<C: FieldCoder>(_ coder: inout C) throws(MessageError) {
    try coder.field(1, "standard", &standard, "The standard")
    try coder.optional(2, "number", &number, "The certificate's number")
    try coder.optional(3, "issuer", &issuer, "Who issued it")
    try coder.optional(4, "product", &product, "The product it covers; missing: all of the producer's")
    try coder.optional(5, "validUntil", &validUntil, "Its last valid day")
  }
}

/// A quality certificate ends before its time.
public struct QualityCertificateEnded: EventPayload {
  public static var type: EventType { .qualityCertificateEnded }
  public static let entry = CatalogueEntry(
    in: .producer, Text("chứng nhận chất lượng chấm dứt", "quality certificate ended"),
    summary:
      "A quality certificate ends before its time.")

  /// The standard.
  public var standard: String
  /// The certificate's number.
  public var number: String?
  /// The product it covered.
  public var product: ProductID?

  /// An event with these fields.
  public init(standard: String, number: String? = nil, product: ProductID? = nil) {
    self.standard = standard
    self.number = number
    self.product = product
  }

  public init() { self.init(standard: "") }

  public mutating func describe<C: FieldCoder>(_ coder: inout C) throws(MessageError) {
    try coder.field(1, "standard", &standard, "The standard")
    try coder.optional(2, "number", &number, "The certificate's number")
    try coder.optional(3, "product", &product, "The product it covered")
  }
}

/// Support money (hỗ trợ) for a producer.
public struct SupportGranted: EventPayload {
  public static var type: EventType { .supportGranted }
  public static let entry = CatalogueEntry(
    in: .producer, Text("hỗ trợ", "support granted"),
    summary:
      "Support money (hỗ trợ) for a producer.")

  /// What it is for.
  public var purpose: SupportPurpose
  /// Whole đồng, where a source gives it.
  public var amount: Int64?
  /// Which fund.
  public var fundedBy: String?
  /// The product.
  public var product: ProductID?

  /// An event with these fields.
  public init(purpose: SupportPurpose, amount: Int64? = nil, fundedBy: String? = nil, product: ProductID? = nil) {
    self.purpose = purpose
    self.amount = amount
    self.fundedBy = fundedBy
    self.product = product
  }

  public init() { self.init(purpose: .zero) }

  public mutating func describe<C: FieldCoder>(_ coder: inout C) throws(MessageError) {
    try coder.field(1, "purpose", &purpose, "What it is for")
    try coder.optional(2, "amount", &amount, "Whole đồng, where a source gives it")
    try coder.optional(3, "fundedBy", &fundedBy, "Which fund")
    try coder.optional(4, "product", &product, "The product")
  }
}

/// Intellectual property of a producer.
public struct PropertyRecorded: EventPayload {
  public static var type: EventType { .propertyRecorded }
  public static let entry = CatalogueEntry(
    in: .producer, Text("ghi nhận sở hữu trí tuệ", "intellectual property recorded"),
    summary:
      "Intellectual property of a producer.")

  /// What kind.
  public var kind: PropertyKind
  /// Its number.
  public var number: String?
  /// The product.
  public var product: ProductID?

  /// An event with these fields.
  public init(kind: PropertyKind, number: String? = nil, product: ProductID? = nil) {
    self.kind = kind
    self.number = number
    self.product = product
  }

  public init() { self.init(kind: .zero) }

  public mutating func describe<C: FieldCoder>(_ coder: inout C) throws(MessageError) {
    try coder.field(1, "kind", &kind, "What kind")
    try coder.optional(2, "number", &number, "Its number")
    try coder.optional(3, "product", &product, "The product")
  }
}
