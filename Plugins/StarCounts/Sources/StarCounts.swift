public import OCOP
public import ProjectionKit

/// How many products hold how many stars: per district, commune, product group, legal form and deciding level, on any day.
///
/// A product counts once, with the stars it holds on that day. "Proposed for five" stands beside, never inside.
public struct StarCounts: Projection {
  /// `star-counts`
  public static let descriptor = ProjectionDescriptor(
    id: "star-counts", version: 8, title: Text("Thống kê hạng sao", "Star counts"),
    summary: Text(
      "Số sản phẩm, chủ thể theo hạng sao ở một ngày bất kỳ.", "Products and producers by stars, on any day."),
    events: Directory.events.union(Gazetteer.events).union(RatingFact.events),
    parameters: ["by", "explain", "cell", "stars", "proposed5"])

  private let ratings: FactTable<StreamID, RatingFact>
  private let directory: Directory
  private let gazetteer: Gazetteer
  private let products: NumberTable
  private let producers: NumberTable
  private var stale: Set<StreamID> = []

  /// A projection over `tables`.
  public init(tables: TableStore) {
    ratings = FactTable(tables)
    directory = Directory(tables)
    gazetteer = Gazetteer(tables)
    products = tables.numberTable(ProductRow.isWellFormed)
    producers = tables.numberTable(ProducerRow.isWellFormed)
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
  public mutating func settle() throws {
    for stream in stale.sorted() {
      let facts = try directory.standingFacts(of: stream)
      if stream.kind == .product {
        let timeline = RatingTimeline(try ratings.all(in: stream))
        try products.set(ProductRow.words(facts, timeline), at: stream.number)
      } else {
        try producers.set(ProducerRow.words(facts), at: stream.number)
      }
    }
    stale = []
  }

  /// `by`: district (the default), province, commune, group, form or level.
  ///
  /// `explain=yes` answers with the products behind the table, each with the record that puts it there; `cell` leaves
  /// one row of the table, `stars` those with so many stars, `proposed5=yes` those put forward for five. `explain=brief`
  /// answers with every product that counts and no names, at the cost of a row each.
  public func answer(_ question: ViewQuestion) throws -> Sheet {
    let name = question["by"] ?? Dimension.district.rawValue
    guard let dimension = Dimension(rawValue: name) else {
      throw QuestionError(parameter: "by", value: name, accepted: Dimension.accepted)
    }
    if question["explain"] == "yes" { return try explanation(by: dimension, question) }
    if question["explain"] == "brief" {
      return try BriefProducts.sheet { try forEachCounted(by: dimension, question, $0).cells }
    }
    var table = StarTable(dimension: dimension, producers: try producers.count)
    let finder = try forEachCounted(by: dimension, question) { table.add($0) }
    return table.sheet(finder)
  }

  private func explanation(by dimension: Dimension, _ question: ViewQuestion) throws -> Sheet {
    let explanation = try StarExplanation(question)
    var counted: [CountedProduct] = []
    let finder = try forEachCounted(by: dimension, question) { product in
      if explanation.takes(product) { counted.append(product) }
    }
    let cells = finder.cells
    let items = try counted.filter { explanation.takes(cells[$0.cell]) }
      .sorted { $0.number < $1.number }
      .compactMap { try item($0, finder, question) }
    return explanation.sheet(of: items, notes: finder.notes)
  }

  /// Lends every product that counts on the day, or is put forward for five; answers what found the cells that they name.
  private func forEachCounted(
    by dimension: Dimension, _ question: ViewQuestion, _ body: (CountedProduct) -> Void
  ) throws -> CellFinder {
    let map = dimension.areaLevel != nil ? try gazetteer.map() : AreaMap()
    var finder = CellFinder(dimension, map, on: question.mapDay)
    let count = try products.count
    let (day, counting) = (question.asOf.number, question.counting)
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

  private func item(_ counted: CountedProduct, _ finder: CellFinder, _ question: ViewQuestion) throws -> StarItem? {
    let stream = ProductID(counted.number).stream
    guard let product = try directory.details(of: stream, on: question.asOf) else { return nil }
    let facts = try ratings.all(in: stream)
    let timeline = RatingTimeline(facts)
    let producer = try product.producer.flatMap { try directory.details(of: $0.stream, on: question.asOf) }
    let among = finder.candidates(of: product.place ?? producer?.place).map(\.shown).joined(separator: "; ")
    return StarItem(
      stream: stream, product: product, producerName: producer?.name, cell: finder.cells[counted.cell],
      among: among.isEmpty ? nil : among,
      status: RatingTimeline(facts, through: question.asOf).status(on: question.asOf),
      held: counted.stars > 0 ? timeline.interval(on: question.asOf, counting: question.counting) : nil,
      pending: counted.isProposed ? timeline.pending(on: question.asOf) : nil)
  }
}
