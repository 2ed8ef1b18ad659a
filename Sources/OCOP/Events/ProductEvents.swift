/// A product is entered in the register.
public struct ProductRegistered: EventPayload {
  public static var type: EventType { .productRegistered }
  public static let entry = CatalogueEntry(
    in: .product, Text("đăng ký sản phẩm", "product registered"),
    summary:
      "A product is entered in the register.")

  /// As printed.
  public var name: String
  /// Its producer.
  public var producer: ProducerID
  /// Its group, where it is known.
  public var group: ProductGroup?
  /// Where it is made.
  public var place: Place?
  /// Stands in for a product whose name no source gives.
  public var placeholder: Bool

  /// An event with these fields.
  public init(
    name: String, producer: ProducerID, group: ProductGroup? = nil, place: Place? = nil, placeholder: Bool = false
  ) {
    self.name = name
    self.producer = producer
    self.group = group
    self.place = place
    self.placeholder = placeholder
  }

  public init() { self.init(name: "", producer: .zero) }

  public mutating func describe<C: FieldCoder>(_ coder: inout C) throws(MessageError) {
    try coder.field(1, "name", &name, "As printed")
    try coder.field(2, "producer", &producer, "Its producer")
    try coder.optional(3, "group", &group, "Its group, where it is known")
    try coder.optional(4, "place", &place, "Where it is made")
    try coder.field(5, "placeholder", &placeholder, "Stands in for a product whose name no source gives")
  }
}

/// A product takes another name.
public struct ProductRenamed: EventPayload {
  public static var type: EventType { .productRenamed }
  public static let entry = CatalogueEntry(
    in: .product, Text("đổi tên sản phẩm", "product renamed"),
    summary:
      "A product takes another name.")

  /// The new name.
  public var name: String

  /// An event with these fields.
  public init(name: String) {
    self.name = name
  }

  public init() { self.init(name: "") }

  public mutating func describe<C: FieldCoder>(_ coder: inout C) throws(MessageError) {
    try coder.field(1, "name", &name, "The new name")
  }
}

/// A product passes to another producer.
public struct ProductTransferred: EventPayload {
  public static var type: EventType { .productTransferred }
  public static let entry = CatalogueEntry(
    in: .product, Text("chuyển chủ thể", "product transferred"),
    summary:
      "A product passes to another producer.")

  /// The new producer.
  public var producer: ProducerID

  /// An event with these fields.
  public init(producer: ProducerID) {
    self.producer = producer
  }

  public init() { self.init(producer: .zero) }

  public mutating func describe<C: FieldCoder>(_ coder: inout C) throws(MessageError) {
    try coder.field(1, "producer", &producer, "The new producer")
  }
}

/// A product is made elsewhere, or its place becomes known.
public struct ProductMoved: EventPayload {
  public static var type: EventType { .productMoved }
  public static let entry = CatalogueEntry(
    in: .product, Text("sản phẩm đổi địa bàn", "product moved"),
    summary:
      "A product is made elsewhere, or its place becomes known.")

  /// The new place.
  public var place: Place

  /// An event with these fields.
  public init(place: Place) {
    self.place = place
  }

  public init() { self.init(place: .zero) }

  public mutating func describe<C: FieldCoder>(_ coder: inout C) throws(MessageError) {
    try coder.field(1, "place", &place, "The new place")
  }
}

/// A product is counted in another group.
public struct ProductRegrouped: EventPayload {
  public static var type: EventType { .productRegrouped }
  public static let entry = CatalogueEntry(
    in: .product, Text("đổi nhóm sản phẩm", "product regrouped"),
    summary:
      "A product is counted in another group.")

  /// The new group.
  public var group: ProductGroup

  /// An event with these fields.
  public init(group: ProductGroup) {
    self.group = group
  }

  public init() { self.init(group: .zero) }

  public mutating func describe<C: FieldCoder>(_ coder: inout C) throws(MessageError) {
    try coder.field(1, "group", &group, "The new group")
  }
}

/// A product is given a code (mã sản phẩm); a code is not an identity.
public struct ProductCoded: EventPayload {
  public static var type: EventType { .productCoded }
  public static let entry = CatalogueEntry(
    in: .product, Text("cấp mã sản phẩm", "product coded"),
    summary:
      "A product is given a code (mã sản phẩm); a code is not an identity.")

  /// The code as printed.
  public var code: String

  /// An event with these fields.
  public init(code: String) {
    self.code = code
  }

  public init() { self.init(code: "") }

  public mutating func describe<C: FieldCoder>(_ coder: inout C) throws(MessageError) {
    try coder.field(1, "code", &code, "The code as printed")
  }
}

/// A product receives an award; an award is not a star.
public struct ProductAwarded: EventPayload {
  public static var type: EventType { .productAwarded }
  public static let entry = CatalogueEntry(
    in: .product, Text("sản phẩm được khen thưởng", "product awarded"),
    summary:
      "A product receives an award; an award is not a star.")

  /// The award.
  public var title: String
  /// Who gives it.
  public var awardedBy: String
  /// The number of the decision.
  public var decision: String?

  /// An event with these fields.
  public init(title: String, awardedBy: String, decision: String? = nil) {
    self.title = title
    self.awardedBy = awardedBy
    self.decision = decision
  }

  public init() { self.init(title: "", awardedBy: "") }

  public mutating func describe<C: FieldCoder>(_ coder: inout C) throws(MessageError) {
    try coder.field(1, "title", &title, "The award")
    try coder.field(2, "awardedBy", &awardedBy, "Who gives it")
    try coder.optional(3, "decision", &decision, "The number of the decision")
  }
}
