public import OCOP

/// What a record says about a producer or a product as such: name, form, group, place, owner.
public struct DetailFact: Fact, Hashable, Sendable {
  /// Where the record stands.
  public var position: Position = .zero
  /// The record it replaces or strikes out.
  public var corrects: Position?
  /// The legal day from which it counts.
  public var date: LegalDate?
  /// Whether it only strikes out.
  public var onlyStrikes = false
  /// The name taken.
  public var name: String?
  /// A product's producer.
  public var producer: ProducerID?
  /// A producer's legal form.
  public var form: LegalForm?
  /// A product's group.
  public var group: ProductGroup?
  /// Where the thing is.
  public var place: Place?
  /// A product's code.
  public var code: String?
  /// Whether the thing stands in for one that no source names.
  public var placeholder = false

  public init() {}

  /// A fact that only strikes out.
  public init(striking corrects: Position, at position: Position, on date: LegalDate?) {
    self.position = position
    self.corrects = corrects
    self.date = date
    onlyStrikes = true
  }

  /// The legal day from which it counts.
  public var day: Day { date?.day ?? .distantPast }
}

/// What a producer or a product is on a day.
public struct EntityState: Hashable, Sendable {
  /// Its name.
  public var name = ""
  /// A product's producer.
  public var producer: ProducerID?
  /// A producer's legal form.
  public var form: LegalForm?
  /// A product's group.
  public var group: ProductGroup?
  /// Where it is.
  public var place: Place?
  /// A product's code.
  public var code: String?
  /// Whether it stands in for one that no source names.
  public var placeholder = false

  /// Folds facts in legal order. Of what became known only later, the earliest is taken for the time before.
  init(_ facts: [DetailFact], on day: Day) {
    for fact in facts where fact.day <= day { take(fact, over: true) }
    for fact in facts where fact.day > day { take(fact, over: false) }
  }

  private mutating func take(_ fact: DetailFact, over: Bool) {
    if let name = fact.name, over || self.name.isEmpty { self.name = name }
    if let producer = fact.producer, over || self.producer == nil { self.producer = producer }
    if let form = fact.form, over || self.form == nil { self.form = form }
    if let group = fact.group, over || self.group == nil { self.group = group }
    if let place = fact.place, over || self.place == nil { self.place = place }
    if let code = fact.code, over { self.code = code }
    placeholder = placeholder || fact.placeholder
  }
}

/// Producers and products over time, for projections that show or count them.
public final class EntityHistory {
  /// The events it takes in.
  public static let events: EventTypes = [
    .producerRegistered, .producerRenamed, .producerFormChanged, .producerMoved, .productRegistered, .productRenamed,
    .productTransferred, .productMoved, .productRegrouped, .productCoded, .voided,
  ]

  private let facts: FactTable<StreamID, DetailFact>

  /// The next table of `store`.
  public init(_ store: TableStore) { facts = FactTable(store) }

  /// Takes in a record; others than those of ``events`` change nothing.
  public func apply(_ record: borrowing RecordView) throws {
    try facts.take(record, of: Self.events, in: record.stream)
  }

  /// What the thing of `stream` is on `day`; `nil` where it was never registered.
  ///
  /// Throws ``RowError`` where what is kept is not what the table wrote.
  public func details(of stream: StreamID, on day: Day) throws -> EntityState? {
    let facts = try effectiveFacts(of: stream)
    return facts.isEmpty ? nil : EntityState(facts, on: day)
  }

  /// The name of the thing of `stream` on `day`; its id where it was never registered.
  ///
  /// Throws ``RowError`` where what is kept is not what the table wrote.
  public func name(of stream: StreamID, on day: Day) throws -> String {
    try details(of: stream, on: day)?.name ?? stream.shown
  }

  /// Every thing of `kind`, in order of its number.
  ///
  /// Throws ``RowError`` where what is kept is not what the table wrote.
  public func streams(_ kind: StreamKind) throws -> [StreamID] {
    var streams: [StreamID] = []
    try facts.forEach { stream, _ in
      if stream.kind == kind { streams.append(stream) }
    }
    return streams
  }

  /// The facts of the thing of `stream` that stand, in legal order; none where it was never registered.
  ///
  /// Throws ``RowError`` where what is kept is not what the table wrote.
  public func effectiveFacts(of stream: StreamID) throws -> [DetailFact] { try facts.effective(in: stream) }
}

extension DetailFact {
  /// What a record says; `nil` where it says nothing of the kind.
  ///
  /// Throws ``WireError`` where the payload cannot be read.
  public init?(_ record: borrowing RecordView) throws {
    guard let type = record.type, type != .voided, EntityHistory.events.contains(type) else { return nil }
    self.init()
    (position, corrects, date) = (record.position, record.corrects, record.effectiveOn)
    switch type {
    case .producerRegistered:
      let payload = try record.payload(ProducerRegistered.self)
      (name, form, place, placeholder) = (payload.name, payload.form, payload.place, payload.placeholder)
    case .producerRenamed: name = try record.payload(ProducerRenamed.self).name
    case .producerFormChanged: form = try record.payload(ProducerFormChanged.self).form
    case .producerMoved: place = try record.payload(ProducerMoved.self).place
    case .productRegistered:
      let payload = try record.payload(ProductRegistered.self)
      (name, producer, group) = (payload.name, payload.producer, payload.group)
      (place, placeholder) = (payload.place, payload.placeholder)
    case .productRenamed: name = try record.payload(ProductRenamed.self).name
    case .productTransferred: producer = try record.payload(ProductTransferred.self).producer
    case .productMoved: place = try record.payload(ProductMoved.self).place
    case .productRegrouped: group = try record.payload(ProductRegrouped.self).group
    case .productCoded: code = try record.payload(ProductCoded.self).code
    default: break
    }
  }
}
