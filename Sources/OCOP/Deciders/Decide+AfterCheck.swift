extension Decider {
  /// What happens after recognition without touching the stars: it is kept, with who did it.
  func judgeAfterCheck(_ event: Event) throws(Rejection) {
    let date = try date(event)
    switch event {
    case .inspected(let e): try require(e.by, "by")
    case .penalised(let e):
      try require(e.by, "by")
      try require(e.matter, "matter")
      if let amount = e.amount { try require(amount, "amount", in: 0...Int64.max) }
    case .markUseSuspended(let e):
      try require(e.by, "by")
      try require(from: date, until: e.until)
    case .markUseRestored(let e): try require(e.by, "by")
    default: break
    }
  }

  /// A decision is recorded once; what changes it may be recorded before it is.
  func judgeDecisions(_ event: Event) throws(Rejection) {
    let date = try date(event)
    switch event {
    case .decisionRecorded(let e):
      try require(e.issuer, "issuer")
      try require(e.number, "number")
      if let file = e.file {
        guard file.utf8.count == 64, file.utf8.allSatisfy({ (48...57).contains($0) || (97...102).contains($0) }) else {
          throw .noDigest(field: "file")
        }
      }
      let wish = DecisionIdentity(number: DecisionNumber(e.number), level: nil, issuer: e.issuer, date: date)
      for entry in history.effective {
        guard case .decisionRecorded(let other) = entry.record.event, let day = entry.record.effectiveOn else {
          continue
        }
        let there = DecisionIdentity(number: DecisionNumber(other.number), level: nil, issuer: other.issuer, date: day)
        if wish.number == there.number, wish.isOfIssuer(of: there),
          wish.isOfYear(of: there) || wish.isOfDay(of: there)
        {
          throw .decisionKnown(e.number, on: day, at: entry.position)
        }
      }
    case .decisionChanged(let e):
      try require(e.decision.number, "decision.number")
      if let decided = e.decision.date, decided.firstDay > date.day {
        throw .changedBeforeDecided(date, decidedOn: decided)
      }
      for row in e.rows { try require(row, "rows", in: 1...100_000) }
      let namesPart = !e.rows.isEmpty || !e.products.isEmpty
      if e.change == .partlyWithdrawn ? !namesPart : e.change == .withdrawn && namesPart {
        throw .partNotNamed(e.change)
      }
      if e.change == .replaced, let by = e.by, DecisionNumber(by) == DecisionNumber(e.decision.number),
        e.issuer.flatMap({ one in e.decision.issuer.map { IssuerName(one).isSame(as: IssuerName($0)) } }) ?? true,
        e.decision.date?.mayBe(date) ?? true
      {
        throw .changesItself(e.decision.number)
      }
      if e.effect != nil, ![.withdrawn, .partlyWithdrawn].contains(e.change) { throw .effectOfNoDecision }
    case .registerHandedOver(let e):
      try require(e.from, "from")
      try require(e.to, "to")
      if let area = e.area, context.areas.unit(area) == nil { throw .unknownArea(area) }
    default: break
    }
  }
}
