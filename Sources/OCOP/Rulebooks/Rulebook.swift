/// How far a rulebook's tables are known.
public enum RulebookDetail: String, Vocabulary {
  /// Every criterion is known: sheets can be checked.
  case complete
  /// Only bands and authorities are known: a total can be rated, a sheet cannot be checked.
  case totalsOnly

  /// The term as people say it.
  public var names: Text {
    switch self {
    case .complete: Text("đủ tiêu chí", "complete")
    case .totalsOnly: Text("chỉ biết khung điểm", "totals only")
    }
  }
}

/// How the star bands of a decision are read where its text leaves a gap between two of them.
public enum BandReading: String, Vocabulary {
  /// A band goes from its first point up to, and without, the first point of the next one, on the exact mean.
  case halfOpen

  /// The term as people say it.
  public var names: Text {
    switch self {
    case .halfOpen:
      Text(
        "nửa mở: từ điểm đầu đến dưới điểm đầu của hạng trên", "half-open: from its first point to below the next one's"
      )
    }
  }
}

/// A rulebook (bộ tiêu chí và quy trình) in full: what a folder of files says once its amendments are taken in.
public struct Rulebook: Message {
  /// The format of the files: ocop-rulebook/1
  public var format: String
  /// Its short name
  public var id: RulebookID
  /// What it is
  public var title: String
  /// The decision
  public var legal: LegalAct
  /// Its first day
  public var inForceFrom: LegalDate
  /// Its last day
  public var inForceUntil: LegalDate?
  /// The rulebook it changes
  public var amends: RulebookID?
  /// How long a certificate holds
  public var termMonths: UInt32
  /// How far its tables are known
  public var detail: RulebookDetail
  /// How its star bands are read
  public var bandReading: BandReading
  /// The star bands, from one star on
  public var bands: [RuleBand]
  /// Who decides which star, and when
  public var authorities: [RuleAuthority]
  /// Which dossiers go on under another rulebook
  public var transitions: [RuleTransition]
  /// What ends an evaluation under any set
  public var knockouts: [Knockout]
  /// What sources attest
  public var attested: [String]
  /// What no source confirms
  public var unknown: [String]
  /// The criteria sets
  public var sets: [CriteriaSet]
  /// What its procedure demands, as far as it is known
  public var law: RuleLaw?

  /// A value with these fields.
  public init(
    format: String,
    id: RulebookID,
    title: String,
    legal: LegalAct,
    inForceFrom: LegalDate,
    inForceUntil: LegalDate? = nil,
    amends: RulebookID? = nil,
    termMonths: UInt32,
    detail: RulebookDetail,
    bandReading: BandReading,
    bands: [RuleBand] = [],
    authorities: [RuleAuthority] = [],
    transitions: [RuleTransition] = [],
    knockouts: [Knockout] = [],
    attested: [String] = [],
    unknown: [String] = [],
    sets: [CriteriaSet] = [],
    law: RuleLaw? = nil
  ) {
    self.format = format
    self.id = id
    self.title = title
    self.legal = legal
    self.inForceFrom = inForceFrom
    self.inForceUntil = inForceUntil
    self.amends = amends
    self.termMonths = termMonths
    self.detail = detail
    self.bandReading = bandReading
    self.bands = bands
    self.authorities = authorities
    self.transitions = transitions
    self.knockouts = knockouts
    self.attested = attested
    self.unknown = unknown
    self.sets = sets
    self.law = law
  }

  public init() {
    self.init(
      format: "", id: .zero, title: "", legal: .zero, inForceFrom: .zero, termMonths: .zero, detail: .zero,
      bandReading: .zero)
  }

  public mutating func describe<C: FieldCoder>(_ coder: inout C) throws(MessageError) {
    try coder.field(1, "format", &format, "The format of the files: ocop-rulebook/1")
    try coder.field(2, "id", &id, "Its short name")
    try coder.field(3, "title", &title, "What it is")
    try coder.field(4, "legal", &legal, "The decision")
    try coder.field(5, "inForceFrom", &inForceFrom, "Its first day")
    try coder.optional(6, "inForceUntil", &inForceUntil, "Its last day")
    try coder.optional(7, "amends", &amends, "The rulebook it changes")
    try coder.field(8, "termMonths", &termMonths, "How long a certificate holds")
    try coder.field(9, "detail", &detail, "How far its tables are known")
    try coder.field(10, "bandReading", &bandReading, "How its star bands are read")
    try coder.list(11, "bands", &bands, "The star bands, from one star on")
    try coder.list(12, "authorities", &authorities, "Who decides which star, and when")
    try coder.list(13, "transitions", &transitions, "Which dossiers go on under another rulebook")
    try coder.list(14, "knockouts", &knockouts, "What ends an evaluation under any set")
    try coder.list(15, "attested", &attested, "What sources attest")
    try coder.list(16, "unknown", &unknown, "What no source confirms")
    try coder.list(17, "sets", &sets, "The criteria sets")
    try coder.optional(18, "law", &law, "What its procedure demands, as far as it is known")
  }
}

/// The decision that a rulebook comes from.
public struct LegalAct: Message {
  /// Its number
  public var act: String
  /// The day it was signed
  public var signed: LegalDate
  /// Where it can be read
  public var source: String?

  /// A value with these fields.
  public init(act: String, signed: LegalDate, source: String? = nil) {
    self.act = act
    self.signed = signed
    self.source = source
  }

  public init() { self.init(act: "", signed: .zero) }

  public mutating func describe<C: FieldCoder>(_ coder: inout C) throws(MessageError) {
    try coder.field(1, "act", &act, "Its number")
    try coder.field(2, "signed", &signed, "The day it was signed")
    try coder.optional(3, "source", &source, "Where it can be read")
  }
}
