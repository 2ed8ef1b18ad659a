public import OCOP

/// What a record says about the administrative map.
public struct AreaFact: Fact, Hashable, Sendable {
  /// Where the record stands.
  public var position: Position = .zero
  /// The record it replaces or strikes out.
  public var corrects: Position?
  /// The legal day from which it counts.
  public var date: LegalDate?
  /// A unit that begins.
  public var established: AreaEstablished?
  /// A unit that ends.
  public var abolished: AreaAbolished?
  /// What became of a unit.
  public var succeeded: AreaSucceeded?

  public init() {}

  /// A fact that only strikes out.
  public init(striking corrects: Position, at position: Position, on date: LegalDate?) {
    self.position = position
    self.corrects = corrects
    self.date = date
  }

  /// The legal day from which it counts.
  public var day: Day { date?.day ?? .distantPast }
  /// Whether it only strikes out.
  public var onlyStrikes: Bool { event == nil }

  /// What a record says; `nil` where it says nothing of the map.
  ///
  /// Throws ``WireError`` where the payload cannot be read.
  public init?(_ record: borrowing RecordView) throws {
    (position, corrects, date) = (record.position, record.corrects, record.effectiveOn)
    switch record.type {
    case .areaEstablished: established = try record.payload(AreaEstablished.self)
    case .areaAbolished: abolished = try record.payload(AreaAbolished.self)
    case .areaSucceeded: succeeded = try record.payload(AreaSucceeded.self)
    default: return nil
    }
  }

  /// The unit that the record is about.
  var code: AreaCode? { established?.code ?? abolished?.unit.code ?? succeeded?.from.code }

  var event: Event? {
    if let established { return .areaEstablished(established) }
    if let abolished { return .areaAbolished(abolished) }
    return succeeded.map(Event.areaSucceeded)
  }
}

/// The administrative map over time, for projections that name or count places.
public final class Gazetteer {
  /// The events it takes in.
  public static let events: EventTypes = [.areaEstablished, .areaAbolished, .areaSucceeded, .voided]

  private let facts: FactTable<UInt32, AreaFact>
  private var known: AreaMap?

  /// The next table of `store`.
  public init(_ store: TableStore) { facts = FactTable(store) }

  /// Takes in a record; others than those of ``events`` change nothing.
  public func apply(_ record: borrowing RecordView) throws {
    guard let type = record.type, Self.events.contains(type) else { return }
    if type == .voided {
      guard record.stream.kind == .area else { return }
      known = nil
      return try facts.strikeOut(record)
    }
    guard let code = try AreaFact(record)?.code else { return }
    known = nil
    try facts.add(record, to: code.packed)
  }

  /// The map, corrections taken in. Built on the first call after a change.
  ///
  /// Throws ``RowError`` where what is kept is not what the table wrote.
  public func map() throws -> AreaMap {
    if let known { return known }
    var all: [AreaFact] = []
    try facts.forEach { all += $1 }
    var map = AreaMap()
    for fact in effective(all) {
      if let event = fact.event { map.apply(event, on: fact.date) }
    }
    known = map
    return map
  }
}
