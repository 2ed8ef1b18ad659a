public import OCOP
public import ProjectionKit

extension Decisions {
  /// What a decision lists, and what each product of it holds by now.
  public struct Listed: ProjectionKit.Query {
    /// `what=show`
    public static let selector: QuerySelector? = QuerySelector("what", "show")

    /// The decision, as one cites it.
    public var decision: String?

    /// Of no decision: it is to be said.
    public init() {}
    /// Of a decision, as one cites it.
    public init(of decision: String) { self.decision = decision }

    public mutating func describe<C: FieldCoder>(_ coder: inout C) throws(MessageError) {
      try coder.optional(1, "decision", &decision, "The decision, as one cites it")
    }

    /// Lists the products. Throws ``QuestionError`` where ``decision`` cites none, or several.
    public func answer(from decisions: Decisions, in scope: QuestionScope) throws -> Listing<ListedAct> {
      let paper = try decisions.paper(decision, by: scope.asOf)
      var kept: [String] = []
      let rows = try Rows(paper.acts) { act in
        let intervals = RatingTimeline(try decisions.ratings.all(in: act.stream), through: scope.asOf).intervals
        let interval = intervals.first { $0.grant.position == act.position }
        var row = ListedAct(act, interval, on: scope.asOf)
        row.name = try decisions.directory.name(of: act.stream, on: scope.asOf)
        row.change = !act.isGrant ? nil : paper.change(of: act.stream, row: act.row)
        if row.change?.takesAway == true, interval?.holds(on: scope.asOf) == true { kept.append(act.stream.shown) }
        return row
      }
      return Listing(rows, notes: paper.notes + Self.stillCounting(kept))
    }

    /// What a paper says of a decision ends no product's stars: that is for a record of the product.
    private static func stillCounting(_ products: [String]) -> [Text] {
      guard !products.isEmpty else { return [] }
      let list = products.joined(separator: ", ")
      return [
        Text(
          "Quyết định đã bị thu hồi, nhưng sổ còn tính: \(list). Ghi recognitionWithdrawn cho từng sản phẩm nếu đúng vậy.",
          "It was withdrawn, and the ledger still counts: \(list). Record recognitionWithdrawn for each where it is so."
        )
      ]
    }
  }

  /// The decision that `text` cites. Throws ``QuestionError``.
  func paper(_ text: String?, by day: Day) throws -> Paper {
    guard let text else { throw QuestionError(parameter: "decision", value: "", accepted: Self.cited) }
    return try Self.meant(text, papers(by: day))
  }

  /// What a decision does to a product.
  public struct ListedAct: AnswerRow {
    /// The product.
    public var product = StreamName.zero
    /// Its name.
    public var name = ""
    /// Its row in the decision's list.
    public var row: Int64?
    /// What was recorded.
    public var event = EventType.zero
    /// The stars granted.
    public var stars: Stars?
    /// What the grant was.
    public var act: GrantAct?
    /// The first day.
    public var from: LegalDate?
    /// The last day.
    public var through: LegalDate?
    /// What the certificate is by now.
    public var became: CertificateStatus?
    /// What was done to this part of the decision afterwards.
    public var change: DecisionChange?
    /// The record that ended it.
    public var endedBy: Position?
    /// Whether it breaks the law, as its recorder knew.
    public var irregular = false
    /// The record.
    public var position = Position.zero

    public init() {}

    init(_ act: Paper.Act, _ interval: RatingInterval?, on day: Day) {
      (product, row, event) = (StreamName(act.stream), act.row.map { Int64($0) }, act.type)
      if let interval {
        (stars, self.act) = (interval.stars, interval.act)
        (from, through) = (interval.grant.validFrom ?? interval.grant.date, interval.lastDay)
        (became, endedBy) = (interval.state(on: day), interval.endedBy)
      }
      (irregular, position) = (act.isIrregular, act.position)
    }

    public mutating func describe<C: ColumnCoder>(_ coder: inout C) {
      coder.column("product", Text("Mã", "Id"), &product)
      coder.column("name", Text("Sản phẩm", "Product"), &name)
      coder.column("row", Text("Dòng", "Row"), &row, .number)
      coder.column("event", Text("Sự kiện", "Event"), &event, .event)
      coder.column("stars", Text("Sao", "Stars"), &stars, .number)
      coder.column("act", Text("Việc", "Act"), &act)
      coder.column("from", Text("Từ ngày", "From"), &from)
      coder.column("through", Text("Đến hết", "Through"), &through)
      coder.column("became", Text("Nay", "Now"), &became)
      coder.column("change", Text("Văn bản sau", "Changed"), &change)
      coder.column("endedBy", Text("Kết thúc bởi", "Ended by"), &endedBy)
      coder.column("irregular", Text("Chưa phù hợp", "Irregular"), &irregular)
      coder.column("position", Text("Vị trí", "Position"), &position)
    }
  }
}

extension RatingInterval {
  /// What it is on `day`: held, or how it ended.
  fileprivate func state(on day: Day) -> CertificateStatus {
    holds(on: day) ? heldStatus(on: day) : CertificateStatus(rawValue: ending.rawValue) ?? .none
  }
}
