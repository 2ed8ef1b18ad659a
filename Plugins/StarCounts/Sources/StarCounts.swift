public import OCOP
public import ProjectionKit

/// How many products hold how many stars: per district, commune, product group, legal form and deciding level, on any day.
///
/// A product counts once, with the stars it holds on that day. "Proposed for five" stands beside, never inside.
public struct StarCounts: Projection {
  /// `star-counts`
  public static let descriptor = ProjectionDescriptor(
    id: "star-counts", version: 1, title: Text("Thống kê hạng sao", "Star counts"),
    summary: Text(
      "Số sản phẩm, chủ thể theo hạng sao ở một ngày bất kỳ.", "Products and producers by stars, on any day."),
    events: Directory.events.union(Gazetteer.events).union(RatingFact.events))

  private let ratings: FactTable<StreamID, RatingFact>
  private let directory: Directory
  private let gazetteer: Gazetteer
  private var timelines: [StreamID: RatingTimeline] = [:]
  private var stale: Set<StreamID> = []
  private var isComplete = false

  /// A projection over `tables`.
  public init(tables: TableStore) {
    ratings = FactTable(tables)
    directory = Directory(tables)
    gazetteer = Gazetteer(tables)
  }

  /// Takes in a record.
  public mutating func apply(_ record: borrowing RecordView) throws {
    guard let type = record.type else { return }
    if RatingFact.events.contains(type) {
      let stream = record.stream
      stale.insert(stream)
      if type == .voided {
        try ratings.strikeOut(record, in: stream)
      } else if let fact = try RatingFact(record) {
        try ratings.add(fact, to: stream)
      }
    }
    try directory.apply(record)
    try gazetteer.apply(record)
  }

  /// Folds the timelines of products that changed.
  public mutating func settle() throws {
    if !isComplete {
      try ratings.forEach { stream, _ in stale.insert(stream) }
      isComplete = true
    }
    for stream in stale where stream.kind == .product {
      timelines[stream] = RatingTimeline(try ratings.all(in: stream))
    }
    stale = []
  }

  /// `by`: district (the default), commune, group, form or level.
  ///
  /// `explain=yes` answers with the products behind the table, each with the record that puts it there; `cell` leaves
  /// one row of the table, `stars` those with so many stars, `proposed5=yes` those put forward for five.
  public func answer(_ question: ViewQuestion) throws -> Sheet {
    let name = question["by"] ?? Dimension.district.rawValue
    guard let dimension = Dimension(rawValue: name) else {
      throw QuestionError(parameter: "by", value: name, accepted: Dimension.accepted)
    }
    let items = try items(by: dimension, question)
    if question["explain"] == "yes" { return try StarExplanation(question).sheet(of: items) }
    var table = StarTable(dimension: dimension)
    for item in items { table.add(item) }
    return table.sheet
  }

  /// Every product that counts on the day, or is put forward for five, in the order of products.
  private func items(by dimension: Dimension, _ question: ViewQuestion) throws -> [StarItem] {
    let map = dimension.isArea ? try gazetteer.map() : AreaMap()
    let day = question.asOf
    var items: [StarItem] = []
    for (stream, timeline) in timelines.sorted(by: { $0.key < $1.key }) {
      let held = timeline.interval(on: day, counting: question.counting)
      // Who holds five already is not proposed for five: that is a renewal.
      let pending = timeline.pending(on: day).flatMap { $0.stars == .five && held?.stars != .five ? $0 : nil }
      guard held != nil || pending != nil, let product = try directory.details(of: stream, on: day) else { continue }
      let producer = try product.producer.flatMap { try directory.details(of: $0.stream, on: day) }
      let cell = dimension.cell(product, producer, level: held?.grant.level, map: map, on: question.mapDay)
      items.append(
        StarItem(
          stream: stream, product: product, producerName: producer?.name, cell: cell, held: held, pending: pending))
    }
    return items
  }
}
