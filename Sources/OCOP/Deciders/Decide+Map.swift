extension Decider {
  /// What `isCorrection` may say again: the unit, its end or its succession is there already, as what is corrected.
  func judgeArea(_ event: Event, isCorrection: Bool = false) throws(Rejection) {
    switch event {
    case .areaEstablished(let e):
      try require(e.name, "name")
      try require(e.kind, "kind")
      guard !e.code.text.isEmpty, e.code.level == e.level else { throw .unknownArea(AreaRef(code: e.code)) }
      let day = command.effectiveOn?.day
      let ref = AreaRef(code: e.code, edition: day.map { Int64($0.number) })
      let isThere = context.areas.unit(ref) != nil || context.areas.unit(e.code, on: day ?? .distantPast) != nil
      if isThere, !isCorrection { throw .areaExists(e.code, name: e.name) }
      if let parent = e.parent, context.areas.unit(parent, on: day ?? .distantPast) == nil {
        throw .unknownArea(AreaRef(code: parent))
      }
    case .areaAbolished(let e):
      let date = try date(event)
      guard let unit = context.areas.unit(e.unit) else { throw .unknownArea(e.unit) }
      if unit.until != nil, !isCorrection { throw .areaEnded(e.unit) }
      try require(from: LegalDate(unit.from ?? .distantPast), until: date)
    case .areaSucceeded(let e):
      let date = try date(event)
      try judgeUnits(of: e, on: date)
      if context.areas.knows(e.from, e.to, e.part, on: date.day), !isCorrection {
        throw .successionKnown(from: e.from.code, to: e.to?.code)
      }
    default: break
    }
  }

  /// What goes on existed until then, and where it goes is another unit and exists on that day.
  private func judgeUnits(of e: AreaSucceeded, on date: LegalDate) throws(Rejection) {
    guard let from = context.areas.unit(e.from) else { throw .unknownArea(e.from) }
    // A list may name the last day as the end, or the day after.
    let eve = date.day.advanced(by: -1)
    guard from.from ?? .distantPast < date.day, from.until ?? .distantFuture >= eve else {
      throw .notOnMap(e.from, on: eve)
    }
    guard let to = e.to else { return }
    guard let unit = context.areas.unit(to) else { throw .unknownArea(to) }
    guard unit.exists(on: date.day) else { throw .notOnMap(to, on: date.day) }
    guard unit != from else { throw .succeedsItself(e.from) }
  }

  /// A correction of the map leaves it a map: nothing loses the unit it stands on, and no code names two units at once.
  func judgeMap(_ after: History, correcting position: Position) throws(Rejection) {
    let (old, new) = (AreaMap(context.history(of: stream)), AreaMap(after))
    let lost = Set(old.units.map(\.ref)).subtracting(new.units.map(\.ref))
    let orphan = new.units.contains { unit in
      guard let parent = unit.parent, lost.contains(where: { $0.code == parent }) else { return false }
      return new.unit(parent, on: unit.from ?? .distantPast) == nil && new.unit(parent, on: unit.lastDay) == nil
    }
    let isNamed =
      orphan || new.successions.contains { lost.contains($0.from) || ($0.to.map(lost.contains) ?? false) }
      || old.units.contains { lost.contains($0.ref) && $0.until != nil }
    if isNamed { throw .cannotStrikeOut(position) }
    let before = Dictionary(grouping: old.units, by: \.code)
    for (code, units) in Dictionary(grouping: new.units, by: \.code) where units != before[code] {
      for (index, unit) in units.enumerated() {
        let overlaps = units[..<index].contains { other in
          (other.from ?? .distantPast) < (unit.until ?? .distantFuture)
            && (unit.from ?? .distantPast) < (other.until ?? .distantFuture)
        }
        if overlaps { throw .areaExists(code, name: unit.name) }
      }
    }
  }

  /// A rulebook's stream is found by the rulebook's name, not by a number that somebody chose.
  func rulebookStream(_ event: Event) throws(Rejection) -> StreamID {
    switch event {
    case .rulebookAdopted(let e):
      if history.isEmpty { return try next(stream) }
      guard adopts(e.id) else { throw .alreadyRegistered(stream) }
    case .rulebookLapsed(let e):
      guard adopts(e.id) else { throw .unknown(stream) }
    case .powerDelegated(let e):
      guard adopts(e.id) else { throw .unknown(stream) }
    default: break
    }
    return stream
  }

  private func adopts(_ id: RulebookID) -> Bool {
    history.effective.contains { entry in
      if case .rulebookAdopted(let e) = entry.record.event { e.id == id } else { false }
    }
  }

  func judgeRulebook(_ event: Event) throws(Rejection) {
    switch event {
    case .rulebookAdopted(let e):
      try require(e.id.text, "id")
      try require(e.title, "title")
      try require(e.legalReference, "legalReference")
      try require(e.termMonths, "termMonths", in: 1...600)
      if let known = context.rulebooks[e.id] {
        try judgeContent(e, of: known)
      } else if !e.id.hasAlphabet {
        throw .badIdentifier(field: "id", e.id.text)
      }
      if let amended = e.amends, context.rulebooks[amended] == nil { throw .unknownRulebook(amended) }
      try require(from: e.inForceFrom, until: e.inForceUntil)
    case .rulebookLapsed(let e):
      _ = try date(event)
      guard context.rulebooks[e.id] != nil else { throw .unknownRulebook(e.id) }
    case .powerDelegated(let e):
      let day = try date(event)
      guard let rulebook = context.rulebooks[e.id] else { throw .unknownRulebook(e.id) }
      try require(e.stars.count, "stars", in: 1...5)
      try require(from: day, until: e.until)
      for stars in e.stars {
        guard let power = rulebook.power(to: e.action, stars, on: day.day), !power.notKnown,
          let rightful = power.levels.first,
          !power.levels.contains(e.from)
        else { continue }
        throw .wrongAuthority(stars, e.from, e.id, rightful: rightful)
      }
    default: break
    }
  }

  /// A rulebook known only by its bands and authorities may be adopted again in full, and one whose law is not known with its law:
  /// it says then the same of all that it said. What was decided under it stays decided under it.
  private func judgeContent(_ e: RulebookAdopted, of known: RulebookAdopted) throws(Rejection) {
    guard e.content != nil, known.content == nil || e.law != known.law else { throw .rulebookExists(e.id) }
    try judgeTables(e, of: known)
    // A last day that became known later was recorded by itself.
    var said = known
    if e.inForceUntil?.day == context.rulebooks.end(of: known) { said.inForceUntil = e.inForceUntil }
    if let field = said.difference(from: e) { throw .rulebookDiffers(e.id, field: field) }
    if said.inForceUntil == nil, e.inForceUntil != nil { throw .rulebookDiffers(e.id, field: "inForceUntil") }
  }

  /// What was adopted in full stays as it is, word for word but for remarks and sources.
  private func judgeTables(_ e: RulebookAdopted, of known: RulebookAdopted) throws(Rejection) {
    guard known.content != nil else { return }
    guard let old = context.contents[e.id], let new = context.attached.first(where: { $0.id == e.id }) else {
      throw .rulebookExists(e.id)
    }
    let differences = old.differences(to: new).filter { difference in
      let names = difference.path.split(separator: ".").map(String.init)
      return names[0] != "law" && !names[0].hasPrefix("attested") && !names[0].hasPrefix("unknown")
        && !["source", "remark", "remarks"].contains(names[names.count - 1])
    }
    if let difference = differences.first { throw .rulebookDiffers(e.id, field: difference.path) }
  }
}
