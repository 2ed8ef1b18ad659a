public import OCOP
public import ProjectionKit

/// A product's stars over time: what it held, from when to when, by which decision, and how it ended. What it was put
/// forward for stands in rows of its own.
public struct RatingHistory: Projection {
  /// `rating-history`
  public static let descriptor = ProjectionDescriptor(
    id: "rating-history", version: 3, title: Text("Lịch sử phân hạng", "Rating history"),
    summary: Text(
      "Hạng sao của từng sản phẩm theo thời gian, kèm quyết định và bộ tiêu chí.",
      "Each product's stars over time, with decision and rulebook."),
    events: RatingFact.events,
    parameters: ["product"])

  private let facts: FactTable<StreamID, RatingFact>

  /// A projection over `tables`.
  public init(tables: TableStore) { facts = FactTable(tables) }

  /// Takes in a record.
  public mutating func apply(_ record: borrowing RecordView) throws {
    try facts.take(record, of: RatingFact.events, in: record.stream)
  }

  /// One product's rows come from its own records.
  public static func streams(for question: ViewQuestion) throws -> [StreamID]? {
    try question.value("product", as: ProductID.self).map { [$0.stream] }
  }

  /// `product`: one product's rows up to the day asked about, in legal order; without it, those of all products.
  public func answer(_ question: ViewQuestion) throws -> Sheet {
    var rows = SheetRows()
    if let product = try question.value("product", as: ProductID.self) {
      rows += self.rows(of: product.stream, try facts.all(in: product.stream), question.asOf)
    } else {
      try facts.forEach { rows += self.rows(of: $0, $1, question.asOf) }
    }
    return Sheet(columns: Self.columns, rows: rows)
  }

  private static let columns = [
    Column("product", Text("Sản phẩm", "Product"), .hidden),
    Column("state", Text("Trạng thái", "State"), .term { states[$0] }),
    Column("stars", Text("Hạng sao", "Stars"), .number),
    Column("from", Text("Từ ngày", "From"), .date), Column("through", Text("Đến hết ngày", "Through"), .date),
    Column("act", Text("Việc", "Act"), .term { acts[$0] }),
    Column("ending", Text("Kết thúc", "Ending"), .term { endings[$0] }),
    Column("decision", Text("Quyết định", "Decision")),
    Column("level", Text("Cấp", "Level"), of: Level.self), Column("rulebook", Text("Bộ tiêu chí", "Rulebook")),
    Column("ground", Text("Căn cứ thu hồi", "Ground"), of: EndingGround.self),
    Column("reason", Text("Lý do", "Reason")), Column("position", Text("Vị trí", "Position")),
    Column("endedBy", Text("Kết thúc bởi vị trí", "Ended by position")),
    Column("term", Text("Thời hạn", "Term"), of: TermSource.self), Column("word", Text("Theo nguồn", "In the source")),
    Column("ownEnd", Text("Hết thời hạn của giấy", "Own term ended"), .date),
    Column("irregular", Text("Chưa phù hợp", "Irregular"), .flag),
  ]

  private static let states = [
    "held": Text("đang giữ", "held"), "proposed": Text("đề xuất", "proposed"),
    "afterwards": Text("sau đó", "afterwards"), "neverBegan": Text("chưa bắt đầu", "never began"),
    "neverValid": Text("không có giá trị", "never valid"),
  ]
  private static let acts: [String: Text] = {
    var names = Dictionary(uniqueKeysWithValues: RatingFact.Kind.allCases.map { ($0.rawValue, $0.names) })
    for act in GrantAct.allCases { names[act.rawValue] = act.names }
    return names
  }()
  private static let endings: [String: Text] = {
    var names = [
      "inForce": CertificateStatus.inForce.names, "extended": CertificateStatus.extended.names,
      "toCome": Text("chưa đến ngày hiệu lực", "yet to begin"),
    ]
    for ending in RatingInterval.Ending.allCases { names[ending.rawValue] = ending.names }
    for outcome in ProposalInterval.Outcome.allCases { names[outcome.rawValue] = outcome.names }
    return names
  }()

  private func rows(of stream: StreamID, _ facts: [RatingFact], _ last: Day) -> [[JSONValue]] {
    let timeline = RatingTimeline(facts, through: last)
    let held = timeline.intervals.flatMap { interval in
      // An extension that came after the term leaves days between on which nothing was held.
      let whole = row(of: stream, interval, facts, last)
      guard let lengthening = interval.lengthening, let extended = interval.gapEnd else {
        return [(interval.grant, whole)]
      }
      return [
        (interval.grant, Self.before(interval, whole)), (lengthening, Self.after(lengthening, extended, whole)),
      ]
    }
    let proposed = timeline.proposals.map { proposal in
      (proposal.proposal, row(of: stream, proposal))
    }
    // What was decided on stars that had ended by themselves, or never were.
    let afterwards = (timeline.intervals.flatMap(\.afterwards) + timeline.unmet).map { act in
      (act, row(of: stream, after: act))
    }
    // On one day as the timeline has them.
    return (held + proposed + afterwards).enumerated()
      .sorted { ($0.element.0.from, $0.element.0.day, $0.offset) < ($1.element.0.from, $1.element.0.day, $1.offset) }
      .map(\.element.1)
  }

  private func row(
    of stream: StreamID, _ interval: RatingInterval, _ facts: [RatingFact], _ last: Day
  ) -> [JSONValue] {
    let grant = interval.grant
    let isToCome = interval.from > last
    let end = facts.first { $0.position == interval.endedBy }
    // What time alone ends, ends as it was decided; what a later record ends, ends the day before that.
    // Where it never was in force, no day was the last.
    let isEmpty = interval.through < interval.from || interval.ending == .annulled
    let isExtended = !isEmpty && interval.through > interval.termThrough
    return [
      .string(stream.shown), .string(state(of: interval)), grant.stars?.json ?? nil,
      (grant.validFrom ?? grant.date).json,
      isEmpty ? nil : interval.lastDay.json, interval.act.json,
      // Nothing has ended before its day, whatever was decided for a later one.
      interval.ending != .annulled && interval.through >= max(last, interval.from)
        ? (isToCome ? "toCome" : interval.heldStatus(on: last).json) : interval.ending.json,
      JSONValue(grant.decision), grant.level?.json ?? nil, grant.rulebook?.json ?? nil, end?.ground?.json ?? nil,
      JSONValue(end?.reason ?? grant.reason), grant.position.json, interval.endedBy?.json ?? nil,
      grant.term?.json ?? nil, JSONValue(grant.word), isExtended ? grant.validUntil?.json ?? nil : nil,
      .bool(grant.isIrregular || interval.lengthening?.isIrregular ?? false || end?.isIrregular ?? false),
    ]
  }

  private func state(of interval: RatingInterval) -> String {
    interval.ending == .annulled ? "neverValid" : interval.hasBegun ? "held" : "neverBegan"
  }

  /// Of the row of a whole interval, what it was until its own term ended by itself.
  private static func before(_ interval: RatingInterval, _ whole: [JSONValue]) -> [JSONValue] {
    whole.setting([
      "through": interval.grant.validUntil?.json ?? nil, "ending": RatingInterval.Ending.expired.json, "ground": nil,
      "reason": JSONValue(interval.grant.reason), "endedBy": nil, "ownEnd": nil,
      "irregular": .bool(interval.grant.isIrregular),
    ])
  }

  /// Of the row of a whole interval, the stars as an extension gave them anew, from the day on which it counts.
  private static func after(_ lengthening: RatingFact, _ from: Day, _ whole: [JSONValue]) -> [JSONValue] {
    let isEnded = whole[index("endedBy")] != .null
    return whole.setting([
      "from": LegalDate(from).json, "act": lengthening.kind.json, "decision": JSONValue(lengthening.decision),
      "position": lengthening.position.json, "term": lengthening.term?.json ?? nil, "word": nil,
      "reason": isEnded ? whole[index("reason")] : JSONValue(lengthening.reason),
    ])
  }

  fileprivate static func index(_ name: String) -> Int {
    guard let index = columns.firstIndex(where: { $0.name == name }) else { preconditionFailure("no column \(name)") }
    return index
  }

  private func row(of stream: StreamID, after act: RatingFact) -> [JSONValue] {
    [
      .string(stream.shown), "afterwards", nil,
      act.from == act.date.day ? act.date.json : LegalDate(act.from).json, nil, act.kind.json, nil,
      JSONValue(act.decision),
      act.level?.json ?? nil, nil, act.ground?.json ?? nil, JSONValue(act.reason), act.position.json, nil, nil, nil,
      nil, .bool(act.isIrregular),
    ]
  }

  private func row(of stream: StreamID, _ interval: ProposalInterval) -> [JSONValue] {
    let proposal = interval.proposal
    return [
      .string(stream.shown), "proposed", proposal.stars?.json ?? nil, proposal.date.json, interval.lastDay?.json ?? nil,
      proposal.kind.json, interval.outcome.json, nil, proposal.level?.json ?? nil, nil, nil,
      JSONValue(proposal.reason), proposal.position.json, interval.settledBy?.json ?? nil, nil, nil,
      nil, .bool(proposal.isIrregular),
    ]
  }
}

extension [JSONValue] {
  /// The row with the cells of the columns that are named.
  fileprivate func setting(_ cells: [String: JSONValue]) -> [JSONValue] {
    var row = self
    for (column, value) in cells { row[RatingHistory.index(column)] = value }
    return row
  }
}
