internal import EventLog
public import OCOP

/// Commands decided one after the other over the log as it is at that moment, each seeing what those before it would
/// record. Nothing is recorded until the draft is done, and then all of it or nothing.
public struct WriteSession: ~Escapable {
  let view: LogView
  let path: String
  /// How many records the log has, those of the draft not counted: neither the ones that it drafted, nor those of its earlier portions.
  public let size: UInt64
  /// The day on which it is decided, in Vietnam.
  public let today: Day
  var state = WriteSessionState()

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
  ///
  /// Throws ``LedgerFailure`` where the log cannot be read, or where a newer program wrote what is asked for.
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
  public var drafted: [RecordedEntry] { state.drafted }

  /// Decides `command` and adds what it records. Throws ``Rejection`` where the domain says no; then the draft is as it
  /// was.
  @_lifetime(self: copy self)
  public mutating func record(_ command: Command) throws -> CommandOutcome {
    var command = command
    var earlier: RecordedEntry?
    if let id = command.id { (command.id, earlier) = try current(id) }
    if let id = command.id, let earlier {
      // Only where a correction is repeated it matters what stands in whose place.
      let places = try command.corrects == nil ? Places([] as [RecordedEntry]) : places(of: earlier.record.stream)
      if command.repeats(earlier.record, places) { return .duplicate(of: earlier) }
      // What it recorded may have been corrected to what it says now.
      let last = try latest(of: earlier)
      guard command.repeats(last.record, places) else { throw Rejection.commandReused(id, at: last.position) }
      return .duplicate(of: last)
    }
    let context = try context(for: command)
    if let there = command.recognition(in: context.histories) {
      return .duplicate(of: there)
    }
    let decision = try decide(command, in: context)
    return .recorded(try add(decision, of: command))
  }

  /// The record at `version` of `stream`, if it records that very event on that very day, in place of `target`; `nil`:
  /// another one, or none.
  ///
  /// Throws ``LedgerFailure`` where the log cannot be read, or where a newer program wrote what is asked for.
  @_lifetime(self: copy self)
  public mutating func recorded(
    _ event: Event, on date: LegalDate?, correcting target: Position?, in stream: StreamID, version: UInt64
  ) throws -> CommandOutcome? {
    guard let entry = try entry(version, of: stream) else { return nil }
    let isSame = target == nil ? entry.record.event == event : entry.record.event.isWish(event)
    guard isSame, entry.record.effectiveOn == date, entry.record.corrects == target else { return nil }
    return .duplicate(of: RecordedEntry(position: entry.position, record: entry.record))
  }

  @_lifetime(self: copy self)
  mutating func entry(_ version: UInt64, of stream: StreamID) throws -> RecordedEntry? {
    guard version > 0 else { return nil }
    if let position = try view.position(of: stream.key, version: StreamVersion(version)) {
      return try entry(at: Position(position.rawValue), of: stream)
    }
    let before = try view.head(of: stream.key).version.rawValue
    guard let drafted = state.drafted(of: stream, number: Int(clamping: version - before) - 1) else { return nil }
    return RecordedEntry(position: drafted.position, record: drafted.record)
  }

  /// The record by which the rulebook of `wish` was adopted with all that `wish` says; `nil`: none was.
  ///
  /// Throws ``LedgerFailure`` where the log cannot be read, or where a newer program wrote what is asked for.
  @_lifetime(self: copy self)
  public mutating func adoption(saying wish: RulebookAdopted) throws -> RecordedEntry? {
    var number: UInt32 = 1
    while case let history = try history(of: StreamID(.rulebook, number)), !history.isEmpty {
      for entry in history.effective {
        if case .rulebookAdopted(let adopted) = entry.record.event, wish.isKept(by: adopted) {
          return entry
        }
      }
      number += 1
    }
    return nil
  }

  /// The record that corrects or strikes out `record`; `nil` where it stands.
  ///
  /// Throws ``LedgerFailure`` where the log cannot be read, or where a newer program wrote what is asked for.
  @_lifetime(self: copy self)
  public mutating func correction(of record: RecordedEntry) throws -> Position? {
    try corrected(in: record.record.stream).corrections[record.position]
  }

  /// What stands in place of `record`, or is the last that was said of it.
  @_lifetime(self: copy self)
  mutating func latest(of record: RecordedEntry) throws -> RecordedEntry {
    let corrections = try corrected(in: record.record.stream).corrections
    var last = record
    while let next = corrections[last.position], let entry = try entry(at: next, of: record.record.stream) {
      last = entry
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
    var requests = zip(state.drafted, state.draftedKeys).map { $0.request($1) }
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
  mutating func add(_ decision: Decision, of command: Command) throws -> RecordedEntry {
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
    let drafted = RecordedEntry(position: Position(view.size + UInt64(state.drafted.count)), record: record)
    state.add(drafted, correcting: target)
    return drafted
  }
}
