/// A producer (chủ thể) is entered in the register.
public struct ProducerRegistered: EventPayload {
  public static var type: EventType { .producerRegistered }
  public static let entry = CatalogueEntry(
    in: .producer, Text("đăng ký chủ thể", "producer registered"),
    summary:
      "A producer (chủ thể) is entered in the register.")

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

  public init() { self.init(name: "") }

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
  public static var type: EventType { .producerRenamed }
  public static let entry = CatalogueEntry(
    in: .producer, Text("đổi tên chủ thể", "producer renamed"),
    summary:
      "A producer takes another name.")

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

/// A producer changes its legal form.
public struct ProducerFormChanged: EventPayload {
  public static var type: EventType { .producerFormChanged }
  public static let entry = CatalogueEntry(
    in: .producer, Text("đổi loại hình chủ thể", "legal form changed"),
    summary:
      "A producer changes its legal form.")

  /// The new form.
  public var form: LegalForm

  /// An event with these fields.
  public init(form: LegalForm) {
    self.form = form
  }

  public init() { self.init(form: .zero) }

  public mutating func describe<C: FieldCoder>(_ coder: inout C) throws(MessageError) {
    try coder.field(1, "form", &form, "The new form")
  }
}

/// A producer moves.
public struct ProducerMoved: EventPayload {
  public static var type: EventType { .producerMoved }
  public static let entry = CatalogueEntry(
    in: .producer, Text("chủ thể đổi địa chỉ", "producer moved"),
    summary:
      "A producer moves.")

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

/// A producer ends.
public struct ProducerClosed: EventPayload {
  public static var type: EventType { .producerClosed }
  public static let entry = CatalogueEntry(
    in: .producer, Text("chủ thể chấm dứt", "producer closed"),
    summary:
      "A producer ends.")

  /// Who goes on with its products.
  public var successor: ProducerID?

  /// An event with these fields.
  public init(successor: ProducerID? = nil) {
    self.successor = successor
  }

  public init() {
    successor = nil
  }

  public mutating func describe<C: FieldCoder>(_ coder: inout C) throws(MessageError) {
    try coder.optional(1, "successor", &successor, "Who goes on with its products")
  }
}
