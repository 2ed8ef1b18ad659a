public import OCOP

/// What a projection keeps of one record: enough to fold it again when a correction comes.
public protocol Fact: Message, Correctable {
  /// A fact that only strikes out the record at `corrects`.
  init(striking corrects: Position, at position: Position, on date: LegalDate?)
}

extension RatingFact: Fact {
  /// A fact that only strikes out.
  public init(striking corrects: Position, at position: Position, on date: LegalDate?) {
    self.init(position: position, kind: .voided, date: date ?? LegalDate(), corrects: corrects)
  }
}

/// The facts of one stream, in the order recorded.
public struct FactList<F: Fact>: Message {
  /// In the order recorded.
  public var facts: [F] = []

  /// No facts.
  public init() {}

  /// Shows the fields.
  public mutating func describe<C: FieldCoder>(_ coder: inout C) throws(MessageError) {
    try coder.list(1, "facts", &facts, "")
  }

  /// Whether a record of the list stands at `position`.
  public func holds(_ position: Position) -> Bool { facts.contains { $0.position == position } }

  /// Adds the strike-out `record`, where it concerns the list.
  public mutating func strikeOut(_ corrects: Position, at position: Position, on date: LegalDate?) {
    if holds(corrects) { facts.append(F(striking: corrects, at: position, on: date)) }
  }
}

/// Facts under keys, mostly streams: what most projections keep.
public struct FactTable<Key: TableKey & Comparable, F: Fact> {
  private let table: Table<Key, FactList<F>>

  /// The next table of `store`.
  public init(_ store: TableStore) { table = store.table() }

  /// Adds a fact.
  public func add(_ fact: F, to key: Key) throws {
    try table.update(key) { $0.facts.append(fact) }
  }

  /// Takes in a record of type `voided` that may concern the facts under `key`.
  public func strikeOut(_ record: borrowing RecordView, in key: Key) throws {
    guard let corrects = record.corrects else { return }
    let (position, date) = (record.position, record.effectiveOn)
    guard let list = try table.row(key), list.holds(corrects) else { return }
    try table.update(key) { $0.strikeOut(corrects, at: position, on: date) }
  }

  /// Takes in a record of type `voided` that may concern any facts. Looks through all of them.
  public func strikeOut(_ record: borrowing RecordView) throws {
    for key in try table.keys() { try strikeOut(record, in: key) }
  }

  /// The facts under `key` that stand, in legal order.
  public func standing(in key: Key) throws -> [F] { OCOP.standing(try table.row(key)?.facts ?? []) }

  /// The facts under `key`, in the order recorded.
  public func all(in key: Key) throws -> [F] { try table.row(key)?.facts ?? [] }

  /// The facts under every key that has any; keys in order.
  public func forEach(_ body: (Key, [F]) throws -> Void) throws {
    for key in try table.keys().sorted() { try body(key, try all(in: key)) }
  }
}
