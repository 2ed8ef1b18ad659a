extension Decider {
  func judgeProduct(_ event: Event) throws(Rejection) -> RulebookID? {
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
    case .recognised(let e): return try judgeGrant(e.grant, event)
    case .upgraded(let e): return try judgeGrant(e.grant, event)
    case .renewed(let e): return try judgeGrant(e.grant, event)
    case .lowered(let e): return try judgeGrant(e.grant, event)
    case .reevaluationFailed, .certificateExtended, .revoked, .removedFromList: try judgeEnding(event)
    case .annulled(let e): try judgeAnnulment(e, event)
    default: break
    }
    return nil
  }

  private var product: ProductID { ProductID(stream.number) }

  private func judgeEvaluation(_ e: Evaluated, _ event: Event) throws(Rejection) -> RulebookID? {
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
    let dossier = history.dossier(before: date)
    let rulebook = context.rulebooks.applicable(filed: dossier?.filed, kind: dossier?.kind, decidedOn: date.day)
    guard let set = e.set else { return rulebook?.id }
    guard let rulebook else { throw .noRulebook(on: date) }
    try judgeSheet(e, set, under: rulebook.id)
    return rulebook.id
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
      if pending.contains(where: { $0.stars == e.stars }) { throw .alreadyProposed(e.stars, on: date) }
    case .proposalRefused(let e):
      try require(e.total)
      guard pending.contains(where: { $0.stars == e.stars }) else { throw .notProposed(e.stars) }
    case .proposalWithdrawn(let e):
      guard pending.contains(where: { $0.stars == e.stars }) else { throw .notProposed(e.stars) }
    default: break
    }
  }

  // MARK: - Grants

  /// A wish to grant stars becomes the event that fits what is held on that day.
  func recognise(_ product: ProductID, _ request: RecognitionRequest) throws(Rejection) -> Decision {
    guard history.stands else { throw .unknown(stream) }
    guard let date = command.effectiveOn else { throw .noDate(.recognised) }
    let rulebook = try rulebook(on: date)
    let level = try authority(for: request.stars, level: request.level, under: rulebook, on: date)
    try judgeDecision(request, level, date)
    let grant = Grant(
      stars: request.stars, level: level, issuer: request.issuer, decision: request.decision,
      validUntil: request.validUntil ?? date.end(afterMonths: Int(rulebook.termMonths)),
      termBasis: request.validUntil == nil ? .computed : .decided)
    let event: Event
    switch history.ratings.held(on: date.day)?.stars {
    case nil: event = .recognised(Recognised(grant: grant))
    case let held? where held < request.stars: event = .upgraded(Upgraded(grant: grant, from: held))
    case let held? where held > request.stars: event = .lowered(Lowered(grant: grant, from: held))
    case _?: event = .renewed(Renewed(grant: grant))
    }
    _ = try judge(event)
    return Decision(stream: stream, event: event, corrects: nil, rulebook: rulebook.id)
  }

  /// One decision says one thing of a product: what says otherwise corrects it, or was copied wrongly. Numbers begin again each
  /// year, and each authority has its own; but two do not give the same number on one day.
  private func judgeDecision(
    _ request: RecognitionRequest, _ level: Level, _ date: LegalDate
  ) throws(Rejection) {
    let grants = history.ratings.intervals.filter { $0.ending != .annulled }.map(\.grant)
    guard let decision = request.decision else {
      return try judgeUnnamed(request.stars, date, beside: grants)
    }
    let earlier = grants.first {
      $0.decision == decision && $0.day.date.year == date.day.date.year && ($0.level == level || $0.date == date)
    }
    if let earlier, let stars = earlier.stars, stars != request.stars || earlier.date != date {
      throw .decisionDiffers(decision, stars, on: earlier.date, at: earlier.position)
    }
    try judgeUnnamed(request.stars, date, beside: grants.filter { $0.decision == nil })
  }

  /// The same stars on the same day, once with the number of the decision and once without, are one recognition.
  private func judgeUnnamed(
    _ stars: Stars, _ date: LegalDate, beside grants: [RatingFact]
  ) throws(Rejection) {
    // "2/2021" may be any day of it.
    let same = grants.first { $0.stars == stars && $0.date.firstDay <= date.day && date.firstDay <= $0.day }
    guard let same else { return }
    throw .recognisedThatDay(stars, on: date, at: same.position)
  }

  private func judgeGrant(_ grant: Grant, _ event: Event) throws(Rejection) -> RulebookID {
    let date = try date(event)
    try require(grant.stars)
    let rulebook = try rulebook(on: date)
    _ = try authority(for: grant.stars, level: grant.level, under: rulebook, on: date)
    try require(from: date, until: grant.validUntil, under: rulebook)
    let held = history.ratings.held(on: date.day)?.stars
    switch event {
    case .recognised:
      if let held { throw .alreadyHolds(product, held, on: date) }
    case .upgraded:
      guard let held else { throw .holdsNothing(product, on: date) }
      guard grant.stars > held else { throw .notHigher(held: held, granted: grant.stars) }
    case .lowered:
      guard let held = held ?? lastHeld(before: date) else { throw .holdsNothing(product, on: date) }
      guard grant.stars < held else { throw .notLower(held: held, granted: grant.stars) }
    case .renewed:
      // A renewal may come after a gap: the term ended before the council met.
      guard let held = held ?? lastHeld(before: date) else { throw .holdsNothing(product, on: date) }
      guard grant.stars == held else { throw .notSame(held: held, granted: grant.stars) }
    default: break
    }
    return rulebook.id
  }

  private func lastHeld(before date: LegalDate) -> Stars? {
    history.ratings.intervals.last { $0.ending != .annulled && $0.from <= date.day }?.stars
  }

  /// By filing, kind and decision: the dossier filed last before the day is the one decided.
  func rulebook(on date: LegalDate) throws(Rejection) -> RulebookAdopted {
    let dossier = history.dossier(before: date)
    guard
      let rulebook = context.rulebooks.applicable(
        filed: dossier?.filed, kind: dossier?.kind, decidedOn: date.day)
    else { throw .noRulebook(on: date) }
    return rulebook
  }

  private func authority(
    for stars: Stars, level: Level?, under rulebook: RulebookAdopted, on date: LegalDate
  ) throws(Rejection) -> Level {
    guard let rightful = rulebook.authority(for: stars, on: date.day) else { throw .noAuthority(stars, rulebook.id) }
    if let level, level != rightful { throw .wrongAuthority(stars, level, rulebook.id, rightful: rightful) }
    return rightful
  }

  // MARK: - Endings

  private func judgeEnding(_ event: Event) throws(Rejection) {
    let date = try date(event)
    let held = history.ratings.held(on: date.day)
    switch event {
    case .revoked:
      guard held != nil else { throw .holdsNothing(product, on: date) }
    case .reevaluationFailed, .removedFromList:
      // Both may follow expiry, but never come before any recognition.
      guard lastHeld(before: date) != nil else { throw .holdsNothing(product, on: date) }
    case .certificateExtended(let e):
      try require(e.legalBasis, "legalBasis")
      try require(from: date, until: e.until)
      guard let last = history.ratings.intervals.last(where: { $0.ending != .annulled && $0.from <= date.day }) else {
        throw .holdsNothing(product, on: date)
      }
      if e.until.day <= last.through { throw .endsBeforeStart(from: LegalDate(last.through), until: e.until) }
      try require(from: LegalDate(last.through), until: e.until, under: try rulebook(on: date))
    default: break
    }
  }

  private func judgeAnnulment(_ e: Annulled, _ event: Event) throws(Rejection) {
    _ = try date(event)
    guard let interval = history.ratings.intervals.first(where: { $0.grant.position == e.granted }) else {
      throw .notAGrant(e.granted)
    }
    if interval.ending == .annulled { throw .alreadyAnnulled(e.granted) }
  }
}

extension History {
  /// The dossier filed last by `date` and not decided since.
  public func dossier(before date: LegalDate) -> (filed: LegalDate, kind: ApplicationKind)? {
    for entry in standing.reversed() where entry.day <= date.day {
      if case .dossierFiled(let e) = entry.record.event, let filed = entry.record.effectiveOn {
        return (filed, e.kind)
      }
      // What was decided has no dossier open any more.
      if entry.ratingFact?.kind.isGrant == true { return nil }
    }
    return nil
  }

  /// Whether an event of `type` stands in the history.
  func ends(_ type: EventType) -> Bool { standing.contains { $0.record.event.type == type } }

  /// The legal date of the event of `type` that stands in the history.
  func end(_ type: EventType) -> LegalDate? {
    standing.last { $0.record.event.type == type }?.record.effectiveOn
  }
}
