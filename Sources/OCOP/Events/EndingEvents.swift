/// A certificate is revoked (thu hồi) for cause.
public struct Revoked: EventPayload {
  public static var type: EventType { .revoked }
  public static let entry = CatalogueEntry(
    in: .product, Text("thu hồi", "revoked"),
    summary:
      "A certificate is revoked (thu hồi) for cause.")

  /// The cause.
  public var ground: RevocationGround
  /// Who revoked.
  public var level: Level
  /// The number of the decision.
  public var decision: String?

  /// An event with these fields.
  public init(ground: RevocationGround, level: Level, decision: String? = nil) {
    self.ground = ground
    self.level = level
    self.decision = decision
  }

  public init() { self.init(ground: .zero, level: .zero) }

  public mutating func describe<C: FieldCoder>(_ coder: inout C) throws(MessageError) {
    try coder.field(1, "ground", &ground, "The cause")
    try coder.field(2, "level", &level, "Who revoked")
    try coder.optional(3, "decision", &decision, "The number of the decision")
  }
}

/// A product is taken off the list (đưa ra khỏi danh sách): an administrative clean-up.
public struct RemovedFromList: EventPayload {
  public static var type: EventType { .removedFromList }
  public static let entry = CatalogueEntry(
    in: .product, Text("đưa ra khỏi danh sách", "removed from the list"),
    summary:
      "A product is taken off the list (đưa ra khỏi danh sách): an administrative clean-up.")

  /// The number of the decision.
  public var decision: String?
  /// Why; missing: no source tells.
  public var ground: EndingGround?

  /// An event with these fields.
  public init(decision: String? = nil, ground: EndingGround? = nil) {
    self.decision = decision
    self.ground = ground
  }

  public init() {
    decision = nil
    ground = nil
  }

  public mutating func describe<C: FieldCoder>(_ coder: inout C) throws(MessageError) {
    try coder.optional(1, "decision", &decision, "The number of the decision")
    try coder.optional(2, "ground", &ground, "Why; missing: no source tells")
  }
}

/// A recognition decision is annulled (hủy quyết định) for a wrong procedure: it should never have been.
public struct Annulled: EventPayload {
  public static var type: EventType { .annulled }
  public static let entry = CatalogueEntry(
    in: .product, Text("hủy quyết định", "annulled"),
    summary:
      "A recognition decision is annulled (hủy quyết định) for a wrong procedure: it should never have been.")

  /// Where the annulled grant is recorded.
  public var granted: Position
  /// Who demanded it.
  public var level: Level
  /// The number of the decision.
  public var decision: String?

  /// An event with these fields.
  public init(granted: Position, level: Level, decision: String? = nil) {
    self.granted = granted
    self.level = level
    self.decision = decision
  }

  public init() { self.init(granted: .zero, level: .zero) }

  public mutating func describe<C: FieldCoder>(_ coder: inout C) throws(MessageError) {
    try coder.field(1, "granted", &granted, "Where the annulled grant is recorded")
    try coder.field(2, "level", &level, "Who demanded it")
    try coder.optional(3, "decision", &decision, "The number of the decision")
  }
}
