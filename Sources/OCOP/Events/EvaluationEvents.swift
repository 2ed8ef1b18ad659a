/// A dossier (hồ sơ) is filed.
public struct DossierFiled: EventPayload {
  public static var type: EventType { .dossierFiled }
  public static let entry = CatalogueEntry(
    in: .product, Text("nộp hồ sơ", "dossier filed"),
    summary:
      "A dossier (hồ sơ) is filed.")

  /// First, upgrade or re-evaluation.
  public var kind: ApplicationKind
  /// Where it is filed.
  public var level: Level
  /// The number on the receipt.
  public var slip: String?

  /// An event with these fields.
  public init(kind: ApplicationKind, level: Level, slip: String? = nil) {
    self.kind = kind
    self.level = level
    self.slip = slip
  }

  public init() { self.init(kind: .zero, level: .zero) }

  public mutating func describe<C: FieldCoder>(_ coder: inout C) throws(MessageError) {
    try coder.field(1, "kind", &kind, "First, upgrade or re-evaluation")
    try coder.field(2, "level", &level, "Where it is filed")
    try coder.optional(3, "slip", &slip, "The number on the receipt")
  }
}

/// A council, a member or the advisory team scores a dossier.
public struct Evaluated: EventPayload {
  public static var type: EventType { .evaluated }
  public static let entry = CatalogueEntry(
    in: .product, Text("chấm điểm", "evaluated"),
    summary:
      "A council, a member or the advisory team scores a dossier.")

  /// Of the council.
  public var level: Level
  /// Whose score this is.
  public var kind: ScoreKind
  /// The session.
  public var session: SessionID?
  /// The exact mean, where points were given.
  public var total: Score?
  /// The rank the council proposes.
  public var stars: Stars?
  /// Criterion by criterion, where history left them.
  public var scores: [CriterionScore]
  /// The member's person id, never a name.
  public var evaluator: String?
  /// The criteria set in the rulebook: then the scores are a whole sheet, and were checked.
  public var set: String?
  /// What ends the evaluation without stars, by its codes in the rulebook.
  public var knockouts: [String]

  /// An event with these fields.
  public init(
    level: Level,
    kind: ScoreKind,
    session: SessionID? = nil,
    total: Score? = nil,
    stars: Stars? = nil,
    scores: [CriterionScore] = [],
    evaluator: String? = nil,
    set: String? = nil,
    knockouts: [String] = []
  ) {
    self.level = level
    self.kind = kind
    self.session = session
    self.total = total
    self.stars = stars
    self.scores = scores
    self.evaluator = evaluator
    self.set = set
    self.knockouts = knockouts
  }

  public init() { self.init(level: .zero, kind: .zero) }

  public mutating func describe<C: FieldCoder>(_ coder: inout C) throws(MessageError) {
    try coder.field(1, "level", &level, "Of the council")
    try coder.field(2, "kind", &kind, "Whose score this is")
    try coder.optional(3, "session", &session, "The session")
    try coder.optional(4, "total", &total, "The exact mean, where points were given")
    try coder.optional(5, "stars", &stars, "The rank the council proposes")
    try coder.list(6, "scores", &scores, "Criterion by criterion, where history left them")
    try coder.optional(7, "evaluator", &evaluator, "The member's person id, never a name")
    try coder.optional(
      8, "set", &set, "The criteria set in the rulebook: then the scores are a whole sheet, and were checked")
    try coder.list(9, "knockouts", &knockouts, "What ends the evaluation without stars, by its codes in the rulebook")
  }
}

/// A product is put forward to a higher level (đề xuất): proposed is not held.
public struct Proposed: EventPayload {
  public static var type: EventType { .proposed }
  public static let entry = CatalogueEntry(
    in: .product, Text("đề xuất", "proposed"),
    summary:
      "A product is put forward to a higher level (đề xuất): proposed is not held.")

  /// The rank asked for.
  public var stars: Stars
  /// The level asked.
  public var to: Level
  /// First, upgrade or re-evaluation.
  public var kind: ApplicationKind
  /// The proposing council's mean.
  public var total: Score?

  /// An event with these fields.
  public init(stars: Stars, to: Level, kind: ApplicationKind, total: Score? = nil) {
    self.stars = stars
    self.to = to
    self.kind = kind
    self.total = total
  }

  public init() { self.init(stars: .zero, to: .zero, kind: .zero) }

  public mutating func describe<C: FieldCoder>(_ coder: inout C) throws(MessageError) {
    try coder.field(1, "stars", &stars, "The rank asked for")
    try coder.field(2, "to", &to, "The level asked")
    try coder.field(3, "kind", &kind, "First, upgrade or re-evaluation")
    try coder.optional(4, "total", &total, "The proposing council's mean")
  }
}

/// The higher level does not grant what was proposed; what is held stays held.
public struct ProposalRefused: EventPayload {
  public static var type: EventType { .proposalRefused }
  public static let entry = CatalogueEntry(
    in: .product, Text("không chấp nhận đề xuất", "proposal refused"),
    summary:
      "The higher level does not grant what was proposed; what is held stays held.")

  /// The rank refused.
  public var stars: Stars
  /// Who refused.
  public var level: Level
  /// The mean there.
  public var total: Score?

  /// An event with these fields.
  public init(stars: Stars, level: Level, total: Score? = nil) {
    self.stars = stars
    self.level = level
    self.total = total
  }

  public init() { self.init(stars: .zero, level: .zero) }

  public mutating func describe<C: FieldCoder>(_ coder: inout C) throws(MessageError) {
    try coder.field(1, "stars", &stars, "The rank refused")
    try coder.field(2, "level", &level, "Who refused")
    try coder.optional(3, "total", &total, "The mean there")
  }
}

/// A proposal is taken back.
public struct ProposalWithdrawn: EventPayload {
  public static var type: EventType { .proposalWithdrawn }
  public static let entry = CatalogueEntry(
    in: .product, Text("rút đề xuất", "proposal withdrawn"),
    summary:
      "A proposal is taken back.")

  /// The rank that was asked for.
  public var stars: Stars

  /// An event with these fields.
  public init(stars: Stars) {
    self.stars = stars
  }

  public init() { self.init(stars: .zero) }

  public mutating func describe<C: FieldCoder>(_ coder: inout C) throws(MessageError) {
    try coder.field(1, "stars", &stars, "The rank that was asked for")
  }
}
