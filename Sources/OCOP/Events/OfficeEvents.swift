/// The ledger begins.
public struct LedgerOpened: EventPayload {
  public static var type: EventType { .ledgerOpened }
  public static let entry = CatalogueEntry(
    in: .office, Text("mở sổ cái", "ledger opened"),
    summary:
      "The ledger begins.")

  /// Whose ledger it is.
  public var name: String
  /// The province it is for.
  public var province: AreaCode?

  /// An event with these fields.
  public init(name: String, province: AreaCode? = nil) {
    self.name = name
    self.province = province
  }

  public init() { self.init(name: "") }

  public mutating func describe<C: FieldCoder>(_ coder: inout C) throws(MessageError) {
    try coder.field(1, "name", &name, "Whose ledger it is")
    try coder.optional(2, "province", &province, "The province it is for")
  }
}

/// An award to collectives or persons. Persons stand by id or by number only, never by name.
public struct AwardGiven: EventPayload {
  public static var type: EventType { .awardGiven }
  public static let entry = CatalogueEntry(
    in: .office, Text("khen thưởng", "award given"),
    summary:
      "An award to collectives or persons. Persons stand by id or by number only, never by name.")

  /// Who receives it.
  public var recipientKind: RecipientKind
  /// The collective as printed, or a person id.
  public var recipient: String?
  /// How many recipients this entry stands for.
  public var count: UInt32
  /// The award.
  public var title: String
  /// Who gives it.
  public var awardedBy: String
  /// The number of the decision.
  public var decision: String?

  /// An event with these fields.
  public init(
    recipientKind: RecipientKind,
    recipient: String? = nil,
    count: UInt32,
    title: String,
    awardedBy: String,
    decision: String? = nil
  ) {
    self.recipientKind = recipientKind
    self.recipient = recipient
    self.count = count
    self.title = title
    self.awardedBy = awardedBy
    self.decision = decision
  }

  public init() { self.init(recipientKind: .zero, count: .zero, title: "", awardedBy: "") }

  public mutating func describe<C: FieldCoder>(_ coder: inout C) throws(MessageError) {
    try coder.field(1, "recipientKind", &recipientKind, "Who receives it")
    try coder.optional(2, "recipient", &recipient, "The collective as printed, or a person id")
    try coder.field(3, "count", &count, "How many recipients this entry stands for")
    try coder.field(4, "title", &title, "The award")
    try coder.field(5, "awardedBy", &awardedBy, "Who gives it")
    try coder.optional(6, "decision", &decision, "The number of the decision")
  }
}

/// A fair, exhibition or supermarket week.
public struct FairHeld: EventPayload {
  public static var type: EventType { .fairHeld }
  public static let entry = CatalogueEntry(
    in: .office, Text("hội chợ", "fair held"),
    summary:
      "A fair, exhibition or supermarket week.")

  /// Its name.
  public var name: String
  /// Where.
  public var scope: FairScope
  /// The unit, where it is in the province.
  public var place: Place?
  /// Who took part, where it is known.
  public var producers: [ProducerID]

  /// An event with these fields.
  public init(name: String, scope: FairScope, place: Place? = nil, producers: [ProducerID] = []) {
    self.name = name
    self.scope = scope
    self.place = place
    self.producers = producers
  }

  public init() { self.init(name: "", scope: .zero) }

  public mutating func describe<C: FieldCoder>(_ coder: inout C) throws(MessageError) {
    try coder.field(1, "name", &name, "Its name")
    try coder.field(2, "scope", &scope, "Where")
    try coder.optional(3, "place", &place, "The unit, where it is in the province")
    try coder.list(4, "producers", &producers, "Who took part, where it is known")
  }
}

/// A point that shows and sells OCOP products (điểm giới thiệu và bán) opens; QĐ 950/QĐ-BCT of 2023.
public struct SalesPointOpened: EventPayload {
  public static var type: EventType { .salesPointOpened }
  public static let entry = CatalogueEntry(
    in: .office, Text("mở điểm bán", "sales point opened"),
    summary:
      "A point that shows and sells OCOP products (điểm giới thiệu và bán) opens; QĐ 950/QĐ-BCT of 2023.")

  /// Its name.
  public var name: String
  /// Where it is.
  public var place: Place
  /// Who approved it.
  public var approvedBy: String?

  /// An event with these fields.
  public init(name: String, place: Place, approvedBy: String? = nil) {
    self.name = name
    self.place = place
    self.approvedBy = approvedBy
  }

  public init() { self.init(name: "", place: .zero) }

  public mutating func describe<C: FieldCoder>(_ coder: inout C) throws(MessageError) {
    try coder.field(1, "name", &name, "Its name")
    try coder.field(2, "place", &place, "Where it is")
    try coder.optional(3, "approvedBy", &approvedBy, "Who approved it")
  }
}

/// A sales point closes.
public struct SalesPointClosed: EventPayload {
  public static var type: EventType { .salesPointClosed }
  public static let entry = CatalogueEntry(
    in: .office, Text("đóng điểm bán", "sales point closed"),
    summary:
      "A sales point closes.")

  /// Its name.
  public var name: String
  /// Where it was.
  public var place: Place

  /// An event with these fields.
  public init(name: String, place: Place) {
    self.name = name
    self.place = place
  }

  public init() { self.init(name: "", place: .zero) }

  public mutating func describe<C: FieldCoder>(_ coder: inout C) throws(MessageError) {
    try coder.field(1, "name", &name, "Its name")
    try coder.field(2, "place", &place, "Where it was")
  }
}

/// A figure as somebody published it, beside what the ledger counts.
public struct FigureReported: EventPayload {
  public static var type: EventType { .figureReported }
  public static let entry = CatalogueEntry(
    in: .office, Text("số liệu công bố", "figure reported"),
    summary:
      "A figure as somebody published it, beside what the ledger counts.")

  /// What it is about: national, province:38, district:399.
  public var scope: String
  /// What is counted.
  public var metric: String
  /// The figure.
  public var value: Int64
  /// Its unit.
  public var unit: String?

  /// An event with these fields.
  public init(scope: String, metric: String, value: Int64, unit: String? = nil) {
    self.scope = scope
    self.metric = metric
    self.value = value
    self.unit = unit
  }

  public init() { self.init(scope: "", metric: "", value: .zero) }

  public mutating func describe<C: FieldCoder>(_ coder: inout C) throws(MessageError) {
    try coder.field(1, "scope", &scope, "What it is about: national, province:38, district:399")
    try coder.field(2, "metric", &metric, "What is counted")
    try coder.field(3, "value", &value, "The figure")
    try coder.optional(4, "unit", &unit, "Its unit")
  }
}
