extension Decider {
  /// Holds what is decided against the law. A breach is refused, unless whoever records it says that it is known to be one and why;
  /// a correction keeps what was said of the record that it corrects.
  ///
  /// What the law demands is data of the rulebooks (`RuleLaw`), each demand with its article.
  func judgeLaw(_ decision: Decision) throws(Rejection) -> Decision {
    if let reason = command.irregular, !saysSomething(reason) { throw .emptyIrregularity }
    guard decision.event.type != .voided else { return decision }
    let old = decision.corrects.flatMap { context.history(of: decision.stream)[$0]?.record.details?.irregular }
    let breaches = decision.stream.kind == .product ? lawBreaches(of: decision) : []
    let known = Set((old?.breaches ?? []).map(\.rule))
    guard command.irregular != nil || breaches.allSatisfy({ known.contains($0.rule.rawValue) }) else {
      throw .breaksLaw(breaches)
    }
    guard let reason = command.irregular ?? (breaches.isEmpty ? nil : old?.reason) else { return decision }
    var decision = decision
    decision.irregular = Irregularity(reason: reason, breaches: breaches.map(\.acknowledged))
    return decision
  }

  private func lawBreaches(of decision: Decision) -> [Breach] {
    guard context.rulebooks.rulebooks.contains(where: { $0.law != nil }) else { return [] }
    var check = LawCheck(rulebooks: context.rulebooks, history: StandingHistory(history))
    if let id = decision.rulebook, let rulebook = context.contents[id] {
      check.groups = Dictionary(rulebook.sets.map { ($0.code, $0.group) }) { first, _ in first }
    }
    return check.breaches(
      of: LawCheck.Act(
        event: decision.event, date: command.effectiveOn, rulebook: decision.rulebook, candidates: decision.rulebooks,
        grounds: decision.grounds))
  }
}
