public import OCOP
public import ProjectionKit

/// The register: producers and products with what they are and hold on a day. Lists, pages of one thing and imports
/// find things through it.
public struct Register: Projection {
  /// `register`
  public static let descriptor = ProjectionDescriptor(
    id: "register", version: 5, title: Text("Sổ đăng ký", "Register"),
    summary: Text("Chủ thể và sản phẩm ở một ngày bất kỳ.", "Producers and products, on any day."),
    events: EntityHistory.events.union(Gazetteer.events).union(RatingFact.events))

  /// Products, and producers.
  public static let queries: [any Query<Register>.Type] = [Products.self, Producers.self]

  let directory: EntityHistory
  let gazetteer: Gazetteer
  let ratings: FactTable<StreamID, RatingFact>
  /// Every name that a thing ever had, unaccented, a line each.
  let names: TextTable<StreamID>
  private var renamed: Set<StreamID> = []

  /// A projection over `tables`.
  public init(tables: TableStore) {
    ratings = FactTable(tables)
    directory = EntityHistory(tables)
    gazetteer = Gazetteer(tables)
    names = tables.custom { TextTable($0) }
  }

  /// Takes in a record.
  public mutating func apply(_ record: borrowing RecordView) throws {
    try ratings.take(record, of: RatingFact.events, in: record.stream)
    if let type = record.type, EntityHistory.events.contains(type) { renamed.insert(record.stream) }
    try directory.apply(record)
    try gazetteer.apply(record)
  }

  /// Writes down under which names things are found.
  public mutating func prepareToRead() throws {
    for stream in renamed where stream.kind == .product || stream.kind == .producer {
      let facts = try directory.effectiveFacts(of: stream)
      names.set(facts.compactMap { $0.name.map(folded) }.joined(separator: "\n"), at: stream)
    }
    renamed = []
  }

  /// As it was known by law on `day`: what was decided later ends nothing yet.
  func timeline(of stream: StreamID, on day: Day) throws -> RatingTimeline {
    RatingTimeline(try ratings.all(in: stream), through: day)
  }

  /// The things of `kind` that `id`, `ids` and `search` leave.
  func streams<ID: NumberedID>(_ id: ID?, _ ids: [ID], _ search: String?, on day: Day) throws -> [StreamID] {
    if let id { return [id.stream] }
    if !ids.isEmpty { return ids.map(\.stream) }
    guard let search else { return try directory.streams(ID.kind) }
    let folded = folded(search)
    let streams = try self.names.keys(containing: folded).filter { $0.kind == ID.kind }.sorted()
    let names = try streams.map { ($0, try directory.name(of: $0, on: day)) }
    // What was typed with accents finds its exact match first; without accents it finds every spelling.
    let exact = names.filter { comparisonKey($0.1) == comparisonKey(search) }
    if !exact.isEmpty { return exact.map(\.0) }
    return names.filter { OCOP.folded($0.1).contains(folded) }.map(\.0)
  }

  static let placeholderNote = Text(
    "Dòng giữ chỗ thay cho sản phẩm, chủ thể mà nguồn chỉ cho số lượng, không cho tên.",
    "Placeholders stand in for products and producers of which sources give only the number.")
}
