public import OCOP
public import ProjectionKit

/// What was recorded although the law forbids it (*chưa phù hợp quy định, đối chiếu tự động*): derived from all records as they
/// stand, and told apart from what the recorder knew.
public struct Breaches: Projection {
  private static let rules: EventTypes = [.rulebookAdopted, .rulebookLapsed, .powerDelegated]
  /// What is held against the law, and what it is held by.
  private static let products: EventTypes = [
    .productRegistered, .productRegrouped, .dossierFiled, .evaluated, .proposed, .recognised, .upgraded, .renewed,
    .lowered,
    .granted, .certificateExtended, .certificateContinues, .revoked, .recognitionWithdrawn, .annulled,
    .reevaluationFailed, .removedFromList,
  ]

  /// `breaches`
  public static let descriptor = ProjectionDescriptor(
    id: "breaches", version: 3, title: Text("Chưa phù hợp quy định", "Not in keeping with the law"),
    summary: Text(
      "Ghi chép chưa phù hợp quy định (đối chiếu tự động), người ghi đã biết hay chưa.",
      "Records that break the law, as far as it is known, and whether the recorder knew."),
    events: products.union(rules).union(Directory.events).union(Gazetteer.events).union([.voided]),
    parameters: ["product", "rule", "state", "level", "decision", "district", "commune", "by"])

  private let facts: FactTable<StreamID, RecordFact>
  private let rulebooks: EventTable
  private let directory: Directory
  private let gazetteer: Gazetteer

  /// A projection over `tables`.
  public init(tables: TableStore) {
    facts = FactTable(tables)
    rulebooks = EventTable(tables, of: Self.rules)
    directory = Directory(tables)
    gazetteer = Gazetteer(tables)
  }

  /// Takes in a record.
  public mutating func apply(_ record: borrowing RecordView) throws {
    try rulebooks.apply(record)
    if record.stream.kind == .product { try facts.take(record, of: Self.products, in: record.stream) }
    try directory.apply(record)
    try gazetteer.apply(record)
  }

  /// `product`, `rule`, `state` (acknowledged, unacknowledged, noLonger), `level`, `decision`, `district`, `commune`: only those.
  /// `by` (rule, level, decision, district, commune) counts them. Records that count by the day asked about; a product's place is the
  /// one it had on the day of the record.
  public func answer(_ question: ViewQuestion) throws -> Sheet {
    let dimension = try question["by"].map { name in
      guard let dimension = BreachDimension(rawValue: name) else {
        throw QuestionError(parameter: "by", value: name, accepted: BreachDimension.accepted)
      }
      return dimension
    }
    let list = try list(question)
    return dimension?.counts(of: list) ?? list
  }

  private func list(_ question: ViewQuestion) throws -> Sheet {
    let rule = try question.value("rule", as: LawRule.self)
    let state = try question.value("state", as: BreachState.self)
    let level = try question.value("level", as: Level.self)
    let product = try question.value("product", as: ProductID.self)
    let decision = try question["decision"].map { text in
      guard let cited = CitedDecision(text) else {
        throw QuestionError(parameter: "decision", value: text, accepted: Text("15/QĐ-UBND ngày 16/01/2023"))
      }
      return cited
    }
    var shelf = RulebookShelf()
    try rulebooks.forEach(by: .distantFuture) { shelf.apply($1, on: $2.date) }
    let places = try PlaceColumns(gazetteer, on: question.mapDay)
    var found: [(stream: StreamID, breach: FoundBreach)] = []
    try facts.forEach { stream, all in
      guard product == nil || product?.stream == stream else { return }
      for breach in FoundBreach.all(in: History(all.map(\.entry)), under: shelf) {
        let event = breach.entry.record.event
        guard breach.entry.day <= question.asOf, rule == nil || rule?.rawValue == breach.rule,
          state == nil || state == breach.state, level == nil || level == event.level,
          decision.map({ $0.isNamed(by: breach.entry.record) }) ?? true
        else { continue }
        found.append((stream, breach))
      }
    }
    let rows = try SheetRows(found) { stream, breach -> [JSONValue]? in
      let place = places.values(of: try place(of: stream, on: breach.entry.day))
      guard question["district"].map({ place[0] == .string($0) }) ?? true,
        question["commune"].map({ place[2] == .string($0) }) ?? true
      else { return nil }
      return try row(stream, breach, place, question)
    }
    return Sheet(columns: Self.columns, rows: rows, notes: Self.notes(shelf))
  }

  /// Where the product was on `day`: its own place, or its producer's.
  private func place(of stream: StreamID, on day: Day) throws -> Place? {
    guard let details = try directory.details(of: stream, on: day) else { return nil }
    if let place = details.place { return place }
    return try details.producer.flatMap { try directory.details(of: $0.stream, on: day)?.place }
  }

  private static let columns =
    [
      Column("product", Text("Mã", "Id")), Column("name", Text("Sản phẩm", "Product")), Column.event("event"),
      Column("date", Text("Ngày", "Date"), .date), Column("rule", Text("Quy định", "Rule"), of: LawRule.self),
      Column("article", Text("Điều khoản", "Article")), Column("rulebook", Text("Văn bản", "Rulebook")),
      Column("level", Text("Cấp", "Level"), of: Level.self), Column("decision", Text("Quyết định", "Decision")),
      Column("state", Text("Tình trạng", "State"), of: BreachState.self),
      Column("reason", Text("Lý do đã ghi", "Reason recorded")), Column("text", Text("Nội dung", "What"), .hidden),
      Column("textEn", Text("Nội dung (tiếng Anh)", "What, in English"), .hidden),
    ] + PlaceColumns.columns + [Column("position", Text("Vị trí", "Position"))]

  private func row(_ stream: StreamID, _ found: FoundBreach, _ place: [JSONValue], _ question: ViewQuestion) throws
    -> [JSONValue]
  {
    let record = found.entry.record
    return [
      .string(stream.shown), JSONValue(try directory.name(of: stream, on: question.asOf)),
      .string(record.event.type.code), record.effectiveOn?.json ?? nil, JSONValue(found.rule),
      JSONValue(found.article), found.rulebook?.json ?? nil, record.event.level?.json ?? nil,
      JSONValue(CitedDecision(of: record)?.text), .string(found.state.rawValue),
      JSONValue(record.details?.irregular?.reason), JSONValue(found.text?.vi),
      JSONValue(found.text?.en),
    ] + place + [found.entry.position.json]
  }

  /// Where a rulebook's law is not known, nobody is to take an empty table for a clean one.
  private static func notes(_ shelf: RulebookShelf) -> [Text] {
    let silent = shelf.rulebooks.filter { $0.law == nil }.map(\.id.text).joined(separator: ", ")
    guard !silent.isEmpty else { return [] }
    return [
      Text(
        "Chưa đối chiếu với \(silent): sổ chưa có quy định của các văn bản này (ocop rules adopt).",
        "Not held against \(silent): the ledger does not have their law (ocop rules adopt).")
    ]
  }
}
