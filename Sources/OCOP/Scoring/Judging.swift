/// Sheets added up, as far as stars depend on them.
protocol Judged {
  /// How many sheets there are.
  var sheets: UInt32 { get }
  /// The sum of all their points.
  var sum: Points { get }
  /// What ended the evaluation without stars.
  var endings: [EvaluationEnding] { get }
  /// What the sheets give a criterion, in hundredths.
  func sum(of criterion: Int) -> Int64
  /// How many sheets name the criterion.
  func count(of criterion: Int) -> UInt32
  /// Whether a sheet chose the list of the criterion.
  func chose(_ alternative: String, of criterion: Int) -> Bool
}

extension Judged {
  /// The stars by `table`; `nil` where the evaluation ended without any, or there are no sheets.
  func judged(_ rounding: Rounding, _ table: ScoringTable) -> Stars? {
    guard sheets > 0, endings.isEmpty else { return nil }
    let total = Score(sum: sum, count: sheets)
    var number = Int(Stars.five.number)
    while let stars = Stars(number), stars > .one {
      if total.reaches(table.start(of: stars), rounding),
        table.floors(of: stars).allSatisfy({ !misses(table.floor($0), table) })
      {
        return stars
      }
      number -= 1
    }
    return .one
  }

  /// What keeps it from the rank above `stars`; `nil` where it is the points alone, or nothing.
  func obstructed(_ stars: Stars?, _ table: ScoringTable) -> String? {
    if let ending = endings.first {
      switch ending {
      case .knockout(let code), .stopped(let code): return code
      }
    }
    guard let stars, let above = Stars.all.first(where: { $0 > stars }) else { return nil }
    return table.floors(of: above).first { misses(table.floor($0), table) }
      .map { table.criteria[table.floor($0).criterion].code }
  }

  func misses(_ floor: ScoringTable.Floor, _ table: ScoringTable) -> Bool {
    if floor.list >= 0, !chose(table.list(floor.list), of: floor.criterion) { return false }
    let count = count(of: floor.criterion)
    // What may be left out, and was by all, is held against no floor.
    if count == 0, table.isOptional(floor.criterion) { return false }
    return sum(of: floor.criterion) < floor.hundredths * Int64(max(count, 1))
  }
}

extension Tally: Judged {
  func sum(of criterion: Int) -> Int64 { sums[criterion] }
  func count(of criterion: Int) -> UInt32 { counts[criterion] }
  func chose(_ alternative: String, of criterion: Int) -> Bool { alternatives[criterion].contains(alternative) }
}
