public import OCOP

/// A whole event as a fact: for projections that list what was recorded.
public struct EventFact: Fact, Hashable, Sendable {
  /// Where the record stands.
  public var position: Position = .zero
  /// The record it replaces or strikes out.
  public var corrects: Position?
  /// The legal date.
  public var date: LegalDate?
  private let type: EventType
  private let payload: [UInt8]

  /// A fact that only strikes out.
  public init(striking corrects: Position, at position: Position, on date: LegalDate?) {
    self.position = position
    self.corrects = corrects
    self.date = date
    type = .voided
    payload = []
  }

  /// The event in a record; `nil` where this version does not know its type. Throws where it does not know all of its payload:
  /// nobody reads that before the event is asked for.
  public init?(_ record: borrowing RecordView) throws {
    guard let type = record.type else { return nil }
    try record.requireKnown()
    position = record.position
    corrects = record.corrects
    date = record.effectiveOn
    self.type = type
    payload = record.payloadBytes.withUnsafeBytes { Array($0) }
  }

  /// The legal day from which it counts.
  public var day: Day { date?.day ?? .distantPast }
  /// Whether it only strikes out.
  public var onlyStrikes: Bool { type == .voided }

  /// The event. Throws ``RowError`` where the row that keeps it was damaged.
  public func event() throws -> Event {
    guard let event = try? payload.withUnsafeBytes({ try Event(type, wire: $0) }) else {
      throw RowError.unreadable(table: 0)
    }
    return event
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
    try facts.take(record, of: types, in: record.stream)
  }

  /// Lends the events that stand and count by `day`, stream by stream, in legal order.
  ///
  /// Throws what `body` throws, and ``RowError`` where what is kept is not what the table wrote.
  public func forEach(by day: Day, _ body: (StreamID, Event, EventFact) throws -> Void) throws {
    try facts.forEach { stream, all in
      for fact in effective(all) where fact.day <= day { try body(stream, try fact.event(), fact) }
    }
  }
}
