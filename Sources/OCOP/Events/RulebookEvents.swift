/// A rulebook (bộ tiêu chí và quy trình) with its legal reference; old ratings keep their own for ever.
public struct RulebookAdopted: EventPayload {
  public static var type: EventType { .rulebookAdopted }
  public static let entry = CatalogueEntry(
    in: .rulebook, Text("ban hành bộ tiêu chí", "rulebook adopted"),
    summary:
      "A rulebook (bộ tiêu chí và quy trình) with its legal reference; old ratings keep their own for ever.")

  /// Its short name.
  public var id: RulebookID
  /// What it is.
  public var title: String
  /// The decision and its source.
  public var legalReference: String
  /// Its first day.
  public var inForceFrom: LegalDate
  /// Its last day.
  public var inForceUntil: LegalDate?
  /// The rulebook it changes.
  public var amends: RulebookID?
  /// How long a certificate holds.
  public var termMonths: UInt32
  /// Who decides which star.
  public var authorities: [StarAuthority]
  /// From how many points each star begins.
  public var bands: [StarBand]
  /// SHA-256 of the rulebook in full (a `Rulebook` message) kept as a blob, in hexadecimal digits.
  public var content: String?
  /// Which dossiers go on under another rulebook.
  public var transitions: [RuleTransition]
  /// What its procedure demands, as far as it is known; missing: records are held against none of it.
  public var law: RuleLaw?

  /// An event with these fields.
  public init(
    id: RulebookID,
    title: String,
    legalReference: String,
    inForceFrom: LegalDate,
    inForceUntil: LegalDate? = nil,
    amends: RulebookID? = nil,
    termMonths: UInt32,
    authorities: [StarAuthority] = [],
    bands: [StarBand] = [],
    content: String? = nil,
    transitions: [RuleTransition] = [],
    law: RuleLaw? = nil
  ) {
    self.id = id
    self.title = title
    self.legalReference = legalReference
    self.inForceFrom = inForceFrom
    self.inForceUntil = inForceUntil
    self.amends = amends
    self.termMonths = termMonths
    self.authorities = authorities
    self.bands = bands
    self.content = content
    self.transitions = transitions
    self.law = law
  }

  public init() { self.init(id: .zero, title: "", legalReference: "", inForceFrom: .zero, termMonths: .zero) }

  public mutating func describe<C: FieldCoder>(_ coder: inout C) throws(MessageError) {
    try coder.field(1, "id", &id, "Its short name")
    try coder.field(2, "title", &title, "What it is")
    try coder.field(3, "legalReference", &legalReference, "The decision and its source")
    try coder.field(4, "inForceFrom", &inForceFrom, "Its first day")
    try coder.optional(5, "inForceUntil", &inForceUntil, "Its last day")
    try coder.optional(6, "amends", &amends, "The rulebook it changes")
    try coder.field(7, "termMonths", &termMonths, "How long a certificate holds")
    try coder.list(8, "authorities", &authorities, "Who decides which star")
    try coder.list(9, "bands", &bands, "From how many points each star begins")
    try coder.optional(
      10, "content", &content,
      "SHA-256 of the rulebook in full (a Rulebook message) kept as a blob, in hexadecimal digits")
    try coder.list(11, "transitions", &transitions, "Which dossiers go on under another rulebook")
    try coder.optional(12, "law", &law, "What its procedure demands, as far as it is known")
  }
}

/// A rulebook ends earlier or later than was known: the event's day is its last.
public struct RulebookLapsed: EventPayload {
  public static var type: EventType { .rulebookLapsed }
  public static let entry = CatalogueEntry(
    in: .rulebook, Text("bộ tiêu chí hết hiệu lực", "rulebook lapsed"),
    summary:
      "A rulebook ends earlier or later than was known: the event's day is its last.")

  /// Its short name.
  public var id: RulebookID

  /// An event with these fields.
  public init(id: RulebookID) {
    self.id = id
  }

  public init() { self.init(id: .zero) }

  public mutating func describe<C: FieldCoder>(_ coder: inout C) throws(MessageError) {
    try coder.field(1, "id", &id, "Its short name")
  }
}
