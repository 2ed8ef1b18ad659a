/// Decides what a command records, or throws why nothing is.
///
/// Pure: the same command and context always give the same answer. A returned decision may be recorded as it is.
public func decide(_ command: Command, in context: DecisionContext) throws(Rejection) -> Decision {
  guard !command.actor.isEmpty else { throw .noActor }
  try refuseControlCharacters(command)
  // A month has begun on its first day. What is only known not to be later than a day has to be before it.
  if let date = command.effectiveOn, date.firstDay > context.today || date.start != nil && date.day > context.today {
    throw .dateInFuture(date, today: context.today)
  }
  let decider = Decider(command: command, context: context, stream: command.stream)
  var decision =
    switch command.act {
    case .record(_, let event): try decider.record(event)
    case .recognise(let product, let request): try decider.recognise(product, request)
    case .correct(_, let position, let event): try decider.correct(position, event)
    case .void(_, let position): try decider.void(position)
    }
  if decision.event.type != .voided { (decision.grounds, decision.told) = (decider.grounds, decider.told) }
  try decider.judgeTellings(decision)
  return try decider.judgeLaw(decision)
}

extension LegalDate {
  /// Whether both may be one day: "2/2021" may be any day of it.
  public func mayBe(_ other: LegalDate) -> Bool { firstDay <= other.day && other.firstDay <= day }
}

/// What every decider has at hand. The rules of each kind of stream are in a file of their own.
struct Decider {
  let command: Command
  let context: DecisionContext
  let stream: StreamID
  let history: History
  /// What the decision or the score rests on, what a corrected record said of it taken in.
  let grounds: Grounds
  /// What was told otherwise, what a corrected record kept taken in.
  let told: [Telling]

  init(command: Command, context: DecisionContext, stream: StreamID) {
    self.command = command
    self.context = context
    self.stream = stream
    // What is corrected is judged as if it had never been recorded: otherwise it would stand in its own way.
    let full = context.history(of: stream)
    var (grounds, told) = (command.grounds, command.told)
    if case .correct(_, let position, _) = command.act,
      let old = Places(full.entries).effective(for: position).flatMap({ full[$0] })?.record.details
    {
      grounds.legalBasis = grounds.legalBasis ?? old.grounds?.legalBasis
      grounds.filedOn = grounds.filedOn ?? old.grounds?.filedOn
      grounds.application = grounds.application ?? old.grounds?.application
      told = old.told + told.filter { !old.told.contains($0) }
    }
    (self.grounds, self.told) = (grounds, told)
    switch command.act {
    case .correct(_, let position, _):
      history = full.withoutAll(upTo: Places(full.entries).effective(for: position) ?? position)
    case .void(_, let position): history = full.without(position)
    default: history = full
    }
  }

  func record(_ event: Event) throws(Rejection) -> Decision {
    if let kind = event.type.stream, kind != stream.kind { throw .wrongStream(event.type, stream) }
    let stream = try numbered(event)
    try checkReferences(event)
    let rulebook = try judge(event)
    return Decision(stream: stream, event: event, corrects: nil, under: rulebook)
  }

  /// Applies the rules of the event's kind and answers the rulebook that was applied, where one was.
  func judge(_ event: Event) throws(Rejection) -> GoverningRulebook? {
    switch event.type.stream {
    case .producer: try judgeProducer(event)
    case .product: return try judgeProduct(event)
    case .session: try judgeSession(event)
    case .office: try judgeOffice(event)
    case .target: try judgeTarget(event)
    case .area: try judgeArea(event)
    case .rulebook: try judgeRulebook(event)
    case nil: break
    }
    return nil
  }

  /// The stream, with a number given out where the event begins it.
  private func numbered(_ event: Event) throws(Rejection) -> StreamID {
    let begins = event.begins
    switch stream.kind {
    case .producer, .product, .session, .target:
      if begins {
        guard history.isEmpty else { throw .alreadyRegistered(stream) }
        return try next(stream)
      }
      guard stream.number > 0 else { throw .notRegistered(stream) }
      guard history.isEffective else { throw .unknown(stream) }
    case .rulebook:
      return try rulebookStream(event)
    case .office:
      guard stream == .office else { throw .wrongStream(event.type, stream) }
    case .area:
      // A map is that of a province, by its code of two digits.
      try require(stream.number, "stream", in: 1...99)
    }
    return stream
  }

  /// The stream with the ledger's next number of its kind. One that names another number is refused: a number that somebody
  /// chose would leave a gap behind it, or nothing after it.
  func next(_ stream: StreamID) throws(Rejection) -> StreamID {
    guard let next = context.nextNumber(of: stream.kind) else { throw .noNumberLeft(stream.kind) }
    guard [0, next].contains(stream.number) else { throw .notNextNumber(stream, next: next) }
    return StreamID(stream.kind, next)
  }

  /// Every thing and every place that the event names must be there.
  func checkReferences(_ event: Event) throws(Rejection) {
    let named = event.named
    for reference in named.streams where !context.exists(reference) { throw .unknown(reference) }
    for place in named.places {
      for area in [place.district, place.commune] {
        if let area, context.areas.unit(area) == nil { throw .unknownArea(area) }
      }
    }
  }

  /// What a record tells of itself agrees with itself: a dossier is filed before it is decided, and an authority is of its own level.
  func judgeTellings(_ decision: Decision) throws(Rejection) {
    guard decision.event.type != .voided else { return }
    if let date = command.effectiveOn, let filed = decision.grounds.filedOn, filed.firstDay > date.day {
      throw .filedLater(filed, than: date)
    }
    for told in command.told where told.reading(in: decision.event.type) == nil {
      let fields = ["effectiveOn"] + decision.event.type.payload.fieldNames
      guard fields.contains(told.field) || told.field.hasPrefix("grounds.") else {
        throw .toldOfNoField(told.field, decision.event.type)
      }
      throw .toldNoValue(told.field, told.value)
    }
    // What was printed so is recorded as irregular.
    if command.irregular == nil, let issuer = decision.event.issuer, let level = IssuerName(issuer).level,
      let said = decision.event.level,
      said != level
    {
      throw .issuerOfOtherLevel(issuer, level, said: said)
    }
  }

  // MARK: - Small rules

  func date(_ event: Event) throws(Rejection) -> LegalDate {
    guard let date = command.effectiveOn else { throw .noDate(event.type) }
    return date
  }

  /// A dash, or what nobody sees, says nothing.
  func saysSomething(_ text: String) -> Bool { text.contains { $0.isLetter || $0.isNumber } }

  func require(_ text: String, _ field: String) throws(Rejection) {
    guard saysSomething(text) else { throw .emptyText(field: field) }
  }

  func require(_ value: some BinaryInteger, _ field: String, in range: ClosedRange<Int64>) throws(Rejection) {
    guard range.contains(Int64(clamping: value)) else {
      throw .outOfRange(
        field: field, value: Int64(clamping: value), from: range.lowerBound, to: range.upperBound)
    }
  }

  func require(_ stars: Stars) throws(Rejection) {
    try require(stars.number, "stars", in: 1...5)
  }

  func require(_ score: Score?) throws(Rejection) {
    guard let score else { return }
    try require(score.count, "total.count", in: 1...10_000)
    try require(score.sum.hundredths, "total.sum", in: 0...Int64(score.count) * 10_000)
  }

  func require(from date: LegalDate, until end: LegalDate?) throws(Rejection) {
    if let end, end.day < date.day { throw .endsBeforeStart(from: date, until: end) }
  }

  /// A term that was decided may be longer than the rulebook's, but not by any number of years.
  func require(from date: LegalDate, until end: LegalDate, under rulebook: GoverningRulebook) throws(Rejection) {
    try require(from: date, until: end)
    // Where the law of the term is known, a longer one breaks it; else only a year that was typed wrongly is told.
    let months = rulebook.candidates.map { $0.law?.term == nil ? Int($0.termMonths) : 300 }.max() ?? 0
    guard end.day <= date.day.addingMonths(2 * months) else {
      throw .endsTooLate(from: date, until: end, months: months)
    }
  }
}

extension History {
  /// The history as if the record at `position` had never been.
  func without(_ position: Position) -> History { History(entries.filter { $0.position != position }) }

  /// The history as if neither the record at `position` nor what it corrects had ever been: a correction of a
  /// correction replaces both.
  func withoutAll(upTo position: Position) -> History {
    var history = self
    var next: Position? = position
    while let current = next {
      next = history[current]?.corrects
      history = history.without(current)
    }
    return history
  }
}
