/// A wish to record something, with all that is to be recorded about it.
public struct Command: Hashable, Sendable {
  /// What is wished.
  public enum Act: Hashable, Sendable {
    /// An event, as it is, in an existing stream or (number 0) in a new one of that kind.
    case record(StreamID, Event)
    /// Stars by a decision.
    case recognise(ProductID, RecognitionRequest)
    /// The record at a position of that stream is replaced by an event of the same type.
    case correct(StreamID, Position, Event)
    /// The record at a position of that stream is struck out.
    case void(StreamID, Position)
  }

  /// A command with the same id is recorded once.
  public var id: CommandID?
  /// Who records: an account of the office.
  public var actor: String
  /// What is wished.
  public var act: Act
  /// The legal day from which it counts.
  public var effectiveOn: LegalDate?
  /// Why; a correction always has a reason.
  public var reason: String?
  /// A remark.
  public var note: String?
  /// Where the fact comes from.
  public var source: String?
  /// Why it is recorded although the law forbids it, where the recorder knows that; a breach is refused without.
  public var irregular: String?
  /// What the decision or the score rests on; a correction keeps what it does not say anew.
  public var grounds = Grounds()
  /// What was told otherwise; a correction adds to what is kept.
  public var told: [Telling] = []

  /// A command.
  public init(
    id: CommandID?, actor: String, act: Act, effectiveOn: LegalDate?, reason: String? = nil, note: String? = nil,
    source: String? = nil, irregular: String? = nil
  ) {
    self.id = id
    self.actor = actor
    self.act = act
    self.effectiveOn = effectiveOn
    self.reason = reason
    self.note = note
    self.source = source
    self.irregular = irregular
  }

  /// The stream the command is about; its number is 0 where the command makes it.
  public var stream: StreamID {
    switch act {
    case .record(let stream, _), .correct(let stream, _, _), .void(let stream, _): stream
    case .recognise(let product, _): product.stream
    }
  }

  /// Every stream a decider looks at for this command.
  public var reads: [StreamID] {
    var streams = stream.number > 0 || stream.kind == .office ? [stream] : []
    // Of these an office may record a million: each stands by itself.
    if case .record(_, let event) = act,
      [.awardGiven, .fairHeld, .figureReported, .streamsCommitted, .listImported].contains(event.type)
    {
      streams = []
    }
    switch act {
    case .record(_, let event), .correct(_, _, let event): streams += event.references
    case .recognise, .void: break
    }
    return streams
  }
}

/// Stars granted by a decision, as an office finds them in a list.
public struct RecognitionRequest: Hashable, Sendable {
  /// The stars granted.
  public var stars: Stars
  /// The level of the authority; missing: the one that the rulebook gives.
  public var level: Level?
  /// The authority as printed.
  public var issuer: String?
  /// The number of the decision.
  public var decision: String?
  /// The first valid day, where it is another than that of the decision.
  public var validFrom: LegalDate?
  /// The last valid day; missing: computed from the rulebook's term.
  public var validUntil: LegalDate?
  /// What the source calls the act, in its own word.
  public var word: String?
  /// The row of the decision's list.
  public var row: UInt32?

  /// A request.
  public init(
    stars: Stars, level: Level? = nil, issuer: String? = nil, decision: String? = nil, validFrom: LegalDate? = nil,
    validUntil: LegalDate? = nil, word: String? = nil
  ) {
    self.stars = stars
    self.level = level
    self.issuer = issuer
    self.decision = decision
    self.validFrom = validFrom
    self.validUntil = validUntil
    self.word = word
  }
}
