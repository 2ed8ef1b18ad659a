/// A power is handed on to another level by a decision (ủy quyền, phân cấp): what that level does then is no breach.
public struct PowerDelegated: EventPayload {
  public static var type: EventType { .powerDelegated }
  public static let entry = CatalogueEntry(
    in: .rulebook, Text("ủy quyền, phân cấp", "power delegated"),
    summary:
      "A power is handed on to another level by a decision (ủy quyền, phân cấp): what that level does then is no breach."
  )

  /// The rulebook that gives the power.
  public var id: RulebookID
  /// What may be done.
  public var action: LegalAction
  /// About these stars.
  public var stars: [Stars]
  /// The level whose power it is.
  public var from: Level
  /// The level that has it then.
  public var to: Level
  /// Its last day; missing: not known to end.
  public var until: LegalDate?
  /// The decision that hands it on.
  public var decision: DecisionName?

  /// An event with these fields.
  public init(
    id: RulebookID, action: LegalAction, stars: [Stars], from: Level, to: Level, until: LegalDate? = nil,
    decision: DecisionName? = nil
  ) {
    self.id = id
    self.action = action
    self.stars = stars
    self.from = from
    self.to = to
    self.until = until
    self.decision = decision
  }

  public init() { self.init(id: .zero, action: .zero, stars: [], from: .zero, to: .zero) }

  public mutating func describe<C: FieldCoder>(_ coder: inout C) throws(MessageError) {
    try coder.field(1, "id", &id, "The rulebook that gives the power")
    try coder.field(2, "action", &action, "What may be done")
    try coder.list(3, "stars", &stars, "About these stars")
    try coder.field(4, "from", &from, "The level whose power it is")
    try coder.field(5, "to", &to, "The level that has it then")
    try coder.optional(6, "until", &until, "Its last day; missing: not known to end")
    try coder.optional(7, "decision", &decision, "The decision that hands it on")
  }
}
