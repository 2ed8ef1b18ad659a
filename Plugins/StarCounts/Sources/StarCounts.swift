public import OCOP
public import ProjectionKit

/// How many products hold how many stars: per district, commune, product group, legal form and deciding level, on any day.
///
/// A product counts once, with the stars it holds on that day. "Proposed for five" stands beside, never inside.
public struct StarCounts: StarCounting, ProvableFigure {
  /// `star-counts`
  public static let descriptor = ProjectionDescriptor(
    id: "star-counts", version: 8, title: Text("Thống kê hạng sao", "Star counts"),
    summary: Text(
      "Số sản phẩm, chủ thể theo hạng sao ở một ngày bất kỳ.", "Products and producers by stars, on any day."),
    events: EntityHistory.events.union(Gazetteer.events).union(RatingFact.events))

  /// The table, and the products behind it.
  public static let queries: [any ProjectionKit.Query<StarCounts>.Type] = [Query.self, Explanation.self]

  /// The table by any dimension.
  public static let provableParameters = ["by"]

  private let ratings: FactTable<StreamID, RatingFact>
  private let directory: EntityHistory
  private let gazetteer: Gazetteer
  private let products: NumberTable
  let producers: NumberTable
  private var stale: Set<StreamID> = []

  /// A projection over `tables`.
  public init(tables: TableStore) {
    ratings = FactTable(tables)
    directory = EntityHistory(tables)
    gazetteer = Gazetteer(tables)
    products = tables.custom { NumberTable($0, ProductRow.isWellFormed) }
    producers = tables.custom { NumberTable($0, ProducerRow.isWellFormed) }
  }

  /// Takes in a record.
  public mutating func apply(_ record: borrowing RecordView) throws {
    guard let type = record.type else { return }
    let stream = record.stream
    if stream.kind == .product || stream.kind == .producer { stale.insert(stream) }
    if RatingFact.events.contains(type) {
      if type == .voided {
        try ratings.strikeOut(record, in: stream)
      } else {
        try ratings.add(record, to: stream)
      }
    }
    try directory.apply(record)
    try gazetteer.apply(record)
  }

  /// Reduces what changed to the numbers that questions go through.
  public mutating func prepareToRead() throws {
    for stream in stale.sorted() {
      let facts = try directory.effectiveFacts(of: stream)
      if stream.kind == .product {
        let timeline = RatingTimeline(try ratings.all(in: stream))
        try products.set(ProductRow.words(facts, timeline), at: stream.number)
      } else {
        try producers.set(ProducerRow.words(facts), at: stream.number)
      }
    }
    stale = []
  }

  /// Lends every product that counts on the day, or is put forward for five; answers what found the cells that they name.
  func forEachCounted(
    by dimension: StarDimension, _ scope: QuestionScope, _ body: (CountedProduct) -> Void
  ) throws -> CellFinder {
    let map = dimension.areaLevel != nil ? try gazetteer.map() : AreaMap()
    var finder = CellFinder(dimension, map, on: scope.mapDay)
    let count = try products.count
    let (day, counting) = (scope.asOf.number, scope.counting)
    try products.withRows { rows in
      try producers.withRows { owners in
        for slot in 0..<count {
          let words = rows[slot]
          guard !words.isEmpty else { continue }
          let row = ProductRow(words)
          let held = row.held(on: day, counting)
          // Who holds five already is not proposed for five: that is a renewal.
          let isProposed = held?.stars != 5 && row.isProposedForFive(on: day)
          if row.isUndecided(on: day) { finder.undecided += 1 }
          guard held != nil || isProposed else { continue }
          let number = row.producer(on: day)
          let owner = number.flatMap { owners.slot(of: $0) }
          let cell: Int
          switch dimension {
          case .group: cell = finder.cell(ofTerm: row.group(on: day))
          case .level: cell = finder.cell(ofTerm: held?.level ?? 0)
          case .form: cell = finder.cell(ofTerm: owner.map { Self.form(owners[$0], day) } ?? 0)
          case .province, .district, .commune:
            // A product may have its own place; else it is its producer's.
            cell = finder.cell(of: row.place(on: day) ?? owner.flatMap { Self.place(owners[$0], day) })
          }
          body(
            CountedProduct(
              number: rows.number(slot), cell: cell, held: held, isProposed: isProposed,
              isPlaceholder: row.isPlaceholder, producer: number, producerSlot: owner))
        }
      }
    }
    return finder
  }

  private static func form(_ row: Span<Int32>, _ day: Int32) -> Int { row.isEmpty ? 0 : ProducerRow(row).form(on: day) }

  private static func place(_ row: Span<Int32>, _ day: Int32) -> PlaceKey? {
    row.isEmpty ? nil : ProducerRow(row).place(on: day)
  }

  /// What explains a product that counts; `nil`: it was never registered.
  func item(_ counted: CountedProduct, _ finder: CellFinder, _ scope: QuestionScope) throws -> StarItem? {
    let stream = ProductID(counted.number).stream
    guard let product = try directory.details(of: stream, on: scope.asOf) else { return nil }
    let facts = try ratings.all(in: stream)
    let timeline = RatingTimeline(facts)
    let producer = try product.producer.flatMap { try directory.details(of: $0.stream, on: scope.asOf) }
    let among = finder.candidates(of: product.place ?? producer?.place).map(\.shown).joined(separator: "; ")
    return StarItem(
      stream: stream, product: product, producerName: producer?.name, cell: finder.cells[counted.cell],
      among: among.isEmpty ? nil : among,
      status: RatingTimeline(facts, through: scope.asOf).status(on: scope.asOf),
      held: counted.stars > 0 ? timeline.interval(on: scope.asOf, counting: scope.counting) : nil,
      pending: counted.isProposed ? timeline.pending(on: scope.asOf) : nil)
  }
}
