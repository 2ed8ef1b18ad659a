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
  public func answer(_ question: ViewQuestion) throws -> Sheet {
    let name = question["by"] ?? Dimension.district.rawValue
    guard let dimension = Dimension(rawValue: name) else {
      throw QuestionError(parameter: "by", value: name, accepted: Dimension.accepted)
    }
    return try count(by: dimension, on: question.asOf).sheet
  }

  private func count(by dimension: Dimension, on day: Day) throws -> StarTable {
    var table = StarTable(dimension: dimension)
    let map = dimension.isArea ? try gazetteer.map() : AreaMap()
    for (stream, timeline) in timelines {
      let held = timeline.held(on: day)
      // Who holds five already is not proposed for five: that is a renewal.
      let proposed = held?.stars != .five && timeline.pending(on: day)?.stars == .five
      guard held != nil || proposed, let product = try directory.details(of: stream, on: day) else { continue }
      let producer = try product.producer.flatMap { try directory.details(of: $0.stream, on: day) }
      let cell = dimension.cell(product, producer, level: held?.grant.level, map: map, on: day)
      table.add(
        StarTable.Item(
          stars: held?.stars, producer: product.producer, isProposedForFive: proposed,
          isPlaceholder: held != nil && product.placeholder), to: cell)
    }
    return table
  }
}
