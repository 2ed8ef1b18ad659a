/// The days from one to another, both among them; an end that is missing is open.
struct Period {
  let start: Day
  let end: Day

  init(_ from: LegalDate?, _ until: LegalDate?) {
    (start, end) = (from?.day ?? .distantPast, until?.day ?? .distantFuture)
  }

  /// Whether it ends before it begins.
  var isReversed: Bool { end < start }

  func contains(_ day: Day) -> Bool { start <= day && day <= end }

  func overlaps(_ other: Period) -> Bool { start <= other.end && other.start <= end }
}

extension RuleAuthority {
  var period: Period { Period(from, until) }
}

extension StarAuthority {
  var period: Period { Period(from, until) }
}

extension LegalPower {
  var period: Period { Period(from, until) }
}
