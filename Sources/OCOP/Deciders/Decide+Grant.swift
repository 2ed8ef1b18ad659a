extension Decider {
  /// A wish to grant stars becomes an event with its term, its level and its rulebook.
  func recognise(_ product: ProductID, _ request: RecognitionRequest) throws(Rejection) -> Decision {
    guard history.stands else { throw .unknown(stream) }
    guard let date = command.effectiveOn else { throw .noDate(.granted) }
    let rulebook = try rulebook(on: date)
    let level = try authority(for: request.stars, level: request.level, under: rulebook, on: date)
    let rule = context.termRules.rule(on: date.day)
    let grant = Grant(
      stars: request.stars, level: level, issuer: request.issuer, decision: request.decision,
      validUntil: request.validUntil
        ?? (request.validFrom ?? date).end(afterMonths: Int(rulebook.termMonths), by: rule),
      termBasis: request.validUntil == nil ? .computed : .decided, termRule: request.validUntil == nil ? rule : nil)
    let event = Event.granted(Granted(grant: grant, validFrom: request.validFrom, word: request.word))
    _ = try judge(event)
    return Decision(stream: stream, event: event, corrects: nil, rulebook: rulebook.id)
  }

  func judgeGrant(_ grant: Grant, from validFrom: LegalDate?, _ event: Event) throws(Rejection) -> RulebookID {
    let date = try date(event)
    try require(grant.stars)
    let rulebook = try rulebook(on: date)
    _ = try authority(for: grant.stars, level: grant.level, under: rulebook, on: date)
    try require(from: validFrom ?? date, until: grant.validUntil, under: rulebook)
    // A certificate that begins later than a term after its decision: a year typed wrongly.
    if let validFrom {
      let latest = date.end(afterMonths: Int(rulebook.termMonths), by: .correspondingDay)
      guard validFrom.day <= latest.day else {
        throw .beginsTooLate(on: date, from: validFrom, months: Int(rulebook.termMonths))
      }
    }
    if grant.termBasis == .computed, let rule = grant.termRule {
      let computed = (validFrom ?? date).end(afterMonths: Int(rulebook.termMonths), by: rule)
      guard grant.validUntil == computed else { throw .termDiffers(grant.validUntil, computed: computed) }
    }
    try judgeDecision(grant, date)
    return rulebook.id
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
    if let power = rulebook.power(to: .decide, stars, on: date.day) {
      // Who may decide is law, and held against what was done elsewhere; who did is for the source to say where law leaves it open.
      if let level = level ?? (power.notKnown ? nil : power.levels.first) { return level }
      throw power.notKnown ? .authorityNotKnown(stars, on: date) : .noAuthority(stars, rulebook.id)
    }
    guard let rightful = rulebook.authority(for: stars, on: date.day) else { throw .noAuthority(stars, rulebook.id) }
    if let level, level != rightful { throw .wrongAuthority(stars, level, rulebook.id, rightful: rightful) }
    return rightful
  }
}

extension DecisionIdentity {
  init(_ grant: Grant, _ date: LegalDate) {
    self.init(
      number: grant.decision.map { DecisionNumber($0) }, level: grant.level, issuer: grant.issuer, date: date)
  }
}

extension History.Entry {
  /// The decision of a grant.
  var identity: DecisionIdentity? {
    guard let grant = record.event.grant, let date = record.effectiveOn else { return nil }
    return DecisionIdentity(grant, date)
  }
}

extension History {
  /// The grants that stand and were not withdrawn from the start.
  var grants: [Entry] {
    let annulled = Set(ratings.intervals.filter { $0.ending == .annulled }.map(\.grant.position))
    return standing.filter { $0.record.event.grant != nil && !annulled.contains($0.position) }
  }

  /// The recognition that `request` asks for on `date`, where it is recorded already, however its decision is written: the same
  /// issuer, number and date, and the same stars; `nil`: it is not.
  public func recognition(_ request: RecognitionRequest, on date: LegalDate) -> Entry? {
    guard let number = request.decision.map({ DecisionNumber($0) }) else { return nil }
    let wish = DecisionIdentity(number: number, level: request.level, issuer: request.issuer, date: date)
    return grants.first { entry in
      guard let there = entry.identity, let grant = entry.record.event.grant else { return false }
      return there.number == number && grant.stars == request.stars && there.date == date
        && wish.isOfIssuer(of: there)
        && (request.validUntil == nil || request.validUntil == grant.validUntil)
    }
  }
}
