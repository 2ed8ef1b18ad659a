public import OCOP

/// What every answer depends on, besides the log and what is asked: of which day, as known when, on which map, counted how.
public struct Question: Hashable, Sendable {
  /// The legal day: what was in force on it.
  public var asOf: Day
  /// What had been recorded by then; `nil`: everything.
  public var knownAt: Position?
  /// The edition of the map; `nil`: the one in force on the legal day.
  public var areas: AreaEdition?
  /// What counts as a product with stars.
  public var counting: Counting

  /// A question.
  public init(
    asOf: Day, knownAt: Position? = nil, areas: AreaEdition? = nil, counting: Counting = .inForce
  ) {
    self.asOf = asOf
    self.knownAt = knownAt
    self.areas = areas
    self.counting = counting
  }
}

/// An edition of the administrative map, by its first day.
public enum AreaEdition: Hashable, Sendable, CustomStringConvertible {
  /// The map as it was before any change recorded.
  case initial
  /// The map from this day until the next change.
  case from(Day)

  /// Reads `initial` or a day.
  public init?(_ text: String) {
    if text == "initial" {
      self = .initial
    } else if let date = LegalDate(text), date.precision == .day {
      self = .from(date.day)
    } else {
      return nil
    }
  }

  /// `initial` or the day.
  public var description: String {
    switch self {
    case .initial: "initial"
    case .from(let day): day.description
    }
  }

  /// A day on which the edition is the map.
  public var day: Day {
    switch self {
    case .initial: .distantPast
    case .from(let day): day
    }
  }
}
