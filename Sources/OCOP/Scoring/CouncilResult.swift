/// What a council's sheets come to under a rulebook: the stars, and why not more.
///
/// Stars by the mean total: Decision 26/2026/QĐ-TTg Art. 3.3; minimum requirements printed on options: Annex II, as since
/// Decision 781/QĐ-TTg. Decision 1048/QĐ-TTg prints bands with gaps; the result tells how they were read.
public struct CouncilResult: Hashable, Sendable {
  /// The exact mean: sum and number of sheets.
  public let total: Score
  /// The exact mean of each part.
  public let parts: [PartScore]
  /// The stars; `nil` where the evaluation ended without any.
  public let stars: Stars?
  /// What ended it without stars.
  public let endings: [EvaluationEnding]
  /// What the next rank would need; `nil` at five stars, or where the evaluation ended.
  public let next: NextRank?
  /// How bands with gaps between them are read.
  public let reading: BandReading
  /// How the mean was rounded before it was held against the bands.
  public let rounding: Rounding
}

/// The mean of one part.
public struct PartScore: Hashable, Sendable {
  /// A, B or C.
  public let code: String
  /// The mean, exact.
  public let total: Score
}

/// A rank that was not reached, and what is short of it.
public struct NextRank: Hashable, Sendable {
  /// The rank.
  public let stars: Stars
  /// Its least mean.
  public let from: RulePoints
  /// By how much the mean is short of it, rounded up to hundredths; `nil`: it is not.
  public let pointsShort: Points?
  /// The floors that are not reached, in the order of the set.
  public let missed: [MissedFloor]
}

/// A floor that was not reached.
public struct MissedFloor: Hashable, Sendable {
  /// The criterion.
  public let criterion: String
  /// Its title.
  public let title: String
  /// The floor.
  public let floor: RulePoints
  /// What the criterion got, exact; no sheets: nothing.
  public let got: Score
}

extension Tally {
  /// The result; `nil` while there are no sheets.
  ///
  /// A rank is reached where the mean is at or above its band's first point and each floor is reached by the mean of its
  /// criterion. How floors are judged where members chose different options is in no source; the mean never makes more
  /// points worth less. Bands are read half-open: the text of 2019 prints 50-69 and 70-89 and leaves 69.5 open.
  public func result(rounding: Rounding = .exact) -> CouncilResult? {
    guard sheets > 0 else { return nil }
    let total = Score(sum: sum, count: sheets)
    let parts = table.set.parts.enumerated().map { index, part in
      let sum = sums.enumerated().reduce(Int64(0)) { table.part(of: $1.offset) == index ? $0 + $1.element : $0 }
      return PartScore(code: part.code, total: Score(sum: Points(hundredths: sum), count: sheets))
    }
    let stars = stars(rounding: rounding)
    let above = stars.flatMap { reached in Stars.all.first { $0 > reached } }
    return CouncilResult(
      total: total, parts: parts, stars: stars, endings: endings,
      next: above.flatMap { lacks(for: $0, total, rounding) }, reading: table.rulebook.bandReading,
      rounding: rounding)
  }

  /// The stars alone, by the tally's table or by another one that ``ScoringTable/reads(as:)`` says reads alike; `nil` where
  /// the evaluation ended without any, or there are no sheets.
  public func stars(rounding: Rounding = .exact, by other: ScoringTable? = nil) -> Stars? {
    judged(rounding, other ?? table)
  }

  /// What keeps a tally that came to `stars` from the rank above, by the same table: what ended the evaluation, or the first
  /// floor missed; `nil` where it is the points alone, or nothing.
  public func obstacle(above stars: Stars?, by other: ScoringTable? = nil) -> String? {
    obstructed(stars, other ?? table)
  }

  /// What is short of `stars`; `nil` where nothing is.
  private func lacks(for stars: Stars, _ total: Score, _ rounding: Rounding) -> NextRank? {
    let from = RulePoints(table.start(of: stars))
    let missed = table.floors(of: stars).compactMap { missedFloor(table.floor($0)) }
    let short = total.shortfall(of: from.points, rounding)
    guard short > .zero || !missed.isEmpty else { return nil }
    return NextRank(stars: stars, from: from, pointsShort: short > .zero ? short : nil, missed: missed)
  }

  private func missedFloor(_ floor: ScoringTable.Floor) -> MissedFloor? {
    guard misses(floor, table) else { return nil }
    let criterion = table.criteria[floor.criterion]
    return MissedFloor(
      criterion: criterion.code, title: criterion.title, floor: RulePoints(Points(hundredths: floor.hundredths)),
      got: Score(sum: Points(hundredths: sums[floor.criterion]), count: counts[floor.criterion]))
  }
}

extension Score {
  /// By how much the mean is below `threshold`, rounded up to hundredths; zero where it is not. Exact: no mean is ever
  /// computed, unless it is to be rounded.
  func shortfall(of threshold: Points, _ rounding: Rounding) -> Points {
    let count = Int64(max(count, 1))
    switch rounding {
    case .exact:
      let short = threshold.hundredths * count - sum.hundredths
      return Points(hundredths: short <= 0 ? 0 : (short + count - 1) / count)
    case .hundredths:
      return Points(hundredths: max(0, threshold.hundredths - rounded.hundredths))
    }
  }

  /// Whether nothing is short of `threshold`.
  func reaches(_ threshold: Points, _ rounding: Rounding) -> Bool {
    switch rounding {
    case .exact: threshold.hundredths * Int64(max(count, 1)) <= sum.hundredths
    case .hundredths: threshold <= rounded
    }
  }

  /// The mean to two decimals, half up: for display.
  public var rounded: Points {
    let count = Int64(max(count, 1))
    return Points(hundredths: (2 * sum.hundredths + count) / (2 * count))
  }
}

extension Stars {
  /// From one to five.
  public static let all: [Stars] = [.one, .two, .three, .four, .five]
}
