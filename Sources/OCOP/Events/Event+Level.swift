extension Event {
  /// The level that acts, where the event names one.
  public var level: Level? {
    switch self {
    case .dossierFiled(let e): e.level
    case .evaluated(let e): e.level
    case .proposalRefused(let e): e.level
    case .reevaluationFailed(let e): e.level
    case .revoked(let e): e.level
    case .annulled(let e): e.level
    case .recognitionWithdrawn(let e): e.level
    default: grant?.level
    }
  }

  /// The authority that acts, as printed, where the event names one beside its level.
  public var issuer: String? {
    if case .recognitionWithdrawn(let e) = self { e.issuer } else { grant?.issuer }
  }
}
