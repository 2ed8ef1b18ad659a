/// A certificate or a recognition decision is withdrawn (thu hồi), as far as a source tells.
public struct RecognitionWithdrawn: EventPayload {
  public static var type: EventType { .recognitionWithdrawn }
  public static let entry = CatalogueEntry(
    in: .product, Text("thu hồi", "withdrawn"),
    summary:
      "A certificate or a recognition decision is withdrawn (thu hồi), as far as a source tells: what, why, from when.")

  /// What is withdrawn; missing: no source tells.
  public var thing: WithdrawnThing?
  /// Why; missing: no source tells.
  public var ground: EndingGround?
  /// Of a recognition decision: from when it no longer holds; missing: not said, and it is read as from the day of the act.
  public var effect: WithdrawalEffect?
  /// The first day without it, where the effect is from a day that is not the day of the act.
  public var from: LegalDate?
  /// Where the decision that is withdrawn is recorded; missing: the last one by that day.
  public var granted: Position?
  /// The level of the authority that withdraws.
  public var level: Level?
  /// The authority as printed.
  public var issuer: String?
  /// The number of its decision.
  public var decision: String?

  /// An event with these fields.
  public init(
    thing: WithdrawnThing? = nil, ground: EndingGround? = nil, effect: WithdrawalEffect? = nil,
    from: LegalDate? = nil, granted: Position? = nil, level: Level? = nil, issuer: String? = nil,
    decision: String? = nil
  ) {
    self.thing = thing
    self.ground = ground
    self.effect = effect
    self.from = from
    self.granted = granted
    self.level = level
    self.issuer = issuer
    self.decision = decision
  }

  /// All fields missing.
  public init() { self.init(thing: nil) }

  public mutating func describe<C: FieldCoder>(_ coder: inout C) throws(MessageError) {
    try coder.optional(1, "thing", &thing, "What is withdrawn; missing: no source tells")
    try coder.optional(2, "ground", &ground, "Why; missing: no source tells")
    try coder.optional(
      3, "effect", &effect, "Of a recognition decision: from when it no longer holds; missing: not said")
    try coder.optional(4, "from", &from, "The first day without it, where that is not the day of the act")
    try coder.optional(
      5, "granted", &granted, "Where the decision that is withdrawn is recorded; missing: the last one by that day")
    try coder.optional(6, "level", &level, "The level of the authority that withdraws")
    try coder.optional(7, "issuer", &issuer, "The authority as printed")
    try coder.optional(8, "decision", &decision, "The number of its decision")
  }
}
