extension Decider {
  /// Replaces what stands in the place of the record at `position` by `event`, judged as if neither had ever been.
  func correct(_ named: Position, _ event: Event) throws(Rejection) -> Decision {
    // Replacing something by a strike-out is striking it out.
    if case .voided = event { return try void(named) }
    if case .streamsCommitted = event { throw .cannotStrikeOut(named) }
    let old = try effective(for: named)
    let position = old.position
    guard old.record.event.type == event.type else {
      throw .correctsOtherType(position, old.record.event.type, event.type)
    }
    try checkReferences(event)
    let begins = history.entries.isEmpty || old.record.version == 1
    let event = try computingTerm(followingStars(event, insteadOf: old.record), insteadOf: old.record)
    var rulebook: GoverningRulebook?
    if begins || event.type.stream == .area || event.type.stream == .rulebook {
      // What begins a thing is judged by its own content only: it is there already.
      rulebook = old.record.rulebook.flatMap { context.rulebooks[$0] }.map(GoverningRulebook.known)
      if [.producer, .product, .session, .target].contains(stream.kind) { _ = try judge(event) }
      if stream.kind == .area {
        let after = context.history(of: stream).correcting(position, event, on: command.effectiveOn)
        try judgeArea(event, isCorrection: true)
        try judgeMap(after, correcting: position)
      }
    } else {
      rulebook = try judge(event)
    }
    let full = context.history(of: stream)
    // What ends something must still find it there.
    let idle = full.correcting(position, event, on: command.effectiveOn).idleEnds.subtracting(full.idleEnds)
    if let left = idle.min() { throw .leavesIdle(left) }
    return Decision(stream: stream, event: event, corrects: position, under: rulebook)
  }

  /// Where only the stars are others, the level is the one that the rulebook gives for them: it was given so in the first place.
  private func followingStars(_ event: Event, insteadOf old: Record) -> Event {
    guard var grant = event.grant, let was = old.event.grant, grant.stars != was.stars, grant.level == was.level,
      let date = command.effectiveOn,
      let rightful = governing(on: date)?.known?.authority(for: grant.stars, on: date.day)
    else { return event }
    grant.level = rightful
    return event.granting(grant)
  }

  /// A term that was computed from a day is computed anew where that day is another one now: what somebody stated stays.
  private func computingTerm(_ event: Event, insteadOf old: Record) throws(Rejection) -> Event {
    guard var grant = event.grant, let was = old.event.grant,
      command.effectiveOn != old.effectiveOn || event.validFrom != old.event.validFrom, grant.termBasis == .computed,
      was.termBasis == .computed, grant.validUntil == was.validUntil
    else { return event }
    let date = try date(event)
    let rule = context.termRules.rule(on: date.day)
    grant.validUntil = (event.validFrom ?? date).end(
      afterMonths: try termMonths(of: rulebook(on: date), on: date), by: rule)
    grant.termRule = rule
    return event.granting(grant)
  }

  /// Strikes out the record at `position`: one that corrects another is taken back, and that stands again; the first of its place
  /// is struck out as a fact, with whatever corrected it.
  func void(_ position: Position) throws(Rejection) -> Decision {
    let old = try target(position)
    try judgeRevival(old)
    // Decisions name their rulebook and everything names its ledger: these are replaced, never taken away. What
    // a signature rests on was so.
    if [.rulebookAdopted, .ledgerOpened, .streamsCommitted].contains(old.record.event.type) {
      throw .cannotStrikeOut(position)
    }
    // A strike-out may itself be struck out; what began a thing may not while anything else stands on it.
    let after = context.history(of: stream).strikingOut(position)
    if stream.kind == .area { try judgeMap(after, correcting: position) }
    let left = after.effective
    if !left.isEmpty, stream.kind.isBegun, !left.contains(where: \.record.event.begins) {
      throw .cannotStrikeOut(position)
    }
    if left.isEmpty, let naming = context.firstNaming(stream) { throw .stillNamed(stream, at: naming) }
    return Decision(stream: stream, event: .voided(Voided()), corrects: position)
  }

  /// What stands again once the strike-out `strike` is struck out must not stand beside what took its place meanwhile.
  private func judgeRevival(_ strike: RecordedEntry) throws(Rejection) {
    guard strike.onlyStrikes, let struck = strike.corrects else { return }
    let full = context.history(of: stream)
    let places = Places(full.entries)
    let later = full.entries.last { entry in
      !entry.onlyStrikes && entry.position > struck && places[entry.position] == places[struck]
    }
    // A correction that was recorded before was struck out with the rest.
    if let later, let first = full[struck]?.corrects { throw .alreadyCorrected(first, by: later.position) }
  }

  private func effective(for position: Position) throws(Rejection) -> RecordedEntry {
    guard let reason = command.reason, !reason.isEmpty else { throw .noReason }
    let full = context.history(of: stream)
    guard full[position] != nil else { throw .nothingToCorrect(position, stream) }
    guard let place = Places(full.entries).effective(for: position), let entry = full[place] else {
      throw .struckOut(position)
    }
    return entry
  }

  private func target(_ position: Position) throws(Rejection) -> RecordedEntry {
    guard let reason = command.reason, !reason.isEmpty else { throw .noReason }
    let full = context.history(of: stream)
    guard let entry = full[position] else { throw .nothingToCorrect(position, stream) }
    if entry.corrects == nil, Places(full.entries).effective(for: position) != nil { return entry }
    if let last = corrections(full.entries)[position] { throw .alreadyCorrected(position, by: last) }
    return entry
  }
}
