public import OCOP
public import ProjectionKit

extension StarCounts {
  /// How many products hold how many stars.
  public struct Query: ProjectionKit.Query {
    /// What the rows are; `nil`: districts.
    public var by: StarDimension?

    /// By districts.
    public init() {}
    /// By `dimension`.
    public init(by dimension: StarDimension) { by = dimension }

    public mutating func describe<C: FieldCoder>(_ coder: inout C) throws(MessageError) {
      try coder.optional(1, "by", &by, "What the rows are; districts where nothing is said")
    }

    /// Counts. Costs a look at every product.
    public func answer(from counts: StarCounts, in scope: QuestionScope) throws -> Answer {
      var table = StarTable(dimension: by ?? .district, producers: try counts.producers.count)
      let finder = try counts.forEachCounted(by: by ?? .district, scope) { table.add($0) }
      return table.answer(finder)
    }
  }

  /// The counts, a row for each unit, group, form or level that has any.
  public struct Answer: Tabular {
    /// What the rows are.
    public let dimension: StarDimension
    /// The rows, in order.
    public let rows: [Row]
    /// All of them: a producer in two rows counts once.
    public let total: Row
    /// What the products rest on.
    public let basis: Basis
    /// What a reader must know.
    public let notes: [Text]

    /// The rows under the columns that ``Row`` describes; keys that are terms are shown by their names.
    public var table: AnswerTable {
      let named: [Column] =
        if let terms = dimension.terms {
          [Column("key", dimension.names, .term(terms)), Column("name", dimension.names, .hidden)]
        } else {
          [Column("key", Text("Mã", "Code")), Column("name", dimension.names)]
        }
      return AnswerTable(
        columns: named + Row.columns.dropFirst(2), rows: AnswerRows(Rows(rows)), total: total.values, notes: notes,
        basis: basis)
    }
  }

  /// Counts of one cell of the table.
  public struct Row: AnswerRow {
    /// The code of the unit, or the term.
    public var key = ""
    /// Its Vietnamese name.
    public var name = ""
    /// Products with stars.
    public var products: Int64 = 0
    /// Their producers.
    public var producers: Int64 = 0
    /// Products by stars.
    public var stars = StarNumbers()
    /// Products put forward for five stars.
    public var proposed5: Int64 = 0

    /// A row of nothing.
    public init() {}

    init(_ key: String, _ name: String, _ tally: StarTally) {
      (self.key, self.name, products, producers) = (key, name, tally.products, tally.producers)
      (stars, proposed5) = (StarNumbers(tally.stars), tally.proposed5)
    }

    public mutating func describe<C: ColumnCoder>(_ coder: inout C) {
      coder.column("key", Text("Mã", "Code"), &key)
      coder.column("name", Text("Tên", "Name"), &name)
      describeCounts(&coder)
    }

    /// Describes the columns that count.
    public mutating func describeCounts<C: ColumnCoder>(_ coder: inout C) {
      coder.column("products", Text("Sản phẩm", "Products"), &products, .number)
      coder.column("producers", Text("Chủ thể", "Producers"), &producers, .number)
      coder.column("stars", Text("sao", "stars"), &stars, .numbers(["1", "2", "3", "4", "5"]))
      coder.column("proposed5", Text("Đề xuất 5 sao", "Proposed 5★"), &proposed5, .number)
    }
  }
}

extension StarCounts {
  /// Every product that counts, in the order of their numbers.
  ///
  /// Throws ``RowError`` where what is kept is not what the table wrote.
  public func ratedProducts(by dimension: StarDimension, in scope: QuestionScope) throws -> [RatedProduct] {
    var counted: [(product: CountedProduct, held: ProductRow.Held)] = []
    let cells = try forEachCounted(by: dimension, scope) { product in
      if let held = product.held { counted.append((product, held)) }
    }.cells
    let endings = RatingInterval.Ending.allCases
    return counted.sorted { $0.product.number < $1.product.number }.map { product, held in
      RatedProduct(
        product: ProductID(product.number), cell: cells[product.cell].key, stars: Stars(held.stars) ?? .zero,
        position: Position(UInt64(held.position)), from: Day(number: held.from), through: Day(number: held.through),
        ending: endings[Int(held.ending) - 1], takenFrom: Day(number: held.takenFrom))
    }
  }

  /// How many count in each row of the table, by its key, and in all.
  ///
  /// Throws ``RowError`` where what is kept is not what the table wrote.
  public func tallies(
    by dimension: StarDimension, in scope: QuestionScope
  ) throws -> (cells: [String: StarTally], whole: StarTally) {
    var table = StarTable(dimension: dimension, producers: try producers.count)
    let finder = try forEachCounted(by: dimension, scope) { table.add($0) }
    let cells = table.cells(finder).map { ($0.cell.key, $0.tally) }
    return (Dictionary(cells) { first, _ in first }, table.total)
  }
}
