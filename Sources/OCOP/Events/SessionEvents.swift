/// A council session (kỳ họp hội đồng) with the regulation (quy chế) it works under.
public struct SessionOpened: EventPayload {
  public static var type: EventType { .sessionOpened }
  public static let entry = CatalogueEntry(
    in: .session, Text("mở kỳ họp hội đồng", "session opened"),
    summary:
      "A council session (kỳ họp hội đồng) with the regulation (quy chế) it works under.")

  /// Of the council.
  public var level: Level
  /// The year of evaluation.
  public var year: UInt32
  /// The round in that year.
  public var round: UInt32?
  /// The regulation, as printed.
  public var regulation: String?
  /// Members who must be present.
  public var quorumPercent: UInt32?
  /// Above this difference the members score again.
  public var spreadLimit: Points?
  /// How many members the council has.
  public var members: UInt32?
  /// How the council's result comes from the sheets; missing: their mean.
  public var combination: Combination?
  /// How the mean is rounded before it is held against the bands; missing: not at all.
  public var rounding: Rounding?

  /// An event with these fields.
  public init(
    level: Level,
    year: UInt32,
    round: UInt32? = nil,
    regulation: String? = nil,
    quorumPercent: UInt32? = nil,
    spreadLimit: Points? = nil,
    members: UInt32? = nil,
    combination: Combination? = nil,
    rounding: Rounding? = nil
  ) {
    self.level = level
    self.year = year
    self.round = round
    self.regulation = regulation
    self.quorumPercent = quorumPercent
    self.spreadLimit = spreadLimit
    self.members = members
    self.combination = combination
    self.rounding = rounding
  }

  public init() { self.init(level: .zero, year: .zero) }

  public mutating func describe<C: FieldCoder>(_ coder: inout C) throws(MessageError) {
    try coder.field(1, "level", &level, "Of the council")
    try coder.field(2, "year", &year, "The year of evaluation")
    try coder.optional(3, "round", &round, "The round in that year")
    try coder.optional(4, "regulation", &regulation, "The regulation, as printed")
    try coder.optional(5, "quorumPercent", &quorumPercent, "Members who must be present")
    try coder.optional(6, "spreadLimit", &spreadLimit, "Above this difference the members score again")
    try coder.optional(7, "members", &members, "How many members the council has")
    try coder.optional(
      8, "combination", &combination, "How the council's result comes from the sheets; missing: their mean")
    try coder.optional(
      9, "rounding", &rounding, "How the mean is rounded before it is held against the bands; missing: not at all")
  }
}

/// What a session did: submitted, kept by the advisory team, assessed, and how it ended.
public struct SessionClosed: EventPayload {
  public static var type: EventType { .sessionClosed }
  public static let entry = CatalogueEntry(
    in: .session, Text("kết thúc kỳ họp", "session closed"),
    summary:
      "What a session did: submitted, kept by the advisory team, assessed, and how it ended.")

  /// Dossiers submitted.
  public var submitted: UInt32?
  /// Kept by the advisory team.
  public var kept: UInt32?
  /// Assessed.
  public var assessed: UInt32?
  /// Passed.
  public var passed: UInt32?
  /// Put off.
  public var deferred: UInt32?
  /// Not passed.
  public var refused: UInt32?

  /// An event with these fields.
  public init(
    submitted: UInt32? = nil,
    kept: UInt32? = nil,
    assessed: UInt32? = nil,
    passed: UInt32? = nil,
    deferred: UInt32? = nil,
    refused: UInt32? = nil
  ) {
    self.submitted = submitted
    self.kept = kept
    self.assessed = assessed
    self.passed = passed
    self.deferred = deferred
    self.refused = refused
  }

  public init() {
    submitted = nil
    kept = nil
    assessed = nil
    passed = nil
    deferred = nil
    refused = nil
  }

  public mutating func describe<C: FieldCoder>(_ coder: inout C) throws(MessageError) {
    try coder.optional(1, "submitted", &submitted, "Dossiers submitted")
    try coder.optional(2, "kept", &kept, "Kept by the advisory team")
    try coder.optional(3, "assessed", &assessed, "Assessed")
    try coder.optional(4, "passed", &passed, "Passed")
    try coder.optional(5, "deferred", &deferred, "Put off")
    try coder.optional(6, "refused", &refused, "Not passed")
  }
}
