/// A producer (chủ thể) is entered in the register.
public struct ProducerRegistered: EventPayload {
  /// Its field number in a record, for ever.
  public static let number = 16
  /// What it records, for the schema.
  public static let summary = "A producer (chủ thể) is entered in the register."

  /// As printed.
  public var name: String
  /// Its legal form.
  public var form: LegalForm?
  /// Where it is.
  public var place: Place?
  /// Tax code, 10 or 10-3 digits.
  public var taxCode: String?
  /// Stands in for a producer whose name no source gives.
  public var placeholder: Bool

  /// An event with these fields.
  public init(
    name: String, form: LegalForm? = nil, place: Place? = nil, taxCode: String? = nil, placeholder: Bool = false
  ) {
    self.name = name
    self.form = form
    self.place = place
    self.taxCode = taxCode
    self.placeholder = placeholder
  }

  /// All fields zero.
  public init() { self.init(name: "") }

  /// Shows the fields.
  public mutating func describe<C: FieldCoder>(_ coder: inout C) throws(MessageError) {
    try coder.field(1, "name", &name, "As printed")
    try coder.optional(2, "form", &form, "Its legal form")
    try coder.optional(3, "place", &place, "Where it is")
    try coder.optional(4, "taxCode", &taxCode, "Tax code, 10 or 10-3 digits")
    try coder.field(5, "placeholder", &placeholder, "Stands in for a producer whose name no source gives")
  }
}

/// A producer takes another name.
public struct ProducerRenamed: EventPayload {
  /// Its field number in a record, for ever.
  public static let number = 17
  /// What it records, for the schema.
  public static let summary = "A producer takes another name."

  /// The new name.
  public var name: String

  /// An event with these fields.
  public init(name: String) {
    self.name = name
  }

  /// All fields zero.
  public init() { self.init(name: "") }

  /// Shows the fields.
  public mutating func describe<C: FieldCoder>(_ coder: inout C) throws(MessageError) {
    try coder.field(1, "name", &name, "The new name")
  }
}

/// A producer changes its legal form.
public struct ProducerFormChanged: EventPayload {
  /// Its field number in a record, for ever.
  public static let number = 18
  /// What it records, for the schema.
  public static let summary = "A producer changes its legal form."

  /// The new form.
  public var form: LegalForm

  /// An event with these fields.
  public init(form: LegalForm) {
    self.form = form
  }

  /// All fields zero.
  public init() { self.init(form: .zero) }

  /// Shows the fields.
  public mutating func describe<C: FieldCoder>(_ coder: inout C) throws(MessageError) {
    try coder.field(1, "form", &form, "The new form")
  }
}

/// A producer moves.
public struct ProducerMoved: EventPayload {
  /// Its field number in a record, for ever.
  public static let number = 19
  /// What it records, for the schema.
  public static let summary = "A producer moves."

  /// The new place.
  public var place: Place

  /// An event with these fields.
  public init(place: Place) {
    self.place = place
  }

  /// All fields zero.
  public init() { self.init(place: .zero) }

  /// Shows the fields.
  public mutating func describe<C: FieldCoder>(_ coder: inout C) throws(MessageError) {
    try coder.field(1, "place", &place, "The new place")
  }
}

/// A producer ends.
public struct ProducerClosed: EventPayload {
  /// Its field number in a record, for ever.
  public static let number = 20
  /// What it records, for the schema.
  public static let summary = "A producer ends."

  /// Who goes on with its products.
  public var successor: ProducerID?

  /// An event with these fields.
  public init(successor: ProducerID? = nil) {
    self.successor = successor
  }

  /// All fields zero.
  public init() {
    successor = nil
  }

  /// Shows the fields.
  public mutating func describe<C: FieldCoder>(_ coder: inout C) throws(MessageError) {
    try coder.optional(1, "successor", &successor, "Who goes on with its products")
  }
}

/// Goods of a producer reach an export market (thị trường xuất khẩu).
public struct ExportOpened: EventPayload {
  /// Its field number in a record, for ever.
  public static let number = 21
  /// What it records, for the schema.
  public static let summary = "Goods of a producer reach an export market (thị trường xuất khẩu)."

  /// The market.
  public var market: Market
  /// The product, where it is a registered one.
  public var product: ProductID?
  /// The goods as printed, where they are no registered product.
  public var goods: String?
  /// How they are sold there: supermarkets, distributor.
  public var channel: String?
  /// How many outlets the channel has.
  public var outlets: UInt32?
  /// The source gives one list of markets for several exporters.
  public var joint: Bool

  /// An event with these fields.
  public init(
    market: Market,
    product: ProductID? = nil,
    goods: String? = nil,
    channel: String? = nil,
    outlets: UInt32? = nil,
    joint: Bool = false
  ) {
    self.market = market
    self.product = product
    self.goods = goods
    self.channel = channel
    self.outlets = outlets
    self.joint = joint
  }

  /// All fields zero.
  public init() { self.init(market: .zero) }

  /// Shows the fields.
  public mutating func describe<C: FieldCoder>(_ coder: inout C) throws(MessageError) {
    try coder.field(1, "market", &market, "The market")
    try coder.optional(2, "product", &product, "The product, where it is a registered one")
    try coder.optional(3, "goods", &goods, "The goods as printed, where they are no registered product")
    try coder.optional(4, "channel", &channel, "How they are sold there: supermarkets, distributor")
    try coder.optional(5, "outlets", &outlets, "How many outlets the channel has")
    try coder.field(6, "joint", &joint, "The source gives one list of markets for several exporters")
  }
}

/// A later report of an open market: a channel and its outlets.
public struct ExportReported: EventPayload {
  /// Its field number in a record, for ever.
  public static let number = 22
  /// What it records, for the schema.
  public static let summary = "A later report of an open market: a channel and its outlets."

  /// The market.
  public var market: Market
  /// The product.
  public var product: ProductID?
  /// How the goods are sold.
  public var channel: String?
  /// How many outlets.
  public var outlets: UInt32?

  /// An event with these fields.
  public init(market: Market, product: ProductID? = nil, channel: String? = nil, outlets: UInt32? = nil) {
    self.market = market
    self.product = product
    self.channel = channel
    self.outlets = outlets
  }

  /// All fields zero.
  public init() { self.init(market: .zero) }

  /// Shows the fields.
  public mutating func describe<C: FieldCoder>(_ coder: inout C) throws(MessageError) {
    try coder.field(1, "market", &market, "The market")
    try coder.optional(2, "product", &product, "The product")
    try coder.optional(3, "channel", &channel, "How the goods are sold")
    try coder.optional(4, "outlets", &outlets, "How many outlets")
  }
}

/// Goods of a producer leave an export market.
public struct ExportClosed: EventPayload {
  /// Its field number in a record, for ever.
  public static let number = 23
  /// What it records, for the schema.
  public static let summary = "Goods of a producer leave an export market."

  /// The market.
  public var market: Market
  /// The product.
  public var product: ProductID?

  /// An event with these fields.
  public init(market: Market, product: ProductID? = nil) {
    self.market = market
    self.product = product
  }

  /// All fields zero.
  public init() { self.init(market: .zero) }

  /// Shows the fields.
  public mutating func describe<C: FieldCoder>(_ coder: inout C) throws(MessageError) {
    try coder.field(1, "market", &market, "The market")
    try coder.optional(2, "product", &product, "The product")
  }
}

/// A quality certificate (ISO, HACCP, VietGAP, …) with its own issuer and its own end.
public struct QualityCertificateGranted: EventPayload {
  /// Its field number in a record, for ever.
  public static let number = 24
  /// What it records, for the schema.
  public static let summary = "A quality certificate (ISO, HACCP, VietGAP, …) with its own issuer and its own end."

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

  /// All fields zero.
  public init() { self.init(standard: "") }

  /// Shows the fields.
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
  /// Its field number in a record, for ever.
  public static let number = 25
  /// What it records, for the schema.
  public static let summary = "A quality certificate ends before its time."

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

  /// All fields zero.
  public init() { self.init(standard: "") }

  /// Shows the fields.
  public mutating func describe<C: FieldCoder>(_ coder: inout C) throws(MessageError) {
    try coder.field(1, "standard", &standard, "The standard")
    try coder.optional(2, "number", &number, "The certificate's number")
    try coder.optional(3, "product", &product, "The product it covered")
  }
}

/// A producer and a buyer sign a supply agreement (bản ghi nhớ, hợp đồng).
public struct SupplyAgreementSigned: EventPayload {
  /// Its field number in a record, for ever.
  public static let number = 26
  /// What it records, for the schema.
  public static let summary = "A producer and a buyer sign a supply agreement (bản ghi nhớ, hợp đồng)."

  /// The buyer or distributor.
  public var counterparty: String
  /// Memorandum or contract.
  public var kind: AgreementKind
  /// The product.
  public var product: ProductID?
  /// Its last day.
  public var validUntil: LegalDate?

  /// An event with these fields.
  public init(counterparty: String, kind: AgreementKind, product: ProductID? = nil, validUntil: LegalDate? = nil) {
    self.counterparty = counterparty
    self.kind = kind
    self.product = product
    self.validUntil = validUntil
  }

  /// All fields zero.
  public init() { self.init(counterparty: "", kind: .zero) }

  /// Shows the fields.
  public mutating func describe<C: FieldCoder>(_ coder: inout C) throws(MessageError) {
    try coder.field(1, "counterparty", &counterparty, "The buyer or distributor")
    try coder.field(2, "kind", &kind, "Memorandum or contract")
    try coder.optional(3, "product", &product, "The product")
    try coder.optional(4, "validUntil", &validUntil, "Its last day")
  }
}

/// A supply agreement ends.
public struct SupplyAgreementEnded: EventPayload {
  /// Its field number in a record, for ever.
  public static let number = 27
  /// What it records, for the schema.
  public static let summary = "A supply agreement ends."

  /// The buyer or distributor.
  public var counterparty: String
  /// The product.
  public var product: ProductID?

  /// An event with these fields.
  public init(counterparty: String, product: ProductID? = nil) {
    self.counterparty = counterparty
    self.product = product
  }

  /// All fields zero.
  public init() { self.init(counterparty: "") }

  /// Shows the fields.
  public mutating func describe<C: FieldCoder>(_ coder: inout C) throws(MessageError) {
    try coder.field(1, "counterparty", &counterparty, "The buyer or distributor")
    try coder.optional(2, "product", &product, "The product")
  }
}

/// Support money (hỗ trợ) for a producer.
public struct SupportGranted: EventPayload {
  /// Its field number in a record, for ever.
  public static let number = 28
  /// What it records, for the schema.
  public static let summary = "Support money (hỗ trợ) for a producer."

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

  /// All fields zero.
  public init() { self.init(purpose: .zero) }

  /// Shows the fields.
  public mutating func describe<C: FieldCoder>(_ coder: inout C) throws(MessageError) {
    try coder.field(1, "purpose", &purpose, "What it is for")
    try coder.optional(2, "amount", &amount, "Whole đồng, where a source gives it")
    try coder.optional(3, "fundedBy", &fundedBy, "Which fund")
    try coder.optional(4, "product", &product, "The product")
  }
}

/// Intellectual property of a producer.
public struct PropertyRecorded: EventPayload {
  /// Its field number in a record, for ever.
  public static let number = 29
  /// What it records, for the schema.
  public static let summary = "Intellectual property of a producer."

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

  /// All fields zero.
  public init() { self.init(kind: .zero) }

  /// Shows the fields.
  public mutating func describe<C: FieldCoder>(_ coder: inout C) throws(MessageError) {
    try coder.field(1, "kind", &kind, "What kind")
    try coder.optional(2, "number", &number, "Its number")
    try coder.optional(3, "product", &product, "The product")
  }
}
