internal import OCOP

/// How one table reads the sheets of one form: worked out once, since millions of sheets may have it.
///
/// Where a form names every criterion of a set in its order, and nothing on it may depend on anything else (no lists, no
/// needs, no stops), a sheet is well filled in exactly if each number is one of its criterion's options: sixteen are held
/// against theirs at a time. Every other form is read score by score, as a single sheet is.
final class ScoringPlan: Sendable {
  /// Where each score of the form goes: its criterion, and the list it names.
  let places: [ScoringTable.Place]
  let form: SheetLayout
  /// The options of sixteen criteria at a time, first all first ones, then all second ones; `nil`: read score by score.
  private let lanes: [SIMD16<UInt8>]?
  private let width: Int

  /// How many scores are added up at a time.
  static let step = 16

  /// The plan of `table` for sheets of `form`.
  init(_ form: SheetLayout, by table: ScoringTable) {
    self.form = form
    places = form.criteria.map { table.place(of: $0) }
    width = table.criteria.map(\.options.count).max() ?? 0
    lanes = Self.isPlain(form, table) ? Self.lanes(table, width) : nil
  }

  /// Whether sheets are read many scores at a time.
  var isPlain: Bool { lanes != nil }

  private static func isPlain(_ form: SheetLayout, _ table: ScoringTable) -> Bool {
    let criteria = table.criteria
    guard form.knockouts.isEmpty, form.criteria == criteria.map(\.code), !criteria.isEmpty else { return false }
    for (index, criterion) in criteria.enumerated() {
      guard criterion.either.isEmpty, !criterion.options.isEmpty, table.need(of: index).criterion < 0,
        table.stop(of: index) == nil,
        criterion.options.allSatisfy({ quarters($0.points) != nil })
      else { return false }
    }
    // No part can come to more than it may.
    return table.set.parts.indices.allSatisfy { part in
      let most = criteria.indices.filter { table.part(of: $0) == part }
        .reduce(Int64(0)) { $0 + (criteria[$1].options.map(\.points.hundredths).max() ?? 0) }
      return most <= table.set.parts[part].max.points.hundredths
    }
  }

  private static func quarters(_ points: Points) -> UInt8? {
    points.hundredths % 25 == 0 ? UInt8(exactly: points.hundredths / 25) : nil
  }

  private static func lanes(_ table: ScoringTable, _ width: Int) -> [SIMD16<UInt8>] {
    stride(from: 0, to: table.criteria.count, by: step).flatMap { start in
      (0..<width).map { option in
        var lane = SIMD16<UInt8>.zero
        for place in 0..<min(step, table.criteria.count - start) {
          let options = table.criteria[start + place].options
          lane[place] = quarters(options[min(option, options.count - 1)].points) ?? 0
        }
        return lane
      }
    }
  }

  /// Adds a sheet of the form to `tally`, score by score, and answers everything that is wrong with it.
  func add(_ points: [Points], to tally: inout Tally) -> [SheetProblem] {
    tally.add(points, to: places, names: form.criteria, knockouts: form.knockouts)
  }

  /// Adds a sheet's scores to `sums`; answers `false`, with `sums` of no use, where one of them is no option. `scores` are
  /// quarters of a point, a byte each, filled up with zeros to a whole number of steps. Only for plain plans.
  @inline(__always)
  func add(_ scores: RawSpan, to sums: inout [SIMD16<UInt16>]) -> Bool {
    let lanes = lanes!
    guard scores.byteCount == sums.count * Self.step else { return false }
    var unknown = SIMDMask<SIMD16<Int8>>(repeating: false)
    for block in sums.indices {
      let points = scores.unsafeLoadUnaligned(fromByteOffset: block * Self.step, as: SIMD16<UInt8>.self)
      var known = points .== lanes[block * width]
      for option in 1..<max(width, 1) { known .|= points .== lanes[block * width + option] }
      unknown .|= .!known
      sums[block] &+= SIMD16<UInt16>(truncatingIfNeeded: points)
    }
    // As two words: asked lane by lane it takes as long as all the rest.
    let words = unsafeBitCast(unknown, to: SIMD2<UInt64>.self)
    return words[0] | words[1] == 0
  }
}

/// Sheets being added up by plain plans of one table.
struct PlainSums: Sendable {
  /// Quarters of points, criterion by criterion.
  private var sums: [SIMD16<UInt16>] = []
  /// How many sheets there are.
  private(set) var sheets: UInt32 = 0
  private var even = EvenTally(sums: [], sheets: 0)

  /// Forgets all sheets, and expects those of `plan`.
  mutating func reset(for plan: ScoringPlan) {
    let steps = (plan.places.count + ScoringPlan.step - 1) / ScoringPlan.step
    if sums.count != steps {
      sums = [SIMD16<UInt16>](repeating: .zero, count: steps)
      even.sums = [Int64](repeating: 0, count: steps * ScoringPlan.step)
    }
    for step in sums.indices { sums[step] = .zero }
    sheets = 0
  }

  /// Adds a sheet; answers `false` where it is not well filled in, or there are more than can be added up.
  mutating func add(_ scores: RawSpan, by plan: ScoringPlan) -> Bool {
    guard sheets < 256, plan.add(scores, to: &sums) else { return false }
    sheets += 1
    return true
  }

  /// The stars by `table`: that of the plans, or one that reads alike; `nil` where there are no sheets.
  mutating func stars(rounding: Rounding = .exact, by table: ScoringTable) -> Stars? {
    addUp()
    return even.stars(rounding: rounding, by: table)
  }

  /// What keeps sheets that came to `stars` from the rank above, by the same table: the first floor missed; `nil` where it
  /// is the points alone, or nothing.
  mutating func obstacle(above stars: Stars?, by table: ScoringTable) -> String? {
    addUp()
    return even.obstacle(above: stars, by: table)
  }

  private mutating func addUp() {
    even.sheets = sheets
    for step in sums.indices {
      for lane in 0..<ScoringPlan.step { even.sums[step * ScoringPlan.step + lane] = 25 * Int64(sums[step][lane]) }
    }
  }
}
