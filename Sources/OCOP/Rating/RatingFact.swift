public import Wire

/// What a record says about a product's stars, reduced to what the fold needs.
public struct RatingFact: Hashable, Sendable {
  /// The kind of statement.
  public enum Kind: String, Vocabulary {
    /// First recognition, or one after a gap.
    case recognised
    /// More stars than before.
    case upgraded
    /// The same stars again.
    case renewed
    /// Fewer stars than before.
    case lowered
    /// A re-evaluation without result.
    case failed
    /// The term is prolonged.
    case extended
    /// Revoked for cause.
    case revoked
    /// Taken off the list.
    case removed
    /// The decision should never have been.
    case annulled
    /// Put forward to a higher level.
    case proposed
    /// Not granted by the higher level.
    case refused
    /// The proposal is taken back.
    case withdrawn
    /// Strikes out another fact, with nothing in its place.
    case voided

    /// The term as people say it.
    public var names: Text {
      switch self {
      case .recognised: Text("công nhận", "recognised")
      case .upgraded: Text("nâng hạng", "upgraded")
      case .renewed: Text("công nhận lại", "renewed")
      case .lowered: Text("xuống hạng", "lowered")
      case .failed: Text("đánh giá lại không đạt", "re-evaluation failed")
      case .extended: Text("gia hạn", "extended")
      case .revoked: Text("thu hồi", "revoked")
      case .removed: Text("đưa ra khỏi danh sách", "removed from the list")
      case .annulled: Text("hủy quyết định", "annulled")
      case .proposed: Text("đề xuất", "proposed")
      case .refused: Text("đề xuất không đạt", "proposal refused")
      case .withdrawn: Text("rút đề xuất", "proposal withdrawn")
      case .voided: Text("gạch bỏ", "struck out")
      }
    }

    /// Whether the fact grants stars.
    public var isGrant: Bool {
      switch self {
      case .recognised, .upgraded, .renewed, .lowered: true
      default: false
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
  /// The last valid day granted.
  public var validUntil: LegalDate?
  /// The number of the decision.
  public var decision: String?
  /// The rulebook applied.
  public var rulebook: RulebookID?
  /// The grant that an annulment is about.
  public var target: Position?
  /// The ground of a revocation.
  public var ground: RevocationGround?
  /// Why, as recorded.
  public var reason: String?

  /// A fact.
  public init(
    position: Position, kind: Kind, date: LegalDate, corrects: Position? = nil, stars: Stars? = nil,
    level: Level? = nil, validUntil: LegalDate? = nil, decision: String? = nil, rulebook: RulebookID? = nil,
    target: Position? = nil, ground: RevocationGround? = nil, reason: String? = nil
  ) {
    self.position = position
    self.kind = kind
    self.date = date
    self.corrects = corrects
    self.stars = stars
    self.level = level
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
    case .recognised(let e): take(.recognised, e.grant)
    case .upgraded(let e): take(.upgraded, e.grant)
    case .renewed(let e): take(.renewed, e.grant)
    case .lowered(let e): take(.lowered, e.grant)
    case .reevaluationFailed(let e): take(.failed, nil, e.level, decision: e.decision)
    case .certificateExtended(let e):
      kind = .extended
      validUntil = e.until
    case .revoked(let e):
      take(.revoked, nil, e.level, decision: e.decision)
      ground = e.ground
    case .removedFromList(let e): take(.removed, nil, nil, decision: e.decision)
    case .annulled(let e):
      take(.annulled, nil, e.level, decision: e.decision)
      target = e.granted
    case .proposed(let e): take(.proposed, e.stars, e.to)
    case .proposalRefused(let e): take(.refused, e.stars, e.level)
    case .proposalWithdrawn(let e): take(.withdrawn, e.stars, nil)
    case .voided: break
    default: return nil
    }
  }

  private mutating func take(_ kind: Kind, _ grant: Grant) {
    take(kind, grant.stars, grant.level, decision: grant.decision)
    validUntil = grant.validUntil
  }

  private mutating func take(_ kind: Kind, _ stars: Stars?, _ level: Level?, decision: String? = nil) {
    self.kind = kind
    self.stars = stars
    self.level = level
    self.decision = decision
  }
}

extension RatingFact {
  /// The events that say something about stars, and the strike-out that may concern them.
  public static let events: EventTypes = [
    .recognised, .upgraded, .renewed, .lowered, .reevaluationFailed, .certificateExtended, .revoked, .removedFromList,
    .annulled, .proposed, .proposalRefused, .proposalWithdrawn, .voided,
  ]

  /// The fact in a record, with its rulebook and reason; `nil` where it says nothing about stars.
  public init?(_ record: borrowing RecordView) throws(WireError) {
    guard let type = record.type, Self.events.contains(type) else { return nil }
    let event = try record.payloadBytes.withUnsafeBytes { bytes throws(WireError) in try Event(type, wire: bytes) }
    self.init(
      event, at: record.position, date: record.effectiveOn, corrects: record.corrects, rulebook: record.rulebook)
    reason = record.reason
  }
}
