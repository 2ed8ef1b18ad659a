public import OCOP
public import ProjectionKit

/// Council sessions: dossiers submitted, kept, assessed, and how each session ended.
public struct Councils: Projection {
  private static let types: EventTypes = [.sessionOpened, .sessionClosed]

  /// `councils`
  public static let descriptor = ProjectionDescriptor(
    id: "councils", version: 3, title: Text("Hội đồng", "Councils"),
    summary: Text(
      "Các kỳ họp hội đồng: hồ sơ nộp, giữ lại, đạt, hoãn, không đạt.",
      "Council sessions: dossiers in, kept, passed, deferred, refused."),
    events: types.union([.evaluated, .voided]),
    parameters: ["level", "year"])

  private let events: EventTable
  private let sittings: FactTable<StreamID, SittingFact>

  /// A projection over `tables`.
  public init(tables: TableStore) {
    events = EventTable(tables, of: Self.types)
    sittings = FactTable(tables)
  }

  /// Takes in a record.
  public mutating func apply(_ record: borrowing RecordView) throws {
    try events.apply(record)
    switch record.type {
    case .evaluated: try sittings.add(record, to: record.stream, only: SittingFact.fields)
    case .voided: try sittings.strikeOut(record, in: record.stream)
    default: break
    }
  }

  /// `level`, `year`: only those.
  public func answer(_ question: ViewQuestion) throws -> Sheet {
    let level = try question.value("level", as: Level.self)
    let year = try question.value("year", as: UInt32.self)
    var sessions: [StreamID: Session] = [:]
    try events.forEach(by: question.asOf) { stream, event, fact in
      switch event {
      case .sessionOpened(let opened): sessions[stream, default: Session()].opened = (opened, fact.date)
      case .sessionClosed(let closed): sessions[stream, default: Session()].closed = closed
      default: break
      }
    }
    try sittings.forEach { stream, all in
      for fact in standing(all) where fact.day <= question.asOf {
        if let session = fact.session?.stream { sessions[session, default: Session()].evaluated.insert(stream) }
      }
    }
    let rows = sessions.sorted { $0.key < $1.key }.compactMap { stream, session -> [JSONValue]? in
      guard let (opened, date) = session.opened, (level ?? opened.level) == opened.level,
        (year ?? opened.year) == opened.year
      else { return nil }
      let closed = session.closed
      return [
        .string(stream.shown), opened.level.json, .int(Int64(opened.year)), JSONValue(opened.round), date?.json ?? nil,
        JSONValue(closed?.submitted), JSONValue(closed?.kept), JSONValue(closed?.assessed), JSONValue(closed?.passed),
        JSONValue(closed?.deferred), JSONValue(closed?.refused), JSONValue(session.evaluated.count),
        JSONValue(opened.regulation),
      ]
    }
    return Sheet(columns: Self.columns, rows: rows)
  }

  private static let columns = [
    Column("id", Text("Mã", "Id")), Column("level", Text("Cấp", "Level"), of: Level.self),
    Column("year", Text("Năm", "Year")), Column("round", Text("Đợt", "Round")), Column("on", Text("Ngày", "On"), .date),
    Column("submitted", Text("Nộp", "Submitted"), .number), Column("kept", Text("Giữ lại", "Kept"), .number),
    Column("assessed", Text("Đánh giá", "Assessed"), .number), Column("passed", Text("Đạt", "Passed"), .number),
    Column("deferred", Text("Hoãn", "Deferred"), .number), Column("refused", Text("Không đạt", "Refused"), .number),
    Column("recorded", Text("Hồ sơ có trong sổ", "Dossiers recorded"), .number),
    Column("regulation", Text("Quy chế", "Regulation")),
  ]

  private struct Session {
    var opened: (SessionOpened, LegalDate?)?
    var closed: SessionClosed?
    /// The products that the ledger has an evaluation of; a session may have seen more.
    var evaluated: Set<StreamID> = []
  }
}
