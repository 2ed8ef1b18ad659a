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
    events: RatingFact.events)

  /// The history.
  public static let queries: [any ProjectionKit.Query<RatingHistory>.Type] = [Query.self]

  private let facts: FactTable<StreamID, RatingFact>

  /// A projection over `tables`.
  public init(tables: TableStore) { facts = FactTable(tables) }

  /// Takes in a record.
  public mutating func apply(_ record: borrowing RecordView) throws {
    try facts.take(record, of: RatingFact.events, in: record.stream)
  }
}

extension RatingHistory {
  /// What one product, or each, held and was put forward for, up to the day asked about.
  public struct Query: ProjectionKit.Query {
    /// Only this product.
    public var product: ProductID?

    /// Of all products.
    public init() {}
    /// Of one product.
    public init(product: ProductID) { self.product = product }

    public mutating func describe<C: FieldCoder>(_ coder: inout C) throws(MessageError) {
      try coder.optional(1, "product", &product, "Only this product")
    }

    /// One product's rows come from its own records.
    public var streams: [StreamID]? { product.map { [$0.stream] } }

    /// Lists them, product by product, in legal order.
    public func answer(from history: RatingHistory, in scope: QuestionScope) throws -> Listing<Entry> {
      var rows = Rows<Entry>()
      if let product {
        rows += Entry.all(of: product, try history.facts.all(in: product.stream), through: scope.asOf)
      } else {
        try history.facts.forEach { rows += Entry.all(of: ProductID($0.number), $1, through: scope.asOf) }
      }
      return Listing(rows)
    }
  }
}
