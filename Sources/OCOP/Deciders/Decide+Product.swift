extension Decider {
  func judgeProduct(_ event: Event) throws(Rejection) -> GoverningRulebook? {
    switch event {
    case .productRegistered(let e): try require(e.name, "name")
    case .productRenamed(let e): try require(e.name, "name")
    case .productCoded(let e): try require(e.code, "code")
    case .productAwarded(let e):
      try require(e.title, "title")
      try require(e.awardedBy, "awardedBy")
      _ = try date(event)
    case .dossierFiled, .certificateHandedOver, .productTransferred, .productMoved, .productRegrouped:
      _ = try date(event)
    case .evaluated(let e): return try judgeEvaluation(e, event)
    case .proposed, .proposalRefused, .proposalWithdrawn: try judgeProposal(event)
    case .recognised(let e): return try judgeGrant(e.grant, from: nil, event)
    case .upgraded(let e): return try judgeGrant(e.grant, from: nil, event)
    case .renewed(let e): return try judgeGrant(e.grant, from: nil, event)
    case .lowered(let e): return try judgeGrant(e.grant, from: nil, event)
    case .granted(let e): return try judgeGrant(e.grant, from: e.validFrom, event)
    case .reevaluationFailed, .certificateExtended, .revoked, .removedFromList, .recognitionWithdrawn, .reportedLapsed,
      .certificateContinues:
      try judgeEnding(event)
    case .inspected, .penalised, .markUseSuspended, .markUseRestored, .disputeOpened, .disputeSettled:
      try judgeAfterCheck(event)
    case .annulled(let e): try judgeAnnulment(of: e.granted, event)
    default: break
    }
    return nil
  }

  var product: ProductID { ProductID(stream.number) }

  /// Which set a product is scored by: Decision 26/2026/QĐ-TTg Art. 3.2 and Annex II.
  private func judgeEvaluation(_ e: Evaluated, _ event: Event) throws(Rejection) -> GoverningRulebook? {
    let date = try date(event)
    try require(e.total)
    if let stars = e.stars { try require(stars) }
    for score in e.scores {
      try require(score.criterion, "scores.criterion")
      try require(score.points.hundredths, "scores.points", in: 0...10_000)
    }
    // Lists are often recorded after the session was closed: what counts is the legal day.
    if let session = e.session, let closed = context.history(of: session.stream).end(.sessionClosed),
      closed.day < date.day
    {
      throw .sessionClosed(session)
    }
    let rulebook = governing(on: date)
    guard let set = e.set else { return rulebook }
    guard let rulebook else { throw .noRulebook(on: date) }
    guard let known = rulebook.known else { throw .rulebookNotKnown(rulebook.candidates.map(\.id), on: date) }
    try judgeSheet(e, set, under: known.id)
    return rulebook
  }

  /// A sheet under a set is a whole one: every criterion, an option each. A council's result has no sheet of its own.
  private func judgeSheet(_ e: Evaluated, _ set: String, under id: RulebookID) throws(Rejection) {
    guard let rulebook = context.contents[id], rulebook.detail == .complete else { throw .sheetNotCheckable(id) }
    guard let table = ScoringTable(rulebook, set: set) else { throw .unknownSet(id, set) }
    guard e.kind != .council || !e.scores.isEmpty else { return }
    var tally = Tally(table)
    let problems = tally.add(e.scores, knockouts: e.knockouts)
    guard problems.isEmpty else { throw .sheetRefused(problems) }
    if let total = e.total, total != Score(sum: tally.sum, count: 1) {
      throw .totalDiffers(given: total, sum: tally.sum)
    }
  }

  // MARK: - Proposals

  /// A result of 90 points and more goes on to the centre: Decision 26/2026/QĐ-TTg Art. 7.3(e).
  private func judgeProposal(_ event: Event) throws(Rejection) {
    let date = try date(event)
    let pending = history.ratings.proposals.filter { $0.isPending(on: date.day) }
    switch event {
    case .proposed(let e):
      try require(e.stars)
      try require(e.total)
      if let held = history.ratings.held(on: date.day)?.stars {
        // A re-evaluation may be put forward for the stars that are held.
        guard e.stars > held || (e.stars == held && e.kind == .reevaluation) else {
          throw .proposalNotHigher(held: held, asked: e.stars)
        }
      }
      // What became of an earlier one may be recorded later; the same day tells the same proposal twice.
      if pending.contains(where: { $0.stars == e.stars && $0.proposal.date == date }) {
        throw .alreadyProposed(e.stars, on: date)
      }
    case .proposalRefused(let e):
      try require(e.total)
      guard pending.contains(where: { $0.stars == e.stars }) else { throw .notProposed(e.stars) }
    case .proposalWithdrawn(let e):
      guard pending.contains(where: { $0.stars == e.stars }) else { throw .notProposed(e.stars) }
    default: break
    }
  }
}

extension History {
  /// The dossier filed last by `date` and not decided since.
  public func dossier(before date: LegalDate) -> (filed: LegalDate, kind: ApplicationKind)? {
    effective.dossier(before: date)
  }

  /// The grounds of something decided on `date`, with the dossier filed last before where they tell nothing of the filing.
  public func completing(_ grounds: Grounds, on date: LegalDate) -> Grounds {
    effective.completing(grounds, on: date)
  }

  /// Whether an event of `type` stands in the history.
  func ends(_ type: EventType) -> Bool { effective.contains { $0.record.event.type == type } }

  /// The legal date of the event of `type` that stands in the history.
  func end(_ type: EventType) -> LegalDate? {
    effective.last { $0.record.event.type == type }?.record.effectiveOn
  }
}

extension [RecordedEntry] {
  /// ``History/completing(_:on:)``, of entries that stand in legal order.
  func completing(_ grounds: Grounds, on date: LegalDate) -> Grounds {
    guard grounds.filedOn == nil, let dossier = dossier(before: date),
      grounds.application == nil || grounds.application == dossier.kind
    else { return grounds }
    return Grounds(legalBasis: grounds.legalBasis, filedOn: dossier.filed, application: dossier.kind)
  }

  /// Of these entries, which stand in legal order, the dossier filed last by `date` and not decided since: when it was filed first,
  /// before it was forwarded to a higher level.
  func dossier(before date: LegalDate) -> (filed: LegalDate, kind: ApplicationKind)? {
    var found: (filed: LegalDate, kind: ApplicationKind, level: Level)?
    for entry in reversed() where entry.day <= date.day {
      if case .dossierFiled(let e) = entry.record.event, let filed = entry.record.effectiveOn {
        if let found, found.kind != e.kind || e.level.rank >= found.level.rank { break }
        found = (filed, e.kind, e.level)
      }
      // What was decided has no dossier open any more.
      if entry.record.event.grant != nil { break }
    }
    return found.map { ($0.filed, $0.kind) }
  }

  /// Whether a dossier that goes to `level` on `date` is one that was filed at a lower level before, and goes on from there.
  func isForwarded(_ dossier: DossierFiled, on date: LegalDate) -> Bool {
    for entry in reversed() where entry.day <= date.day {
      if entry.record.event.grant != nil { return false }
      if case .dossierFiled(let e) = entry.record.event, e.kind == dossier.kind, e.level.rank < dossier.level.rank {
        return true
      }
    }
    return false
  }
}

extension Level {
  /// From the commune up.
  fileprivate var rank: Int {
    switch self {
    case .commune: 0
    case .district: 1
    case .province: 2
    case .centre: 3
    }
  }
}
