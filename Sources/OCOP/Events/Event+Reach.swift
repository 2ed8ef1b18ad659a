extension Event {
  /// The first day of which the event says anything, recorded with the legal day `date`: that day for nearly all.
  ///
  /// Three reach back: an annulled recognition never was; a withdrawn decision may no longer hold from an earlier day, or from the start;
  /// and what is granted may be valid before the day of the decision.
  public func firstDayConcerned(on date: LegalDate?) -> Day {
    let day = date?.day ?? .distantPast
    return switch self {
    case .annulled: .distantPast
    case .recognitionWithdrawn(let e) where e.effect == .fromStart: .distantPast
    case .recognitionWithdrawn(let e): min(day, e.from?.firstDay ?? day)
    case .granted(let e): min(day, e.validFrom?.firstDay ?? day)
    default: day
    }
  }
}
