/// Stars by a recognition decision (quyết định công nhận). Whether that was a first recognition, an upgrade, a renewal or a
/// lowering follows from the product's timeline (``GrantAct``).
public struct Granted: EventPayload {
  public static var type: EventType { .granted }
  public static let entry = CatalogueEntry(
    in: .product, Text("quyết định công nhận", "stars granted"),
    summary:
      "Stars by a recognition decision (quyết định công nhận); what the decision was follows from the product's timeline."
  )

  /// What is granted.
  public var grant: Grant
  /// The first valid day, where it is another than that of the decision: a renewal that begins where the old term ends.
  public var validFrom: LegalDate?
  /// What the source calls the act, in its own word.
  public var word: String?
  /// The row of the decision's list.
  public var row: UInt32?

  /// An event with these fields.
  public init(grant: Grant, validFrom: LegalDate? = nil, word: String? = nil, row: UInt32? = nil) {
    self.grant = grant
    self.validFrom = validFrom
    self.word = word
    self.row = row
  }

  public init() { self.init(grant: .zero) }

  public mutating func describe<C: FieldCoder>(_ coder: inout C) throws(MessageError) {
    try coder.field(1, "grant", &grant, "What is granted")
    try coder.optional(
      2, "validFrom", &validFrom, "The first valid day, where it is another than that of the decision")
    try coder.optional(3, "word", &word, "What the source calls the act, in its own word")
    try coder.optional(4, "row", &row, "The row of the decision's list")
  }
}
