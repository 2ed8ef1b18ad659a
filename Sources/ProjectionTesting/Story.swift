public import OCOP
public import ProjectionKit

/// A short history written by hand, for tests of one projection: records as they would be recorded, and questions.
public struct Story {
  /// The records so far; their places are their positions.
  public private(set) var records: [Record] = []
  private var versions: [StreamID: UInt64] = [:]

  /// An empty history.
  public init() {}

  /// Adds a record and answers its position. `date` is a legal date as text, `2020-02-29`, `2020-02` or `2020`.
  @discardableResult
  public mutating func record(
    _ event: Event, _ stream: StreamID, on date: String? = nil, corrects: Position? = nil, rulebook: RulebookID? = nil
  ) -> Position {
    let version = (versions[stream] ?? 0) + 1
    versions[stream] = version
    let position = Position(UInt64(records.count))
    records.append(
      Record(
        stream: stream, version: version, recordedAt: Timestamp(microseconds: Int64(records.count)),
        effectiveOn: date.map { text in
          guard let date = LegalDate(text) else { preconditionFailure("\(text) is no legal date") }
          return date
        }, actor: "story", command: nil, corrects: corrects, rulebook: rulebook, event: event))
    return position
  }

  /// Adds a record as it is.
  public mutating func append(_ record: Record) {
    versions[record.stream] = record.version
    records.append(record)
  }

  /// The projection with all records folded, ready to be asked many times.
  ///
  /// Throws what the projection throws.
  public func fold(_ projection: any Projection.Type) throws -> FoldedStory {
    let tables = TableStore()
    var folding = projection.init(tables: tables)
    for (index, record) in records.enumerated() where projection.descriptor.events.contains(record.event.type) {
      let bytes = record.wireBytes
      try folding.apply(try RecordView(bytes.span.bytes, at: Position(UInt64(index))))
    }
    try folding.prepareToRead()
    return FoldedStory(projection: folding, tables: tables)
  }

  /// What a projection answers after all records. `asOf` and `areas` are days as text.
  ///
  /// Throws what the projection throws.
  public func ask(
    _ projection: any Projection.Type, asOf: String, areas: String? = nil, counting: Counting = .inForce,
    _ parameters: [String: String] = [:]
  ) throws -> AnswerTable {
    try fold(projection).ask(asOf: asOf, areas: areas, counting: counting, parameters)
  }
}

/// A projection that has taken in a story.
public struct FoldedStory {
  let projection: any Projection
  // The projection's tables know their store without holding it.
  let tables: TableStore

  /// What the projection answers. `asOf` and `areas` are days as text.
  ///
  /// Throws what the projection throws.
  public func ask(
    asOf: String, areas: String? = nil, counting: Counting = .inForce, _ parameters: [String: String] = [:]
  ) throws -> AnswerTable {
    guard let day = LegalDate(asOf)?.day else { preconditionFailure("\(asOf) is no day") }
    return try projection.table(
      WrittenQuestion(
        asOf: day, areas: areas.flatMap { LegalDate($0)?.day }, counting: counting, parameters: parameters))
  }
}

extension Story {
  /// A producer with its first product, both registered.
  @discardableResult
  public mutating func product(
    _ number: UInt32, _ name: String, of producer: UInt32 = 1, group: ProductGroup? = nil, placeholder: Bool = false
  ) -> StreamID {
    let owner = ProducerID(producer)
    if versions[owner.stream] == nil {
      record(.producerRegistered(ProducerRegistered(name: "Chủ thể \(producer)", form: .cooperative)), owner.stream)
    }
    let product = ProductRegistered(name: name, producer: owner, group: group, placeholder: placeholder)
    record(.productRegistered(product), ProductID(number).stream)
    return ProductID(number).stream
  }

  /// Stars granted by the province (five: by the centre) until `end`.
  public static func grant(_ stars: Stars, until end: String, decision: String? = nil) -> Grant {
    guard let end = LegalDate(end) else { preconditionFailure("\(end) is no legal date") }
    return Grant(
      stars: stars, level: stars == .five ? .centre : .province, decision: decision, validUntil: end,
      termBasis: .decided)
  }
}
