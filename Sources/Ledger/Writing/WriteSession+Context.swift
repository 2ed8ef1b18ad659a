internal import EventLog
public import OCOP

/// What a decider looks at.
extension WriteSession {
  @_lifetime(self: copy self)
  mutating func context(for command: Command) throws -> DecisionContext {
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
  ///
  /// Throws ``LedgerFailure`` where the log cannot be read, or where a newer program wrote what is asked for.
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
    let said = try positions(under: LookUpKey(NameKey.termRule), most: .max)
    let entries =
      said.isEmpty ? [] : try corrected(in: .office).inPlaces(of: said).compactMap { try entry(at: $0, of: .office) }
    let rules = TermRules(entries)
    state.termRules = rules
    return rules
  }

  @_lifetime(self: copy self)
  mutating func rulebooks() throws -> RulebookCatalogue {
    if let known = state.rulebooks { return known }
    var shelf = RulebookCatalogue()
    for entry in try effective(.rulebook) { shelf.apply(entry.record.event, on: entry.record.effectiveOn) }
    state.rulebooks = shelf
    return shelf
  }

  /// The rulebooks that were adopted in full.
  @_lifetime(self: copy self)
  mutating func contents() throws -> [RulebookID: Rulebook] {
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

  func rulebook(_ content: String) throws -> Rulebook? {
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

  /// What was recorded, or drafted, under a command's id; `nil`: nothing was, or it was undone with its import.
  ///
  /// Throws ``LedgerFailure`` where the log cannot be read, or where a newer program wrote what is asked for.
  @_lifetime(self: copy self)
  public mutating func record(under id: CommandID) throws -> RecordedEntry? { try current(id).entry }

  /// The map as recorded and drafted, corrections taken in.
  ///
  /// Throws ``LedgerFailure`` where the log cannot be read, or where a newer program wrote what is asked for.
  @_lifetime(self: copy self)
  public mutating func areaMap() throws -> AreaMap { try areas() }

  @_lifetime(self: copy self)
  mutating func areas() throws -> AreaMap {
    if let known = state.areas { return known }
    var map = AreaMap()
    for entry in try effective(.area) { map.apply(entry.record.event, on: entry.record.effectiveOn) }
    state.areas = map
    return map
  }

  @_lifetime(self: copy self)
  mutating func effective(_ kind: StreamKind) throws -> [RecordedEntry] {
    var entries: [RecordedEntry] = []
    let recorded = try streams(kind)
    let drafted = state.draftedStreams(of: kind).filter { !recorded.contains($0) }
    for stream in recorded + drafted.sorted() { entries += try history(of: stream).effective }
    return entries
  }
}
