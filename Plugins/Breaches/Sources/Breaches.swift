public import OCOP
public import ProjectionKit

/// What was recorded although the law forbids it (*chưa phù hợp quy định, đối chiếu tự động*): derived from all records as they
/// stand, and told apart from what the recorder knew.
public struct Breaches: Projection {
  private static let rules: EventTypes = [.rulebookAdopted, .rulebookLapsed]
  /// What is held against the law, and what it is held by.
  private static let products: EventTypes = [
    .productRegistered, .productRegrouped, .dossierFiled, .evaluated, .proposed, .recognised, .upgraded, .renewed,
    .lowered,
    .granted, .certificateExtended, .revoked, .recognitionWithdrawn, .annulled, .reevaluationFailed, .removedFromList,
  ]

  /// `breaches`
  public static let descriptor = ProjectionDescriptor(
    id: "breaches", version: 2, title: Text("Chưa phù hợp quy định", "Not in keeping with the law"),
    summary: Text(
      "Ghi chép chưa phù hợp quy định (đối chiếu tự động), người ghi đã biết hay chưa.",
      "Records that break the law, as far as it is known, and whether the recorder knew."),
    events: products.union(rules).union([.voided]), parameters: ["product", "rule", "state"])

  private let facts: FactTable<StreamID, RecordFact>
  private let rulebooks: EventTable

  /// A projection over `tables`.
  public init(tables: TableStore) {
    facts = FactTable(tables)
    rulebooks = EventTable(tables, of: Self.rules)
  }

  /// Takes in a record.
  public mutating func apply(_ record: borrowing RecordView) throws {
    try rulebooks.apply(record)
    if record.stream.kind == .product { try facts.take(record, of: Self.products, in: record.stream) }
  }

  /// How a breach stands to what its recorder said of it.
  private enum State: String, Vocabulary {
    case acknowledged, unacknowledged, noLonger

    var names: Text {
      switch self {
      case .acknowledged: Text("đã biết khi ghi", "known when recorded")
      case .unacknowledged: Text("chưa ai ghi nhận", "not acknowledged")
      case .noLonger: Text("nay không còn", "no longer one")
      }
    }
  }

  /// `product`, `rule`, `state` (acknowledged, unacknowledged, noLonger): only those. Records that count by the day asked about.
  public func answer(_ question: ViewQuestion) throws -> Sheet {
    let rule = try question.value("rule", as: LawRule.self)
    let state = try question.value("state", as: State.self)
    let product = try question.value("product", as: ProductID.self)
    var shelf = RulebookShelf()
    try rulebooks.forEach(by: .distantFuture) { shelf.apply($1, on: $2.date) }
    var rows: [[JSONValue]] = []
    try facts.forEach { stream, all in
      guard product == nil || product?.stream == stream else { return }
      for found in Self.found(History(all.map(\.entry)), under: shelf)
      where found.entry.day <= question.asOf && (rule == nil || rule?.rawValue == found.rule)
        && (state == nil || state == found.state)
      {
        rows.append(Self.row(stream, found))
      }
    }
    return Sheet(columns: Self.columns, rows: rows, notes: Self.notes(shelf))
  }

  private struct Found {
    let entry: History.Entry
    let rule: String
    let rulebook: RulebookID
    let article: String
    let text: Text?
    let state: State
  }

  private static func found(_ history: History, under shelf: RulebookShelf) -> [Found] {
    let breaches = Dictionary(
      history.breaches(under: shelf).map { ($0.entry.position, $0.breaches) }
    ) { first, _ in first }
    return history.standing.flatMap { entry -> [Found] in
      let known = entry.record.details?.irregular?.breaches ?? []
      let now = breaches[entry.position] ?? []
      let found = now.map { breach in
        let isKnown = known.contains { $0.rule == breach.rule.rawValue }
        return Found(
          entry: entry, rule: breach.rule.rawValue, rulebook: breach.rulebook, article: breach.article,
          text: breach.text, state: isKnown ? .acknowledged : .unacknowledged)
      }
      let gone = known.filter { old in !now.contains { $0.rule.rawValue == old.rule } }.map { old in
        // Which set is for which group stands in the content of rulebooks, which no projection reads.
        Found(
          entry: entry, rule: old.rule, rulebook: old.rulebook, article: old.article, text: nil,
          state: old.rule == LawRule.criteriaSet.rawValue ? .acknowledged : .noLonger)
      }
      return found + gone
    }
  }

  private static let columns = [
    Column("product", Text("Mã", "Id")), Column.event("event"), Column("date", Text("Ngày", "Date"), .date),
    Column("rule", Text("Quy định", "Rule"), of: LawRule.self),
    Column("article", Text("Điều khoản", "Article")), Column("rulebook", Text("Văn bản", "Rulebook")),
    Column("state", Text("Tình trạng", "State"), of: State.self),
    Column("reason", Text("Lý do đã ghi", "Reason recorded")), Column("text", Text("Nội dung", "What"), .hidden),
    Column("textEn", Text("Nội dung (tiếng Anh)", "What, in English"), .hidden),
    Column("position", Text("Vị trí", "Position")),
  ]

  private static func row(_ stream: StreamID, _ found: Found) -> [JSONValue] {
    let record = found.entry.record
    return [
      .string(stream.shown), .string(record.event.type.code), record.effectiveOn?.json ?? nil, .string(found.rule),
      .string(found.article), found.rulebook.json, .string(found.state.rawValue),
      JSONValue(record.details?.irregular?.reason), JSONValue(found.text?.vi),
      JSONValue(found.text?.en), found.entry.position.json,
    ]
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
