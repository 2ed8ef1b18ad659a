/// Goods of a producer reach an export market (thị trường xuất khẩu).
public struct ExportOpened: EventPayload {
  public static var type: EventType { .exportOpened }
  public static let entry = CatalogueEntry(
    in: .producer, Text("bắt đầu xuất khẩu", "export opened"),
    summary:
      "Goods of a producer reach an export market (thị trường xuất khẩu).")

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

  public init() { self.init(market: .zero) }

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
  public static var type: EventType { .exportReported }
  public static let entry = CatalogueEntry(
    in: .producer, Text("báo cáo xuất khẩu", "export reported"),
    summary:
      "A later report of an open market: a channel and its outlets.")

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

  public init() { self.init(market: .zero) }

  public mutating func describe<C: FieldCoder>(_ coder: inout C) throws(MessageError) {
    try coder.field(1, "market", &market, "The market")
    try coder.optional(2, "product", &product, "The product")
    try coder.optional(3, "channel", &channel, "How the goods are sold")
    try coder.optional(4, "outlets", &outlets, "How many outlets")
  }
}

/// Goods of a producer leave an export market: the event's day is the last.
public struct ExportClosed: EventPayload {
  public static var type: EventType { .exportClosed }
  public static let entry = CatalogueEntry(
    in: .producer, Text("thôi xuất khẩu", "export closed"),
    summary:
      "Goods of a producer leave an export market.")

  /// The market.
  public var market: Market
  /// The product.
  public var product: ProductID?

  /// An event with these fields.
  public init(market: Market, product: ProductID? = nil) {
    self.market = market
    self.product = product
  }

  public init() { self.init(market: .zero) }

  public mutating func describe<C: FieldCoder>(_ coder: inout C) throws(MessageError) {
    try coder.field(1, "market", &market, "The market")
    try coder.optional(2, "product", &product, "The product")
  }
}

/// A producer and a buyer sign a supply agreement (bản ghi nhớ, hợp đồng).
public struct SupplyAgreementSigned: EventPayload {
  public static var type: EventType { .supplyAgreementSigned }
  public static let entry = CatalogueEntry(
    in: .producer, Text("ký thỏa thuận cung ứng", "supply agreement signed"),
    summary:
      "A producer and a buyer sign a supply agreement (bản ghi nhớ, hợp đồng).")

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

  public init() { self.init(counterparty: "", kind: .zero) }

  public mutating func describe<C: FieldCoder>(_ coder: inout C) throws(MessageError) {
    try coder.field(1, "counterparty", &counterparty, "The buyer or distributor")
    try coder.field(2, "kind", &kind, "Memorandum or contract")
    try coder.optional(3, "product", &product, "The product")
    try coder.optional(4, "validUntil", &validUntil, "Its last day")
  }
}

/// A supply agreement ends.
public struct SupplyAgreementEnded: EventPayload {
  public static var type: EventType { .supplyAgreementEnded }
  public static let entry = CatalogueEntry(
    in: .producer, Text("thỏa thuận cung ứng chấm dứt", "supply agreement ended"),
    summary:
      "A supply agreement ends.")

  /// The buyer or distributor.
  public var counterparty: String
  /// The product.
  public var product: ProductID?

  /// An event with these fields.
  public init(counterparty: String, product: ProductID? = nil) {
    self.counterparty = counterparty
    self.product = product
  }

  public init() { self.init(counterparty: "") }

  public mutating func describe<C: FieldCoder>(_ coder: inout C) throws(MessageError) {
    try coder.field(1, "counterparty", &counterparty, "The buyer or distributor")
    try coder.optional(2, "product", &product, "The product")
  }
}
