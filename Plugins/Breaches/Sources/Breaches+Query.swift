public import OCOP
public import ProjectionKit

extension Breaches {
  /// What was recorded although the law forbids it. Records that count by the day asked about; a product's place is the one it had on
  /// the day of the record.
  public struct Query: ProjectionKit.Query {
    /// Only those of this product.
    public var product: ProductID?
    /// Only what breaks this rule.
    public var rule: LawRule?
    /// Only those in this state.
    public var state: BreachState?
    /// Only what was decided at this level.
    public var level: Level?
    /// Only those of this decision.
    public var decision: CitedDecision?
    /// Only those in the district with this code.
    public var district: String?
    /// Only those in the commune with this code.
    public var commune: String?

    /// All of them.
    public init() {}
    /// Those in one state.
    public init(state: BreachState) { self.state = state }

    public mutating func describe<C: FieldCoder>(_ coder: inout C) throws(MessageError) {
      try coder.optional(1, "product", &product, "Only those of this product")
      try coder.optional(2, "rule", &rule, "Only what breaks this rule")
      try coder.optional(3, "state", &state, "Only those in this state")
      try coder.optional(4, "level", &level, "Only what was decided at this level")
      try coder.optional(5, "decision", &decision, "Only those of this decision")
      try coder.optional(6, "district", &district, "Only those in the district with this code")
      try coder.optional(7, "commune", &commune, "Only those in the commune with this code")
    }

    /// Finds them. Holds every product's records against the law.
    public func answer(from breaches: Breaches, in scope: QuestionScope) throws -> Listing<RecordedBreach> {
      var shelf = RulebookCatalogue()
      try breaches.rulebooks.forEach(by: .distantFuture) { shelf.apply($1, on: $2.date) }
      let places = try PlaceNaming(breaches.gazetteer, on: scope.mapDay)
      var rows = Rows<RecordedBreach>()
      try breaches.facts.forEach { stream, all in
        guard product == nil || product?.stream == stream else { return }
        for found in FoundBreach.all(in: History(all.map(\.entry)), under: shelf) where isMeant(found, by: scope.asOf) {
          var row = RecordedBreach(found, of: ProductID(stream.number))
          row.name = try breaches.directory.name(of: stream, on: scope.asOf)
          row.place = places.names(of: try breaches.place(of: stream, on: found.entry.day))
          if district == nil || district == row.place.district, commune == nil || commune == row.place.commune {
            rows.append(row)
          }
        }
      }
      return Listing(rows, notes: Breaches.notes(shelf))
    }

    private func isMeant(_ found: FoundBreach, by day: Day) -> Bool {
      let record = found.entry.record
      return found.entry.day <= day && (rule == nil || rule?.rawValue == found.rule)
        && (state == nil || state == found.state) && (level == nil || level == record.event.level)
        && (decision?.isNamed(by: record) ?? true)
    }
  }

  /// One thing that a record breaks.
  public struct RecordedBreach: AnswerRow {
    /// The product.
    public var product = ProductID.zero
    /// Its name.
    public var name = ""
    /// What was recorded.
    public var event = EventType.zero
    /// Its legal day.
    public var date: LegalDate?
    /// The rule that it breaks; `nil`: its recorder says that it is irregular, and none that is known here is broken.
    public var rule: BrokenRule?
    /// The article.
    public var article: String?
    /// The rulebook that has the article.
    public var rulebook: RulebookID?
    /// Who decided.
    public var level: Level?
    /// The decision.
    public var decision: String?
    /// How it stands to what its recorder said of it.
    public var state = BreachState.zero
    /// Why it was recorded all the same.
    public var reason: String?
    /// What is wrong.
    public var text: String?
    /// The same in English.
    public var textEn: String?
    /// Where the product was on the day of the record.
    public var place = PlaceNames()
    /// The record.
    public var position = Position.zero

    public init() {}

    init(_ found: FoundBreach, of product: ProductID) {
      let record = found.entry.record
      (self.product, event, date) = (product, record.event.type, record.effectiveOn)
      (rule, article, rulebook) = (found.rule.map { BrokenRule(code: $0) }, found.article, found.rulebook)
      (level, decision, state) = (record.event.level, CitedDecision(of: record)?.text, found.state)
      (reason, text, textEn) = (record.details?.irregular?.reason, found.text?.vi, found.text?.en)
      position = found.entry.position
    }

    public mutating func describe<C: ColumnCoder>(_ coder: inout C) {
      coder.column("product", Text("Mã", "Id"), &product)
      coder.column("name", Text("Sản phẩm", "Product"), &name)
      coder.column("event", Text("Sự kiện", "Event"), &event, .event)
      coder.column("date", Text("Ngày", "Date"), &date)
      coder.column("rule", Text("Quy định", "Rule"), &rule, .terms(of: LawRule.self))
      coder.column("article", Text("Điều khoản", "Article"), &article)
      coder.column("rulebook", Text("Văn bản", "Rulebook"), &rulebook)
      coder.column("level", Text("Cấp", "Level"), &level)
      coder.column("decision", Text("Quyết định", "Decision"), &decision)
      coder.column("state", Text("Tình trạng", "State"), &state)
      coder.column("reason", Text("Lý do đã ghi", "Reason recorded"), &reason)
      coder.column("text", Text("Nội dung", "What"), &text, .hidden)
      coder.column("textEn", Text("Nội dung (tiếng Anh)", "What, in English"), &textEn, .hidden)
      place.describe(&coder)
      coder.column("position", Text("Vị trí", "Position"), &position)
    }
  }

  /// A rule by its code: a record may name one that this program does not know.
  public struct BrokenRule: TextFieldValue {
    /// The code.
    public let text: String
    /// The rule; `nil`: this program does not know it.
    public var rule: LawRule? { LawRule(rawValue: text) }
    /// Names none.
    public static let zero = BrokenRule(code: "")
    /// The codes that are known.
    public static var expected: Text { LawRule.expected }

    init(code: String) { text = code }
    /// Any text is a code.
    public init?(text: String) { self.text = text }
  }

  /// Where the product was on `day`: its own place, or its producer's.
  fileprivate func place(of stream: StreamID, on day: Day) throws -> Place? {
    guard let details = try directory.details(of: stream, on: day) else { return nil }
    if let place = details.place { return place }
    return try details.producer.flatMap { try directory.details(of: $0.stream, on: day)?.place }
  }

  /// Where a rulebook's law is not known, nobody is to take an empty table for a clean one.
  fileprivate static func notes(_ shelf: RulebookCatalogue) -> [Text] {
    let silent = shelf.rulebooks.filter { $0.law == nil }.map(\.id.text).joined(separator: ", ")
    guard !silent.isEmpty else { return [] }
    return [
      Text(
        "Chưa đối chiếu với \(silent): sổ chưa có quy định của các văn bản này.",
        "Not held against \(silent): the ledger does not have their law.")
    ]
  }
}
