public import OCOP
public import ProjectionKit

/// Decisions as things: who issued them, what they list, what they rest on, and what became of them. A decision is known by the
/// records that name it, and by itself where it was recorded.
public struct Decisions: Projection {
  private static let papers: EventTypes = [.decisionRecorded, .decisionChanged]
  private static let acts: EventTypes = [
    .recognised, .upgraded, .renewed, .lowered, .granted, .reevaluationFailed, .revoked, .removedFromList, .annulled,
    .recognitionWithdrawn, .certificateExtended, .penalised, .markUseSuspended, .markUseRestored, .disputeSettled,
    .productAwarded,
  ]

  /// `decisions`
  public static let descriptor = ProjectionDescriptor(
    id: "decisions", version: 2, title: Text("Quyết định", "Decisions"),
    summary: Text(
      "Quyết định: cơ quan, số, ngày, căn cứ, danh sách, và việc sửa đổi, thu hồi sau đó.",
      "Decisions: issuer, number, date, what they rest on, what they list, and what became of them."),
    events: acts.union(papers).union(Directory.events).union(RatingFact.events), parameters: ["what", "decision"])

  private let facts: FactTable<StreamID, RecordFact>
  private let ratings: FactTable<StreamID, RatingFact>
  private let directory: Directory

  /// A projection over `tables`.
  public init(tables: TableStore) {
    facts = FactTable(tables)
    ratings = FactTable(tables)
    directory = Directory(tables)
  }

  /// Takes in a record.
  public mutating func apply(_ record: borrowing RecordView) throws {
    try facts.take(record, of: Self.acts.union(Self.papers).union([.voided]), in: record.stream)
    try ratings.take(record, of: RatingFact.events, in: record.stream)
    try directory.apply(record)
  }

  /// `what`: list (the default), show (what `decision` lists), history (every record about it). `decision`: as one cites it.
  public func answer(_ question: ViewQuestion) throws -> Sheet {
    let what = question["what"] ?? "list"
    guard ["list", "show", "history"].contains(what) else {
      throw QuestionError(parameter: "what", value: what, accepted: Text("list|show|history"))
    }
    var papers = try papers(by: question.asOf)
    if let text = question["decision"] { papers = [try Self.meant(text, papers)] }
    if what == "list" { return Sheet(columns: Self.listColumns, rows: SheetRows(papers, Self.row)) }
    guard papers.count == 1, question["decision"] != nil else {
      throw QuestionError(
        parameter: "decision", value: "", accepted: Text("15/QĐ-UBND ngày 16/01/2023 của UBND tỉnh …"))
    }
    return what == "show" ? try listed(papers[0], question) : try history(of: papers[0], question)
  }

  /// Every decision that records which count by `day` name, in the order of their days and numbers.
  private func papers(by day: Day) throws -> [Paper] {
    var shelf = PaperShelf()
    try facts.forEach { stream, all in
      for fact in standing(all) where fact.day <= day { shelf.take(fact, stream) }
    }
    return shelf.papers
  }

  private static func meant(_ text: String, _ papers: [Paper]) throws -> Paper {
    let wish = CitedDecision(text)
    let found = papers.filter { paper in wish.map { $0.isSame(as: paper.name) } ?? false }
    if found.count == 1 { return found[0] }
    let list = (found.isEmpty ? papers.filter { $0.number.contains(text) } : found).prefix(10).map(\.name.text)
    throw QuestionError(
      parameter: "decision", value: text,
      accepted: list.isEmpty
        ? Text("15/QĐ-UBND ngày 16/01/2023 của UBND tỉnh …") : Text(list.joined(separator: " | ")))
  }

  // MARK: - What a decision lists

  private static let showColumns = [
    Column("product", Text("Mã", "Id")), Column("name", Text("Sản phẩm", "Product")),
    Column("row", Text("Dòng", "Row"), .number), Column.event("event"), Column("stars", Text("Sao", "Stars"), .number),
    Column("act", Text("Việc", "Act"), of: GrantAct.self), Column("from", Text("Từ ngày", "From"), .date),
    Column("through", Text("Đến hết", "Through"), .date),
    Column("became", Text("Nay", "Now"), .term { CertificateStatus(rawValue: $0)?.names }),
    Column("change", Text("Văn bản sau", "Changed"), of: DecisionChange.self),
    Column("endedBy", Text("Kết thúc bởi", "Ended by")), Column("irregular", Text("Chưa phù hợp", "Irregular"), .flag),
    Column("position", Text("Vị trí", "Position")),
  ]

  private func listed(_ paper: Paper, _ question: ViewQuestion) throws -> Sheet {
    var kept: [String] = []
    let rows = try SheetRows(paper.acts) { act -> [JSONValue] in
      let intervals = RatingTimeline(try ratings.all(in: act.stream), through: question.asOf).intervals
      let interval = intervals.first { $0.grant.position == act.position }
      let change = !act.isGrant ? nil : paper.change(of: act.stream, row: act.row)
      if change?.takesAway == true, interval?.holds(on: question.asOf) == true { kept.append(act.stream.shown) }
      return [
        .string(act.stream.shown), JSONValue(try directory.name(of: act.stream, on: question.asOf)),
        act.row.map { .int(Int64($0)) } ?? nil, .string(act.type.code), interval?.stars.json ?? nil,
        interval?.act.json ?? nil, interval.map { ($0.grant.validFrom ?? $0.grant.date).json } ?? nil,
        interval.map { $0.lastDay.json } ?? nil,
        interval.map { .string($0.state(on: question.asOf).rawValue) } ?? nil, change?.json ?? nil,
        interval?.endedBy?.json ?? nil, .bool(act.isIrregular), act.position.json,
      ]
    }
    return Sheet(columns: Self.showColumns, rows: rows, notes: paper.notes + Self.stillCounting(kept))
  }

  /// What a paper says of a decision ends no product's stars: that is for a record of the product.
  private static func stillCounting(_ products: [String]) -> [Text] {
    guard !products.isEmpty else { return [] }
    let list = products.joined(separator: ", ")
    return [
      Text(
        "Quyết định đã bị thu hồi, nhưng sổ còn tính: \(list). Ghi recognitionWithdrawn cho từng sản phẩm nếu đúng vậy.",
        "It was withdrawn, and the ledger still counts: \(list). Record recognitionWithdrawn for each where it is so.")
    ]
  }

  // MARK: - Its history

  private static let historyColumns = [
    Column("on", Text("Ngày", "On"), .date), Column.event("event"), Column("product", Text("Mã", "Id")),
    Column("name", Text("Sản phẩm", "Product")), Column("change", Text("Việc", "What"), of: DecisionChange.self),
    Column("by", Text("Văn bản", "Paper")), Column("rows", Text("Dòng", "Rows")),
    Column("products", Text("Sản phẩm nêu", "Products named")),
    Column("effect", Text("Từ khi nào", "Effect"), of: WithdrawalEffect.self),
    Column("text", Text("Nội dung", "Text")),
    Column("position", Text("Vị trí", "Position")),
  ]

  private func history(of paper: Paper, _ question: ViewQuestion) throws -> Sheet {
    var rows: [(day: Day, position: Position, row: [JSONValue])] = []
    for act in paper.acts {
      let isProduct = act.stream.kind == .product
      rows.append(
        (
          act.day, act.position,
          [
            act.date?.json ?? nil, .string(act.type.code), JSONValue(isProduct ? act.stream.shown : nil),
            JSONValue(isProduct ? try directory.name(of: act.stream, on: question.asOf) : nil),
            nil, nil, nil, nil, nil, nil, act.position.json,
          ]
        ))
    }
    for fact in paper.papers { rows.append((fact.day, fact.position, Self.historyRow(fact))) }
    let own = Set(paper.acts.map(\.position))
    // What ended what it granted.
    for act in paper.acts where act.stream.kind == .product {
      let facts = try ratings.all(in: act.stream)
      let timeline = RatingTimeline(facts, through: question.asOf)
      guard let interval = timeline.intervals.first(where: { $0.grant.position == act.position }),
        let ended = interval.endedBy, let ending = facts.first(where: { $0.position == ended }),
        !own.contains(ended)
      else { continue }
      rows.append(
        (
          ending.from, ended,
          [
            (ending.validFrom ?? ending.date).json, .string(interval.ending.rawValue),
            .string(act.stream.shown), JSONValue(try directory.name(of: act.stream, on: question.asOf)), nil, nil, nil,
            nil, nil,
            .string(interval.ending.names.vi), ended.json,
          ]
        ))
    }
    let sorted = rows.sorted { ($0.day, $0.position) < ($1.day, $1.position) }.map(\.row)
    return Sheet(columns: Self.historyColumns, rows: sorted, notes: paper.notes)
  }

  private static func historyRow(_ fact: RecordFact) -> [JSONValue] {
    var changed: DecisionChanged?
    var text: String?
    if case .decisionChanged(let e) = fact.record.event { (changed, text) = (e, e.text) }
    if case .decisionRecorded(let e) = fact.record.event { text = e.title }
    let numbers = changed.map { $0.rows.map(String.init).joined(separator: ", ") } ?? ""
    let named = changed.map { $0.products.map(\.description).joined(separator: ", ") } ?? ""
    return [
      fact.record.effectiveOn?.json ?? nil, .string(fact.record.event.type.code), nil, nil,
      changed?.change.json ?? nil, JSONValue(changed?.by), JSONValue(numbers.isEmpty ? nil : numbers),
      JSONValue(named.isEmpty ? nil : named), changed?.effect?.json ?? nil, JSONValue(text), fact.position.json,
    ]
  }

  // MARK: - The list

  private static let listColumns = [
    Column("number", Text("Số", "Number")), Column("date", Text("Ngày", "Date"), .date),
    Column("issuer", Text("Cơ quan", "Issuer")), Column("level", Text("Cấp", "Level"), of: Level.self),
    Column("title", Text("Trích yếu", "Title")), Column("granted", Text("Công nhận", "Granted"), .number),
    Column("others", Text("Việc khác", "Others"), .number), Column("legalBasis", Text("Căn cứ", "Rests on")),
    Column("rulebook", Text("Bộ tiêu chí", "Rulebook")), Column("changes", Text("Sửa đổi", "Changes"), .number),
    Column("state", Text("Tình trạng", "State"), of: DecisionChange.self),
    Column("file", Text("Băm tệp", "File"), .hidden),
    Column("cited", Text("Cách dẫn", "As cited"), .hidden),
  ]

  private static func row(_ paper: Paper) -> [JSONValue] {
    let rulebooks = paper.rulebooks.map(\.text).sorted().joined(separator: ", ")
    let grants = paper.acts.count(where: \.isGrant)
    return [
      .string(paper.number), paper.name.date?.json ?? nil, JSONValue(paper.issuer), paper.level?.json ?? nil,
      JSONValue(paper.recorded?.title), JSONValue(grants), JSONValue(paper.acts.count - grants),
      JSONValue(paper.legalBasis),
      JSONValue(rulebooks.isEmpty ? nil : rulebooks), JSONValue(paper.changes.count),
      paper.state?.json ?? nil, JSONValue(paper.recorded?.file), .string(paper.name.text),
    ]
  }
}

extension RatingInterval {
  /// What it is on `day`: held, or how it ended.
  fileprivate func state(on day: Day) -> CertificateStatus {
    holds(on: day) ? heldStatus(on: day) : CertificateStatus(rawValue: ending.rawValue) ?? .none
  }
}
