extension Decider {
  func judgeSession(_ event: Event) throws(Rejection) {
    switch event {
    case .sessionOpened(let e):
      _ = try date(event)
      try require(e.year, "year", in: 2018...2100)
      if let percent = e.quorumPercent { try require(percent, "quorumPercent", in: 1...100) }
      if let limit = e.spreadLimit { try require(limit.hundredths, "spreadLimit", in: 1...10_000) }
    case .sessionClosed:
      _ = try date(event)
      if history.ends(.sessionClosed) { throw .sessionClosed(SessionID(stream.number)) }
    default: break
    }
  }

  func judgeTarget(_ event: Event) throws(Rejection) {
    guard case .targetSet(let e) = event else { return }
    try require(e.scope, "scope")
    try require(e.period, "period")
    try require(e.metric, "metric")
    try require(e.setBy, "setBy")
    try require(e.value, "value", in: 0...Int64.max)
    _ = try date(event)
  }

  func judgeOffice(_ event: Event) throws(Rejection) {
    switch event {
    case .ledgerOpened(let e):
      try require(e.name, "name")
      if history.ends(.ledgerOpened) { throw .alreadyRegistered(stream) }
    case .awardGiven(let e):
      try require(e.title, "title")
      try require(e.awardedBy, "awardedBy")
      try require(e.count, "count", in: 1...1_000_000)
      if e.recipientKind == .individual && e.recipient != nil { throw .personNamed }
      _ = try date(event)
    case .fairHeld(let e):
      try require(e.name, "name")
      _ = try date(event)
    case .salesPointOpened(let e):
      try require(e.name, "name")
      try judgeSpell(event)
    case .salesPointClosed: try judgeSpell(event)
    case .viewAttested(let e):
      try require(e.projection, "projection")
      try require(e.digest, "digest")
    case .listImported(let e):
      try require(e.file, "file")
      try require(e.digest, "digest")
    case .rollbackAccepted(let e):
      try require(e.signedRoot, "signedRoot")
      try require(e.foundRoot, "foundRoot")
      guard command.reason?.isEmpty == false else { throw .noReason }
    case .streamsCommitted(let e):
      guard e == context.streams else { throw .commitsToOthers }
    case .termRuleSet(let e):
      try require(e.regulation, "regulation")
      _ = try date(event)
    case .decisionRecorded, .decisionChanged, .registerHandedOver: try judgeDecisions(event)
    case .figureReported(let e):
      try require(e.scope, "scope")
      try require(e.metric, "metric")
      _ = try date(event)
    default: break
    }
  }
}
