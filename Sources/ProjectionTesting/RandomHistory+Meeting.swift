public import OCOP

extension RandomHistory {
  /// A history of at least `count` records that meets every one of `types` a few times, as far as a decider takes one; what it does not take is
  /// for ``ProjectionLaws`` to tell. It begins as the history of the same seed without them does.
  public init(seed: UInt64, count: Int, meeting types: EventTypes) {
    self.init(seed: seed, count: count)
    let met = Dictionary(grouping: records, by: \.event.type).mapValues(\.count)
    for type in EventType.allCases where types.contains(type) && met[type, default: 0] < 4 { meet(type) }
  }

  /// Draws payloads until deciders took some of them, in between others that these may follow; of those taken one is corrected
  /// and one struck out.
  private mutating func meet(_ type: EventType) {
    // Where a producer has closed, nothing begins any more.
    let others = EventType.allCases.filter { $0.stream == type.stream && $0 != .producerClosed }
    var taken: [Int] = []
    for round in 0..<Self.rounds where taken.count < 6 {
      // An end follows a beginning at once: one that something else came after may not be ended any more.
      if round > 0, let other = others.randomElement(using: &generator) { offer(other) }
      for _ in 0..<Self.tries where taken.count < 6 {
        if offer(type) { taken.append(records.count - 1) }
      }
    }
    for position in taken.prefix(2) {
      let old = records[position]
      let event = randomEvent(type) ?? old.event
      let act: Command.Act =
        position == taken.first
        ? .correct(old.stream, Position(UInt64(position)), event) : .void(old.stream, Position(UInt64(position)))
      record(command(act, on: old.effectiveOn, reason: "recorded by mistake"))
    }
  }

  private static var rounds: Int { 600 }
  private static var tries: Int { 12 }

  /// Whether a decider took a command to record an event of the type.
  @discardableResult
  private mutating func offer(_ type: EventType) -> Bool {
    guard let event = randomEvent(type) else { return false }
    let (count, date) = (records.count, Int.random(in: 0..<5, using: &generator) > 0 ? date() : nil)
    // How the streams stand is computed by whoever commits to them; here any way will do.
    if case .streamsCommitted(let streams) = event { context.streams = streams }
    record(command(.record(someStream(type.stream), event), on: date, reason: "random"))
    context.streams = nil
    return records.count > count
  }

  /// An event of the type, its payload drawn field by field; `nil` where a field's type is not known here.
  public mutating func randomEvent(_ type: EventType) -> Event? {
    var drawing = RandomPayload(history: self)
    guard let payload = try? drawing.payload(type.payload) else { return nil }
    generator = drawing.history.generator
    return type.event(with: payload)
  }

  private mutating func someStream(_ kind: StreamKind?) -> StreamID {
    // What registers something begins a stream; what ends something stands where it began.
    if let kind, Int.random(in: 0..<5, using: &generator) == 0 { return StreamID(kind, 0) }
    if let last = records.last?.stream, last.kind == kind, Bool.random(using: &generator) { return last }
    return switch kind {
    case .product: StreamID(.product, someNumber(.product))
    case .producer: StreamID(.producer, someNumber(.producer))
    case .area: StreamID(.area, 38)
    case .office: .office
    case let kind?: StreamID(kind, UInt32.random(in: 0...3, using: &generator))
    case nil: Bool.random(using: &generator) ? .office : StreamID(.product, someNumber(.product))
    }
  }
}
