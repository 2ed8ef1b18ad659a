extension RulebookAdopted {
  /// What the law says of who may do `action` about `stars` on `day`; `nil`: nothing.
  func power(to action: LegalAction, _ stars: Stars, on day: Day) -> LegalPower? {
    law?.powers.first { $0.covers(action, stars, on: day) }
  }
}

extension RulebookCatalogue {
  /// The first and the last day on which the re-evaluation of a certificate is filed whose own term ends on `end`; `nil`: the
  /// rulebook in force when it closes has no window, or its law is not known.
  public func filingWindow(before end: Day) -> ClosedRange<Day>? {
    for rulebook in rulebooks {
      guard let days = rulebook.law?.filingWindow?.days(before: end) else { continue }
      if inForce(on: days.upperBound)?.id == rulebook.id { return days }
    }
    return nil
  }

  /// The rulebooks that may be in force on a day of `date`, each once, the earliest first; none where some day has none.
  func inForce(during date: LegalDate) -> [RulebookAdopted] {
    var found: [RulebookAdopted] = []
    var day = date.firstDay
    while day <= date.day {
      guard let rulebook = inForce(on: day) else { return [] }
      if found.last?.id != rulebook.id { found.append(rulebook) }
      let next = rulebooks.map(\.inForceFrom.day).filter { $0 > day }.min()
      let end = self.end(of: rulebook)?.advanced(by: 1)
      guard let step = [next, end].compactMap(\.self).filter({ $0 > day }).min() else { break }
      day = step
    }
    return found
  }
}
