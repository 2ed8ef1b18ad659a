internal import EventLog
public import OCOP

extension RecordedEntry {
  /// `keys`: those of the record.
  func request(_ keys: [LookUpKey]) -> AppendRequest {
    let expected: ExpectedVersion =
      record.version == 1 ? .noStream : .exactly(StreamVersion(record.version - 1))
    return AppendRequest(
      command: record.command.map { CommandKey($0.bytes) }, expecting: [record.stream.key: expected],
      records: ProposedRecords(record, keys), format: record.format)
  }
}

/// What became of a command in a draft.
public enum CommandOutcome: Hashable, Sendable {
  /// It adds this record.
  case recorded(RecordedEntry)
  /// It was recorded before; nothing is added.
  case duplicate(of: RecordedEntry)

  /// The record, new or earlier.
  public var record: RecordedEntry {
    switch self {
    case .recorded(let record), .duplicate(let record): record
    }
  }

  /// Whether it adds a record.
  public var isNew: Bool {
    if case .recorded = self { true } else { false }
  }
}

/// What a draft knows and would add.
struct WriteSessionState {
  private(set) var drafted: [RecordedEntry] = []
  /// By what each of them is looked up.
  private(set) var draftedKeys: [[LookUpKey]] = []
  /// Which of them are of a stream, by their index.
  private var draftedOf: [StreamID: [Int]] = [:]
  var histories: [StreamID: History] = [:]
  /// Of the streams for which it was asked.
  var corrected: [StreamID: CorrectedRecords] = [:]
  var commands: [CommandID: RecordedEntry] = [:]
  var lastNumbers: [StreamKind: UInt32] = [:]
  var termRules: TermRules?
  /// How every stream of the log stands.
  var streams: StreamsCommitted?
  var rulebooks: RulebookCatalogue?
  var areas: AreaMap?
  var contents: [RulebookID: Rulebook]?
  var blobs: [[UInt8]] = []
  /// The records drafted, by what they are looked up by.
  var keys: [LookUpKey: [Position]] = [:]
  /// Those of the log, where it keeps none.
  var scanned: [LookUpKey: [Position]]?

  /// `target`: what the record corrects.
  mutating func add(_ drafted: RecordedEntry, correcting target: RecordedEntry?) {
    let record = drafted.record
    draftedOf[record.stream, default: []].append(self.drafted.count)
    self.drafted.append(drafted)
    histories[record.stream]?.append(record, at: drafted.position)
    if record.mayChangeTermRules { termRules = nil }
    if record.corrects != nil {
      let entry = RecordedEntry(position: drafted.position, record: record)
      corrected[record.stream]?.add(.init(entry), of: target.map { .init($0) })
    }
    if let command = record.command { commands[command] = drafted }
    let keys = record.lookUpKeys.map { LookUpKey($0) }
    draftedKeys.append(keys)
    for key in keys { self.keys[key, default: []].append(drafted.position) }
    if let last = lastNumbers[record.stream.kind] {
      lastNumbers[record.stream.kind] = max(last, record.stream.number)
    }
    if record.stream.kind == .rulebook { contents = nil }
    // Corrections of maps and rulebooks are rare: then they are folded anew.
    if record.corrects != nil {
      if record.stream.kind == .rulebook { rulebooks = nil }
      if record.stream.kind == .area { areas = nil }
    } else {
      rulebooks?.apply(record.event, on: record.effectiveOn)
      areas?.apply(record.event, on: record.effectiveOn)
    }
  }
}

/// What one portion of a draft hands on to the next.
struct CarriedOver {
  let size: UInt64
  let today: Day
  let state: WriteSessionState

  init(_ draft: borrowing WriteSession) {
    size = draft.size
    today = draft.today
    state = draft.state.appended()
  }
}

extension WriteSessionState {
  /// What was drafted of a stream, in order.
  func drafted(of stream: StreamID) -> [RecordedEntry] { (draftedOf[stream] ?? []).map { drafted[$0] } }

  /// How many records were drafted of a stream.
  func countDrafted(of stream: StreamID) -> Int { draftedOf[stream]?.count ?? 0 }

  /// The record that was drafted of a stream as the one with that number, from 0; `nil`: there are not so many.
  func drafted(of stream: StreamID, number: Int) -> RecordedEntry? {
    guard let all = draftedOf[stream], all.indices.contains(number) else { return nil }
    return drafted[all[number]]
  }

  /// The streams of a kind of which anything was drafted.
  func draftedStreams(of kind: StreamKind) -> [StreamID] {
    draftedOf.compactMap { $0.kind == kind && !$1.isEmpty ? $0 : nil }
  }

  /// Once what was drafted is in the log: what is looked up there is let go of, what was folded stays.
  func appended() -> WriteSessionState {
    var state = WriteSessionState()
    (state.rulebooks, state.areas, state.contents, state.termRules) = (rulebooks, areas, contents, termRules)
    state.lastNumbers = lastNumbers
    // The office's stream may be as long as the log.
    state.corrected[.office] = corrected[.office]
    return state
  }

  mutating func goBack(to bookmark: WriteSession.Bookmark) {
    lastNumbers = bookmark.lastNumbers
    if blobs.count > bookmark.blobs {
      blobs.removeSubrange(bookmark.blobs...)
      contents = nil
    }
    for taken in drafted[bookmark.drafted...].reversed() {
      let record = taken.record
      histories[record.stream]?.removeLast()
      draftedOf[record.stream]?.removeLast()
      if record.mayChangeTermRules { termRules = nil }
      if record.corrects != nil { corrected[record.stream] = nil }
      if let command = record.command { commands[command] = nil }
      for key in draftedKeys.removeLast() { keys[key]?.removeLast() }
      // What was folded from these is folded anew.
      switch record.stream.kind {
      case .rulebook: (rulebooks, contents) = (nil, nil)
      case .area: areas = nil
      default: break
      }
    }
    drafted.removeSubrange(bookmark.drafted...)
  }
}

extension Record {
  /// Whether the office's rule for terms may be another one with it.
  fileprivate var mayChangeTermRules: Bool {
    stream == .office && (corrects != nil || event.type == .termRuleSet)
  }
}

extension Command {
  /// Whether it records a sheet that is held against a criteria set.
  var namesSet: Bool {
    switch act {
    case .record(_, .evaluated(let e)), .correct(_, _, .evaluated(let e)): e.set != nil
    default: false
    }
  }

  /// The rulebook that it adopts, perhaps one that is known already.
  var adopts: RulebookID? { if case .record(_, .rulebookAdopted(let e)) = act { e.id } else { nil } }

  /// The position of what it corrects; `nil`: it corrects nothing.
  var corrects: Position? { if case .correct(_, let position, _) = act { position } else { nil } }

  /// Whether recording this would record again what `record` says. `places`: of the stream, where it corrects something.
  func repeats(_ record: Record, _ places: Places) -> Bool {
    /// Whether `record` corrects what stood in the place that the command names.
    func corrects(_ position: Position) -> Bool {
      record.corrects.map { places[$0] == places[position] } ?? false
    }
    return switch act {
    case .record(let stream, let event):
      (stream.number == 0 || stream == record.stream) && stream.kind == record.stream.kind && event == record.event
        && effectiveOn == record.effectiveOn
    case .recognise(let product, let request):
      product.stream == record.stream && effectiveOn == record.effectiveOn
        && request.isGranted(by: record.event)
    case .correct(let stream, let position, let event):
      stream == record.stream && corrects(position) && effectiveOn == record.effectiveOn && record.event.isWish(event)
    case .void(let stream, let position):
      stream == record.stream && position == record.corrects && record.event.type == .voided
    }
  }
}

extension Event {
  /// Whether a correction to `event` records this one: a computed term may have been computed anew.
  func isWish(_ event: Event) -> Bool {
    guard self != event, let grant, var other = event.grant, grant.termBasis == .computed,
      other.termBasis == .computed
    else { return self == event }
    (other.validUntil, other.termRule) = (grant.validUntil, grant.termRule)
    return self == event.granting(other)
  }
}

extension RecognitionRequest {
  /// What it leaves open contradicts nothing. The types of 0.1 have neither a first day nor a word.
  fileprivate func isGranted(by event: Event) -> Bool {
    guard let grant = event.grant, stars == grant.stars, level == nil || level == grant.level,
      decision.map({ DecisionNumber($0) }) == grant.decision.map({ DecisionNumber($0) }),
      validUntil == nil || validUntil == grant.validUntil
    else { return false }
    if let issuer {
      guard let other = grant.issuer, IssuerName(issuer).isSame(as: IssuerName(other)) else { return false }
    }
    guard case .granted(let granted) = event else { return true }
    return (validFrom == nil || validFrom == granted.validFrom)
      && (word == nil || word.map { Spelling($0).exact } == granted.word.map { Spelling($0).exact })
  }
}

extension Command {
  /// Whether it may need a term to be computed.
  var grantsStars: Bool {
    switch act {
    case .recognise: true
    case .correct(_, _, let event): event.grant != nil
    default: false
    }
  }

  /// The record of the same recognition, however its decision is written there; `nil`: there is none.
  func recognition(in histories: [StreamID: History]) -> RecordedEntry? {
    guard let effectiveOn else { return nil }
    switch act {
    case .recognise(let product, let request): return histories[product.stream]?.recognition(request, on: effectiveOn)
    case .record(let stream, let event):
      guard let grant = event.grant else { return nil }
      let request = RecognitionRequest(
        stars: grant.stars, level: grant.level, issuer: grant.issuer, decision: grant.decision,
        validUntil: grant.termBasis == .decided ? grant.validUntil : nil)
      return histories[stream]?.recognition(request, on: effectiveOn)
    case .correct, .void: return nil
    }
  }
}
