/// A unit of the administrative map exists from a day on; without a day: it existed already.
public struct AreaEstablished: EventPayload {
  public static var type: EventType { .areaEstablished }
  public static let entry = CatalogueEntry(
    in: .area, Text("lập đơn vị hành chính", "area established"),
    summary:
      "A unit of the administrative map exists from a day on; without a day: it existed already.")

  /// Its code.
  public var code: AreaCode
  /// Province, district or commune.
  public var level: AreaLevel
  /// Its name, without the kind.
  public var name: String
  /// Tỉnh, huyện, thị xã, thành phố, xã, phường, thị trấn.
  public var kind: String
  /// The unit it belongs to.
  public var parent: AreaCode?
  /// The act.
  public var legalBasis: String?
  /// Whether it is taken from a list that nobody compared with the act; missing: it is not.
  public var unchecked: Bool?

  /// An event with these fields.
  public init(
    code: AreaCode, level: AreaLevel, name: String, kind: String, parent: AreaCode? = nil, legalBasis: String? = nil,
    unchecked: Bool? = nil
  ) {
    self.code = code
    self.level = level
    self.name = name
    self.kind = kind
    self.parent = parent
    self.legalBasis = legalBasis
    self.unchecked = unchecked
  }

  public init() { self.init(code: .zero, level: .zero, name: "", kind: "") }

  public mutating func describe<C: FieldCoder>(_ coder: inout C) throws(MessageError) {
    try coder.field(1, "code", &code, "Its code")
    try coder.field(2, "level", &level, "Province, district or commune")
    try coder.field(3, "name", &name, "Its name, without the kind")
    try coder.field(4, "kind", &kind, "Tỉnh, huyện, thị xã, thành phố, xã, phường, thị trấn")
    try coder.optional(5, "parent", &parent, "The unit it belongs to")
    try coder.optional(6, "legalBasis", &legalBasis, "The act")
    try coder.optional(7, "unchecked", &unchecked, "Whether it is taken from a list that nobody compared with the act")
  }
}

/// A unit ends: the day named is the first without it.
public struct AreaAbolished: EventPayload {
  public static var type: EventType { .areaAbolished }
  public static let entry = CatalogueEntry(
    in: .area, Text("bỏ đơn vị hành chính", "area abolished"),
    summary:
      "A unit ends: the day named is the first without it.")

  /// The unit.
  public var unit: AreaRef
  /// The act.
  public var legalBasis: String?

  /// An event with these fields.
  public init(unit: AreaRef, legalBasis: String? = nil) {
    self.unit = unit
    self.legalBasis = legalBasis
  }

  public init() { self.init(unit: .zero) }

  public mutating func describe<C: FieldCoder>(_ coder: inout C) throws(MessageError) {
    try coder.field(1, "unit", &unit, "The unit")
    try coder.optional(2, "legalBasis", &legalBasis, "The act")
  }
}

/// What became of a unit, wholly or in part.
public struct AreaSucceeded: EventPayload {
  public static var type: EventType { .areaSucceeded }
  public static let entry = CatalogueEntry(
    in: .area, Text("đơn vị hành chính kế tiếp", "area succeeded"),
    summary:
      "What became of a unit, wholly or in part.")

  /// The unit that was.
  public var from: AreaRef
  /// The unit that is; missing: nothing at that level follows.
  public var to: AreaRef?
  /// How much of it went there.
  public var part: AreaPart
  /// The act.
  public var legalBasis: String?
  /// The clause of the act.
  public var clause: String?
  /// Whether it is taken from a list that nobody compared with the act; missing: it is not.
  public var unchecked: Bool?

  /// An event with these fields.
  public init(
    from: AreaRef, to: AreaRef? = nil, part: AreaPart, legalBasis: String? = nil, clause: String? = nil,
    unchecked: Bool? = nil
  ) {
    self.from = from
    self.to = to
    self.part = part
    self.legalBasis = legalBasis
    self.clause = clause
    self.unchecked = unchecked
  }

  public init() { self.init(from: .zero, part: .zero) }

  public mutating func describe<C: FieldCoder>(_ coder: inout C) throws(MessageError) {
    try coder.field(1, "from", &from, "The unit that was")
    try coder.optional(2, "to", &to, "The unit that is; missing: nothing at that level follows")
    try coder.field(3, "part", &part, "How much of it went there")
    try coder.optional(4, "legalBasis", &legalBasis, "The act")
    try coder.optional(5, "clause", &clause, "The clause of the act")
    try coder.optional(6, "unchecked", &unchecked, "Whether it is taken from a list that nobody compared with the act")
  }
}
