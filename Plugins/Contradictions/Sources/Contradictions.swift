public import OCOP
public import ProjectionKit

/// What sources tell otherwise than records say (`told`): both values, side by side.
public struct Contradictions: Projection {
  /// `contradictions`
  public static let descriptor = ProjectionDescriptor(
    id: "contradictions", version: 2, title: Text("Nguồn ghi khác nhau", "Contradicting sources"),
    summary: Text(
      "Những chỗ nguồn khác ghi khác với ghi chép trong sổ.",
      "Where another source tells a field otherwise than its record."),
    events: .all)

  /// The list.
  public static let queries: [any ProjectionKit.Query<Contradictions>.Type] = [Query.self]

  fileprivate let facts: FactTable<StreamID, ToldFact>
  fileprivate let ratings: FactTable<StreamID, RatingFact>

  /// A projection over `tables`.
  public init(tables: TableStore) {
    facts = FactTable(tables)
    ratings = FactTable(tables)
  }

  /// Takes in a record.
  public mutating func apply(_ record: borrowing RecordView) throws {
    if record.stream.kind == .product { try ratings.take(record, of: RatingFact.events, in: record.stream) }
    if record.type == .voided { return try facts.strikeOut(record, in: record.stream) }
    // What corrects a record that has other tellings has them, too.
    if try record.details?.told.isEmpty == false { try facts.add(record, to: record.stream) }
  }
}

extension Contradictions {
  /// What is told otherwise of records that count by the day asked about.
  public struct Query: ProjectionKit.Query {
    /// Only of this thing.
    public var stream: StreamName?
    /// Only of this field: `grant.stars`.
    public var field: String?

    /// All of it.
    public init() {}

    public mutating func describe<C: FieldCoder>(_ coder: inout C) throws(MessageError) {
      try coder.optional(1, "stream", &stream, "Only of this thing")
      try coder.optional(2, "field", &field, "Only of this field")
    }

    /// Lists it.
    public func answer(from contradictions: Contradictions, in scope: QuestionScope) throws -> Listing<Contradiction> {
      var rows = Rows<Contradiction>()
      func isMeant(_ one: StreamID) -> Bool { stream == nil || stream?.stream == one }
      try contradictions.facts.forEach { stream, all in
        guard isMeant(stream) else { return }
        for fact in effective(all) where fact.day <= scope.asOf {
          for told in fact.told where field == nil || field == told.field {
            // What another source tells alike contradicts nothing.
            if let said = fact.said[told.field], told.agrees(with: said) { continue }
            rows.append(Contradiction(fact, told, of: stream))
          }
        }
      }
      if field ?? Contradiction.lapsedField == Contradiction.lapsedField {
        try contradictions.ratings.forEach { stream, all in
          guard isMeant(stream) else { return }
          rows += Contradiction.lapses(of: stream, RatingTimeline(all, through: scope.asOf))
        }
      }
      return Listing(rows)
    }
  }

  /// A field of a record that another source tells otherwise.
  public struct Contradiction: AnswerRow {
    /// The thing.
    public var stream = StreamName.zero
    /// What was recorded.
    public var event = EventType.zero
    /// Its legal day.
    public var date: LegalDate?
    /// The field.
    public var field = ""
    /// What the record says.
    public var recorded: String?
    /// What the other source tells.
    public var told = ""
    /// That source.
    public var toldBy: String?
    /// The record.
    public var position = Position.zero

    public init() {}

    fileprivate init(_ fact: ToldFact, _ told: Telling, of stream: StreamID) {
      (self.stream, event, date, position) = (StreamName(stream), fact.type, fact.date, fact.position)
      (field, recorded, self.told, toldBy) = (told.field, fact.said[told.field], told.value, told.source)
    }

    public mutating func describe<C: ColumnCoder>(_ coder: inout C) {
      coder.column("stream", Text("Mã", "Id"), &stream)
      coder.column("event", Text("Sự kiện", "Event"), &event, .event)
      coder.column("date", Text("Ngày", "Date"), &date)
      coder.column("field", Text("Trường", "Field"), &field)
      coder.column("recorded", Text("Sổ ghi", "Recorded"), &recorded)
      coder.column("told", Text("Nguồn khác ghi", "Told"), &told)
      coder.column("toldBy", Text("Theo nguồn khác", "Told by"), &toldBy)
      coder.column("position", Text("Vị trí", "Position"), &position)
    }

    fileprivate static let lapsedField = "grant.validUntil"

    /// Lapses that sources tell of certificates that run on by what is recorded.
    fileprivate static func lapses(of stream: StreamID, _ timeline: RatingTimeline) -> [Contradiction] {
      timeline.lapses.compactMap { lapse in
        // On every day that the lapse may have, and beyond it: a term that ends on the day that is told is what is told.
        guard let held = timeline.held(on: lapse.day), held.through > lapse.day,
          timeline.held(on: lapse.date.firstDay)?.grant.position == held.grant.position
        else { return nil }
        var row = Contradiction()
        (row.stream, row.event, row.date) = (StreamName(stream), .reportedLapsed, lapse.date)
        (row.field, row.recorded, row.told) = (lapsedField, held.lastDay.text, lapse.date.text)
        row.position = lapse.position
        return row
      }
    }
  }
}

/// A record of which other sources tell something else.
struct ToldFact: Fact {
  let position: Position
  let corrects: Position?
  let date: LegalDate?
  let type: EventType
  let told: [Telling]
  /// What the record says of the fields that are told otherwise.
  let said: [String: String]

  init(striking corrects: Position, at position: Position, on date: LegalDate?) {
    (self.position, self.corrects, self.date) = (position, corrects, date)
    (type, told, said) = (.voided, [], [:])
  }

  init?(_ view: borrowing RecordView) throws {
    guard let eventType = view.type, let details = try view.details else { return nil }
    let event = try view.payloadBytes.withUnsafeBytes { bytes throws in try Event(eventType, wire: bytes) }
    (position, corrects, date, type) = (view.position, view.corrects, view.effectiveOn, eventType)
    told = details.told
    var said: [String: String] = [:]
    for telling in told {
      said[telling.field] =
        telling.field == "effectiveOn" ? view.effectiveOn?.text : event.text(at: telling.field)
    }
    self.said = said
  }

  var day: Day { date?.day ?? .distantPast }
  var onlyStrikes: Bool { type == .voided }
}
