internal import EventLog
public import OCOP

/// Who and what a name stands for: the one place that decides identity by names.
///
/// Every name and every owner that a thing ever bore counts, by keys that stand in the log's own commit, and by what the draft
/// would record. Nothing derived is asked. Costs what bears a like name.
public enum NameIndex {
  /// Of so many records under one key the names are held against a name, at most.
  static let most = 4096
  /// The products of one owner are gone through up to so many; of more, those that bear a like name.
  static let mostOwned = 256
}

extension WriteSession {
  /// The producer of that name.
  ///
  /// Throws ``LedgerFailure`` where the log cannot be read, or where a newer program wrote what is asked for.
  @_lifetime(self: copy self)
  public mutating func producer(named name: String) throws -> NameMatch<ProducerID> {
    try producer(SoughtProducer(name))
  }

  /// The producer of that name.
  ///
  /// Throws ``LedgerFailure`` where the log cannot be read, or where a newer program wrote what is asked for.
  @_lifetime(self: copy self)
  public mutating func producer(_ sought: SoughtProducer) throws -> NameMatch<ProducerID> {
    let wanted = sought.naming
    let like = try streams(under: sought.key, .producer)
    let found = try bearers(like, wanted, ProducerID.self) { Naming(producer: $0) }
    if let found { return found }
    let likely = try near(sought.near, .producer, wanted) { Naming(producer: $0) }
    return try near(likely, wanted, ProducerID.self) { Naming(producer: $0) }
  }

  /// The producer of that very name; `nil`: none, or more than one. Names that are only near are not looked for.
  ///
  /// Throws ``LedgerFailure`` where the log cannot be read, or where a newer program wrote what is asked for.
  @_lifetime(self: copy self)
  public mutating func producer(exactly name: String) throws -> ProducerID? {
    let wanted = Naming(producer: name)
    let like = try streams(under: LookUpKey(NameKey.producer(wanted)), .producer)
    guard !like.isEmpty, case .one(let id)? = try bearers(like, wanted, ProducerID.self, { Naming(producer: $0) })
    else {
      return nil
    }
    return id
  }

  /// The product of that name among those that `producer` owns or ever owned.
  ///
  /// Throws ``LedgerFailure`` where the log cannot be read, or where a newer program wrote what is asked for.
  @_lifetime(self: copy self)
  public mutating func product(named name: String, of producer: ProducerID) throws -> NameMatch<ProductID> {
    try product(SoughtProduct(name), of: producer)
  }

  /// The product of that name among those that `producer` owns or ever owned.
  ///
  /// Throws ``LedgerFailure`` where the log cannot be read, or where a newer program wrote what is asked for.
  @_lifetime(self: copy self)
  public mutating func product(_ sought: SoughtProduct, of producer: ProducerID) throws -> NameMatch<ProductID> {
    let wanted = sought.naming
    let mine = try positions(under: LookUpKey(NameKey.product(of: producer)), most: NameIndex.mostOwned + 1)
    let isFew = mine.count <= NameIndex.mostOwned
    let all = isFew ? try streams(at: mine, .product) : []
    let like = isFew ? all : try owned(by: producer, try streams(under: sought.key, .product))
    if let found = try bearers(like, wanted, ProductID.self, { Naming(product: $0) }) { return found }
    let likely =
      isFew
      ? all
      : try owned(
        by: producer,
        try near(NameKey.nearProduct(wanted).map { LookUpKey($0) }, .product, wanted) { Naming(product: $0) })
    return try near(likely, wanted, ProductID.self) { Naming(product: $0) }
  }

  /// Those of `streams` that `producer` owns or ever owned.
  @_lifetime(self: copy self)
  private mutating func owned(by producer: ProducerID, _ streams: [StreamID]) throws -> [StreamID] {
    var owned: [StreamID] = []
    for stream in streams
    where try history(of: stream).entries.contains(where: { $0.record.event.producer == producer }) {
      owned.append(stream)
    }
    return owned
  }

  /// The product of that name, whosever it is.
  ///
  /// Throws ``LedgerFailure`` where the log cannot be read, or where a newer program wrote what is asked for.
  @_lifetime(self: copy self)
  public mutating func product(named name: String) throws -> NameMatch<ProductID> {
    let wanted = Naming(product: name)
    let like = try streams(under: LookUpKey(NameKey.product(wanted)), .product)
    if let found = try bearers(like, wanted, ProductID.self, { Naming(product: $0) }) { return found }
    let likely = try near(NameKey.nearProduct(wanted).map { LookUpKey($0) }, .product, wanted) { Naming(product: $0) }
    return try near(likely, wanted, ProductID.self) { Naming(product: $0) }
  }

  /// The products that bear or bore a name with the same letters, whatever its accents.
  ///
  /// Throws ``LedgerFailure`` where the log cannot be read, or where a newer program wrote what is asked for.
  @_lifetime(self: copy self)
  public mutating func products(like sought: SoughtProduct) throws -> [ProductID] {
    try streams(under: sought.key, .product).map { ProductID($0.number) }
  }

  /// Whether there is the thing with that id.
  ///
  /// Throws ``LedgerFailure`` where the log cannot be read, or where a newer program wrote what is asked for.
  @_lifetime(self: copy self)
  public mutating func isEffective<ID: NumberedID>(_ id: ID) throws -> Bool { try history(of: id.stream).isEffective }

  /// Whether the thing of `stream` is in the log, and not only drafted.
  ///
  /// Throws ``LedgerFailure`` where the log cannot be read, or where a newer program wrote what is asked for.
  @_lifetime(self: copy self)
  public mutating func isRecorded(_ stream: StreamID) throws -> Bool {
    try history(of: stream).entries.first.map { $0.position.number < size } ?? false
  }

  /// Every name that the thing of `stream` bears or bore; a name that was recorded wrongly stands behind the others.
  ///
  /// Throws ``LedgerFailure`` where the log cannot be read, or where a newer program wrote what is asked for.
  @_lifetime(self: copy self)
  public mutating func names(of stream: StreamID) throws -> [String] {
    let history = try history(of: stream)
    guard history.isEffective else { return [] }
    let effective = history.effective.compactMap(\.record.event.name)
    return effective + history.entries.compactMap(\.record.event.name).filter { !effective.contains($0) }
  }

  /// The producers that are registered with that tax code, and stand.
  ///
  /// Throws ``LedgerFailure`` where the log cannot be read, or where a newer program wrote what is asked for.
  @_lifetime(self: copy self)
  public mutating func producers(taxCode code: String) throws -> [NameMatch<ProducerID>.Candidate] {
    var found: [NameMatch<ProducerID>.Candidate] = []
    for stream in try streams(under: LookUpKey(NameKey.taxCode(code)), .producer) {
      guard let own = try taxCode(of: ProducerID(stream.number)), TaxCode.isSame(own, code),
        let name = try names(of: stream).first
      else { continue }
      found.append(.init(id: ProducerID(stream.number), name: name, isRecorded: try isRecorded(stream)))
    }
    return found
  }

  /// The tax code that the producer is registered with.
  ///
  /// Throws ``LedgerFailure`` where the log cannot be read, or where a newer program wrote what is asked for.
  @_lifetime(self: copy self)
  public mutating func taxCode(of producer: ProducerID) throws -> String? {
    for entry in try history(of: producer.stream).effective {
      if case .producerRegistered(let e) = entry.record.event { return e.taxCode }
    }
    return nil
  }

  /// The records of awards of that title to that recipient on that day, as they stand.
  ///
  /// Throws ``LedgerFailure`` where the log cannot be read, or where a newer program wrote what is asked for.
  @_lifetime(self: copy self)
  public mutating func awards(_ title: String, to recipient: String, on date: LegalDate?) throws -> [RecordedEntry] {
    var found: [RecordedEntry] = []
    let places = try places(of: .office)
    for position in try positions(under: LookUpKey(NameKey.award(title, to: recipient)), most: NameIndex.most) {
      guard let effective = places.effective(for: position), try self.date(at: effective) == date,
        let entry = try entry(at: effective, of: .office)
      else { continue }
      found.append(entry)
    }
    return found
  }

  /// The records of awards of a product, as they stand.
  ///
  /// Throws ``LedgerFailure`` where the log cannot be read, or where a newer program wrote what is asked for.
  @_lifetime(self: copy self)
  public mutating func awards(of product: ProductID) throws -> [RecordedEntry] {
    try history(of: product.stream).effective.filter { $0.record.event.type == .productAwarded }.map {
      $0
    }
  }

  /// The streams that may name the thing of `stream`: the products of a producer, the owners of a product.
  @_lifetime(self: copy self)
  mutating func mayName(_ stream: StreamID) throws -> [StreamID] {
    switch stream.kind {
    case .producer:
      try streams(under: LookUpKey(NameKey.product(of: ProducerID(stream.number))), .product)
    case .product:
      Set(try history(of: stream).entries.compactMap(\.record.event.producer?.stream)).sorted()
    default: []
    }
  }

  // MARK: - Deciding

  /// Those of `streams` that bear the name, or may; `nil`: none does.
  @_lifetime(self: copy self)
  private mutating func bearers<ID: NumberedID>(
    _ streams: [StreamID], _ wanted: Naming, _ type: ID.Type, _ naming: (String) -> Naming
  ) throws -> NameMatch<ID>? {
    var same: [NameMatch<ID>.Candidate] = []
    var maybe: [NameMatch<ID>.Candidate] = []
    for stream in streams {
      // The names with the same letters: what bears one with other accents is no other thing's, whatever it was called before.
      let names = try names(of: stream).filter { naming($0).folded == wanted.folded }
      let relations = names.map { naming($0).relation(to: wanted) }
      if let index = relations.firstIndex(of: .same) {
        same.append(.init(id: ID(stream.number), name: names[index], isRecorded: try isRecorded(stream)))
      } else if !relations.contains(.different), let index = relations.firstIndex(of: .mayBe) {
        maybe.append(.init(id: ID(stream.number), name: names[index], isRecorded: try isRecorded(stream)))
      }
    }
    // One without accents may stand for all; what was recorded without them may be the name with accents, or another.
    if wanted.isTypedWithAccents, same.isEmpty, !maybe.isEmpty { return .near(maybe.sorted()) }
    let candidates = wanted.isTypedWithAccents ? same : same + maybe
    switch candidates.count {
    case 0: return nil
    case 1: return .one(candidates[0].id)
    default: return .several(candidates.sorted())
    }
  }

  @_lifetime(self: copy self)
  private mutating func near<ID: NumberedID>(
    _ streams: [StreamID], _ wanted: Naming, _ type: ID.Type, _ naming: (String) -> Naming
  ) throws -> NameMatch<ID> {
    var candidates: [NameMatch<ID>.Candidate] = []
    for stream in streams {
      if let name = try names(of: stream).first(where: { naming($0).relation(to: wanted) == .near }) {
        candidates.append(.init(id: ID(stream.number), name: name, isRecorded: try isRecorded(stream)))
      }
    }
    return candidates.isEmpty ? .none : .near(candidates.sorted())
  }

  // MARK: - Looking up

  @_lifetime(self: copy self)
  private mutating func streams(under key: LookUpKey, _ kind: StreamKind) throws -> [StreamID] {
    try streams(at: positions(under: key, most: .max), kind)
  }

  private func streams(at positions: [Position], _ kind: StreamKind) throws -> [StreamID] {
    // Most names are nobody's, or one's.
    guard positions.count > 1 else {
      return try positions.compactMap { try stream(at: $0) }.filter { $0.kind == kind }
    }
    var streams: Set<StreamID> = []
    for position in positions {
      if let stream = try stream(at: position), stream.kind == kind { streams.insert(stream) }
    }
    return streams.sorted()
  }

  /// The streams whose records under `keys` give a name near `wanted`. The name is looked at where the key stands: many share a
  /// part of a name, and few are near.
  @_lifetime(self: copy self)
  private mutating func near(
    _ keys: [LookUpKey], _ kind: StreamKind, _ wanted: Naming, _ naming: (String) -> Naming
  ) throws -> [StreamID] {
    var streams: Set<StreamID> = []
    var seen: Set<Position> = []
    for key in keys {
      for position in try positions(under: key, most: NameIndex.most) where seen.insert(position).inserted {
        guard let event = try drafted(at: position)?.record.event ?? event(at: position), let name = event.name,
          naming(name).relation(to: wanted) == .near, let stream = try stream(at: position), stream.kind == kind
        else { continue }
        streams.insert(stream)
      }
    }
    return streams.sorted()
  }
}

extension Event {
  /// The name that the event gives a producer or a product.
  fileprivate var name: String? {
    switch self {
    case .producerRegistered(let e): e.name
    case .producerRenamed(let e): e.name
    case .productRegistered(let e): e.name
    case .productRenamed(let e): e.name
    default: nil
    }
  }
}
