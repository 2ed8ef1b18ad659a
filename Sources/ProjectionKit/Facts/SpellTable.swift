public import OCOP

/// What goes on for a time, by its streams: openings and closings of a few types, folded into spells, corrections taken in.
public struct SpellTable {
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

  /// A spell with the events of its records.
  public struct Found {
    /// Whose it is.
    public let stream: StreamID
    /// The spell.
    public let spell: Spell
    private let events: [Position: (event: Event, date: LegalDate?)]

    init(_ stream: StreamID, _ spell: Spell, _ events: [Position: (event: Event, date: LegalDate?)]) {
      (self.stream, self.spell, self.events) = (stream, spell, events)
    }

    /// The event of the record that began it.
    public var opening: Event { event(of: spell.opening) }
    /// The event of one of its records.
    public func event(of fact: SpellFact) -> Event {
      guard let found = events[fact.position] else { preconditionFailure("a spell is made of these events") }
      return found.event
    }
    /// The legal date of one of its records, as it was given.
    public func date(of fact: SpellFact) -> LegalDate? { events[fact.position]?.date }
  }

  /// Lends the spells that began by `day`, stream by stream, in order of their first days. What came later ends nothing yet.
  ///
  /// Throws what `body` throws, and ``RowError`` where what is kept is not what the table wrote.
  public func forEach(by day: Day, _ body: (Found) throws -> Void) throws {
    try facts.forEach { stream, all in
      var events: [Position: (event: Event, date: LegalDate?)] = [:]
      let parts = try all.compactMap { fact -> SpellFact? in
        let event = try fact.event()
        events[fact.position] = (event, fact.date)
        return SpellFact(event, at: fact.position, on: fact.day, corrects: fact.corrects)
      }
      for spell in Spell.spells(parts, by: day) { try body(Found(stream, spell, events)) }
    }
  }
}
