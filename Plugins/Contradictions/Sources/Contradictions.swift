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
    events: .all, parameters: ["stream", "field"])

  private let facts: FactTable<StreamID, ToldFact>
  private let ratings: FactTable<StreamID, RatingFact>

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

  /// `stream` (SP-0001, product/1), `field`: only those. Records that count by the day asked about.
  public func answer(_ question: ViewQuestion) throws -> Sheet {
    let wanted = try question["stream"].map { text -> StreamID in
      guard let stream = StreamID(text) ?? ProductID(text)?.stream ?? ProducerID(text)?.stream else {
        throw QuestionError(parameter: "stream", value: text, accepted: Text("SP-0001, CT-0001, product/1"))
      }
      return stream
    }
    var rows = SheetRows()
    try facts.forEach { stream, all in
      guard wanted == nil || wanted == stream else { return }
      for fact in standing(all) where fact.day <= question.asOf {
        for told in fact.told where question["field"] == nil || question["field"] == told.field {
          // What another source tells alike contradicts nothing.
          if let said = fact.said[told.field], told.agrees(with: said) { continue }
          rows.append([
            .string(stream.shown), .string(fact.type), fact.date?.json ?? nil, .string(told.field),
            JSONValue(fact.said[told.field]), .string(told.value), JSONValue(told.source),
            fact.position.json,
          ])
        }
      }
    }
    if question["field"] ?? Self.lapsedField == Self.lapsedField {
      try ratings.forEach { stream, all in
        guard wanted == nil || wanted == stream else { return }
        rows += Self.lapses(of: stream, RatingTimeline(all, through: question.asOf))
      }
    }
    return Sheet(columns: Self.columns, rows: rows)
  }

  private static let lapsedField = "grant.validUntil"

  /// Lapses that sources tell of certificates that run on by what is recorded.
  private static func lapses(of stream: StreamID, _ timeline: RatingTimeline) -> [[JSONValue]] {
    timeline.lapses.compactMap { lapse in
      // On every day that the lapse may have, and beyond it: a term that ends on the day that is told is what is told.
      guard let held = timeline.held(on: lapse.day), held.through > lapse.day,
        timeline.held(on: lapse.date.firstDay)?.grant.position == held.grant.position
      else { return nil }
      return [
        .string(stream.shown), .string(EventType.reportedLapsed.code), lapse.date.json, .string(lapsedField),
        held.lastDay.json, lapse.date.json, nil, lapse.position.json,
      ]
    }
  }

  private static let columns = [
    Column("stream", Text("Mã", "Id")), Column.event("event"), Column("date", Text("Ngày", "Date"), .date),
    Column("field", Text("Trường", "Field")), Column("recorded", Text("Sổ ghi", "Recorded")),
    Column("told", Text("Nguồn khác ghi", "Told")),
    Column("toldBy", Text("Theo nguồn khác", "Told by")), Column("position", Text("Vị trí", "Position")),
  ]
}

/// A record of which other sources tell something else.
struct ToldFact: Fact {
  let position: Position
  let corrects: Position?
  let date: LegalDate?
  let type: String
  let told: [Telling]
  /// What the record says of the fields that are told otherwise.
  let said: [String: String]

  init(striking corrects: Position, at position: Position, on date: LegalDate?) {
    (self.position, self.corrects, self.date) = (position, corrects, date)
    (type, told, said) = (EventType.voided.code, [], [:])
  }

  init?(_ view: borrowing RecordView) throws {
    guard let eventType = view.type, let details = try view.details else { return nil }
    let event = try view.payloadBytes.withUnsafeBytes { bytes throws in try Event(eventType, wire: bytes) }
    (position, corrects, date, type) = (view.position, view.corrects, view.effectiveOn, eventType.code)
    told = details.told
    var said: [String: String] = [:]
    for telling in told {
      said[telling.field] =
        telling.field == "effectiveOn" ? view.effectiveOn?.text : Self.value(at: telling.field, in: event.payload.json)
    }
    self.said = said
  }

  private static func value(at path: String, in json: JSONValue) -> String? {
    var value: JSONValue? = json
    for name in path.split(separator: ".") { value = value?[String(name)] }
    guard let value, value != .null else { return nil }
    if case .string(let text) = value { return text }
    return value.text
  }

  var day: Day { date?.day ?? .distantPast }
  var onlyStrikes: Bool { type == EventType.voided.code }
}
