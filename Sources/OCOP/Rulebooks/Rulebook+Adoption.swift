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
