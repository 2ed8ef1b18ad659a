/// Sheets added up elsewhere that all name every criterion, with no lists among them and nothing that ends an evaluation.
package struct EvenTally: Sendable {
  /// What they give each criterion, in hundredths.
  package var sums: [Int64]
  /// How many sheets there are.
  package var sheets: UInt32

  /// Sheets that were added up.
  package init(sums: [Int64], sheets: UInt32) { (self.sums, self.sheets) = (sums, sheets) }

  /// The stars by `table`; `nil` where there are no sheets.
  package func stars(rounding: Rounding, by table: ScoringTable) -> Stars? { judged(rounding, table) }

  /// What keeps sheets that came to `stars` from the rank above: the first floor missed; `nil` where it is the points alone, or nothing.
  package func obstacle(above stars: Stars?, by table: ScoringTable) -> String? { obstructed(stars, table) }
}

extension EvenTally: Judged {
  var sum: Points { Points(hundredths: sums.reduce(0, +)) }
  var endings: [EvaluationEnding] { [] }
  func sum(of criterion: Int) -> Int64 { sums[criterion] }
  func count(of criterion: Int) -> UInt32 { sheets }
  func chose(_ alternative: String, of criterion: Int) -> Bool { false }
}
