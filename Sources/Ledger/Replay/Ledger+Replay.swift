internal import EventLog
internal import OCOP

extension Ledger {
  /// Steps through what happened. Reads only; nothing is ever recorded by it. Costs what the streams concerned are long,
  /// and for a district or a decision a look at every product.
  public func replay(_ question: ReplayQuestion) throws -> Replay {
    let head = try failing { try log.read { try $0.head(ofSize: $0.size(knownAt: question.knownAt)) } }
    let size = head.size
    let last = Position(max(size, 1) - 1)
    var replaying = Replaying(question: question, size: size)
    for stream in try streams(question, size) {
      replaying.add(try records(of: stream).filter { $0.position.number < size }, of: stream)
    }
    var producers: [ProducerID: History] = [:]
    let steps = try replaying.steps { producer, day, known in
      let history = try producers[producer] ?? self.history(of: producer.stream, knownAt: last)
      producers[producer] = history
      guard let known else { return history.place(on: day) }
      return History(history.entries.filter { $0.position <= known }).place(on: day)
    }
    let named = Set(steps.compactMap { $0.event?.record.rulebook })
    return Replay(
      question: question, steps: steps,
      rulebooks: try rulebooks(knownAt: last).rulebooks.filter { named.contains($0.id) }, head: head)
  }

  private func streams(_ question: ReplayQuestion, _ size: UInt64) throws -> [StreamID] {
    func streams(_ kind: StreamKind, where takes: (Event) -> Bool) throws -> [StreamID] {
      try self.streams(kind).filter { stream in
        try records(of: stream).contains { $0.position.number < size && takes($0.record.event) }
      }
    }
    switch question.subject {
    case .product(let id): return [id.stream]
    case .producer(let id): return [id.stream] + (try streams(.product) { $0.maker == id })
    case .district(let code):
      let makers = Set(try streams(.producer) { $0.place?.district?.code == code })
      return try streams(.product) { event in
        event.place?.district?.code == code || event.maker.map { makers.contains($0.stream) } ?? false
      }
    case .decision(let number): return try streams(.product) { $0.decisionNumber == number }
    case .everything: return try streams(.product) { _ in true }
    }
  }
}

/// Turns the records of streams into steps.
private struct Replaying {
  let question: ReplayQuestion
  let size: UInt64
  private var histories: [StreamID: [RecordedEvent]] = [:]

  /// Where a producer is on a day, as the records up to a position say; `nil`: all that are replayed.
  typealias Places = (ProducerID, Day, Position?) throws -> Place?

  init(question: ReplayQuestion, size: UInt64) { (self.question, self.size) = (question, size) }

  mutating func add(_ events: [RecordedEvent], of stream: StreamID) { histories[stream] = events }

  func steps(_ places: Places) throws -> [Replay.Step] {
    var steps = try histories.flatMap { stream, events in
      question.order == .recorded ? try recorded(stream, events, places) : try effective(stream, events, places)
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

  /// A decision's steps are the records that name it; of the rest every record is a step.
  private func takes(_ step: Replay.Step) -> Bool {
    guard case .decision(let number) = question.subject else { return true }
    return step.event?.record.event.decisionNumber == number
  }

  private func recorded(
    _ stream: StreamID, _ events: [RecordedEvent], _ places: Places
  ) throws -> [Replay.Step] {
    var history = History()
    var before = state(stream, history, question.asOf)
    return try events.map { event in
      history.append(event.record, at: event.position)
      let after = state(stream, history, question.asOf)
      defer { before = after }
      return try step(event, stream, event.record.recordedAt.dayInVietnam, before, after) {
        try places($0, question.asOf, event.position)
      }
    }
  }

  private func effective(
    _ stream: StreamID, _ events: [RecordedEvent], _ places: Places
  ) throws -> [Replay.Step] {
    let whole = History(events.map { History.Entry(position: $0.position, record: $0.record) })
    var history = History()
    var steps: [Replay.Step] = []
    for entry in whole.standing {
      guard let event = events.first(where: { $0.position == entry.position }) else { continue }
      // A date that is not known counts from the beginning.
      let day = entry.day == .distantPast ? (whole.firstDay ?? question.asOf) : entry.day
      let before = state(stream, history, day)
      history.append(entry.record.standingAlone, at: entry.position)
      let after = state(stream, history, day)
      steps.append(try step(event, stream, day, before, after) { try places($0, day, nil) })
    }
    return stream.kind == .product ? steps + (try ends(stream, whole, places)) : steps
  }

  /// What time alone ends: a term, and what lengthened it.
  private func ends(_ stream: StreamID, _ whole: History, _ places: Places) throws -> [Replay.Step] {
    let standing = whole.standing
    let lasts = whole.ratings.intervals.filter { $0.ending != .annulled }.flatMap { interval -> [Day] in
      let lapses = interval.extendedFrom.map { $0 > interval.termThrough.advanced(by: 1) } ?? false
      return (lapses ? [interval.termThrough] : []) + (interval.ending == .expired ? [interval.through] : [])
    }
    return try lasts.filter { $0 < question.asOf }.map { last in
      let next = last.advanced(by: 1)
      // What is decided on the next day comes after the end of this one.
      var history = History()
      for entry in standing where entry.day <= last { history.append(entry.record.standingAlone, at: entry.position) }
      return try step(nil, stream, next, state(stream, history, last), state(stream, history, next)) {
        try places($0, last, nil)
      }
    }
  }

  private func state(_ stream: StreamID, _ history: History, _ day: Day) -> [AuditedField] {
    stream.kind == .product ? history.productFields(on: day) : []
  }

  private func step(
    _ event: RecordedEvent?, _ stream: StreamID, _ day: Day, _ before: [AuditedField], _ after: [AuditedField],
    _ place: (ProducerID) throws -> Place?
  ) throws -> Replay.Step {
    let names = (before + after).map(\.name)
    let changes = names.enumerated().compactMap { index, name -> Replay.FieldChange? in
      guard names.firstIndex(of: name) == index else { return nil }
      let (old, new) = (before.first { $0.name == name }, after.first { $0.name == name })
      guard old?.value != new?.value, let field = new ?? old else { return nil }
      return Replay.FieldChange(field: field, before: old?.value, after: new?.value)
    }
    return Replay.Step(
      event: event, stream: stream, day: day, changes: changes, moves: try Self.moves(before, after, place),
      stars: after.first { $0.name == "stars" }?.value ?? nil)
  }

  /// A product counts in one cell before and in one after: what changes is one less there and one more here.
  private static func moves(
    _ before: [AuditedField], _ after: [AuditedField], _ place: (ProducerID) throws -> Place?
  ) throws -> [Replay.FigureMove] {
    func cell(_ fields: [AuditedField]) throws -> (district: String, stars: Int)? {
      guard case .int(let stars)? = fields.first(where: { $0.name == "stars" })?.value else { return nil }
      if case .string(let shown)? = fields.first(where: { $0.name == "district" })?.value {
        return (String(shown.prefix { $0 != " " }), Int(stars))
      }
      let producer = fields.first { $0.name == "producer" }.flatMap { ProducerID(json: $0.value) }
      return (try producer.flatMap(place)?.district?.code.text ?? "unknown", Int(stars))
    }
    let (old, new) = (try cell(before), try cell(after))
    guard old?.district != new?.district || old?.stars != new?.stars else { return [] }
    return [
      old.map { Replay.FigureMove(district: $0.district, stars: $0.stars, by: -1) },
      new.map { Replay.FigureMove(district: $0.district, stars: $0.stars, by: 1) },
    ].compactMap(\.self)
  }
}

extension History {
  /// The first legal day of the history that is known.
  fileprivate var firstDay: Day? { entries.map(\.day).filter { $0 != .distantPast }.min() }
}

extension Record {
  /// The record as what stands: what it corrected is left out already.
  fileprivate var standingAlone: Record {
    var record = self
    record.corrects = nil
    return record
  }
}

extension Event {
  /// The producer that the event makes the owner of a product.
  fileprivate var maker: ProducerID? {
    switch self {
    case .productRegistered(let e): e.producer
    case .productTransferred(let e): e.producer
    default: nil
    }
  }
}
