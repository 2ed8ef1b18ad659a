public import Wire

/// What a record says about a product's stars, reduced to what the fold needs.
public struct RatingFact: Hashable, Sendable {
  /// The kind of statement.
  public enum Kind: String, Vocabulary {
    /// Stars are granted; what the decision was follows from the timeline (``GrantAct``).
    case granted
    /// A re-evaluation without result.
    case failed
    /// The term is prolonged.
    case extended
    /// The certificate is revoked for cause.
    case revoked
    /// The recognition decision is withdrawn, from a day on or without saying from when.
    case decisionWithdrawn
    /// Withdrawn, and no source tells whether that is the certificate or the decision.
    case withdrawn
    /// Taken off the list.
    case removed
    /// The recognition decision is withdrawn from the start: it should never have been.
    case annulled
    /// Put forward to a higher level.
    case proposed
    /// Not granted by the higher level.
    case refused
    /// The proposal is taken back.
    case proposalWithdrawn
    /// A source tells that it has lapsed.
    case reportedLapsed
    /// Strikes out another fact, with nothing in its place.
    case voided

    /// The term as people say it.
    public var names: Text {
      switch self {
      case .granted: Text("công nhận", "granted")
      case .failed: Text("đánh giá lại không đạt", "re-evaluation failed")
      case .extended: Text("kéo dài hiệu lực", "extended")
      case .revoked: Text("thu hồi giấy chứng nhận", "certificate revoked")
      case .decisionWithdrawn: Text("thu hồi quyết định công nhận", "recognition decision withdrawn")
      case .withdrawn: Text("thu hồi (không rõ giấy hay quyết định)", "withdrawn (certificate or decision: not known)")
      case .removed: Text("đưa ra khỏi danh sách", "removed from the list")
      case .annulled: Text("thu hồi quyết định công nhận từ đầu", "recognition decision withdrawn from the start")
      case .proposed: Text("đề xuất", "proposed")
      case .refused: Text("đề xuất không đạt", "proposal refused")
      case .proposalWithdrawn: Text("rút đề xuất", "proposal withdrawn")
      case .reportedLapsed: Text("nguồn ghi đã hết hiệu lực", "reported lapsed")
      case .voided: Text("xóa bỏ ghi chép", "struck out")
      }
    }
  }

  /// Where the record stands.
  public var position: Position
  /// What is stated.
  public var kind: Kind
  /// The legal day from which it counts.
  public var date: LegalDate
  /// The record it replaces or strikes out.
  public var corrects: Position?
  /// The stars granted, proposed or refused.
  public var stars: Stars?
  /// Who decided.
  public var level: Level?
  /// The first valid day, where it is another than ``date``.
  public var validFrom: LegalDate?
  /// The last valid day granted.
  public var validUntil: LegalDate?
  /// Where that day comes from.
  public var term: TermSource?
  /// The number of the decision.
  public var decision: String?
  /// The rulebook applied.
  public var rulebook: RulebookID?
  /// The grant that a withdrawal is about, where it names one.
  public var target: Position?
  /// The ground of a withdrawal or a removal, where a source tells it.
  public var ground: EndingGround?
  /// What the source calls the act, in its own word.
  public var word: String?
  /// Why, as recorded.
  public var reason: String?
  /// Whether it was recorded although the law forbids it, as its recorder knew.
  public var isIrregular = false

  /// A fact.
  public init(
    position: Position, kind: Kind, date: LegalDate, corrects: Position? = nil, stars: Stars? = nil,
    level: Level? = nil, validFrom: LegalDate? = nil, validUntil: LegalDate? = nil, decision: String? = nil,
    rulebook: RulebookID? = nil, target: Position? = nil, ground: EndingGround? = nil, reason: String? = nil
  ) {
    self.position = position
    self.kind = kind
    self.date = date
    self.corrects = corrects
    self.stars = stars
    self.level = level
    self.validFrom = validFrom
    self.validUntil = validUntil
    self.decision = decision
    self.rulebook = rulebook
    self.target = target
    self.ground = ground
    self.reason = reason
  }
}

extension RatingFact {
  /// The fact in `event`, or `nil` where the event says nothing about stars.
  public init?(
    _ event: Event, at position: Position, date: LegalDate?, corrects: Position?, rulebook: RulebookID?
  ) {
    // A strike-out needs no day of its own.
    guard let date = date ?? (event.type == .voided ? LegalDate() : nil) else { return nil }
    self.init(position: position, kind: .voided, date: date, corrects: corrects, rulebook: rulebook)
    switch event {
    case .recognised(let e): take(e.grant)
    case .upgraded(let e): take(e.grant)
    case .renewed(let e): take(e.grant)
    case .lowered(let e): take(e.grant)
    case .granted(let e):
      take(e.grant)
      (validFrom, word) = (e.validFrom, e.word)
    case .reevaluationFailed(let e): take(.failed, nil, e.level, decision: e.decision)
    case .certificateExtended(let e):
      kind = .extended
      validUntil = e.until
    case .certificateContinues(let e):
      kind = .extended
      validUntil = e.until
    case .reportedLapsed: kind = .reportedLapsed
    case .revoked(let e):
      take(.revoked, nil, e.level, decision: e.decision)
      ground = EndingGround(e.ground)
    case .recognitionWithdrawn(let e): take(e)
    case .removedFromList(let e):
      take(.removed, nil, nil, decision: e.decision)
      ground = e.ground
    case .annulled(let e):
      take(.annulled, nil, e.level, decision: e.decision)
      target = e.granted
    case .proposed(let e): take(.proposed, e.stars, e.to)
    case .proposalRefused(let e): take(.refused, e.stars, e.level)
    case .proposalWithdrawn(let e): take(.proposalWithdrawn, e.stars, nil)
    case .voided: break
    default: return nil
    }
  }

  private mutating func take(_ grant: Grant) {
    take(.granted, grant.stars, grant.level, decision: grant.decision)
    validUntil = grant.validUntil
    term = grant.termSource
  }

  private mutating func take(_ e: RecognitionWithdrawn) {
    let kind: Kind =
      switch (e.thing, e.effect) {
      case (.certificate?, _): .revoked
      case (.recognitionDecision?, .fromStart?): .annulled
      case (.recognitionDecision?, _): .decisionWithdrawn
      case (nil, _): .withdrawn
      }
    take(kind, nil, e.level, decision: e.decision)
    (ground, target) = (e.ground, e.granted)
    if e.effect == .fromDay { validFrom = e.from }
  }

  private mutating func take(_ kind: Kind, _ stars: Stars?, _ level: Level?, decision: String? = nil) {
    self.kind = kind
    self.stars = stars
    self.level = level
    self.decision = decision
  }
}

extension RatingFact {
  /// The first day on which it counts: most often that of the decision.
  public var from: Day { (validFrom ?? date).day }

  /// The first day on which it may count: another than ``from`` where that is not known to the day.
  public var earliestFrom: Day { (validFrom ?? date).firstDay }

  /// Whether it withdraws a decision, and not whatever runs on its day.
  var isAboutDecision: Bool { kind == .decisionWithdrawn || kind == .withdrawn }

  /// The events that say something about stars, and the strike-out that may concern them.
  public static let events: EventTypes = [
    .recognised, .upgraded, .renewed, .lowered, .reevaluationFailed, .certificateExtended, .revoked, .removedFromList,
    .annulled, .granted, .recognitionWithdrawn, .reportedLapsed, .certificateContinues, .proposed, .proposalRefused,
    .proposalWithdrawn, .voided,
  ]

  /// The fact in a record, with its rulebook and reason; `nil` where it says nothing about stars.
  public init?(_ record: borrowing RecordView) throws(WireError) {
    guard let type = record.type, Self.events.contains(type) else { return nil }
    let event = try record.payloadBytes.withUnsafeBytes { bytes throws(WireError) in try Event(type, wire: bytes) }
    self.init(
      event, at: record.position, date: record.effectiveOn, corrects: record.corrects, rulebook: record.rulebook)
    reason = record.reason
    isIrregular = try record.details?.irregular != nil
  }
}
