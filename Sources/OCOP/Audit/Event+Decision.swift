extension History {
  /// The records that are about `decision`, in the order recorded: those that name it, however it is written,
  /// those that moved such a record into the decision or out of it, or struck it out, and those by which it was annulled or
  /// withdrawn.
  public func positions(naming decision: CitedDecision) -> [Position] {
    let places = Places(entries)
    let named = entries.filter { decision.isNamed(by: $0.record) }
    var wanted = Set(named.map { places[$0.position] })
    let withdrawn = ratings.intervals.filter { interval in
      wanted.contains(places[interval.grant.position]) && [.annulled, .decisionWithdrawn].contains(interval.ending)
    }
    let targets = entries.filter { $0.ratingFact?.target.map { wanted.contains(places[$0]) } ?? false }
    for position in withdrawn.compactMap(\.endedBy) + targets.map(\.position) { wanted.insert(places[position]) }
    return entries.map(\.position).filter { wanted.contains(places[$0]) }
  }
}

extension Event {
  /// The number of the decision that the event names, in its grant or by itself.
  public var decisionNumber: String? {
    let payload = payload.json
    for value in [payload["grant"]?["decision"], payload["decision"]] {
      if case .string(let text)? = value { return text }
    }
    return nil
  }
}
