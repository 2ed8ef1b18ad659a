/// A star band: from how many points a rank begins.
///
/// Decision 26/2026/QĐ-TTg Art. 3.3; earlier bands in Decisions 1048/QĐ-TTg and 148/QĐ-TTg.
public struct RuleBand: Message {
  /// The rank
  public var stars: Stars
  /// The least mean total
  public var from: RulePoints
  /// The mean total from which the next rank begins
  public var below: RulePoints?
  /// The band as the decision prints it
  public var printed: String?
  /// Where it is said
  public var source: String?

  /// A value with these fields.
  public init(stars: Stars, from: RulePoints, below: RulePoints? = nil, printed: String? = nil, source: String? = nil) {
    self.stars = stars
    self.from = from
    self.below = below
    self.printed = printed
    self.source = source
  }

  public init() { self.init(stars: .zero, from: .zero) }

  public mutating func describe<C: FieldCoder>(_ coder: inout C) throws(MessageError) {
    try coder.field(1, "stars", &stars, "The rank")
    try coder.field(2, "from", &from, "The least mean total")
    try coder.optional(3, "below", &below, "The mean total from which the next rank begins")
    try coder.optional(4, "printed", &printed, "The band as the decision prints it")
    try coder.optional(5, "source", &source, "Where it is said")
  }
}

/// Which level decides a star rank, and when.
public struct RuleAuthority: Message {
  /// The rank
  public var stars: Stars
  /// The level that decides it
  public var level: Level
  /// From this day on; missing: from the first
  public var from: LegalDate?
  /// To this day; missing: to the last
  public var until: LegalDate?
  /// Where it is said
  public var source: String?

  /// A value with these fields.
  public init(stars: Stars, level: Level, from: LegalDate? = nil, until: LegalDate? = nil, source: String? = nil) {
    self.stars = stars
    self.level = level
    self.from = from
    self.until = until
    self.source = source
  }

  public init() { self.init(stars: .zero, level: .zero) }

  public mutating func describe<C: FieldCoder>(_ coder: inout C) throws(MessageError) {
    try coder.field(1, "stars", &stars, "The rank")
    try coder.field(2, "level", &level, "The level that decides it")
    try coder.optional(3, "from", &from, "From this day on; missing: from the first")
    try coder.optional(4, "until", &until, "To this day; missing: to the last")
    try coder.optional(5, "source", &source, "Where it is said")
  }
}

/// Dossiers that go on under an earlier rulebook.
public struct RuleTransition: Message {
  /// The rulebook they go on under
  public var rulebook: RulebookID
  /// The kinds of application
  public var kinds: [ApplicationKind]
  /// Filed before this day
  public var filedBefore: LegalDate
  /// And decided by this day
  public var decidedUntil: LegalDate
  /// Where it is said
  public var source: String?

  /// A value with these fields.
  public init(
    rulebook: RulebookID,
    kinds: [ApplicationKind] = [],
    filedBefore: LegalDate,
    decidedUntil: LegalDate,
    source: String? = nil
  ) {
    self.rulebook = rulebook
    self.kinds = kinds
    self.filedBefore = filedBefore
    self.decidedUntil = decidedUntil
    self.source = source
  }

  public init() { self.init(rulebook: .zero, filedBefore: .zero, decidedUntil: .zero) }

  public mutating func describe<C: FieldCoder>(_ coder: inout C) throws(MessageError) {
    try coder.field(1, "rulebook", &rulebook, "The rulebook they go on under")
    try coder.list(2, "kinds", &kinds, "The kinds of application")
    try coder.field(3, "filedBefore", &filedBefore, "Filed before this day")
    try coder.field(4, "decidedUntil", &decidedUntil, "And decided by this day")
    try coder.optional(5, "source", &source, "Where it is said")
  }
}

/// Something that ends an evaluation without stars: a reason, never a 0.
public struct Knockout: Message {
  /// Its code on a sheet
  public var code: String
  /// What it is
  public var title: String
  /// Where it is said
  public var source: String?

  /// A value with these fields.
  public init(code: String, title: String, source: String? = nil) {
    self.code = code
    self.title = title
    self.source = source
  }

  public init() { self.init(code: "", title: "") }

  public mutating func describe<C: FieldCoder>(_ coder: inout C) throws(MessageError) {
    try coder.field(1, "code", &code, "Its code on a sheet")
    try coder.field(2, "title", &title, "What it is")
    try coder.optional(3, "source", &source, "Where it is said")
  }
}
