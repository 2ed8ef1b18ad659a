internal import OCOP

/// Turns the records of streams into steps.
struct Replaying {
  let question: ReplayQuestion
  let size: UInt64
  private var histories: [StreamID: [RecordedEvent]] = [:]
  /// The records that are about the decision asked about.
  private var naming: Set<Position> = []

  init(question: ReplayQuestion, size: UInt64) { (self.question, self.size) = (question, size) }

  mutating func add(_ events: [RecordedEvent], of stream: StreamID) {
    histories[stream] = events
    if case .decision(let cited) = question.subject { naming.formUnion(History(events).positions(naming: cited)) }
  }

  func steps(_ makers: ProducerHistories) throws -> [Replay.Step] {
    var steps = try histories.flatMap { stream, events in
      question.order == .recorded ? try recorded(stream, events, makers) : try effective(stream, events, makers)
    }
    let corrected = histories.mapValues { corrections(History($0).entries) }
    for index in steps.indices {
      guard let event = steps[index].event else { continue }
      steps[index].correctedBy = corrected[event.record.stream]?[event.position]
    }
    steps = steps.filter { step in
      (question.from.map { $0 <= step.day } ?? true) && (question.to.map { step.day <= $0 } ?? true) && takes(step)
    }
    return steps.sorted { a, b in
      let order = question.order == .recorded
      let (p, q) = (a.event?.position.number ?? 0, b.event?.position.number ?? 0)
      return order ? (p, a.stream) < (q, b.stream) : (a.day, p, a.stream) < (b.day, q, b.stream)
    }
  }

  /// A decision's steps are the records that are about it; of the rest every record is a step.
  private func takes(_ step: Replay.Step) -> Bool {
    guard case .decision = question.subject else { return true }
    return step.event.map { naming.contains($0.position) } ?? false
  }

  private func recorded(
    _ stream: StreamID, _ events: [RecordedEvent], _ makers: ProducerHistories
  ) throws -> [Replay.Step] {
    var history = History()
    var before = state(stream, history, question.asOf)
    let steps = try events.map { event in
      history.append(event.record, at: event.position)
      let after = state(stream, history, question.asOf)
      defer { before = after }
      return try step(event, stream, event.record.recordedAt.dayInVietnam, before, after) {
        try makers.place(of: $0, .recorded(event.position))
      }
    }
    guard let first = events.first?.position else { return steps }
    let moves =
      try makers.events(of: Set(events.compactMap(\.record.event.maker))).compactMap { event in
        // Only what says a place, or takes such a record out, can move anything.
        guard event.position > first, event.record.event.place != nil || event.record.corrects != nil else {
          return nil
        }
        let known = History(events.filter { $0.position < event.position })
        return try movedByMaker(
          event, stream, event.record.recordedAt.dayInVietnam, state(stream, known, question.asOf), makers,
          from: .recorded(Position(event.position.number - 1)), to: .recorded(event.position))
      } as [Replay.Step]
    return steps + moves
  }

  private func effective(
    _ stream: StreamID, _ events: [RecordedEvent], _ makers: ProducerHistories
  ) throws -> [Replay.Step] {
    let whole = History(events)
    var history = History()
    var steps: [Replay.Step] = []
    let effective = whole.standingAlone
    for entry in effective {
      guard let event = events.first(where: { $0.position == entry.position }) else { continue }
      // A date that is not known counts from the beginning.
      let day = entry.day == .distantPast ? (whole.firstDay ?? entry.record.recordedAt.dayInVietnam) : entry.day
      let before = state(stream, history, day)
      history.append(entry.record, at: entry.position)
      let after = state(stream, history, day)
      steps.append(
        try step(event, stream, day, before, after) {
          try makers.place(of: $0, .legal(day, entry.position))
        })
    }
    guard stream.kind == .product else { return steps }
    let moves =
      try makers.effective(of: Set(whole.entries.compactMap(\.record.event.maker))).compactMap { entry in
        guard let event = entry.event, event.position.number > 0, entry.day != .distantPast else { return nil }
        var known = History()
        for earlier in effective where (earlier.day, earlier.position) < (entry.day, event.position) {
          known.append(earlier.record, at: earlier.position)
        }
        return try movedByMaker(
          event, stream, entry.day, state(stream, known, entry.day), makers,
          from: .legal(entry.day, Position(event.position.number - 1)), to: .legal(entry.day, event.position))
      } as [Replay.Step]
    return steps + moves + (try ends(stream, whole, makers))
  }

  /// What time alone does: a term ends, or what lengthened it; what was decided for a later day begins or ends on it.
  private func ends(_ stream: StreamID, _ whole: History, _ makers: ProducerHistories) throws -> [Replay.Step] {
    let effective = whole.standingAlone
    let lasts = whole.ratings.intervals.filter { $0.ending != .annulled }.flatMap { interval -> [Day] in
      var lasts: [Day] = []
      if interval.extendedFrom.map({ $0 > interval.termThrough.advanced(by: 1) }) ?? false {
        lasts.append(interval.termThrough)
      }
      let end = interval.endedBy.flatMap { whole[$0]?.day }
      if interval.from <= interval.through, end.map({ $0 <= interval.through }) ?? true {
        lasts.append(interval.through)
      }
      if interval.grant.day < interval.from { lasts.append(interval.from.advanced(by: -1)) }
      return lasts
    }
    return try Set(lasts).sorted().filter { $0 < question.asOf }.map { last in
      let next = last.advanced(by: 1)
      // What is decided on the next day comes after the end of this one.
      var history = History()
      for entry in effective where entry.day <= last { history.append(entry.record, at: entry.position) }
      return try step(nil, stream, next, state(stream, history, last), state(stream, history, next)) {
        try makers.place(of: $0, .legal(last, Position(.max)))
      }
    }
  }

  /// A product that has no place of its own is counted where its producer is: the step by which a producer's record
  /// moves it; `nil`: it moves nothing.
  private func movedByMaker(
    _ event: RecordedEvent, _ stream: StreamID, _ day: Day, _ fields: [AuditedField], _ makers: ProducerHistories,
    from before: ProducerHistories.Moment, to after: ProducerHistories.Moment
  ) throws -> Replay.Step? {
    let old = try Self.cell(fields) { try makers.place(of: $0, before) }
    let new = try Self.cell(fields) { try makers.place(of: $0, after) }
    let moves = Self.moves(old, new)
    guard !moves.isEmpty else { return nil }
    return Replay.Step(
      event: event, stream: stream, day: day, changes: [], moves: moves,
      stars: fields.stars)
  }

  private func state(_ stream: StreamID, _ history: History, _ day: Day) -> [AuditedField] {
    stream.kind == .product ? history.productFields(on: day) : []
  }

  private func step(
    _ event: RecordedEvent?, _ stream: StreamID, _ day: Day, _ before: [AuditedField], _ after: [AuditedField],
    _ place: (ProducerID) throws -> Place?
  ) throws -> Replay.Step {
    let named = (before + after).map(\.field)
    let changes = named.enumerated().compactMap { index, field -> Replay.FieldChange? in
      guard named.firstIndex(of: field) == index else { return nil }
      let (old, new) = (before.value(of: field), after.value(of: field))
      return old == new ? nil : Replay.FieldChange(field: field, before: old, after: new)
    }
    return Replay.Step(
      event: event, stream: stream, day: day, changes: changes,
      moves: Self.moves(try Self.cell(before, place), try Self.cell(after, place)),
      stars: after.stars)
  }

  /// Where a product counts, by what is known of it and of its producer; `nil`: nowhere.
  private static func cell(
    _ fields: [AuditedField], _ place: (ProducerID) throws -> Place?
  ) rethrows -> (district: String, stars: Stars)? {
    guard let stars = fields.stars else { return nil }
    if case .area(let area)? = fields.value(of: .district) { return (area.code.text, stars) }
    let producer: ProducerID? = if case .producer(let id)? = fields.value(of: .producer) { id } else { nil }
    return (try producer.flatMap(place)?.district?.code.text ?? "unknown", stars)
  }

  /// A product counts in one cell before and in one after: what changes is one less there and one more here.
  private static func moves(
    _ old: (district: String, stars: Stars)?, _ new: (district: String, stars: Stars)?
  ) -> [Replay.FigureMove] {
    guard old?.district != new?.district || old?.stars != new?.stars else { return [] }
    return [
      old.map { Replay.FigureMove(district: $0.district, stars: $0.stars, by: -1) },
      new.map { Replay.FigureMove(district: $0.district, stars: $0.stars, by: 1) },
    ].compactMap(\.self)
  }
}

extension [AuditedField] {
  fileprivate func value(of field: ProductField) -> AuditedValue? { first { $0.field == field }?.value }

  fileprivate var stars: Stars? { if case .stars(let stars)? = value(of: .stars) { stars } else { nil } }
}

extension History {
  /// The first legal day of the history that is known.
  fileprivate var firstDay: Day? { entries.map(\.day).filter { $0 != .distantPast }.min() }
}
