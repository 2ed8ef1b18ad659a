internal import EventLog
internal import OCOP

/// What stands in the log and in the draft so far.
extension WriteSession {
  /// The positions of the records under a ``NameKey``, recorded or drafted, at most so many of each.
  @_lifetime(self: copy self)
  mutating func positions(under key: LookUpKey, most: Int) throws -> [Position] {
    let drafted = state.keys[key] ?? []
    guard view.hasKeys else {
      // A log that was made before there were keys, and is only read.
      if state.scanned == nil { state.scanned = try scanKeys() }
      return (state.scanned?[key] ?? []).prefix(most) + drafted
    }
    return try view.positions(under: key, limit: most).map { Position($0.rawValue) } + drafted
  }

  func scanKeys() throws -> [LookUpKey: [Position]] {
    var keys: [LookUpKey: [Position]] = [:]
    try view.scan { position, bytes in
      for key in Ledger.lookUpKeys(of: bytes) { keys[key, default: []].append(Position(position.rawValue)) }
      return true
    }
    return keys
  }

  /// The stream of the record at `position`, recorded or drafted; `nil`: there is none.
  func stream(at position: Position) throws -> StreamID? {
    if let drafted = drafted(at: position) { return drafted.record.stream }
    return try look(at: position) { $0.stream }
  }

  /// What `body` sees of the log's record at `position`; `nil`: there is none, or it cannot be read.
  func look<R>(at position: Position, _ body: (borrowing RecordView) -> R) throws -> R? {
    try view.withRecord(at: LogPosition(position.number)) { bytes -> R? in
      guard let record = try? RecordView(bytes, at: position) else { return nil }
      return body(record)
    } ?? nil
  }

  /// The legal day of the record at `position`, recorded or drafted.
  func date(at position: Position) throws -> LegalDate? {
    if let drafted = drafted(at: position) { return drafted.record.effectiveOn }
    return try look(at: position) { $0.effectiveOn } ?? nil
  }

  /// The record of the draft that would stand at `position`; `nil`: that is one of the log's.
  func drafted(at position: Position) -> RecordedEntry? {
    guard position.number >= view.size else { return nil }
    let index = Int(position.number - view.size)
    return index < state.drafted.count ? state.drafted[index] : nil
  }

  /// The event of the log's record at `position`; `nil`: this program does not know all of it, or there is none.
  func event(at position: Position) throws -> Event? {
    try view.withRecord(at: LogPosition(position.number)) { bytes in (try? Record(wire: bytes))?.event } ?? nil
  }

  /// The streams of a kind that are in the log, in order of their numbers.
  func streams(_ kind: StreamKind) throws -> [StreamID] {
    try view.streams(withPrefix: [UInt8(kind.wireInteger)]).compactMap { StreamID(key: $0.key) }
  }

  @_lifetime(self: copy self)
  mutating func lastNumber(of kind: StreamKind) throws -> UInt32 {
    if let known = state.lastNumbers[kind] { return known }
    let last = try view.lastStream(withPrefix: [UInt8(kind.wireInteger)]).flatMap { StreamID(key: $0) }?.number ?? 0
    state.lastNumbers[kind] = last
    return last
  }

  func earlier(_ id: CommandID) throws -> RecordedEntry? {
    if let drafted = state.commands[id] { return drafted }
    guard let positions = try view.positions(of: CommandKey(id.bytes)), let first = positions.first else { return nil }
    return try event(at: LogPosition(first))
  }

  func event(at position: LogPosition) throws -> RecordedEntry {
    let read = try view.withRecord(at: position) { bytes in Result { try Record(wire: bytes) } }
    switch read {
    case .success(let record): return RecordedEntry(position: Position(position.rawValue), record: record)
    case .failure(let error) where tellsNewer(error):
      // What is not as it was written may look like anything.
      _ = try view.withRecord(at: position) { bytes in Result { try Ledger.entry(bytes, at: position, view) } }?.get()
      throw LedgerFailure.newer(at: Position(position.rawValue), in: path)
    default: throw LedgerFailure(.damaged, path: path, detail: "position \(position) cannot be read")
    }
  }
}
