/// Why a record stands although the law forbids what it tells, as whoever recorded it said, and what it breaks.
public struct Irregularity: Message {
  /// Why it is recorded all the same.
  public var reason: String
  /// What it broke as far as the ledger could tell when it was recorded.
  public var breaches: [AcknowledgedBreach]

  /// An irregularity.
  public init(reason: String, breaches: [AcknowledgedBreach] = []) {
    self.reason = reason
    self.breaches = breaches
  }

  public init() { self.init(reason: "") }

  public mutating func describe<C: FieldCoder>(_ coder: inout C) throws(MessageError) {
    try coder.field(1, "reason", &reason, "Why it is recorded all the same")
    try coder.list(2, "breaches", &breaches, "What it broke as far as the ledger could tell when it was recorded")
  }
}

/// A breach that somebody knew of when it was recorded.
public struct AcknowledgedBreach: Message {
  /// The kind of rule, by its code in ``LawRule``; a later program may know more kinds.
  public var rule: String
  /// The rulebook whose rule it is.
  public var rulebook: RulebookID
  /// The article.
  public var article: String

  /// A breach.
  public init(rule: String, rulebook: RulebookID, article: String) {
    self.rule = rule
    self.rulebook = rulebook
    self.article = article
  }

  public init() { self.init(rule: "", rulebook: .zero, article: "") }

  public mutating func describe<C: FieldCoder>(_ coder: inout C) throws(MessageError) {
    try coder.field(1, "rule", &rule, "The kind of rule, by its code")
    try coder.field(2, "rulebook", &rulebook, "The rulebook whose rule it is")
    try coder.field(3, "article", &article, "The article")
  }
}
