extension Decider {
  /// Acts that take stars away, or are decided on stars that ended before: they are recorded, and take nothing a second time.
  ///
  /// Revocation of a certificate: Decision 26/2026/QĐ-TTg Art. 8.2; withdrawal of a decision: Art. 10.1.
  func judgeEnding(_ event: Event) throws(Rejection) {
    let date = try date(event)
    switch event {
    case .certificateContinues(let e): try judgeContinuation(e, date)
    case .revoked, .reevaluationFailed, .reportedLapsed:
      guard history.ratings.isGranted(by: date.day) else { throw .holdsNothing(product, on: date) }
    case .recognitionWithdrawn(let e): try judgeWithdrawal(e, date)
    case .certificateExtended(let e):
      try require(e.legalBasis, "legalBasis")
      try require(from: date, until: e.until)
      guard let last = history.ratings.last(by: date.day) else { throw .holdsNothing(product, on: date) }
      if e.until.day <= last.through { throw .endsBeforeStart(from: LegalDate(last.through), until: e.until) }
      try require(from: LegalDate(last.through), until: e.until, under: try rulebook(on: date))
    // A product may leave the list that never held stars.
    default: break
    }
  }

  /// So many days after the certificate's own end as the law says, where it is known.
  ///
  /// At most 180 days: Decision 26/2026/QĐ-TTg Art. 12.3.
  private func judgeContinuation(_ e: CertificateContinues, _ date: LegalDate) throws(Rejection) {
    try require(e.article, "article")
    guard let last = history.ratings.last(by: date.day), let end = last.grant.validUntil else {
      throw .holdsNothing(product, on: date)
    }
    // What a decision took away does not go on.
    if last.ending.takesAway { throw .holdsNothing(product, on: date) }
    try require(from: end, until: e.until)
    // By law, and so without a gap: whenever it was found.
    let next = LegalDate(end.day.advanced(by: 1))
    guard date.day <= next.day else { throw .continuesTooLate(date, from: next) }
    // A longer one breaks the law.
    guard let days = governing(on: date)?.known?.law?.continuation?.days else { return }
    let computed = LegalDate(end.day.advanced(by: Int32(clamping: days)))
    guard e.until.day >= computed.day else { throw .termDiffers(e.until, computed: computed) }
  }

  private func judgeWithdrawal(_ e: RecognitionWithdrawn, _ date: LegalDate) throws(Rejection) {
    if e.effect != nil, e.thing != .recognitionDecision { throw .effectOfNoDecision }
    if e.from != nil, e.effect != .fromDay { throw .effectOfNoDecision }
    if let granted = e.granted { return try judgeAnnulment(of: granted, .recognitionWithdrawn(e)) }
    guard history.ratings.isGranted(by: date.day) else { throw .holdsNothing(product, on: date) }
  }

  /// A grant may be named by any of the records of its place: what stands there is meant.
  func judgeAnnulment(of granted: Position, _ event: Event) throws(Rejection) {
    _ = try date(event)
    let meant = Places(history.entries).effective(for: granted)
    guard let interval = history.ratings.intervals.first(where: { $0.grant.position == meant }) else {
      throw .notAGrant(granted)
    }
    if interval.ending == .annulled { throw .alreadyAnnulled(granted) }
  }
}
