/// How an office finds the last valid day of a term, as its regulations said over time: the fold of ``TermRuleSet``.
public struct TermRules: Hashable, Sendable {
  private var steps: [(day: Day, rule: TermRule)] = []

  /// The law alone: the corresponding day (Civil Code 2015 Art. 147.2, 148.3).
  public init() {}

  /// The rules that `entries` of the office set, corrections taken in.
  public init(_ entries: [RecordedEntry]) {
    for entry in effective(entries) {
      if case .termRuleSet(let e) = entry.record.event { steps.append((entry.day, e.rule)) }
    }
  }

  /// The rule for what is decided on `day`.
  public func rule(on day: Day) -> TermRule { steps.last { $0.day <= day }?.rule ?? .correspondingDay }

  /// Whether both say the same of every day.
  public static func == (a: TermRules, b: TermRules) -> Bool { a.steps.elementsEqual(b.steps, by: ==) }
  /// Hashes what they say.
  public func hash(into hasher: inout Hasher) {
    for step in steps {
      hasher.combine(step.day)
      hasher.combine(step.rule)
    }
  }
}
