extension Rulebook {
  /// The event by which the rulebook is adopted; `content`: the SHA-256 of its bytes.
  public func adoption(content: String?) -> RulebookAdopted {
    let (year, month, day) = legal.signed.day.date
    return RulebookAdopted(
      id: id, title: title, legalReference: "\(legal.act), \(day)/\(month)/\(year)", inForceFrom: inForceFrom,
      inForceUntil: inForceUntil, amends: amends, termMonths: termMonths,
      authorities: authorities.map { StarAuthority(stars: $0.stars, level: $0.level, from: $0.from, until: $0.until) },
      bands: bands.map { StarBand(stars: $0.stars, from: $0.from.points) }, content: content, transitions: transitions,
      law: law)
  }
}

extension RulebookAdopted {
  /// The first field in which the two say something else of what this one says; `nil`: `other` says all of it, and perhaps more:
  /// content, law, a last day that became known since.
  func difference(from other: RulebookAdopted) -> String? {
    let differences: [(String, Bool)] = [
      ("inForceFrom", inForceFrom != other.inForceFrom),
      ("inForceUntil", inForceUntil != nil && inForceUntil != other.inForceUntil),
      ("amends", amends != other.amends), ("termMonths", termMonths != other.termMonths),
      ("authorities", authorities != other.authorities), ("bands", bands != other.bands),
      ("transitions", transitions.map(\.withoutSource) != other.transitions.map(\.withoutSource)),
      ("law", law.map { law in !(other.law.map(law.isKept) ?? false) } ?? false),
    ]
    return differences.first(where: \.1)?.0
  }

  /// Whether `other` is this rulebook and says all that this one says.
  public func isKept(by other: RulebookAdopted) -> Bool {
    id == other.id && (content == nil || content == other.content) && difference(from: other) == nil
  }
}

extension RuleTransition {
  fileprivate var withoutSource: RuleTransition {
    var rule = self
    rule.source = nil
    return rule
  }
}
