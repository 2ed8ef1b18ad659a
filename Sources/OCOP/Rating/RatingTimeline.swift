/// A stretch of days on which a product held stars under one decision.
public struct RatingInterval: Hashable, Sendable {
  /// How an interval ended, or will end.
  public enum Ending: String, Vocabulary {
    /// The term ends or ended; no act is needed.
    case expired
    /// A later decision took its place.
    case superseded
    /// Revoked for cause.
    case revoked
    /// Taken off the list.
    case removed
    /// The decision should never have been: the interval never counts.
    case annulled
    /// A re-evaluation ended without stars.
    case failed

    /// The term as people say it.
    public var names: Text {
      switch self {
      case .expired: Text("hết hạn", "expired")
      case .superseded: Text("được thay thế", "superseded")
      case .revoked: Text("bị thu hồi", "revoked")
      case .removed: Text("đưa ra khỏi danh sách", "removed from the list")
      case .annulled: Text("bị hủy quyết định", "annulled")
      case .failed: Text("đánh giá lại không đạt", "re-evaluation failed")
      }
    }
  }

  /// The grant that opened it.
  public let grant: RatingFact
  /// The last day that counts; before ``from`` where no day does.
  public fileprivate(set) var through: Day
  /// How it ended or will end.
  public fileprivate(set) var ending: Ending
  /// The record that ended it; `nil` where time alone does.
  public fileprivate(set) var endedBy: Position?

  /// The first day that counts.
  public var from: Day { grant.day }
  /// The stars held.
  public var stars: Stars { grant.stars ?? .zero }

  /// The first day on which an extension counts; `nil` where there was none.
  public fileprivate(set) var extendedFrom: Day?

  /// The last day of the certificate's own term, extensions left out.
  public var termThrough: Day { min(through, grant.validUntil?.day ?? .distantFuture) }

  /// Whether `day` lies in it, and it counts. An extension that came after the term does not fill the time between.
  public func holds(on day: Day) -> Bool {
    guard ending != .annulled, from <= day, day <= through else { return false }
    return day <= termThrough || extendedFrom.map { $0 <= day } ?? false
  }
}

/// A stretch of days on which a product was put forward for stars that it did not hold.
public struct ProposalInterval: Hashable, Sendable {
  /// How a proposal ended.
  public enum Outcome: String, Vocabulary {
    /// Nothing has been decided.
    case pending
    /// The stars were granted.
    case granted
    /// The higher level refused.
    case refused
    /// It was taken back, or put forward anew.
    case withdrawn

    /// The term as people say it.
    public var names: Text {
      switch self {
      case .pending: Text("đang chờ", "pending")
      case .granted: Text("được công nhận", "granted")
      case .refused: Text("không đạt", "refused")
      case .withdrawn: Text("đã rút", "withdrawn")
      }
    }
  }

  /// The proposal.
  public let proposal: RatingFact
  /// The first day on which it is no longer pending.
  public fileprivate(set) var until: Day
  /// How it ended.
  public fileprivate(set) var outcome: Outcome

  /// The stars asked for.
  public var stars: Stars { proposal.stars ?? .zero }

  /// Whether it was pending on `day`.
  public func isPending(on day: Day) -> Bool { proposal.day <= day && day < until }
}

/// A product's stars over time: the fold of its rating facts, in legal order, corrections taken in.
public struct RatingTimeline: Hashable, Sendable {
  /// In legal order; those that count do not overlap.
  public private(set) var intervals: [RatingInterval] = []
  /// In legal order.
  public private(set) var proposals: [ProposalInterval] = []

  /// Folds `facts`, in whatever order they come, as far as they count by the legal day `last`. An annulment counts
  /// always: what it annuls should never have been.
  public init(_ facts: [RatingFact], through last: Day = .distantFuture) {
    let standing = standing(facts).filter { $0.day <= last || $0.target != nil }
    let annulments = Dictionary(
      standing.compactMap { fact in fact.target.map { ($0, fact.position) } }, uniquingKeysWith: { first, _ in first })
    for fact in standing { take(fact, annulments) }
  }

  /// What is held on `day`.
  public func held(on day: Day) -> RatingInterval? { intervals.last { $0.holds(on: day) } }

  /// The proposal pending on `day` for the most stars.
  public func pending(on day: Day) -> ProposalInterval? {
    proposals.filter { $0.isPending(on: day) }.max { $0.stars < $1.stars }
  }

  private mutating func take(_ fact: RatingFact, _ annulments: [Position: Position]) {
    switch fact.kind {
    case .recognised, .upgraded, .renewed, .lowered:
      let through = fact.validUntil?.day ?? .distantFuture
      if let annulment = annulments[fact.position] {
        intervals.append(RatingInterval(grant: fact, through: through, ending: .annulled, endedBy: annulment))
        return
      }
      end(on: fact.day, .superseded, by: fact.position)
      intervals.append(RatingInterval(grant: fact, through: through, ending: .expired, endedBy: nil))
      settle(upTo: fact.stars ?? .zero, on: fact.day, .granted)
    case .failed: end(on: fact.day, .failed, by: fact.position)
    case .revoked: end(on: fact.day, .revoked, by: fact.position)
    case .removed: end(on: fact.day, .removed, by: fact.position)
    case .extended:
      // What a decision took away has no term left to lengthen.
      guard let until = fact.validUntil?.day, let last = lastCounting, intervals[last].endedBy == nil else { return }
      intervals[last].through = max(intervals[last].through, until)
      intervals[last].extendedFrom = min(intervals[last].extendedFrom ?? fact.day, fact.day)
    case .proposed:
      settle(fact.stars, on: fact.day, .withdrawn)
      proposals.append(ProposalInterval(proposal: fact, until: .distantFuture, outcome: .pending))
    case .refused: settle(fact.stars, on: fact.day, .refused)
    case .withdrawn: settle(fact.stars, on: fact.day, .withdrawn)
    case .annulled, .voided: break
    }
  }

  private var lastCounting: Int? { intervals.lastIndex { $0.ending != .annulled } }

  /// Ends what is in force on `day`. What had ended before stays as it ended: a revocation follows expiry, it does not
  /// replace it.
  private mutating func end(on day: Day, _ ending: RatingInterval.Ending, by position: Position) {
    guard let last = lastCounting, intervals[last].through >= day else { return }
    intervals[last].through = day.advanced(by: -1)
    intervals[last].ending = ending
    intervals[last].endedBy = position
  }

  private mutating func settle(_ stars: Stars?, on day: Day, _ outcome: ProposalInterval.Outcome) {
    for index in proposals.indices where proposals[index].outcome == .pending && proposals[index].stars == stars {
      proposals[index].until = day
      proposals[index].outcome = outcome
    }
  }

  private mutating func settle(upTo stars: Stars, on day: Day, _ outcome: ProposalInterval.Outcome) {
    for index in proposals.indices where proposals[index].outcome == .pending && proposals[index].stars <= stars {
      proposals[index].until = day
      proposals[index].outcome = outcome
    }
  }
}
