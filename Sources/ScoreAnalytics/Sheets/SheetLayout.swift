public import OCOP

/// What sheets have in common that are filled in alike: whose they are, under which rulebook and set, which criteria they
/// name in which order, and what ended the evaluation. Most councils fill in one form.
public struct SheetLayout: Message {
  /// The number of the council's level.
  public var level: UInt64 = 0
  /// Member or advisory team.
  public var kind = ScoreKind.council
  /// The criteria set.
  public var set = ""
  /// The rulebook under which the sheets were checked.
  public var rulebook: RulebookID?
  /// The criteria, as the sheets name them: `8/community` where one has lists.
  public var criteria: [String] = []
  /// The knock-outs found.
  public var knockouts: [String] = []

  /// An empty form.
  public init() {}

  /// The form of sheets with that head, before any criterion.
  init(_ head: SheetHeader) {
    (level, kind, set, rulebook) = (head.level, head.kind, head.set, head.rulebook)
  }

  public mutating func describe<C: FieldCoder>(_ coder: inout C) throws(MessageError) {
    try coder.field(1, "level", &level, "")
    try coder.field(2, "kind", &kind, "")
    try coder.field(3, "set", &set, "")
    try coder.optional(4, "rulebook", &rulebook, "")
    try coder.list(5, "criteria", &criteria, "")
    try coder.list(6, "knockouts", &knockouts, "")
  }
}
