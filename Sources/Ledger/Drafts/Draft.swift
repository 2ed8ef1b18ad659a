internal import EventLog
public import OCOP

/// Commands decided one after the other over the log as it is at that moment, each seeing what those before it would
/// record. Nothing is recorded until the draft is done, and then all of it or nothing.
public struct Draft: ~Escapable {
  let view: LogView
  private let path: String
  /// How many records the log has, those of the draft not counted: neither the ones that it drafted, nor those of its earlier portions.
  public let size: UInt64
  /// The day on which it is decided, in Vietnam.
  public let today: Day
  var state = DraftState()

  @_lifetime(copy view)
  init(_ view: LogView, path: String, today: Day) {
    self.view = view
    self.path = path
    self.today = today
    size = view.size
  }

  /// Goes on where the portion before ended, over the log with what that one drafted.
  @_lifetime(copy view)
  init(_ view: LogView, path: String, after portion: CarriedOver) {
    self.view = view
    self.path = path
    // One draft is of one day.
    today = portion.today
    size = portion.size
    state = portion.state
  }

  /// The hash of the record at `position`, in hexadecimal digits; `nil` past the end of the log.
  public func hash(at position: Position) throws -> String? {
    guard position.number < size else { return nil }
    return try view.leaf(at: LogPosition(position.number))?.description
  }

  /// Whether the log has any producer or product.
  public var hasThings: Bool {
    get throws {
      try [StreamKind.producer, .product].contains { kind in
        let first = try view.position(of: StreamID(kind, 1).key, version: StreamVersion(1))
        return first.map { $0.rawValue < size } ?? false
      }
    }
  }

  /// What would be recorded so far.
  public var drafted: [DraftedRecord] { state.drafted }

  /// Decides `command` and adds what it records. Throws ``Rejection`` where the domain says no; then the draft is as it
  /// was.
  @_lifetime(self: copy self)
  public mutating func record(_ command: Command) throws -> DraftOutcome {
    if let id = command.id, let earlier = try earlier(id) {
      // Only where a correction is repeated it matters what stands in whose place.
      let places = try command.corrects == nil ? Places([] as [History.Entry]) : places(of: earlier.record.stream)
      if command.repeats(earlier.record, places) { return .duplicate(of: earlier) }
      // What it recorded may have been corrected to what it says now.
      let last = try latest(of: earlier)
      guard command.repeats(last.record, places) else { throw Rejection.commandReused(id, at: last.position) }
      return .duplicate(of: last)
    }
    let context = try context(for: command)
    if let there = command.recognition(in: context.histories) {
      return .duplicate(of: DraftedRecord(there))
    }
    let decision = try decide(command, in: context)
    return .recorded(try add(decision, of: command))
  }

  /// The record at `version` of `stream`, if it records that very event on that very day, in place of `target`; `nil`:
  /// another one, or none.
  @_lifetime(self: copy self)
  public mutating func recorded(
    _ event: Event, on date: LegalDate?, correcting target: Position?, in stream: StreamID, version: UInt64
  ) throws -> DraftOutcome? {
    guard let entry = try entry(version, of: stream) else { return nil }
    let isSame = target == nil ? entry.record.event == event : entry.record.event.isWish(event)
    guard isSame, entry.record.effectiveOn == date, entry.record.corrects == target else { return nil }
    return .duplicate(of: DraftedRecord(position: entry.position, record: entry.record))
  }

  @_lifetime(self: copy self)
  private mutating func entry(_ version: UInt64, of stream: StreamID) throws -> History.Entry? {
    guard version > 0 else { return nil }
    if let position = try view.position(of: stream.key, version: StreamVersion(version)) {
      return try entry(at: Position(position.rawValue), of: stream)
    }
    let before = try view.head(of: stream.key).version.rawValue
    guard let drafted = state.drafted(of: stream, number: Int(clamping: version - before) - 1) else { return nil }
    return History.Entry(position: drafted.position, record: drafted.record)
  }

  /// The record by which the rulebook of `wish` was adopted with all that `wish` says; `nil`: none was.
  @_lifetime(self: copy self)
  public mutating func adoption(saying wish: RulebookAdopted) throws -> DraftedRecord? {
    var number: UInt32 = 1
    while case let history = try history(of: StreamID(.rulebook, number)), !history.isEmpty {
      for entry in history.standing {
        if case .rulebookAdopted(let adopted) = entry.record.event, wish.isKept(by: adopted) {
          return DraftedRecord(entry)
        }
      }
      number += 1
    }
    return nil
  }

  /// The record that corrects or strikes out `record`; `nil` where it stands.
  @_lifetime(self: copy self)
  public mutating func correction(of record: DraftedRecord) throws -> Position? {
    try corrected(in: record.record.stream).corrections[record.position]
  }

  /// What stands in place of `record`, or is the last that was said of it.
  @_lifetime(self: copy self)
  private mutating func latest(of record: DraftedRecord) throws -> DraftedRecord {
    let corrections = try corrected(in: record.record.stream).corrections
    var last = record
    while let next = corrections[last.position], let entry = try entry(at: next, of: record.record.stream) {
      last = DraftedRecord(entry)
    }
    return last
  }

  /// Remembers the draft as it is, to come back to.
  public func bookmark() -> Bookmark {
    Bookmark(drafted: state.drafted.count, blobs: state.blobs.count, lastNumbers: state.lastNumbers)
  }

  /// Takes back everything drafted since `bookmark`. Costs what is taken back; the map and the rulebooks are folded anew
  /// where a record of theirs was among it.
  @_lifetime(self: copy self)
  public mutating func goBack(to bookmark: Bookmark) { state.goBack(to: bookmark) }

  /// A place in a draft.
  public struct Bookmark {
    let drafted: Int
    let blobs: Int
    let lastNumbers: [StreamKind: UInt32]
  }

  /// What is to be appended. An attachment that a record names, and that is lost, is put back, though nothing new is recorded.
  @_lifetime(self: copy self)
  mutating func requests() throws -> [AppendRequest] {
    var requests = state.drafted.map(\.request)
    guard requests.isEmpty else {
      requests[requests.count - 1].blobs = state.blobs
      return requests
    }
    // What nothing names is not kept.
    let named = Set(try state.blobs.isEmpty ? [] : rulebooks().rulebooks.compactMap(\.content))
    let lost = try state.blobs.filter { blob in
      let digest = Digest.sha256(blob.span.bytes)
      return try named.contains(digest.description) && view.wholeBlob(digest) == nil
    }
    guard !lost.isEmpty else { return [] }
    let nothing = ProposedRecords(count: 0, stream: { _ in StreamID.office.key }, keys: { _ in [] }) { _, _, _ in }
    return [AppendRequest(command: nil, expecting: [:], records: nothing, blobs: lost, format: 0)]
  }

  @_lifetime(self: copy self)
  private mutating func add(_ decision: Decision, of command: Command) throws -> DraftedRecord {
    let target = try decision.corrects.flatMap { try entry(at: $0, of: decision.stream) }
    // A correction says what is right; whence a fact comes, and what is remarked of it, stays.
    let corrected = decision.event.type == .voided ? nil : target?.record
    let record = Record(
      stream: decision.stream, version: try version(of: decision.stream) + 1,
      recordedAt: Timestamp(microseconds: 0), effectiveOn: command.effectiveOn, actor: command.actor,
      command: command.id, corrects: decision.corrects, reason: command.reason, rulebook: decision.rulebook,
      note: command.note ?? corrected?.note, source: command.source ?? corrected?.source,
      details: decision.details, event: decision.event)
    // A time takes at most ten bytes more than the zero that stands for it here.
    let bytes = record.wireBytes.count + 10
    guard bytes <= LogFormat.maxRecordBytes else {
      throw Rejection.tooLarge(bytes: bytes, limit: LogFormat.maxRecordBytes)
    }
    let drafted = DraftedRecord(position: Position(view.size + UInt64(state.drafted.count)), record: record)
    state.add(drafted, correcting: target)
    return drafted
  }

  // MARK: - What a decider looks at

  @_lifetime(self: copy self)
  private mutating func context(for command: Command) throws -> DecisionContext {
    var context = DecisionContext(today: today)
    for stream in command.reads { context.histories[stream] = try history(of: stream) }
    if case .void(let stream, _) = command.act {
      for other in try mayName(stream) { context.histories[other] = try history(of: other) }
    }
    context.rulebooks = try rulebooks()
    context.areas = try areas()
    if case .record(_, .streamsCommitted) = command.act { context.streams = try streamsCommitted() }
    if command.grantsStars { context.termRules = try termRules() }
    if command.namesSet { context.contents = try contents() }
    if let id = command.adopts, context.rulebooks[id]?.content != nil {
      context.contents = try contents()
      context.attached = state.blobs.compactMap { try? Rulebook(wire: $0.span.bytes) }
    }
    for kind in [StreamKind.producer, .product, .session, .target, .rulebook] {
      context.lastNumbers[kind] = try lastNumber(of: kind)
    }
    return context
  }

  /// Everything about `stream`, recorded or drafted. Costs its records once.
  @_lifetime(self: copy self)
  public mutating func history(of stream: StreamID) throws -> History {
    if let known = state.histories[stream] { return known }
    var history = History()
    for position in try view.positions(of: stream.key) {
      let event = try event(at: position)
      history.append(event.record, at: event.position)
    }
    for drafted in state.drafted(of: stream) { history.append(drafted.record, at: drafted.position) }
    state.histories[stream] = history
    return history
  }

  /// What stands in whose place of `stream`.
  @_lifetime(self: copy self)
  mutating func places(of stream: StreamID) throws -> Places { try corrected(in: stream).places }

  /// How the office finds the ends of terms. Costs the records that say so.
  @_lifetime(self: copy self)
  mutating func termRules() throws -> TermRules {
    if let known = state.termRules { return known }
    let said = try positions(under: NameKey.termRule, most: .max)
    let entries =
      said.isEmpty ? [] : try corrected(in: .office).inPlaces(of: said).compactMap { try entry(at: $0, of: .office) }
    let rules = TermRules(entries)
    state.termRules = rules
    return rules
  }

  @_lifetime(self: copy self)
  mutating func rulebooks() throws -> RulebookShelf {
    if let known = state.rulebooks { return known }
    var shelf = RulebookShelf()
    for entry in try standing(.rulebook) { shelf.apply(entry.record.event, on: entry.record.effectiveOn) }
    state.rulebooks = shelf
    return shelf
  }

  /// The rulebooks that were adopted in full.
  @_lifetime(self: copy self)
  private mutating func contents() throws -> [RulebookID: Rulebook] {
    if let known = state.contents { return known }
    var contents: [RulebookID: Rulebook] = [:]
    for adopted in try rulebooks().rulebooks {
      guard let content = adopted.content else { continue }
      guard let rulebook = try rulebook(content) else {
        // It would be judged by less than was adopted.
        throw LedgerFailure(.contentLost, path: path, detail: adopted.id.text)
      }
      contents[adopted.id] = rulebook
    }
    state.contents = contents
    return contents
  }

  private func rulebook(_ content: String) throws -> Rulebook? {
    guard let digest = Digest(hexadecimal: content) else { return nil }
    let drafted = state.blobs.first { Digest.sha256($0.span.bytes) == digest }
    guard let bytes = try drafted ?? view.wholeBlob(digest) else { return nil }
    return try view.rulebook(content, in: bytes, path)
  }

  /// Keeps `bytes` beside the log, in the same commit, and answers the SHA-256 under which records name them.
  @_lifetime(self: copy self)
  public mutating func attach(_ bytes: [UInt8]) -> String {
    state.blobs.append(bytes)
    state.contents = nil
    return Digest.sha256(bytes.span.bytes).description
  }

  /// What was recorded, or drafted, under a command's id; `nil`: nothing was.
  public func record(under id: CommandID) throws -> DraftedRecord? { try earlier(id) }

  /// The map as recorded and drafted, corrections taken in.
  @_lifetime(self: copy self)
  public mutating func areaMap() throws -> AreaMap { try areas() }

  @_lifetime(self: copy self)
  private mutating func areas() throws -> AreaMap {
    if let known = state.areas { return known }
    var map = AreaMap()
    for entry in try standing(.area) { map.apply(entry.record.event, on: entry.record.effectiveOn) }
    state.areas = map
    return map
  }

  @_lifetime(self: copy self)
  private mutating func standing(_ kind: StreamKind) throws -> [History.Entry] {
    var entries: [History.Entry] = []
    let recorded = try streams(kind)
    let drafted = state.draftedStreams(of: kind).filter { !recorded.contains($0) }
    for stream in recorded + drafted.sorted() { entries += try history(of: stream).standing }
    return entries
  }

  /// The positions of the records under a ``NameKey``, recorded or drafted, at most so many of each.
  @_lifetime(self: copy self)
  mutating func positions(under key: [UInt8], most: Int) throws -> [Position] {
    let key = LookUpKey(key)
    let drafted = state.keys[key] ?? []
    guard view.hasKeys else {
      // A log that was made before there were keys, and is only read.
      if state.scanned == nil { state.scanned = try scanKeys() }
      return (state.scanned?[key] ?? []).prefix(most) + drafted
    }
    return try view.positions(under: key, limit: most).map { Position($0.rawValue) } + drafted
  }

  private func scanKeys() throws -> [LookUpKey: [Position]] {
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
  func drafted(at position: Position) -> DraftedRecord? {
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
  private mutating func lastNumber(of kind: StreamKind) throws -> UInt32 {
    if let known = state.lastNumbers[kind] { return known }
    let last = try view.lastStream(withPrefix: [UInt8(kind.wireInteger)]).flatMap { StreamID(key: $0) }?.number ?? 0
    state.lastNumbers[kind] = last
    return last
  }

  private func earlier(_ id: CommandID) throws -> DraftedRecord? {
    if let drafted = state.commands[id] { return drafted }
    guard let positions = try view.positions(of: CommandKey(id.bytes)), let first = positions.first else { return nil }
    return try event(at: LogPosition(first))
  }

  func event(at position: LogPosition) throws -> DraftedRecord {
    let read = try view.withRecord(at: position) { bytes in Result { try Record(wire: bytes) } }
    switch read {
    case .success(let record): return DraftedRecord(position: Position(position.rawValue), record: record)
    case .failure(let error) where tellsNewer(error):
      // What is not as it was written may look like anything.
      _ = try view.withRecord(at: position) { bytes in Result { try Ledger.entry(bytes, at: position, view) } }?.get()
      throw LedgerFailure.newer(at: Position(position.rawValue), in: path)
    default: throw LedgerFailure(.damaged, path: path, detail: "position \(position) cannot be read")
    }
  }
}
