/// All that a decider may know. It is made of values: the same context and command always give the same decision.
public struct DecisionContext: Sendable {
  /// The streams that the command reads; a stream without records is empty.
  public var histories: [StreamID: History]
  /// The rulebooks adopted so far.
  public var rulebooks: RulebookCatalogue
  /// Those of them in full that the command is judged by: a sheet is checked against its rulebook.
  public var contents: [RulebookID: Rulebook]
  /// The map recorded so far.
  public var areas: AreaMap
  /// The day on which the decision is made, in Vietnam.
  public var today: Day
  /// The last number that a stream of a kind has; missing: there is none.
  public var lastNumbers: [StreamKind: UInt32]

  /// Rulebooks in full that are about to be adopted.
  public var attached: [Rulebook] = []

  /// How the office finds the last valid day of a term, as its regulations said over time.
  public var termRules: TermRules

  /// How every stream stands, where that is to be committed to and nothing was decided since.
  public var streams: StreamsCommitted?

  /// A context.
  public init(
    histories: [StreamID: History] = [:], rulebooks: RulebookCatalogue = RulebookCatalogue(),
    areas: AreaMap = AreaMap(),
    today: Day, lastNumbers: [StreamKind: UInt32] = [:], contents: [RulebookID: Rulebook] = [:],
    termRules: TermRules = TermRules()
  ) {
    self.termRules = termRules
    self.contents = contents
    self.histories = histories
    self.rulebooks = rulebooks
    self.areas = areas
    self.today = today
    self.lastNumbers = lastNumbers
  }

  func history(of stream: StreamID) -> History { histories[stream] ?? History() }
  func exists(_ stream: StreamID) -> Bool { history(of: stream).isEffective }

  /// The first standing record of another stream that names `stream`, among those at hand.
  func firstNaming(_ stream: StreamID) -> Position? {
    histories.lazy.filter { $0.key != stream }.flatMap { $0.value.effective }.filter {
      $0.record.event.references.contains(stream)
    }.map(\.position).min()
  }
}

/// An event that was decided upon, with its stream and its place in the law.
public struct Decision: Hashable, Sendable {
  /// The stream, its number given out.
  public let stream: StreamID
  /// What is recorded.
  public let event: Event
  /// The record that it replaces or strikes out.
  public let corrects: Position?
  /// The rulebook applied.
  public var rulebook: RulebookID?
  /// Why it is recorded although the law forbids it, and what it breaks.
  public var irregular: Irregularity?
  /// The rulebooks under one of which it was decided, where it is not known under which.
  public var rulebooks: [RulebookID] = []
  /// What was told beside it.
  public var told: [Telling] = []

  /// What it rests on.
  public var grounds = Grounds()

  /// What the record says of it beyond its fields.
  public var details: RecordExtension? {
    RecordExtension(irregular: irregular, rulebooks: rulebooks, told: told, grounds: grounds)
  }

  init(stream: StreamID, event: Event, corrects: Position?, under rulebook: GoverningRulebook? = nil) {
    (self.stream, self.event, self.corrects, self.rulebook) = (stream, event, corrects, rulebook?.known?.id)
    if case .oneOf(let several)? = rulebook { rulebooks = several.map(\.id) }
  }
}

extension DecisionContext {
  /// The number that the next new stream of `kind` gets; `nil`: the last one there is has been given out.
  public func nextNumber(of kind: StreamKind) -> UInt32? {
    let last = lastNumbers[kind] ?? 0
    return last == .max ? nil : last + 1
  }

  /// Remembers that there is `stream`.
  public mutating func note(_ stream: StreamID) {
    lastNumbers[stream.kind] = max(lastNumbers[stream.kind] ?? 0, stream.number)
  }
}
