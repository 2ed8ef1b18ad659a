/// A unit of one edition of the administrative map: (code, edition) is the key, a code alone is none.
public struct AreaRef: Message {
  /// The code in that edition.
  public var code: AreaCode
  /// The day the unit's entry begins, as days since 1970-01-01; missing where the start is not recorded.
  public var edition: Int64?

  /// A value with these fields.
  public init(code: AreaCode, edition: Int64? = nil) {
    self.code = code
    self.edition = edition
  }

  public init() { self.init(code: .zero) }

  public mutating func describe<C: FieldCoder>(_ coder: inout C) throws(MessageError) {
    try coder.field(1, "code", &code, "The code in that edition")
    try coder.optional(
      2, "edition", &edition,
      "The day the unit's entry begins, as days since 1970-01-01; missing where the start is not recorded")
  }
}

/// Where a producer or product is, as far as it is known.
public struct Place: Message {
  /// The district (huyện), until districts end.
  public var district: AreaRef?
  /// The commune (xã, phường, thị trấn).
  public var commune: AreaRef?

  /// A value with these fields.
  public init(district: AreaRef? = nil, commune: AreaRef? = nil) {
    self.district = district
    self.commune = commune
  }

  public init() {
    district = nil
    commune = nil
  }

  public mutating func describe<C: FieldCoder>(_ coder: inout C) throws(MessageError) {
    try coder.optional(1, "district", &district, "The district (huyện), until districts end")
    try coder.optional(2, "commune", &commune, "The commune (xã, phường, thị trấn)")
  }
}

/// A mean kept exactly: the sum of all sheets and how many there are.
public struct Score: Message {
  /// Sum of the sheets' totals, in hundredths of a point.
  public var sum: Points
  /// How many sheets; 1 for a bare total.
  public var count: UInt32

  /// A value with these fields.
  public init(sum: Points, count: UInt32) {
    self.sum = sum
    self.count = count
  }

  public init() { self.init(sum: .zero, count: .zero) }

  public mutating func describe<C: FieldCoder>(_ coder: inout C) throws(MessageError) {
    try coder.field(1, "sum", &sum, "Sum of the sheets' totals, in hundredths of a point")
    try coder.field(2, "count", &count, "How many sheets; 1 for a bare total")
  }
}

/// The points given to one criterion on one sheet.
public struct CriterionScore: Message {
  /// The criterion's code in the rulebook.
  public var criterion: String
  /// Hundredths of a point.
  public var points: Points

  /// A value with these fields.
  public init(criterion: String, points: Points) {
    self.criterion = criterion
    self.points = points
  }

  public init() { self.init(criterion: "", points: .zero) }

  public mutating func describe<C: FieldCoder>(_ coder: inout C) throws(MessageError) {
    try coder.field(1, "criterion", &criterion, "The criterion's code in the rulebook")
    try coder.field(2, "points", &points, "Hundredths of a point")
  }
}

/// What a recognition decision (quyết định công nhận) grants.
public struct Grant: Message {
  /// The stars granted.
  public var stars: Stars
  /// The level of the authority that decided.
  public var level: Level
  /// The authority as printed.
  public var issuer: String?
  /// The number of the decision, where a source gives it.
  public var decision: String?
  /// The last valid day of the certificate.
  public var validUntil: LegalDate
  /// Where that day comes from.
  public var termBasis: TermBasis
  /// The rule by which that day was computed; missing: it was decided, or computed before rules were recorded.
  public var termRule: TermRule?

  /// A value with these fields.
  public init(
    stars: Stars,
    level: Level,
    issuer: String? = nil,
    decision: String? = nil,
    validUntil: LegalDate,
    termBasis: TermBasis,
    termRule: TermRule? = nil
  ) {
    self.stars = stars
    self.level = level
    self.issuer = issuer
    self.decision = decision
    self.validUntil = validUntil
    self.termBasis = termBasis
    self.termRule = termRule
  }

  public init() { self.init(stars: .zero, level: .zero, validUntil: .zero, termBasis: .zero) }

  public mutating func describe<C: FieldCoder>(_ coder: inout C) throws(MessageError) {
    try coder.field(1, "stars", &stars, "The stars granted")
    try coder.field(2, "level", &level, "The level of the authority that decided")
    try coder.optional(3, "issuer", &issuer, "The authority as printed")
    try coder.optional(4, "decision", &decision, "The number of the decision, where a source gives it")
    try coder.field(5, "validUntil", &validUntil, "The last valid day of the certificate")
    try coder.field(6, "termBasis", &termBasis, "Where that day comes from")
    try coder.optional(7, "termRule", &termRule, "The rule by which that day was computed")
  }
}

/// Which level decides a star rank.
public struct StarAuthority: Message {
  /// The rank.
  public var stars: Stars
  /// The level that decides it.
  public var level: Level
  /// From this day on; missing: from the rulebook's first.
  public var from: LegalDate?
  /// To this day; missing: to the rulebook's last.
  public var until: LegalDate?

  /// A value with these fields.
  public init(stars: Stars, level: Level, from: LegalDate? = nil, until: LegalDate? = nil) {
    self.stars = stars
    self.level = level
    self.from = from
    self.until = until
  }

  public init() { self.init(stars: .zero, level: .zero) }

  public mutating func describe<C: FieldCoder>(_ coder: inout C) throws(MessageError) {
    try coder.field(1, "stars", &stars, "The rank")
    try coder.field(2, "level", &level, "The level that decides it")
    try coder.optional(3, "from", &from, "From this day on; missing: from the rulebook's first")
    try coder.optional(4, "until", &until, "To this day; missing: to the rulebook's last")
  }
}

/// From how many points a star rank begins.
public struct StarBand: Message {
  /// The rank.
  public var stars: Stars
  /// The least mean total, in hundredths.
  public var from: Points

  /// A value with these fields.
  public init(stars: Stars, from: Points) {
    self.stars = stars
    self.from = from
  }

  public init() { self.init(stars: .zero, from: .zero) }

  public mutating func describe<C: FieldCoder>(_ coder: inout C) throws(MessageError) {
    try coder.field(1, "stars", &stars, "The rank")
    try coder.field(2, "from", &from, "The least mean total, in hundredths")
  }
}
