public import OCOP
public import ProjectionKit

extension RatingHistory {
  /// A stretch of days on which a product held stars, or was put forward for some; or what was decided on stars that had ended.
  public struct Entry: AnswerRow {
    /// The product.
    public var product = ProductID.zero
    /// What it is.
    public var state = State.held
    /// The stars.
    public var stars: Stars?
    /// The first day.
    public var from: LegalDate?
    /// The last day.
    public var through: LegalDate?
    /// What was done.
    public var act: Act?
    /// How it ended, or stands on the day asked about.
    public var ending: End?
    /// The number of the decision.
    public var decision: String?
    /// Who decided.
    public var level: Level?
    /// The rulebook decided under.
    public var rulebook: RulebookID?
    /// The ground on which it was ended.
    public var ground: EndingGround?
    /// Why.
    public var reason: String?
    /// The record.
    public var position = Position.zero
    /// The record that ended it.
    public var endedBy: Position?
    /// How the term is known.
    public var term: TermSource?
    /// What the source calls it.
    public var word: String?
    /// The end of the certificate's own term, where it was extended.
    public var ownEnd: LegalDate?
    /// Whether a record of it breaks the law, as its recorder knew.
    public var irregular = false

    public init() {}

    public mutating func describe<C: ColumnCoder>(_ coder: inout C) {
      coder.column("product", Text("Sản phẩm", "Product"), &product, .hidden)
      coder.column("state", Text("Trạng thái", "State"), &state)
      coder.column("stars", Text("Hạng sao", "Stars"), &stars, .number)
      coder.column("from", Text("Từ ngày", "From"), &from)
      coder.column("through", Text("Đến hết ngày", "Through"), &through)
      coder.column("act", Text("Việc", "Act"), &act)
      coder.column("ending", Text("Kết thúc", "Ending"), &ending)
      coder.column("decision", Text("Quyết định", "Decision"), &decision)
      coder.column("level", Text("Cấp", "Level"), &level)
      coder.column("rulebook", Text("Bộ tiêu chí", "Rulebook"), &rulebook)
      coder.column("ground", Text("Căn cứ thu hồi", "Ground"), &ground)
      coder.column("reason", Text("Lý do", "Reason"), &reason)
      coder.column("position", Text("Vị trí", "Position"), &position)
      coder.column("endedBy", Text("Kết thúc bởi vị trí", "Ended by position"), &endedBy)
      coder.column("term", Text("Thời hạn", "Term"), &term)
      coder.column("word", Text("Theo nguồn", "In the source"), &word)
      coder.column("ownEnd", Text("Hết thời hạn của giấy", "Own term ended"), &ownEnd)
      coder.column("irregular", Text("Chưa phù hợp", "Irregular"), &irregular)
    }
  }

  /// What an ``Entry`` is.
  public enum State: String, Vocabulary {
    /// Stars held.
    case held
    /// Stars put forward for.
    case proposed
    /// A decision on stars that had ended by themselves, or never were.
    case afterwards
    /// Stars that were taken away before their first day.
    case neverBegan
    /// Stars that were withdrawn from the start.
    case neverValid

    /// The term as people say it.
    public var names: Text {
      switch self {
      case .held: Text("giữ hạng", "held")
      case .proposed: Text("đề xuất", "proposed")
      case .afterwards: Text("sau đó", "afterwards")
      case .neverBegan: Text("chưa bắt đầu", "never began")
      case .neverValid: Text("không có giá trị", "never valid")
      }
    }
  }

  /// What was done: what a grant was, or a ``RatingFact/Kind``.
  public enum Act: String, Vocabulary {
    case recognised, upgraded, renewed, lowered
    case granted, failed, extended, revoked, decisionWithdrawn, withdrawn, removed, annulled, proposed, refused
    case proposalWithdrawn, reportedLapsed, voided

    init(_ act: GrantAct) { self = Act(rawValue: act.rawValue) ?? .granted }
    init(_ kind: RatingFact.Kind) { self = Act(rawValue: kind.rawValue) ?? .granted }

    /// The term as people say it.
    public var names: Text {
      GrantAct(rawValue: rawValue)?.names ?? RatingFact.Kind(rawValue: rawValue)?.names ?? Text(rawValue)
    }
  }

  /// How an ``Entry`` ended, or stands: a ``CertificateStatus``, a ``RatingInterval/Ending``, or a ``ProposalInterval/Outcome``.
  public enum End: String, Vocabulary {
    case inForce, extended, toCome
    case expired, superseded, revoked, removed, annulled, failed, decisionWithdrawn, withdrawn
    case pending, granted, refused, repeated

    init(_ status: CertificateStatus) { self = status == .extended ? .extended : .inForce }
    init(_ ending: RatingInterval.Ending) { self = End(rawValue: ending.rawValue) ?? .expired }
    init(_ outcome: ProposalInterval.Outcome) { self = End(rawValue: outcome.rawValue) ?? .pending }

    /// The term as people say it.
    public var names: Text {
      if self == .toCome { return Text("chưa đến ngày hiệu lực", "yet to begin") }
      return ProposalInterval.Outcome(rawValue: rawValue)?.names ?? RatingInterval.Ending(rawValue: rawValue)?.names
        ?? CertificateStatus(rawValue: rawValue)?.names ?? Text(rawValue)
    }
  }
}

extension RatingHistory.Entry {
  /// What the facts of a product say up to `last`, in legal order.
  static func all(of product: ProductID, _ facts: [RatingFact], through last: Day) -> [Self] {
    let timeline = RatingTimeline(facts, through: last)
    let held = timeline.intervals.flatMap { interval in
      // An extension that came after the term leaves days between on which nothing was held.
      let whole = Self(product, interval, facts, last)
      guard let lengthening = interval.lengthening, let extended = interval.gapEnd else {
        return [(interval.grant, whole)]
      }
      return [(interval.grant, whole.before(interval)), (lengthening, whole.after(lengthening, from: extended))]
    }
    let proposed = timeline.proposals.map { ($0.proposal, Self(product, $0)) }
    // What was decided on stars that had ended by themselves, or never were.
    let afterwards = (timeline.intervals.flatMap(\.afterwards) + timeline.unmet).map { ($0, Self(product, after: $0)) }
    // On one day as the timeline has them.
    return (held + proposed + afterwards).enumerated()
      .sorted { ($0.element.0.from, $0.element.0.day, $0.offset) < ($1.element.0.from, $1.element.0.day, $1.offset) }
      .map(\.element.1)
  }

  private init(_ product: ProductID, _ interval: RatingInterval, _ facts: [RatingFact], _ last: Day) {
    self.init()
    let grant = interval.grant
    let end = facts.first { $0.position == interval.endedBy }
    // What time alone ends, ends as it was decided; what a later record ends, ends the day before that.
    // Where it never was in force, no day was the last.
    let isEmpty = interval.through < interval.from || interval.ending == .annulled
    let isExtended = !isEmpty && interval.through > interval.termThrough
    self.product = product
    state = interval.ending == .annulled ? .neverValid : interval.hasBegun ? .held : .neverBegan
    (stars, from, through) = (grant.stars, grant.validFrom ?? grant.date, isEmpty ? nil : interval.lastDay)
    (act, ending) = (.init(interval.act), .init(interval, on: last))
    (decision, level, rulebook) = (grant.decision, grant.level, grant.rulebook)
    (ground, reason) = (end?.ground, end?.reason ?? grant.reason)
    (position, endedBy) = (grant.position, interval.endedBy)
    (term, word, ownEnd) = (grant.term, grant.word, isExtended ? grant.validUntil : nil)
    irregular = grant.isIrregular || interval.lengthening?.isIrregular ?? false || end?.isIrregular ?? false
  }

  /// Of a whole interval, what it was until its own term ended by itself.
  private func before(_ interval: RatingInterval) -> Self {
    var row = self
    (row.through, row.ending, row.ownEnd) = (interval.grant.validUntil, .expired, nil)
    (row.ground, row.reason, row.endedBy) = (nil, interval.grant.reason, nil)
    row.irregular = interval.grant.isIrregular
    return row
  }

  /// Of a whole interval, the stars as an extension gave them anew, from the day on which it counts.
  private func after(_ lengthening: RatingFact, from day: Day) -> Self {
    var row = self
    (row.from, row.act, row.decision) = (LegalDate(day), .init(lengthening.kind), lengthening.decision)
    (row.position, row.term, row.word) = (lengthening.position, lengthening.term, nil)
    if endedBy == nil { row.reason = lengthening.reason }
    return row
  }

  private init(_ product: ProductID, after act: RatingFact) {
    self.init()
    (self.product, state, self.act) = (product, .afterwards, .init(act.kind))
    from = act.from == act.date.day ? act.date : LegalDate(act.from)
    (decision, level, ground, reason) = (act.decision, act.level, act.ground, act.reason)
    (position, irregular) = (act.position, act.isIrregular)
  }

  private init(_ product: ProductID, _ interval: ProposalInterval) {
    self.init()
    let proposal = interval.proposal
    (self.product, state, stars) = (product, .proposed, proposal.stars)
    (from, through) = (proposal.date, interval.lastDay)
    (act, ending) = (.init(proposal.kind), .init(interval.outcome))
    (level, reason, position) = (proposal.level, proposal.reason, proposal.position)
    (endedBy, irregular) = (interval.settledBy, proposal.isIrregular)
  }
}

extension RatingHistory.End {
  /// How an interval stands on `day`. Nothing has ended before its day, whatever was decided for a later one.
  fileprivate init(_ interval: RatingInterval, on day: Day) {
    let lasts = interval.ending != .annulled && interval.through >= max(day, interval.from)
    self = !lasts ? .init(interval.ending) : interval.from > day ? .toCome : .init(interval.heldStatus(on: day))
  }
}
