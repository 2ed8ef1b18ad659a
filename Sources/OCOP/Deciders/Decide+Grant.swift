extension Decider {
  /// A wish to grant stars becomes an event with its term, its level and its rulebook.
  ///
  /// Who recognises: Decision 26/2026/QĐ-TTg Art. 4.1; the term of 36 months: Art. 4.3.
  func recognise(_ product: ProductID, _ request: RecognitionRequest) throws(Rejection) -> Decision {
    guard history.isEffective else { throw .unknown(stream) }
    guard let date = command.effectiveOn else { throw .noDate(.granted) }
    let rulebook = try rulebook(on: date)
    let level = try authority(
      for: request.stars, level: request.level ?? request.issuer.flatMap { IssuerName($0).level }, under: rulebook,
      on: date)
    let rule = context.termRules.rule(on: date.day)
    let computed = request.validUntil == nil ? try termMonths(of: rulebook, on: date) : 0
    let grant = Grant(
      stars: request.stars, level: level, issuer: request.issuer, decision: request.decision,
      validUntil: request.validUntil
        ?? (request.validFrom ?? date).end(afterMonths: computed, by: rule),
      termBasis: request.validUntil == nil ? .computed : .decided, termRule: request.validUntil == nil ? rule : nil)
    let event = Event.granted(Granted(grant: grant, validFrom: request.validFrom, word: request.word, row: request.row))
    _ = try judge(event)
    return Decision(stream: stream, event: event, corrects: nil, under: rulebook)
  }

  func judgeGrant(_ grant: Grant, from validFrom: LegalDate?, _ event: Event) throws(Rejection) -> GoverningRulebook {
    let date = try date(event)
    try require(grant.stars)
    let rulebook = try rulebook(on: date)
    _ = try authority(for: grant.stars, level: grant.level, under: rulebook, on: date)
    try require(from: validFrom ?? date, until: grant.validUntil, under: rulebook)
    let months = rulebook.candidates.map { Int($0.termMonths) }.max() ?? 0
    // A certificate that begins later than a term after its decision: a year typed wrongly.
    if let validFrom {
      let latest = date.end(afterMonths: months, by: .correspondingDay)
      guard validFrom.day <= latest.day else { throw .beginsTooLate(on: date, from: validFrom, months: months) }
    }
    if grant.termBasis == .computed, let rule = grant.termRule {
      let computed = (validFrom ?? date).end(afterMonths: try termMonths(of: rulebook, on: date), by: rule)
      guard grant.validUntil == computed else { throw .termDiffers(grant.validUntil, computed: computed) }
    }
    try judgeDecision(grant, date)
    return rulebook
  }

  /// One decision says one thing of a product: what says otherwise corrects it, or was copied wrongly.
  private func judgeDecision(_ grant: Grant, _ date: LegalDate) throws(Rejection) {
    let wish = DecisionIdentity(grant, date)
    for entry in history.grants {
      guard let other = entry.record.event.grant, let there = entry.identity else { continue }
      switch (wish.number, there.number) {
      case (let number?, let known?):
        guard number == known, wish.isOfIssuer(of: there), wish.isOfYear(of: there) else { continue }
        guard other.stars == grant.stars, wish.isOfDay(of: there) else {
          throw .decisionDiffers(grant.decision ?? "", other.stars, on: there.date, at: entry.position)
        }
        throw .decisionRecorded(grant.decision ?? "", at: entry.position)
      default:
        // The same stars on the same day, once with the number of the decision and once without, are one recognition.
        guard other.stars == grant.stars, wish.isOfDay(of: there), wish.isOfIssuer(of: there) else { continue }
        throw .recognisedThatDay(grant.stars, on: date, at: entry.position)
      }
    }
  }

  /// The rulebook under which something is decided on `date`: by what the decision cites, by filing and kind, by the day. What the
  /// source does not tell of the filing, the dossier tells that was filed last before and not decided since.
  func governing(on date: LegalDate) -> GoverningRulebook? {
    context.rulebooks.governing(history.completing(grounds, on: date), decidedOn: date)
  }

  func rulebook(on date: LegalDate) throws(Rejection) -> GoverningRulebook {
    guard let rulebook = governing(on: date) else { throw .noRulebook(on: date) }
    return rulebook
  }

  /// The term, where every rulebook that it may be has the same.
  ///
  /// 36 months: Decision 26/2026/QĐ-TTg Art. 4.3; Decisions 1048/QĐ-TTg and 148/QĐ-TTg say the same.
  func termMonths(of rulebook: GoverningRulebook, on date: LegalDate) throws(Rejection) -> Int {
    let candidates = rulebook.candidates
    guard let first = candidates.first, candidates.allSatisfy({ $0.termMonths == first.termMonths }) else {
      throw .rulebookNotKnown(candidates.map(\.id), on: date)
    }
    return Int(first.termMonths)
  }

  /// The level that decided: the one that the source tells; else the one that the law gives, where it leaves no doubt under any
  /// rulebook and on any day that it may be.
  private func authority(
    for stars: Stars, level: Level?, under rulebook: GoverningRulebook, on date: LegalDate
  ) throws(Rejection) -> Level {
    let found = rulebook.candidates.map { ($0, $0.deciders(of: stars, during: date)) }
    let levels = Set(found.flatMap(\.1.levels))
    if let level {
      // Who may decide is law, and held against what was done elsewhere; without law it is refused.
      if let bare = found.first(where: { $0.0.law == nil && !$0.1.levels.isEmpty && !$0.1.levels.contains(level) }),
        found.count == 1
      {
        throw .wrongAuthority(stars, level, bare.0.id, rightful: bare.1.levels[0])
      }
      if levels.isEmpty, !found.contains(where: \.1.isOpen), found.contains(where: { $0.0.law == nil }) {
        throw .noAuthority(stars, found[0].0.id)
      }
      return level
    }
    if levels.count == 1, !found.contains(where: \.1.isOpen), let only = levels.first { return only }
    guard levels.isEmpty, !found.contains(where: \.1.isOpen) else { throw .authorityNotKnown(stars, on: date) }
    throw .noAuthority(stars, found[0].0.id)
  }
}

extension DecisionIdentity {
  init(_ grant: Grant, _ date: LegalDate) {
    self.init(
      number: grant.decision.map { DecisionNumber($0) }, level: grant.level, issuer: grant.issuer, date: date)
  }
}

extension RecordedEntry {
  /// The decision of a grant.
  var identity: DecisionIdentity? {
    guard let grant = record.event.grant, let date = record.effectiveOn else { return nil }
    return DecisionIdentity(grant, date)
  }
}

extension History {
  /// The grants that stand and were not withdrawn from the start.
  var grants: [RecordedEntry] {
    let annulled = Set(ratings.intervals.filter { $0.ending == .annulled }.map(\.grant.position))
    return effective.filter { $0.record.event.grant != nil && !annulled.contains($0.position) }
  }

  /// The recognition that `request` asks for on `date`, where it is recorded already, however its decision is written: the same
  /// issuer, number and date, and the same stars; both without a number, too. `nil`: it is not.
  public func recognition(_ request: RecognitionRequest, on date: LegalDate) -> RecordedEntry? {
    let number = request.decision.map { DecisionNumber($0) }
    let wish = DecisionIdentity(number: number, level: request.level, issuer: request.issuer, date: date)
    return grants.first { entry in
      guard let there = entry.identity, let grant = entry.record.event.grant else { return false }
      return there.number == number && grant.stars == request.stars && there.date == date
        && wish.isOfIssuer(of: there)
        && (request.validUntil == nil || request.validUntil == grant.validUntil)
    }
  }
}
