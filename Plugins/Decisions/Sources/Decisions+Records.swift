public import OCOP
public import ProjectionKit

extension Decisions {
  /// Every record about a decision, and what ended what it granted.
  public struct Records: ProjectionKit.Query {
    /// `what=history`
    public static let selector: QuerySelector? = QuerySelector("what", "history")

    /// The decision, as one cites it.
    public var decision: String?

    /// Of no decision: it is to be said.
    public init() {}
    /// Of a decision, as one cites it.
    public init(of decision: String) { self.decision = decision }

    public mutating func describe<C: FieldCoder>(_ coder: inout C) throws(MessageError) {
      try coder.optional(1, "decision", &decision, "The decision, as one cites it")
    }

    /// Lists them, in legal order. Throws ``QuestionError`` where ``decision`` cites none, or several.
    public func answer(from decisions: Decisions, in scope: QuestionScope) throws -> Listing<AboutDecision> {
      let paper = try decisions.paper(decision, by: scope.asOf)
      func name(_ stream: StreamID) throws -> String { try decisions.directory.name(of: stream, on: scope.asOf) }
      var rows: [(day: Day, row: AboutDecision)] = []
      for act in paper.acts {
        var row = AboutDecision(act)
        if act.stream.kind == .product { row.name = try name(act.stream) }
        rows.append((act.day, row))
      }
      for fact in paper.papers { rows.append((fact.day, AboutDecision(fact))) }
      let own = Set(paper.acts.map(\.position))
      // What ended what it granted.
      for act in paper.acts where act.stream.kind == .product {
        let facts = try decisions.ratings.all(in: act.stream)
        let timeline = RatingTimeline(facts, through: scope.asOf)
        guard let interval = timeline.intervals.first(where: { $0.grant.position == act.position }),
          let ended = interval.endedBy, let ending = facts.first(where: { $0.position == ended }),
          !own.contains(ended)
        else { continue }
        var row = AboutDecision()
        (row.date, row.event, row.text) = (
          ending.validFrom ?? ending.date, interval.ending.rawValue, interval.ending.names.vi
        )
        (row.product, row.name, row.position) = (ProductID(act.stream.number), try name(act.stream), ended)
        rows.append((ending.from, row))
      }
      return Listing(
        rows.sorted { ($0.day, $0.row.position) < ($1.day, $1.row.position) }.map(\.row), notes: paper.notes)
    }
  }

  /// A record about a decision.
  public struct AboutDecision: AnswerRow {
    /// Its legal day.
    public var date: LegalDate?
    /// The code of what was recorded; of what ended a grant, how it ended.
    public var event = ""
    /// The product that it is about.
    public var product: ProductID?
    /// That product's name.
    public var name: String?
    /// What was done to the decision.
    public var change: DecisionChange?
    /// By which paper.
    public var by: String?
    /// To which rows of its list, with commas between.
    public var rows: String?
    /// To which products, with commas between.
    public var products: String?
    /// From when a withdrawal holds.
    public var effect: WithdrawalEffect?
    /// What the paper says.
    public var text: String?
    /// The record.
    public var position = Position.zero

    public init() {}

    init(_ act: Paper.Act) {
      (date, event, position) = (act.date, act.type.code, act.position)
      product = act.stream.kind == .product ? ProductID(act.stream.number) : nil
    }

    init(_ fact: RecordFact) {
      (date, event, position) = (fact.record.effectiveOn, fact.record.event.type.code, fact.position)
      switch fact.record.event {
      case .decisionRecorded(let e): text = e.title
      case .decisionChanged(let e):
        (change, by, effect, text) = (e.change, e.by, e.effect, e.text)
        rows = e.rows.isEmpty ? nil : e.rows.map(String.init).joined(separator: ", ")
        products = e.products.isEmpty ? nil : e.products.map(\.description).joined(separator: ", ")
      default: break
      }
    }

    public mutating func describe<C: ColumnCoder>(_ coder: inout C) {
      coder.column("on", Text("Ngày", "On"), &date)
      coder.column("event", Text("Sự kiện", "Event"), &event, .event)
      coder.column("product", Text("Mã", "Id"), &product)
      coder.column("name", Text("Sản phẩm", "Product"), &name)
      coder.column("change", Text("Việc", "What"), &change)
      coder.column("by", Text("Văn bản", "Paper"), &by)
      coder.column("rows", Text("Dòng", "Rows"), &rows)
      coder.column("products", Text("Sản phẩm nêu", "Products named"), &products)
      coder.column("effect", Text("Từ khi nào", "Effect"), &effect)
      coder.column("text", Text("Nội dung", "Text"), &text)
      coder.column("position", Text("Vị trí", "Position"), &position)
    }
  }
}
