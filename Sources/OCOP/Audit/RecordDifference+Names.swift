extension RecordDifference {
  /// How people say `value` of the field `name`; `nil`: as it stands.
  public static func names(of name: String, _ value: JSONValue) -> Text? {
    guard case .string(let text) = value else { return nil }
    switch name {
    case "group": return ProductGroup(rawValue: text)?.names
    case "level": return Level(rawValue: text)?.names
    case "act": return GrantAct(rawValue: text)?.names
    case "term": return TermSource(rawValue: text)?.names
    case "status": return CertificateStatus(rawValue: text)?.names
    case "ended": return RatingInterval.Ending(rawValue: text)?.names
    case "afterwards": return RatingFact.Kind(rawValue: text)?.names
    case "since", "validUntil", "effectiveOn", "endedOn", "afterwardsOn":
      return LegalDate(text).map { Text($0.shown(.vi), $0.shown(.en)) }
    case "event": return EventType(code: text)?.names
    default: return nil
    }
  }
}
