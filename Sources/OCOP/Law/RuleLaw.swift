/// What a rulebook's procedure demands, as far as a record can be held against it: each item with the article that says so.
///
/// An item that is missing is not known, and judges nothing.
public struct RuleLaw: Message {
  /// Where the term of ``RulebookAdopted/termMonths`` is said.
  public var term: LawArticle?
  /// When a re-evaluation is filed.
  public var filingWindow: FilingWindow?
  /// Which certificates go on by law, and for how long.
  public var continuation: Continuation?
  /// Who decides, revokes and withdraws what.
  public var powers: [LegalPower]
  /// From which score a dossier is put forward.
  public var forwarding: [Forwarding]
  /// Where it is said that a grant rests on a result in its band.
  public var result: LawArticle?
  /// Where it is said which set is for which group.
  public var criteriaSets: LawArticle?

  /// A law with these items.
  public init(
    term: LawArticle? = nil, filingWindow: FilingWindow? = nil, continuation: Continuation? = nil,
    powers: [LegalPower] = [], forwarding: [Forwarding] = [], result: LawArticle? = nil,
    criteriaSets: LawArticle? = nil
  ) {
    self.term = term
    self.filingWindow = filingWindow
    self.continuation = continuation
    self.powers = powers
    self.forwarding = forwarding
    self.result = result
    self.criteriaSets = criteriaSets
  }

  /// Nothing is known.
  public init() { self.init(term: nil) }

  public mutating func describe<C: FieldCoder>(_ coder: inout C) throws(MessageError) {
    try coder.optional(1, "term", &term, "Where the term is said")
    try coder.optional(2, "filingWindow", &filingWindow, "When a re-evaluation is filed")
    try coder.optional(3, "continuation", &continuation, "Which certificates go on by law, and for how long")
    try coder.list(4, "powers", &powers, "Who decides, revokes and withdraws what")
    try coder.list(5, "forwarding", &forwarding, "From which score a dossier is put forward")
    try coder.optional(6, "result", &result, "Where it is said that a grant rests on a result in its band")
    try coder.optional(7, "criteriaSets", &criteriaSets, "Where it is said which set is for which group")
  }
}

/// A place in a law.
public struct LawArticle: Message {
  /// The article, as one cites it: Điều 4 khoản 3.
  public var article: String

  /// An article.
  public init(article: String) { self.article = article }

  public init() { self.init(article: "") }

  public mutating func describe<C: FieldCoder>(_ coder: inout C) throws(MessageError) {
    try coder.field(1, "article", &article, "The article, as one cites it")
  }
}

/// A re-evaluation is filed in these days before the certificate's own term ends.
public struct FilingWindow: Message {
  /// Not earlier than so many days before the last valid day.
  public var opensDays: UInt32
  /// Not later than so many days before it.
  public var closesDays: UInt32
  /// Where it is said.
  public var article: String

  /// A window.
  public init(opensDays: UInt32, closesDays: UInt32, article: String) {
    self.opensDays = opensDays
    self.closesDays = closesDays
    self.article = article
  }

  public init() { self.init(opensDays: 0, closesDays: 0, article: "") }

  public mutating func describe<C: FieldCoder>(_ coder: inout C) throws(MessageError) {
    try coder.field(1, "opensDays", &opensDays, "Not earlier than so many days before the last valid day")
    try coder.field(2, "closesDays", &closesDays, "Not later than so many days before it")
    try coder.field(3, "article", &article, "Where it is said")
  }

  /// The first and the last day on which the re-evaluation of a certificate may be filed whose own term ends on `end`.
  public func days(before end: Day) -> ClosedRange<Day> {
    end.advanced(by: -Int32(clamping: opensDays))...end.advanced(by: -Int32(clamping: closesDays))
  }
}

/// Certificates whose filing window had closed when the law came into force go on by law, until the result of the re-evaluation.
public struct Continuation: Message {
  /// At most so many days after the certificate's own last day.
  public var days: UInt32
  /// Where it is said.
  public var article: String

  /// A continuation.
  public init(days: UInt32, article: String) {
    self.days = days
    self.article = article
  }

  public init() { self.init(days: 0, article: "") }

  public mutating func describe<C: FieldCoder>(_ coder: inout C) throws(MessageError) {
    try coder.field(1, "days", &days, "At most so many days after the certificate's own last day")
    try coder.field(2, "article", &article, "Where it is said")
  }
}

/// Who may do something about which stars, and when.
public struct LegalPower: Message {
  /// What is done.
  public var action: LegalAction
  /// About these stars.
  public var stars: [Stars]
  /// The levels that may, the one that does first; none where nobody may.
  public var levels: [Level]
  /// From this day on; missing: from the rulebook's first.
  public var from: LegalDate?
  /// To this day; missing: to the rulebook's last.
  public var until: LegalDate?
  /// No source tells who may then: nothing is judged.
  public var notKnown: Bool
  /// Where it is said, or what it follows from.
  public var article: String

  /// A power.
  public init(
    action: LegalAction, stars: [Stars], levels: [Level] = [], from: LegalDate? = nil, until: LegalDate? = nil,
    notKnown: Bool = false, article: String
  ) {
    self.action = action
    self.stars = stars
    self.levels = levels
    self.from = from
    self.until = until
    self.notKnown = notKnown
    self.article = article
  }

  public init() { self.init(action: .zero, stars: [], article: "") }

  public mutating func describe<C: FieldCoder>(_ coder: inout C) throws(MessageError) {
    try coder.field(1, "action", &action, "What is done")
    try coder.list(2, "stars", &stars, "About these stars")
    try coder.list(3, "levels", &levels, "The levels that may, the one that does first; none where nobody may")
    try coder.optional(4, "from", &from, "From this day on; missing: from the rulebook's first")
    try coder.optional(5, "until", &until, "To this day; missing: to the rulebook's last")
    try coder.field(6, "notKnown", &notKnown, "No source tells who may then")
    try coder.field(7, "article", &article, "Where it is said, or what it follows from")
  }

  /// Whether it says something of `action` about `stars` on `day`.
  public func covers(_ action: LegalAction, _ stars: Stars, on day: Day) -> Bool {
    self.action == action && self.stars.contains(stars) && period.contains(day)
  }
}

/// From which mean total a dossier is put forward to a level.
public struct Forwarding: Message {
  /// The level to which it is put forward.
  public var to: Level
  /// The least mean total.
  public var from: RulePoints
  /// Where it is said.
  public var article: String

  /// A forwarding.
  public init(to: Level, from: RulePoints, article: String) {
    self.to = to
    self.from = from
    self.article = article
  }

  public init() { self.init(to: .zero, from: .zero, article: "") }

  public mutating func describe<C: FieldCoder>(_ coder: inout C) throws(MessageError) {
    try coder.field(1, "to", &to, "The level to which it is put forward")
    try coder.field(2, "from", &from, "The least mean total")
    try coder.field(3, "article", &article, "Where it is said")
  }
}

extension RuleLaw {
  /// Whether `other` says all that this one says, and perhaps more.
  func isKept(by other: RuleLaw) -> Bool {
    (term == nil || term == other.term) && (filingWindow == nil || filingWindow == other.filingWindow)
      && (continuation == nil || continuation == other.continuation)
      && (powers.isEmpty || powers == other.powers) && (forwarding.isEmpty || forwarding == other.forwarding)
      && (result == nil || result == other.result) && (criteriaSets == nil || criteriaSets == other.criteriaSets)
  }
}
