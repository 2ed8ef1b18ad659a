internal import OCOP

/// Fills the fields of a message with values drawn at random, each of its type.
///
/// The message's own description tells the fields: a new type of event is drawn as soon as it is in the catalogue.
struct RandomPayload: FieldCoder {
  var history: RandomHistory
  /// The payload of the last record, where fields take what those of the same name hold in it: what ends something names it so.
  private var followed: JSONValue?

  init(history: RandomHistory) { self.history = history }

  /// A payload of type `P`.
  mutating func payload<P: EventPayload>(_ type: P.Type) throws(MessageError) -> any EventPayload {
    let follows = Bool.random(using: &history.generator)
    followed = follows ? history.records.last?.event.payload.json : nil
    return try message(P())
  }

  private mutating func message<M: Message>(_ zero: M) throws(MessageError) -> M {
    var message = zero
    try message.describe(&self)
    return message
  }

  mutating func field<T: FieldValue>(
    _ number: Int, _ name: StaticString, _ value: inout T, _ doc: StaticString
  ) throws(MessageError) {
    value = try draw(T.self, "\(name)")
  }

  mutating func optional<T: FieldValue>(
    _ number: Int, _ name: StaticString, _ value: inout T?, _ doc: StaticString
  ) throws(MessageError) {
    value = Bool.random(using: &history.generator) ? try draw(T.self, "\(name)") : nil
  }

  mutating func list<T: FieldValue>(
    _ number: Int, _ name: StaticString, _ value: inout [T], _ doc: StaticString
  ) throws(MessageError) {
    value = []
    for _ in 0..<Int.random(in: 0...2, using: &history.generator) { value.append(try draw(T.self, "\(name)")) }
  }

  /// A value of the type; throws where nothing here tells how one is made.
  private mutating func draw<T: FieldValue>(_ type: T.Type, _ name: String) throws(MessageError) -> T {
    if let said = followed?[name], let value = T(json: said) { return value }
    if let value = known(type) as? T { return value }
    if let message = T.zero as? any Message { return try self.message(message) as! T }
    if let vocabulary = type as? any Vocabulary.Type, let value = pick(vocabulary) as? T { return value }
    if let integer = type as? any IntegerFieldValue.Type, let value = number(integer) as? T { return value }
    throw MessageError(.unexpected(expected: T.expected), at: "\(name): nothing draws a \(T.self)")
  }

  private mutating func pick<V: Vocabulary>(_ type: V.Type) -> V? {
    V.allCases.randomElement(using: &history.generator)
  }

  private mutating func number<N: IntegerFieldValue>(_ type: N.Type) -> N? {
    // Some are years, of stars there are five.
    let year = UInt64.random(in: 2018...2026, using: &history.generator)
    let small = UInt64.random(in: 1...5, using: &history.generator)
    return (Bool.random(using: &history.generator) ? N(wireInteger: year) : nil) ?? N(wireInteger: small)
  }

  /// Values that must fit the history, or have a form of their own.
  private mutating func known(_ type: any FieldValue.Type) -> (any FieldValue)? {
    switch type {
    case is String.Type: history.name()
    case is Bool.Type: Bool.random(using: &history.generator)
    case is LegalDate.Type: history.date()
    case is Place.Type: history.place()
    case is AreaRef.Type: history.place().district
    case is AreaCode.Type: history.place().district?.code
    case is Position.Type: position()
    case is ProductID.Type: ProductID(history.someNumber(.product))
    case is ProducerID.Type: ProducerID(history.someNumber(.producer))
    case is Market.Type: ["US", "JP", "CN"].randomElement(using: &history.generator).flatMap { Market(text: $0) }
    case is RulebookID.Type: NationalRulebooks.all.randomElement(using: &history.generator)?.id
    case is Rulebook.Type: NationalRulebooks.all.randomElement(using: &history.generator)
    case is EventType.Type: EventType.allCases.randomElement(using: &history.generator)
    case is CitedDecision.Type: CitedDecision(text: "\(UInt8.random(in: 1...200, using: &history.generator))/QĐ-UBND")
    case is RulePoints.Type: RulePoints(Int64.random(in: 0...100, using: &history.generator))
    case is Floors.Type: Floors.zero
    default: nil
    }
  }

  /// That of a record; half of the time that of the last but a few.
  private mutating func position() -> Position {
    guard Bool.random(using: &history.generator) else { return history.somePosition() }
    return Position(UInt64(max(history.records.count - Int.random(in: 1...4, using: &history.generator), 0)))
  }
}
