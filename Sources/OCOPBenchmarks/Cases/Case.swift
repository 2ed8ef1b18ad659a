/// One thing that is measured, by everybody who can do it.
struct Case {
  let id: String
  let title: String
  let unit: Unit
  /// Who does it, and the line that tells them to.
  let sides: [(side: String, question: String)]
  /// Whether a first round, which opens and maps files, is left out.
  let isWarm: Bool
  let mark: Mark?
  /// Those whose answer must be the ledger's: they were given the same records.
  let agreeing: [String]
  /// What keeps the ledger from more, and what would lift that.
  let bound: String?

  init(
    _ id: String, _ title: String, _ unit: Unit, warm: Bool = false, mark: Mark? = nil, bound: String? = nil,
    agreeing: [String] = [],
    _ sides: [(side: String, question: String)]
  ) {
    (self.id, self.title, self.unit, self.sides, self.mark) = (id, title, unit, sides, mark)
    (isWarm, self.bound, self.agreeing) = (warm, bound, agreeing)
  }

  /// The title up to the first comma or semicolon.
  var short: String { String(title.prefix { $0 != "," && $0 != ";" }) }

  enum Unit: String {
    /// More is better.
    case perSecond = "/s"
    /// Less is better.
    case micros = "µs"
  }
}

/// What a case is to reach.
struct Mark {
  let text: String
  let isReached: (Outcome) -> Bool?

  /// The ledger does at least `share` of what `side` does.
  static func share(_ share: Double, of side: String, _ text: String) -> Mark {
    Mark(text: text) { outcome in
      guard let own = outcome.median("ledger"), let other = outcome.median(side) else { return nil }
      return outcome.measured.unit == .perSecond ? own >= share * other : own * share <= other
    }
  }

  /// The ledger's figure is at least (or, of micros, at most) `figure`.
  static func figure(_ figure: Double, _ text: String) -> Mark {
    Mark(text: text) { outcome in
      outcome.median("ledger").map { outcome.measured.unit == .perSecond ? $0 >= figure : $0 <= figure }
    }
  }

  func and(_ other: Mark) -> Mark {
    Mark(text: text + "; " + other.text) { outcome in
      guard let first = isReached(outcome), let second = other.isReached(outcome) else { return nil }
      return first && second
    }
  }
}

/// What one case came to at one size.
struct Outcome {
  let measured: Case
  /// How many events there were.
  let events: Int
  private(set) var answers: [String: [Side.Answer]] = [:]

  init(_ measured: Case, events: Int) { (self.measured, self.events) = (measured, events) }

  mutating func add(_ answer: Side.Answer, by side: String) { answers[side, default: []].append(answer) }

  /// The sides that answered, in the order of the case.
  var sides: [String] { measured.sides.map(\.side).filter { answers[$0] != nil } }

  /// The figures of a side in the case's unit, sorted.
  func figures(_ side: String) -> [Double] {
    (answers[side] ?? []).map { measured.unit == .perSecond ? $0.items / $0.micros * 1e6 : $0.micros / $0.items }
      .sorted()
  }

  func median(_ side: String) -> Double? {
    let figures = figures(side)
    return figures.isEmpty ? nil : figures[figures.count / 2]
  }

  /// How the ledger stands to `side`: above 1 it is ahead.
  func lead(over side: String) -> Double? {
    guard side != "ledger", let own = median("ledger"), let other = median(side) else { return nil }
    return measured.unit == .perSecond ? own / other : other / own
  }

  func p99(_ side: String) -> Double? { answers[side]?.compactMap(\.p99).sorted().last }
  func peakMebibytes(_ side: String) -> Int { (answers[side]?.map(\.peak).max() ?? 0) / 1024 }
  func check(_ side: String) -> String { answers[side]?.last?.check ?? "" }

  var isMarkReached: Bool? { measured.mark?.isReached(self) }
}
