/// A stretch of days on which a product held stars under one decision.
public struct RatingInterval: Hashable, Sendable {
  /// How an interval ended, or will end.
  public enum Ending: String, Vocabulary {
    /// The term ends or ended; no act is needed.
    case expired
    /// A later decision took its place.
    case superseded
    /// The certificate was revoked for cause.
    case revoked
    /// Taken off the list.
    case removed
    /// The recognition decision was withdrawn from the start: the interval never counts.
    case annulled
    /// A re-evaluation ended without stars.
    case failed
    /// The recognition decision was withdrawn, from a day on or without saying from when.
    case decisionWithdrawn
    /// Withdrawn, and no source tells whether that is the certificate or the decision.
    case withdrawn

    /// The term as people say it.
    public var names: Text {
      switch self {
      case .expired: Text("hết hiệu lực", "expired")
      case .superseded: Text("đã được thay thế", "superseded")
      case .revoked: RatingFact.Kind.revoked.names
      case .removed: RatingFact.Kind.removed.names
      case .annulled: RatingFact.Kind.annulled.names
      case .failed: RatingFact.Kind.failed.names
      case .decisionWithdrawn: RatingFact.Kind.decisionWithdrawn.names
      case .withdrawn: RatingFact.Kind.withdrawn.names
      }
    }

    /// Whether a decision took the stars away, and left no others.
    public var takesAway: Bool {
      switch self {
      case .revoked, .removed, .failed, .decisionWithdrawn, .withdrawn: true
      case .expired, .superseded, .annulled: false
      }
    }

    /// The ending that a fact of `kind` makes; `nil`: it ends nothing by itself.
    init?(_ kind: RatingFact.Kind) {
      switch kind {
      case .revoked: self = .revoked
      case .removed: self = .removed
      case .failed: self = .failed
      case .decisionWithdrawn: self = .decisionWithdrawn
      case .withdrawn: self = .withdrawn
      default: return nil
      }
    }
  }

  /// The grant that opened it.
  public let grant: RatingFact
  /// What the decision was for the product.
  public internal(set) var act = GrantAct.recognised
  /// The last day that counts; before ``from`` where no day does.
  public internal(set) var through: Day
  /// How it ended or will end.
  public internal(set) var ending: Ending
  /// The record that ended it; `nil` where time alone does.
  public internal(set) var endedBy: Position?
  /// What was decided on it after it had ended, in the order of the days from which it counts: it takes nothing away a second time.
  public private(set) var afterwards: [RatingFact] = []
  /// The act that took the stars away, where one ended it.
  private var taker: RatingFact?
  /// The last day before the first on which the act that ended it may have counted.
  private var earliestEnd: Day?

  init(_ grant: RatingFact, through: Day, ending: Ending, endedBy: Position?) {
    self.grant = grant
    self.through = through
    self.ending = ending
    self.endedBy = endedBy
  }

  /// The first day that counts.
  public var from: Day { grant.from }
  /// Whether it counted at all, or was ended on its first day; not where another decision took its place before it began.
  public var hasBegun: Bool { through >= from.advanced(by: -1) }
  /// The stars held.
  public var stars: Stars { grant.stars ?? .zero }

  /// The first day that may count: another than ``from`` where only a month, a year or a stretch is known.
  public var earliestFrom: Day { grant.earliestFrom }

  /// The first day that may be the last one.
  public var earliestThrough: Day {
    let end = endedBy == nil ? (lengthening ?? grant).validUntil?.firstDay : earliestEnd
    return min(through, max(end ?? through, earliestFrom))
  }

  /// The last day that counts, as far as it is known: as it was decided; where an act ended it of which only a month, a year or a stretch
  /// is known, the days that may be the last.
  public var lastDay: LegalDate {
    if endedBy == nil, let decided = (lengthening ?? grant).validUntil, decided.day == through { return decided }
    let exact = LegalDate(through)
    return earliestThrough < through ? LegalDate(from: earliestThrough, to: exact) ?? exact : exact
  }

  /// Whether its first or its last day is not known to the day.
  public var isImprecise: Bool { earliestFrom < from || earliestThrough < through }

  /// Whether nothing tells if it counts on `day`: a day between the first and the last on which it may have begun, or ended.
  public func isUndecided(on day: Day) -> Bool {
    guard ending != .annulled else { return false }
    return earliestFrom <= day && day < from || earliestThrough < day && day <= through
  }

  /// The first day on which an extension counts; `nil` where there was none.
  public internal(set) var extendedFrom: Day?

  /// The extension that gives the last day; `nil` where none does.
  public internal(set) var lengthening: RatingFact?

  /// The last day of the certificate's own term, extensions left out.
  public var termThrough: Day { min(through, grant.validUntil?.day ?? .distantFuture) }

  /// The first day on which a decision had taken the stars away, also after their term; `nil`: none did.
  public var takenFrom: Day? {
    if ending.takesAway { return through.advanced(by: 1) }
    return afterwards.first.map { $0.from }
  }

  /// The record by which ``takenFrom`` is so, and what it is.
  public var taking: (ending: Ending, by: Position)? {
    if ending.takesAway { return endedBy.map { (ending, $0) } }
    return afterwards.first.flatMap { fact in Ending(fact.kind).map { ($0, fact.position) } }
  }

  /// Ends it on the day before `fact` counts. What had taken it away later follows that.
  mutating func end(_ ending: Ending, by fact: RatingFact) {
    if let taker { follow(taker) { _ in true } }
    taker = ending.takesAway ? fact : nil
    earliestEnd = fact.earliestFrom.number == .min ? .distantPast : fact.earliestFrom.advanced(by: -1)
    (self.ending, endedBy, through) = (ending, fact.position, fact.from.advanced(by: -1))
  }

  /// Takes in an act on stars that had ended.
  mutating func follow(_ fact: RatingFact, _ places: Places) { follow(fact) { fact.precedes($0, places) } }

  private mutating func follow(_ fact: RatingFact, before isBefore: (RatingFact) -> Bool) {
    let place = afterwards.firstIndex { $0.from == fact.from ? isBefore($0) : $0.from > fact.from }
    afterwards.insert(fact, at: place ?? afterwards.endIndex)
  }

  /// The first day of an extension that came after the term; `nil`: the days hang together.
  public var gapEnd: Day? {
    guard let extendedFrom, extendedFrom > termThrough.advanced(by: 1), extendedFrom <= through else { return nil }
    return extendedFrom
  }

  /// Whether `day` lies in it, and it counts. An extension that came after the term does not fill the time between.
  public func holds(on day: Day) -> Bool {
    guard ending != .annulled, from <= day, day <= through else { return false }
    return day <= termThrough || extendedFrom.map { $0 <= day } ?? false
  }
}
