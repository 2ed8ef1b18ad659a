/// What a product is on a day, in one respect, and the record that made it so.
public struct AuditedField: Hashable, Sendable {
  /// In which respect.
  public let field: ProductField
  /// What it is.
  public let value: AuditedValue
  /// The record that made it so.
  public let position: Position

  init(_ field: ProductField, _ value: AuditedValue, _ position: Position) {
    (self.field, self.value, self.position) = (field, value, position)
  }
}

extension History {
  /// Every field of a product as it is on `day`, by the records of this history, each with the record that made it so.
  /// What nothing is known of is left out.
  public func productFields(on day: Day) -> [AuditedField] {
    var details: [ProductField: AuditedField] = [:]
    for entry in effective where entry.day <= day {
      for (field, value) in entry.details { details[field] = AuditedField(field, value, entry.position) }
    }
    return ProductField.allCases.compactMap { details[$0] } + ratingFields(on: day)
  }

  private func ratingFields(on day: Day) -> [AuditedField] {
    let timeline = RatingTimeline(entries.compactMap(\.ratingFact), through: day)
    var fields: [AuditedField] = []
    func add(_ field: ProductField, _ value: AuditedValue?, _ position: Position) {
      if let value { fields.append(AuditedField(field, value, position)) }
    }
    /// What was decided on it when it had ended already.
    func addActs(_ acts: [RatingFact]) {
      guard let act = acts.last else { return }
      add(.afterwards, .afterwards(act.kind), act.position)
      add(.afterwardsOn, .date(act.date), act.position)
    }
    if let interval = timeline.interval(on: day, counting: .inForceIncludingGrace) {
      let grant = interval.grant
      let state = interval.heldStatus(on: day)
      let holder = state == .extended ? interval.lengthening ?? grant : grant
      let term = interval.lengthening ?? grant
      add(.stars, grant.stars.map(AuditedValue.stars), grant.position)
      add(.status, .status(state), holder.position)
      add(.act, .act(interval.act), grant.position)
      add(.since, .date(grant.validFrom ?? grant.date), grant.position)
      add(.validUntil, term.validUntil.map(AuditedValue.date), term.position)
      add(.term, grant.term.map(AuditedValue.term), grant.position)
      add(.decision, grant.decision.map(AuditedValue.text), grant.position)
      add(.level, grant.level.map(AuditedValue.level), grant.position)
      add(.rulebook, grant.rulebook.map(AuditedValue.rulebook), grant.position)
    } else if let last = timeline.last(by: day) {
      let end = last.endedBy ?? last.grant.position
      add(.ended, .ending(last.ending), end)
      add(.endedOn, .date(LegalDate(last.through)), end)
      add(.lastStars, .stars(last.stars), last.grant.position)
      addActs(last.afterwards)
    } else {
      if let never = timeline.intervals.last(where: { $0.ending == .annulled && $0.grant.day <= day }) {
        add(.ended, .ending(never.ending), never.endedBy ?? never.grant.position)
      }
      addActs(timeline.unmet)
    }
    if let pending = timeline.pending(on: day) {
      add(.proposed, .stars(pending.stars), pending.proposal.position)
    }
    return fields
  }
}

extension RecordedEntry {
  /// What the record says the product is, stars aside.
  fileprivate var details: [(ProductField, AuditedValue)] {
    func place(_ place: Place?) -> [(ProductField, AuditedValue)] {
      [place?.district.map { (.district, .area($0)) }, place?.commune.map { (.commune, .area($0)) }].compactMap(\.self)
    }
    switch record.event {
    case .productRegistered(let e):
      return [(.name, .text(e.name)), (.producer, .producer(e.producer))]
        + (e.group.map { [(.group, .group($0))] } ?? [])
        + place(e.place) + (e.placeholder ? [(.placeholder, .flag(true))] : [])
    case .productRenamed(let e): return [(.name, .text(e.name))]
    case .productTransferred(let e): return [(.producer, .producer(e.producer))]
    case .productMoved(let e): return place(e.place)
    case .productRegrouped(let e): return [(.group, .group(e.group))]
    case .productCoded(let e): return [(.code, .text(e.code))]
    default: return []
    }
  }
}
