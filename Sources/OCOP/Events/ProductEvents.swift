/// A product is entered in the register.
public struct ProductRegistered: EventPayload {
  /// Its field number in a record, for ever.
  public static let number = 40
  /// What it records, for the schema.
  public static let summary = "A product is entered in the register."

  /// As printed.
  public var name: String
  /// Its producer.
  public var producer: ProducerID
  /// Its group, where it is known.
  public var group: ProductGroup?
  /// Where it is made.
  public var place: Place?
  /// Stands in for a product whose name no source gives.
  public var placeholder: Bool

  /// An event with these fields.
  public init(
    name: String, producer: ProducerID, group: ProductGroup? = nil, place: Place? = nil, placeholder: Bool = false
  ) {
    self.name = name
    self.producer = producer
    self.group = group
    self.place = place
    self.placeholder = placeholder
  }

  /// All fields zero.
  public init() { self.init(name: "", producer: .zero) }

  /// Shows the fields.
  public mutating func describe<C: FieldCoder>(_ coder: inout C) throws(MessageError) {
    try coder.field(1, "name", &name, "As printed")
    try coder.field(2, "producer", &producer, "Its producer")
    try coder.optional(3, "group", &group, "Its group, where it is known")
    try coder.optional(4, "place", &place, "Where it is made")
    try coder.field(5, "placeholder", &placeholder, "Stands in for a product whose name no source gives")
  }
}

/// A product takes another name.
public struct ProductRenamed: EventPayload {
  /// Its field number in a record, for ever.
  public static let number = 41
  /// What it records, for the schema.
  public static let summary = "A product takes another name."

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

/// A product passes to another producer.
public struct ProductTransferred: EventPayload {
  /// Its field number in a record, for ever.
  public static let number = 42
  /// What it records, for the schema.
  public static let summary = "A product passes to another producer."

  /// The new producer.
  public var producer: ProducerID

  /// An event with these fields.
  public init(producer: ProducerID) {
    self.producer = producer
  }

  /// All fields zero.
  public init() { self.init(producer: .zero) }

  /// Shows the fields.
  public mutating func describe<C: FieldCoder>(_ coder: inout C) throws(MessageError) {
    try coder.field(1, "producer", &producer, "The new producer")
  }
}

/// A product is made elsewhere, or its place becomes known.
public struct ProductMoved: EventPayload {
  /// Its field number in a record, for ever.
  public static let number = 43
  /// What it records, for the schema.
  public static let summary = "A product is made elsewhere, or its place becomes known."

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

/// A product is counted in another group.
public struct ProductRegrouped: EventPayload {
  /// Its field number in a record, for ever.
  public static let number = 44
  /// What it records, for the schema.
  public static let summary = "A product is counted in another group."

  /// The new group.
  public var group: ProductGroup

  /// An event with these fields.
  public init(group: ProductGroup) {
    self.group = group
  }

  /// All fields zero.
  public init() { self.init(group: .zero) }

  /// Shows the fields.
  public mutating func describe<C: FieldCoder>(_ coder: inout C) throws(MessageError) {
    try coder.field(1, "group", &group, "The new group")
  }
}

/// A product is given a code (mã sản phẩm); a code is not an identity.
public struct ProductCoded: EventPayload {
  /// Its field number in a record, for ever.
  public static let number = 45
  /// What it records, for the schema.
  public static let summary = "A product is given a code (mã sản phẩm); a code is not an identity."

  /// The code as printed.
  public var code: String

  /// An event with these fields.
  public init(code: String) {
    self.code = code
  }

  /// All fields zero.
  public init() { self.init(code: "") }

  /// Shows the fields.
  public mutating func describe<C: FieldCoder>(_ coder: inout C) throws(MessageError) {
    try coder.field(1, "code", &code, "The code as printed")
  }
}

/// A dossier (hồ sơ) is filed.
public struct DossierFiled: EventPayload {
  /// Its field number in a record, for ever.
  public static let number = 46
  /// What it records, for the schema.
  public static let summary = "A dossier (hồ sơ) is filed."

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

  /// All fields zero.
  public init() { self.init(kind: .zero, level: .zero) }

  /// Shows the fields.
  public mutating func describe<C: FieldCoder>(_ coder: inout C) throws(MessageError) {
    try coder.field(1, "kind", &kind, "First, upgrade or re-evaluation")
    try coder.field(2, "level", &level, "Where it is filed")
    try coder.optional(3, "slip", &slip, "The number on the receipt")
  }
}

/// A council, a member or the advisory team scores a dossier.
public struct Evaluated: EventPayload {
  /// Its field number in a record, for ever.
  public static let number = 47
  /// What it records, for the schema.
  public static let summary = "A council, a member or the advisory team scores a dossier."

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

  /// An event with these fields.
  public init(
    level: Level,
    kind: ScoreKind,
    session: SessionID? = nil,
    total: Score? = nil,
    stars: Stars? = nil,
    scores: [CriterionScore] = [],
    evaluator: String? = nil
  ) {
    self.level = level
    self.kind = kind
    self.session = session
    self.total = total
    self.stars = stars
    self.scores = scores
    self.evaluator = evaluator
  }

  /// All fields zero.
  public init() { self.init(level: .zero, kind: .zero) }

  /// Shows the fields.
  public mutating func describe<C: FieldCoder>(_ coder: inout C) throws(MessageError) {
    try coder.field(1, "level", &level, "Of the council")
    try coder.field(2, "kind", &kind, "Whose score this is")
    try coder.optional(3, "session", &session, "The session")
    try coder.optional(4, "total", &total, "The exact mean, where points were given")
    try coder.optional(5, "stars", &stars, "The rank the council proposes")
    try coder.list(6, "scores", &scores, "Criterion by criterion, where history left them")
    try coder.optional(7, "evaluator", &evaluator, "The member's person id, never a name")
  }
}

/// A product is put forward to a higher level (đề xuất): proposed is not held.
public struct Proposed: EventPayload {
  /// Its field number in a record, for ever.
  public static let number = 48
  /// What it records, for the schema.
  public static let summary = "A product is put forward to a higher level (đề xuất): proposed is not held."

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

  /// All fields zero.
  public init() { self.init(stars: .zero, to: .zero, kind: .zero) }

  /// Shows the fields.
  public mutating func describe<C: FieldCoder>(_ coder: inout C) throws(MessageError) {
    try coder.field(1, "stars", &stars, "The rank asked for")
    try coder.field(2, "to", &to, "The level asked")
    try coder.field(3, "kind", &kind, "First, upgrade or re-evaluation")
    try coder.optional(4, "total", &total, "The proposing council's mean")
  }
}

/// The higher level does not grant what was proposed; what is held stays held.
public struct ProposalRefused: EventPayload {
  /// Its field number in a record, for ever.
  public static let number = 49
  /// What it records, for the schema.
  public static let summary = "The higher level does not grant what was proposed; what is held stays held."

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

  /// All fields zero.
  public init() { self.init(stars: .zero, level: .zero) }

  /// Shows the fields.
  public mutating func describe<C: FieldCoder>(_ coder: inout C) throws(MessageError) {
    try coder.field(1, "stars", &stars, "The rank refused")
    try coder.field(2, "level", &level, "Who refused")
    try coder.optional(3, "total", &total, "The mean there")
  }
}

/// A proposal is taken back.
public struct ProposalWithdrawn: EventPayload {
  /// Its field number in a record, for ever.
  public static let number = 50
  /// What it records, for the schema.
  public static let summary = "A proposal is taken back."

  /// The rank that was asked for.
  public var stars: Stars

  /// An event with these fields.
  public init(stars: Stars) {
    self.stars = stars
  }

  /// All fields zero.
  public init() { self.init(stars: .zero) }

  /// Shows the fields.
  public mutating func describe<C: FieldCoder>(_ coder: inout C) throws(MessageError) {
    try coder.field(1, "stars", &stars, "The rank that was asked for")
  }
}

/// First recognition (công nhận) of a product, or one after a gap.
public struct Recognised: EventPayload {
  /// Its field number in a record, for ever.
  public static let number = 51
  /// What it records, for the schema.
  public static let summary = "First recognition (công nhận) of a product, or one after a gap."

  /// What is granted.
  public var grant: Grant

  /// An event with these fields.
  public init(grant: Grant) {
    self.grant = grant
  }

  /// All fields zero.
  public init() { self.init(grant: .zero) }

  /// Shows the fields.
  public mutating func describe<C: FieldCoder>(_ coder: inout C) throws(MessageError) {
    try coder.field(1, "grant", &grant, "What is granted")
  }
}

/// A product rises (nâng hạng): a new decision and a new term.
public struct Upgraded: EventPayload {
  /// Its field number in a record, for ever.
  public static let number = 52
  /// What it records, for the schema.
  public static let summary = "A product rises (nâng hạng): a new decision and a new term."

  /// What is granted.
  public var grant: Grant
  /// What was held before.
  public var from: Stars

  /// An event with these fields.
  public init(grant: Grant, from: Stars) {
    self.grant = grant
    self.from = from
  }

  /// All fields zero.
  public init() { self.init(grant: .zero, from: .zero) }

  /// Shows the fields.
  public mutating func describe<C: FieldCoder>(_ coder: inout C) throws(MessageError) {
    try coder.field(1, "grant", &grant, "What is granted")
    try coder.field(2, "from", &from, "What was held before")
  }
}

/// The same stars again (đánh giá lại, công nhận lại).
public struct Renewed: EventPayload {
  /// Its field number in a record, for ever.
  public static let number = 53
  /// What it records, for the schema.
  public static let summary = "The same stars again (đánh giá lại, công nhận lại)."

  /// What is granted.
  public var grant: Grant

  /// An event with these fields.
  public init(grant: Grant) {
    self.grant = grant
  }

  /// All fields zero.
  public init() { self.init(grant: .zero) }

  /// Shows the fields.
  public mutating func describe<C: FieldCoder>(_ coder: inout C) throws(MessageError) {
    try coder.field(1, "grant", &grant, "What is granted")
  }
}

/// A re-evaluation ends in fewer stars (xuống hạng).
public struct Lowered: EventPayload {
  /// Its field number in a record, for ever.
  public static let number = 54
  /// What it records, for the schema.
  public static let summary = "A re-evaluation ends in fewer stars (xuống hạng)."

  /// What is granted.
  public var grant: Grant
  /// What was held before.
  public var from: Stars

  /// An event with these fields.
  public init(grant: Grant, from: Stars) {
    self.grant = grant
    self.from = from
  }

  /// All fields zero.
  public init() { self.init(grant: .zero, from: .zero) }

  /// Shows the fields.
  public mutating func describe<C: FieldCoder>(_ coder: inout C) throws(MessageError) {
    try coder.field(1, "grant", &grant, "What is granted")
    try coder.field(2, "from", &from, "What was held before")
  }
}

/// A re-evaluation ends in no stars that are certified.
public struct ReevaluationFailed: EventPayload {
  /// Its field number in a record, for ever.
  public static let number = 55
  /// What it records, for the schema.
  public static let summary = "A re-evaluation ends in no stars that are certified."

  /// Who decided.
  public var level: Level
  /// The number of the decision.
  public var decision: String?

  /// An event with these fields.
  public init(level: Level, decision: String? = nil) {
    self.level = level
    self.decision = decision
  }

  /// All fields zero.
  public init() { self.init(level: .zero) }

  /// Shows the fields.
  public mutating func describe<C: FieldCoder>(_ coder: inout C) throws(MessageError) {
    try coder.field(1, "level", &level, "Who decided")
    try coder.optional(2, "decision", &decision, "The number of the decision")
  }
}

/// A certificate holds on beyond its term (QĐ 26/2026 Art. 12.3: at most 180 days).
public struct CertificateExtended: EventPayload {
  /// Its field number in a record, for ever.
  public static let number = 56
  /// What it records, for the schema.
  public static let summary = "A certificate holds on beyond its term (QĐ 26/2026 Art. 12.3: at most 180 days)."

  /// The last valid day now.
  public var until: LegalDate
  /// The clause.
  public var legalBasis: String

  /// An event with these fields.
  public init(until: LegalDate, legalBasis: String) {
    self.until = until
    self.legalBasis = legalBasis
  }

  /// All fields zero.
  public init() { self.init(until: .zero, legalBasis: "") }

  /// Shows the fields.
  public mutating func describe<C: FieldCoder>(_ coder: inout C) throws(MessageError) {
    try coder.field(1, "until", &until, "The last valid day now")
    try coder.field(2, "legalBasis", &legalBasis, "The clause")
  }
}

/// A certificate is revoked (thu hồi) for cause.
public struct Revoked: EventPayload {
  /// Its field number in a record, for ever.
  public static let number = 57
  /// What it records, for the schema.
  public static let summary = "A certificate is revoked (thu hồi) for cause."

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

  /// All fields zero.
  public init() { self.init(ground: .zero, level: .zero) }

  /// Shows the fields.
  public mutating func describe<C: FieldCoder>(_ coder: inout C) throws(MessageError) {
    try coder.field(1, "ground", &ground, "The cause")
    try coder.field(2, "level", &level, "Who revoked")
    try coder.optional(3, "decision", &decision, "The number of the decision")
  }
}

/// A product is taken off the list (đưa ra khỏi danh sách): an administrative clean-up.
public struct RemovedFromList: EventPayload {
  /// Its field number in a record, for ever.
  public static let number = 58
  /// What it records, for the schema.
  public static let summary = "A product is taken off the list (đưa ra khỏi danh sách): an administrative clean-up."

  /// The number of the decision.
  public var decision: String?

  /// An event with these fields.
  public init(decision: String? = nil) {
    self.decision = decision
  }

  /// All fields zero.
  public init() {
    decision = nil
  }

  /// Shows the fields.
  public mutating func describe<C: FieldCoder>(_ coder: inout C) throws(MessageError) {
    try coder.optional(1, "decision", &decision, "The number of the decision")
  }
}

/// A recognition decision is annulled (hủy quyết định) for a wrong procedure: it should never have been.
public struct Annulled: EventPayload {
  /// Its field number in a record, for ever.
  public static let number = 59
  /// What it records, for the schema.
  public static let summary =
    "A recognition decision is annulled (hủy quyết định) for a wrong procedure: it should never have been."

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

  /// All fields zero.
  public init() { self.init(granted: .zero, level: .zero) }

  /// Shows the fields.
  public mutating func describe<C: FieldCoder>(_ coder: inout C) throws(MessageError) {
    try coder.field(1, "granted", &granted, "Where the annulled grant is recorded")
    try coder.field(2, "level", &level, "Who demanded it")
    try coder.optional(3, "decision", &decision, "The number of the decision")
  }
}

/// The paper is handed over: later than the decision, and no decision itself.
public struct CertificateHandedOver: EventPayload {
  /// Its field number in a record, for ever.
  public static let number = 60
  /// What it records, for the schema.
  public static let summary = "The paper is handed over: later than the decision, and no decision itself."

  /// Who handed it over.
  public var by: String?

  /// An event with these fields.
  public init(by: String? = nil) {
    self.by = by
  }

  /// All fields zero.
  public init() {
    by = nil
  }

  /// Shows the fields.
  public mutating func describe<C: FieldCoder>(_ coder: inout C) throws(MessageError) {
    try coder.optional(1, "by", &by, "Who handed it over")
  }
}

/// A product receives an award; an award is not a star.
public struct ProductAwarded: EventPayload {
  /// Its field number in a record, for ever.
  public static let number = 61
  /// What it records, for the schema.
  public static let summary = "A product receives an award; an award is not a star."

  /// The award.
  public var title: String
  /// Who gives it.
  public var awardedBy: String
  /// The number of the decision.
  public var decision: String?

  /// An event with these fields.
  public init(title: String, awardedBy: String, decision: String? = nil) {
    self.title = title
    self.awardedBy = awardedBy
    self.decision = decision
  }

  /// All fields zero.
  public init() { self.init(title: "", awardedBy: "") }

  /// Shows the fields.
  public mutating func describe<C: FieldCoder>(_ coder: inout C) throws(MessageError) {
    try coder.field(1, "title", &title, "The award")
    try coder.field(2, "awardedBy", &awardedBy, "Who gives it")
    try coder.optional(3, "decision", &decision, "The number of the decision")
  }
}
