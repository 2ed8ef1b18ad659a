/// What a record says about something that goes on for a time.
public struct SpellFact: Correctable, Hashable, Sendable {
  /// What is said.
  public enum Part: Hashable, Sendable {
    /// It begins, or is known to go on; its own last day where it has one.
    case opens(until: LegalDate?)
    /// It goes on, with something to tell of it.
    case reports
    /// It ends: that day is the last.
    case closes
    /// The record only strikes out.
    case strikes

    var opens: Bool { if case .opens = self { true } else { false } }
  }

  /// Where the record stands.
  public let position: Position
  /// The record it replaces or strikes out.
  public let corrects: Position?
  /// The legal day from which it counts.
  public let day: Day
  /// What is said.
  public let part: Part
  /// Of what.
  public let name: SpellName?
  /// Goods that are no registered product: of one market, others are another spell.
  let goods: String?

  /// Whether it only strikes out.
  public var onlyStrikes: Bool { part == .strikes }

  /// The fact in an event; `nil`: it says nothing of the kind.
  public init?(_ event: Event, at position: Position, on day: Day, corrects: Position?) {
    guard let (name, part) = event.spell else { return nil }
    self.position = position
    self.corrects = corrects
    self.day = day
    self.name = name
    self.part = part
    if case .exportOpened(let e) = event, e.product == nil { goods = e.goods } else { goods = nil }
  }

  /// Whether both openings are of one thing.
  func isSameOpening(as other: SpellFact) -> Bool {
    guard let name, let others = other.name, name.isSame(as: others) else { return false }
    return goods.map { Spelling($0).exact } == other.goods.map { Spelling($0).exact }
  }
}

extension Event {
  /// What the event says about something that goes on for a time; `nil`: nothing of the kind.
  fileprivate var spell: (name: SpellName?, part: SpellFact.Part)? {
    switch self {
    case .exportOpened(let e): (.market(e.market, e.product), .opens(until: nil))
    case .exportReported(let e): (.market(e.market, e.product), .reports)
    case .exportClosed(let e): (.market(e.market, e.product), .closes)
    case .qualityCertificateGranted(let e):
      (
        .certificate(standard: e.standard, number: e.number, e.product, issuer: e.issuer), .opens(until: e.validUntil)
      )
    case .qualityCertificateEnded(let e): (.certificate(standard: e.standard, number: e.number, e.product), .closes)
    case .supplyAgreementSigned(let e):
      (.agreement(counterparty: e.counterparty, e.product, e.kind), .opens(until: e.validUntil))
    case .supplyAgreementEnded(let e): (.agreement(counterparty: e.counterparty, e.product), .closes)
    case .salesPointOpened(let e): (.salesPoint(name: e.name, e.place), .opens(until: nil))
    case .salesPointClosed(let e): (.salesPoint(name: e.name, e.place), .closes)
    case .voided: (nil, .strikes)
    default: nil
    }
  }
}
