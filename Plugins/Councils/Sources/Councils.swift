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
    events: types.union([.evaluated, .voided]))

  /// The list.
  public static let queries: [any ProjectionKit.Query<Councils>.Type] = [Query.self]

  fileprivate let events: EventTable
  fileprivate let sittings: FactTable<StreamID, SittingFact>

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
}

extension Councils {
  /// The sessions held by the day asked about.
  public struct Query: ProjectionKit.Query {
    /// Only councils of this level.
    public var level: Level?
    /// Only sessions of this year.
    public var year: UInt32?

    /// All of them.
    public init() {}

    public mutating func describe<C: FieldCoder>(_ coder: inout C) throws(MessageError) {
      try coder.optional(1, "level", &level, "Only councils of this level")
      try coder.optional(2, "year", &year, "Only sessions of this year")
    }

    /// Lists them.
    public func answer(from councils: Councils, in scope: QuestionScope) throws -> Listing<CouncilSession> {
      var sessions: [StreamID: CouncilSession] = [:]
      try councils.events.forEach(by: scope.asOf) { stream, event, fact in
        var session = sessions[stream] ?? CouncilSession()
        session.take(event, on: fact.date)
        sessions[stream] = session
      }
      // The products that the ledger has an evaluation of; a session may have seen more.
      var evaluated: [StreamID: Set<StreamID>] = [:]
      try councils.sittings.forEach { stream, all in
        for fact in effective(all) where fact.day <= scope.asOf {
          if let session = fact.session?.stream { evaluated[session, default: []].insert(stream) }
        }
      }
      return Listing(
        sessions.sorted { $0.key < $1.key }.compactMap { stream, session in
          guard session.level != nil, level == nil || level == session.level, year == nil || year == session.year else {
            return nil
          }
          var row = session
          (row.id, row.recorded) = (SessionID(stream.number), Int64(evaluated[stream]?.count ?? 0))
          return row
        })
    }
  }

  /// A session, and how it ended.
  public struct CouncilSession: AnswerRow {
    /// Which one.
    public var id = SessionID.zero
    /// Whose council.
    public var level: Level?
    /// In which year.
    public var year: UInt32?
    /// Which of the year's.
    public var round: UInt32?
    /// When.
    public var date: LegalDate?
    /// Dossiers submitted.
    public var submitted: UInt32?
    /// Dossiers kept.
    public var kept: UInt32?
    /// Dossiers assessed.
    public var assessed: UInt32?
    /// Dossiers that passed.
    public var passed: UInt32?
    /// Dossiers deferred.
    public var deferred: UInt32?
    /// Dossiers refused.
    public var refused: UInt32?
    /// Products of which the ledger has an evaluation.
    public var recorded: Int64 = 0
    /// The council's regulation.
    public var regulation: String?

    public init() {}

    fileprivate mutating func take(_ event: Event, on date: LegalDate?) {
      switch event {
      case .sessionOpened(let e):
        (level, year, round, self.date, regulation) = (e.level, e.year, e.round, date, e.regulation)
      case .sessionClosed(let e):
        (submitted, kept, assessed) = (e.submitted, e.kept, e.assessed)
        (passed, deferred, refused) = (e.passed, e.deferred, e.refused)
      default: break
      }
    }

    public mutating func describe<C: ColumnCoder>(_ coder: inout C) {
      coder.column("id", Text("Mã", "Id"), &id)
      coder.column("level", Text("Cấp", "Level"), &level)
      coder.column("year", Text("Năm", "Year"), &year)
      coder.column("round", Text("Đợt", "Round"), &round)
      coder.column("on", Text("Ngày", "On"), &date)
      coder.column("submitted", Text("Nộp", "Submitted"), &submitted, .number)
      coder.column("kept", Text("Giữ lại", "Kept"), &kept, .number)
      coder.column("assessed", Text("Đánh giá", "Assessed"), &assessed, .number)
      coder.column("passed", Text("Đạt", "Passed"), &passed, .number)
      coder.column("deferred", Text("Hoãn", "Deferred"), &deferred, .number)
      coder.column("refused", Text("Không đạt", "Refused"), &refused, .number)
      coder.column("recorded", Text("Hồ sơ có trong sổ", "Dossiers recorded"), &recorded, .number)
      coder.column("regulation", Text("Quy chế", "Regulation"), &regulation)
    }
  }
}
