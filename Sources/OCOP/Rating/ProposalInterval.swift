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
    /// A record says that it was taken back.
    case withdrawn
    /// The same stars were put forward again, and no record says what became of this proposal.
    case repeated

    /// The term as people say it.
    public var names: Text {
      switch self {
      case .pending: Text("đang chờ", "pending")
      case .granted: Text("được công nhận", "granted")
      case .refused: Text("không đạt", "refused")
      case .withdrawn: Text("đã rút", "withdrawn")
      case .repeated: Text("đề xuất lại", "put forward again")
      }
    }
  }

  /// The proposal.
  public let proposal: RatingFact
  /// The first day on which it is no longer pending.
  public internal(set) var settledOn: Day
  /// The first day that may be ``settledOn``, where only a month, a year or a stretch is known.
  var earliestSettled: Day
  /// How it ended.
  public internal(set) var outcome: Outcome
  /// The record that settled it; `nil`: it is pending.
  public internal(set) var settledBy: Position?

  init(_ proposal: RatingFact) {
    self.proposal = proposal
    (settledOn, earliestSettled) = (.distantFuture, .distantFuture)
    outcome = .pending
  }

  /// The stars asked for.
  public var stars: Stars { proposal.stars ?? .zero }

  /// The last day on which it was pending, as far as it is known; `nil`: it is pending.
  public var lastDay: LegalDate? {
    guard outcome != .pending else { return nil }
    let exact = LegalDate(settledOn.advanced(by: -1))
    guard settledOn > earliestSettled, earliestSettled > .distantPast else { return exact }
    return LegalDate(from: max(earliestSettled.advanced(by: -1), proposal.date.firstDay), to: exact) ?? exact
  }

  /// Whether it was pending on `day`.
  public func isPending(on day: Day) -> Bool { proposal.day <= day && day < settledOn }
}
