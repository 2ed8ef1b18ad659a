extension Event {
  /// The stars that the event grants, with their decision and term; `nil` where it grants none.
  public var grant: Grant? {
    switch self {
    case .recognised(let e): e.grant
    case .upgraded(let e): e.grant
    case .renewed(let e): e.grant
    case .lowered(let e): e.grant
    case .granted(let e): e.grant
    default: nil
    }
  }

  /// The first valid day that the event states.
  public var validFrom: LegalDate? {
    if case .granted(let e) = self { e.validFrom } else { nil }
  }

  /// The same event with another grant; an event that grants nothing stays as it is.
  public func granting(_ grant: Grant) -> Event {
    switch self {
    case .recognised(var e):
      e.grant = grant
      return .recognised(e)
    case .upgraded(var e):
      e.grant = grant
      return .upgraded(e)
    case .renewed(var e):
      e.grant = grant
      return .renewed(e)
    case .lowered(var e):
      e.grant = grant
      return .lowered(e)
    case .granted(var e):
      e.grant = grant
      return .granted(e)
    default: return self
    }
  }
}
