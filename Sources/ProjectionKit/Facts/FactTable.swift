public import OCOP

/// What a projection reads from a record that it keeps: enough to fold it again when a correction comes.
public protocol Fact: Correctable {
  /// What the record says; `nil` where it says nothing of the kind.
  init?(_ record: borrowing RecordView) throws
  /// A fact that only strikes out the record at `corrects`.
  init(striking corrects: Position, at position: Position, on date: LegalDate?)
}

extension RatingFact: Fact {
  /// A fact that only strikes out.
  public init(striking corrects: Position, at position: Position, on date: LegalDate?) {
    self.init(position: position, kind: .voided, date: date ?? LegalDate(), corrects: corrects)
  }
}

/// Records under keys, mostly streams, as facts: what most projections keep. They are kept as bytes, without what no fold
/// looks at, and read as facts when they are asked for.
public struct FactTable<Key: FactKey, F: Fact> {
  private let store: FactStore
  private var unreadable: RowError { store.unreadable }

  /// The next table of `store`.
  public init(_ store: TableStore) { self.init(store, mostWaiting: 16 << 20) }

  /// The next table of `store`, in which so many bytes of facts wait to be dealt out together.
  package init(_ store: TableStore, mostWaiting: Int) {
    self.store = store.factTable(width: Key.byteCount, mostWaiting: mostWaiting) { Key(packed: $0).map { "\($0)" } }
  }

  /// Takes in a record: keeps it where its type is among `events`, and a strike-out where it concerns the facts under `key`.
  ///
  /// Throws ``RowError`` where what is kept is not what the table wrote.
  public func take(_ record: borrowing RecordView, of events: EventTypes, in key: Key) throws {
    guard let type = record.type else { return }
    if type == .voided {
      try strikeOut(record, in: key)
    } else if events.contains(type) {
      try add(record, to: key)
    }
  }

  /// Keeps a record; of its payload only the fields `only`, where they are given. The caller has looked at its type.
  ///
  /// Throws ``RowError`` where what is kept is not what the table wrote.
  public func add(_ record: borrowing RecordView, to key: Key, only fields: [Int]? = nil) throws {
    // What is left out is never looked at again.
    if fields != nil { try record.requireKnown() }
    try store.add(record, to: key.packed, only: fields)
  }

  /// Takes in a record of type `voided` that may concern the facts under `key`.
  ///
  /// Throws ``RowError`` where what is kept is not what the table wrote.
  public func strikeOut(_ record: borrowing RecordView, in key: Key) throws {
    guard let corrects = record.corrects else { return }
    if try store.contains(corrects, in: key.packed) { try add(record, to: key) }
  }

  /// Takes in a record of type `voided` that may concern any facts. Looks through all of them.
  ///
  /// Throws ``RowError`` where what is kept is not what the table wrote.
  public func strikeOut(_ record: borrowing RecordView) throws {
    guard let corrects = record.corrects else { return }
    for packed in try store.keys(of: corrects) {
      guard let key = Key(packed: packed) else { throw unreadable }
      try add(record, to: key)
    }
  }

  /// The facts under `key` that stand, in legal order.
  ///
  /// Throws ``RowError`` where what is kept is not what the table wrote.
  public func effective(in key: Key) throws -> [F] { OCOP.effective(try all(in: key)) }

  /// The facts under `key`, in the order recorded.
  ///
  /// Throws ``RowError`` where what is kept is not what the table wrote.
  public func all(in key: Key) throws -> [F] {
    var all: [F] = []
    try store.forEach(in: key.packed) { position, bytes in
      if let fact = try fact(bytes, at: position) { all.append(fact) }
    }
    return all
  }

  /// The facts under every key that has any; keys in order.
  ///
  /// Throws what `body` throws, and ``RowError`` where what is kept is not what the table wrote.
  public func forEach(_ body: (Key, [F]) throws -> Void) throws {
    var (last, all): (UInt64?, [F]) = (nil, [])
    func lend() throws {
      guard let last, !all.isEmpty else { return }
      guard let key = Key(packed: last) else { throw unreadable }
      try body(key, all)
    }
    try store.forEach { key, position, bytes in
      if key != last {
        try lend()
        (last, all) = (key, [])
      }
      if let fact = try fact(bytes, at: position) { all.append(fact) }
    }
    try lend()
  }

  private func fact(_ bytes: RawSpan, at position: Position) throws -> F? {
    do {
      return try known(bytes, at: position)
    } catch  where tellsNewer(error) {
      return try knownPart(bytes, at: position)
    } catch {
      throw unreadable
    }
  }

  private func known(_ bytes: RawSpan, at position: Position) throws -> F? {
    let record = try RecordView(bytes, at: position)
    guard record.type == .voided else { return try F(record) }
    return record.corrects.map { F(striking: $0, at: position, on: record.effectiveOn) }
  }

  /// As much of a record that a newer program wrote as says the same without the rest.
  private func knownPart(_ bytes: RawSpan, at position: Position) throws -> F? {
    store.note(newer: position)
    do {
      guard let part = try RecordView.knownPart(of: bytes) else { return nil }
      return try known(part.span.bytes, at: position)
    } catch {
      throw unreadable
    }
  }
}
