import OCOP
import Testing

/// A decider's test: given these records, when this command, then this event or rejection.
struct Scenario {
  private var context = DecisionContext(today: Day(year: 2026, month: 11, day: 24)!)
  private var size: UInt64 = 0

  /// With the national rulebooks and a map of one province with two districts and a commune, or without them.
  init(rulebooks: Bool = true, map: Bool = true) throws {
    if rulebooks {
      for book in NationalRulebooks.all {
        try given(.record(StreamID(.rulebook, 0), .rulebookAdopted(book)), on: book.inForceFrom.text)
      }
    }
    guard map else { return }
    let units: [(String, AreaLevel, String, String, String?)] = [
      ("38", .province, "Thanh Hóa", "tỉnh", nil), ("399", .district, "Hoằng Hóa", "huyện", "38"),
      ("405", .district, "Đông Sơn", "huyện", "38"), ("16003", .commune, "Hoằng Phụ", "xã", "399"),
    ]
    for (code, level, name, kind, parent) in units {
      let event = AreaEstablished(
        code: AreaCode(text: code)!, level: level, name: name, kind: kind, parent: parent.flatMap { AreaCode(text: $0) }
      )
      try given(.record(StreamID(.area, 38), .areaEstablished(event)))
    }
  }

  /// With a producer CT-0001 and its product SP-0001.
  static func withProduct() throws -> Scenario {
    var scenario = try Scenario()
    try scenario.given(.record(StreamID(.producer, 0), .producerRegistered(ProducerRegistered(name: "Lê Gia"))))
    let product = ProductRegistered(name: "Mắm tôm", producer: ProducerID(1))
    try scenario.given(.record(StreamID(.product, 0), .productRegistered(product)))
    return scenario
  }

  /// With stars granted to SP-0001.
  static func holding(_ stars: Stars, on date: String, until end: String? = nil) throws -> Scenario {
    var scenario = try withProduct()
    let request = RecognitionRequest(stars: stars, decision: "5445/QĐ-UBND", validUntil: end.flatMap { LegalDate($0) })
    try scenario.given(.recognise(ProductID(1), request), on: date)
    return scenario
  }

  /// Records what the command decides, and answers its position.
  @discardableResult
  mutating func given(_ act: Command.Act, on date: String? = nil, reason: String? = nil, irregular: String? = nil)
    throws -> Position
  {
    let command = command(act, date, reason, irregular)
    let decision = try decide(command, in: context)
    let history = context.histories[decision.stream] ?? History()
    let record = Record(
      stream: decision.stream, version: UInt64(history.entries.count) + 1, recordedAt: Timestamp(microseconds: 0),
      effectiveOn: command.effectiveOn, actor: command.actor, command: nil, corrects: decision.corrects,
      reason: command.reason, rulebook: decision.rulebook,
      details: decision.details, event: decision.event)
    let position = Position(size)
    context.histories[decision.stream, default: History()].append(record, at: position)
    context.note(decision.stream)
    context.areas.apply(record.event, on: record.effectiveOn)
    context.rulebooks.apply(record.event, on: record.effectiveOn)
    context.termRules = TermRules(context.histories[.office]?.entries ?? [])
    size += 1
    return position
  }

  /// The stars of a product over time.
  func ratings(of product: ProductID) -> RatingTimeline { (context.histories[product.stream] ?? History()).ratings }

  /// The records of a stream.
  func history(of stream: StreamID) -> History { context.histories[stream] ?? History() }

  /// The last record of a stream.
  func last(of stream: StreamID) -> RecordedEntry? { context.histories[stream]?.entries.last }

  /// What the command decides.
  func when(_ act: Command.Act, on date: String? = nil, reason: String? = nil, irregular: String? = nil)
    throws(Rejection) -> Decision
  {
    try decide(command(act, date, reason, irregular), in: context)
  }

  /// Why the command is refused; `nil` where it is not.
  func rejection(
    _ act: Command.Act, on date: String? = nil, reason: String? = nil, actor: String = "test",
    grounds: Grounds = Grounds()
  ) -> Rejection? {
    var command = command(act, date, reason)
    command.actor = actor
    command.grounds = grounds
    do throws(Rejection) {
      _ = try decide(command, in: context)
      return nil
    } catch {
      return error
    }
  }

  private func command(_ act: Command.Act, _ date: String?, _ reason: String?, _ irregular: String? = nil) -> Command {
    let date = date.map { text in
      guard let date = LegalDate(text) else { preconditionFailure("\(text) is no legal date") }
      return date
    }
    return Command(id: nil, actor: "test", act: act, effectiveOn: date, reason: reason, irregular: irregular)
  }
}

func product(_ event: Event) -> Command.Act { .record(ProductID(1).stream, event) }
func producer(_ event: Event) -> Command.Act { .record(ProducerID(1).stream, event) }
func office(_ event: Event) -> Command.Act { .record(.office, event) }
func grant(_ stars: Stars, _ level: Level, until end: String) -> Grant {
  Grant(stars: stars, level: level, validUntil: LegalDate(end)!, termBasis: .decided)
}
