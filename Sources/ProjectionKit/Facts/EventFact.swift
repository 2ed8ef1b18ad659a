public import OCOP

/// A whole event as a fact: for projections that list what was recorded.
public struct EventFact: Fact {
  /// Where the record stands.
  public var position: Position = .zero
  /// The record it replaces or strikes out.
  public var corrects: Position?
  /// The legal date.
  public var date: LegalDate?
  private var type: UInt32 = 0
  private var payload = RawBytes.zero

  /// No event.
  public init() {}

  /// A fact that only strikes out.
  public init(striking corrects: Position, at position: Position, on date: LegalDate?) {
    self.position = position
    self.corrects = corrects
    self.date = date
    type = UInt32(EventType.voided.rawValue)
  }

  /// The event in a record; `nil` where its type is not among `types`.
  public init?(_ record: borrowing RecordView, of types: EventTypes) {
    guard let type = record.type, type != .voided, types.contains(type) else { return nil }
    position = record.position
    corrects = record.corrects
    date = record.effectiveOn
    self.type = UInt32(type.rawValue)
    payload = RawBytes(record.payloadBytes.withUnsafeBytes { Array($0) })
  }

  /// The legal day from which it counts.
  public var day: Day { date?.day ?? .distantPast }
  /// Whether it only strikes out.
  public var onlyStrikes: Bool { type == EventType.voided.rawValue }

  /// The event. Throws ``RowError`` where the row that keeps it was damaged.
  public func event() throws -> Event {
    guard let type = EventType(rawValue: Int(type)),
      let event = try? payload.bytes.withUnsafeBytes({ try Event(type, wire: $0) })
    else { throw RowError.unreadable(table: 0) }
    return event
  }

  /// Shows the fields.
  public mutating func describe<C: FieldCoder>(_ coder: inout C) throws(MessageError) {
    try coder.field(1, "position", &position, "")
    try coder.optional(2, "corrects", &corrects, "")
    try coder.optional(3, "date", &date, "")
    try coder.field(4, "type", &type, "")
    try coder.field(5, "payload", &payload, "")
  }
}

/// Events of a few types by their streams, corrections taken in.
public struct EventTable {
  private let types: EventTypes
  private let facts: FactTable<StreamID, EventFact>

  /// The next table of `store`, for events of `types`.
  public init(_ store: TableStore, of types: EventTypes) {
    self.types = types
    facts = FactTable(store)
  }

  /// Takes in a record, where it concerns the table.
  public func apply(_ record: borrowing RecordView) throws {
    if record.type == .voided {
      try facts.strikeOut(record, in: record.stream)
    } else if let fact = EventFact(record, of: types) {
      try facts.add(fact, to: record.stream)
    }
  }

  /// Lends the events that stand and count by `day`, stream by stream, in legal order.
  public func forEach(by day: Day, _ body: (StreamID, Event, EventFact) throws -> Void) throws {
    try facts.forEach { stream, all in
      for fact in standing(all) where fact.day <= day { try body(stream, try fact.event(), fact) }
    }
  }
}
