extension Event {
  /// The dates that the event itself names; its legal day is the record's.
  var dates: [LegalDate] {
    switch self {
    case .granted(let e): [e.validFrom, e.grant.validUntil].compactMap(\.self)
    case .certificateExtended(let e): [e.until]
    case .certificateContinues(let e): [e.until]
    case .markUseSuspended(let e): [e.until].compactMap(\.self)
    case .decisionChanged(let e): [e.decision.date].compactMap(\.self)
    case .powerDelegated(let e): [e.until, e.decision?.date].compactMap(\.self)
    case .recognitionWithdrawn(let e): [e.from].compactMap(\.self)
    case .qualityCertificateGranted(let e): [e.validUntil].compactMap(\.self)
    case .supplyAgreementSigned(let e): [e.validUntil].compactMap(\.self)
    default: grant.map { [$0.validUntil] } ?? []
    }
  }
}
