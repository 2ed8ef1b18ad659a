/// A producer (chủ thể) is entered in the register.
public struct ProducerRegistered: EventPayload {
  /// `producerRegistered`
  public static var type: EventType { .producerRegistered }
  /// What the catalogue says of it.
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
  /// `producerRenamed`
  public static var type: EventType { .producerRenamed }
  /// What the catalogue says of it.
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

  /// All fields zero.
  public init() { self.init(name: "") }

  /// Shows the fields.
  public mutating func describe<C: FieldCoder>(_ coder: inout C) throws(MessageError) {
    try coder.field(1, "name", &name, "The new name")
  }
}

/// A producer changes its legal form.
public struct ProducerFormChanged: EventPayload {
  /// `producerFormChanged`
  public static var type: EventType { .producerFormChanged }
  /// What the catalogue says of it.
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

  /// All fields zero.
  public init() { self.init(form: .zero) }

  /// Shows the fields.
  public mutating func describe<C: FieldCoder>(_ coder: inout C) throws(MessageError) {
    try coder.field(1, "form", &form, "The new form")
  }
}

/// A producer moves.
public struct ProducerMoved: EventPayload {
  /// `producerMoved`
  public static var type: EventType { .producerMoved }
  /// What the catalogue says of it.
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

  /// All fields zero.
  public init() { self.init(place: .zero) }

  /// Shows the fields.
  public mutating func describe<C: FieldCoder>(_ coder: inout C) throws(MessageError) {
    try coder.field(1, "place", &place, "The new place")
  }
}

/// A producer ends.
public struct ProducerClosed: EventPayload {
  /// `producerClosed`
  public static var type: EventType { .producerClosed }
  /// What the catalogue says of it.
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

  /// All fields zero.
  public init() {
    successor = nil
  }

  /// Shows the fields.
  public mutating func describe<C: FieldCoder>(_ coder: inout C) throws(MessageError) {
    try coder.optional(1, "successor", &successor, "Who goes on with its products")
  }
}
