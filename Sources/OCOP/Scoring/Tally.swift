/// The sheets of one evaluation added up, criterion by criterion. The order of sheets never matters.
///
/// A sheet takes one option of each criterion, and the total is their plain sum: the forms of Decision 26/2026/QĐ-TTg Annex II.
public struct Tally: Sendable {
  /// The table it is counted by.
  public private(set) var table: ScoringTable
  /// How many sheets there are.
  public private(set) var sheets: UInt32 = 0
  /// The sum of all sheets' totals.
  public private(set) var sum = Points(0)
  /// The lowest and the highest total.
  public private(set) var range: (lowest: Points, highest: Points)?
  /// What ended the evaluation without stars: knock-outs, then stops, each once.
  public private(set) var endings: [EvaluationEnding] = []
  private(set) var sums: [Int64]
  private(set) var counts: [UInt32]
  private(set) var alternatives: [Set<String>]
  private var sheet: SheetReading

  /// No sheets.
  public init(_ table: ScoringTable) {
    self.table = table
    sums = [Int64](repeating: 0, count: table.criteria.count)
    counts = [UInt32](repeating: 0, count: table.criteria.count)
    alternatives = [Set<String>](repeating: [], count: table.criteria.count)
    sheet = SheetReading(table)
  }

  /// Forgets all sheets.
  public mutating func reset() {
    for index in sums.indices { (sums[index], counts[index]) = (0, 0) }
    for index in alternatives.indices where !alternatives[index].isEmpty { alternatives[index] = [] }
    (sheets, sum, range, endings) = (0, Points(0), nil, [])
  }

  /// Adds a sheet, and answers everything that is wrong with it; then nothing is added.
  public mutating func add(_ scores: [CriterionScore], knockouts: [String] = []) -> [SheetProblem] {
    sheet.reset()
    for score in scores { sheet.take(score.criterion, score.points) }
    return finish(knockouts)
  }

  /// Adds a sheet whose scores go to `places` of the table, called `names`, and answers everything that is wrong with it; then nothing is
  /// added.
  package mutating func add(
    _ points: [Points], to places: [ScoringTable.Place], names: [String], knockouts: [String]
  ) -> [SheetProblem] {
    sheet.reset()
    for (index, place) in places.enumerated() where index < points.count {
      sheet.take(place, names[index], points[index])
    }
    return finish(knockouts)
  }

  private mutating func finish(_ knockouts: [String]) -> [SheetProblem] {
    sheet.complete(knockouts)
    guard sheet.problems.isEmpty else { return sheet.problems }
    var total = Int64(0)
    for (index, points) in sheet.points.enumerated() {
      guard let points else { continue }
      sums[index] += points.hundredths
      counts[index] += 1
      total += points.hundredths
      if let alternative = sheet.alternatives[index] { alternatives[index].insert(alternative) }
    }
    sheets += 1
    sum = Points(hundredths: sum.hundredths + total)
    let points = Points(hundredths: total)
    range = (min(range?.lowest ?? points, points), max(range?.highest ?? points, points))
    let ended = knockouts.map(EvaluationEnding.knockout) + (sheet.stop.map { [.stopped(at: $0)] } ?? [])
    for ending in ended where !endings.contains(ending) { endings.append(ending) }
    endings.sort { $0.order < $1.order }
    return []
  }
}

/// Why an evaluation ended without stars.
public enum EvaluationEnding: Hashable, Sendable {
  /// A knock-out, by its code: a reason, never a 0.
  case knockout(String)
  /// A criterion at whose points the later ones are not scored.
  case stopped(at: String)

  fileprivate var order: String {
    switch self {
    case .knockout(let code): "0\(code)"
    case .stopped(let code): "1\(code)"
    }
  }
}

/// One sheet held against its set. Used again for the next one, since millions may be gone through.
private struct SheetReading: Sendable {
  let table: ScoringTable
  var points: [Points?]
  var alternatives: [String?]
  var problems: [SheetProblem] = []
  var stop: String?
  /// Criteria of which something stands on the sheet, be it right or wrong.
  private var touched: [Bool]
  private var parts: [Int64]
  /// Sheets name criteria in the order of the set: the next one is most often the one after.
  private var expected = 0

  init(_ table: ScoringTable) {
    self.table = table
    points = [Points?](repeating: nil, count: table.criteria.count)
    alternatives = [String?](repeating: nil, count: table.criteria.count)
    touched = [Bool](repeating: false, count: table.criteria.count)
    parts = [Int64](repeating: 0, count: table.set.parts.count)
  }

  mutating func reset() {
    for index in points.indices {
      points[index] = nil
      touched[index] = false
      if alternatives[index] != nil { alternatives[index] = nil }
    }
    problems.removeAll(keepingCapacity: true)
    (stop, expected) = (nil, 0)
  }

  mutating func take(_ name: String, _ points: Points) { take(table.place(of: name), name, points) }

  mutating func take(
    _ place: (criterion: Int?, code: String, alternative: String?), _ name: String, _ points: Points
  ) {
    guard let index = place.criterion else {
      problems.append(table.isContainer(place.code) ? .container(name) : .unknownCriterion(name))
      return
    }
    take(index, place.alternative, name, points)
  }

  /// Takes the points of a criterion without lists of options. Nothing of the criterion is copied: it is the way that
  /// nearly all scores go.
  private mutating func take(plain index: Int, _ given: Points) {
    expected = index + 1
    touched[index] = true
    if points[index] != nil { return problems.append(.repeated(table.criteria[index].code)) }
    if !table.hasOption(index, given) {
      let criterion = table.criteria[index]
      problems.append(.notAnOption(criterion.code, given, accepted: criterion.options))
    }
    points[index] = given
  }

  private mutating func take(_ index: Int, _ alternative: String?, _ name: String, _ given: Points) {
    let criterion = table.criteria[index]
    if criterion.either.isEmpty {
      if alternative == nil { return take(plain: index, given) }
      touched[index] = true
      return problems.append(.unknownAlternative(name, accepted: []))
    }
    expected = index + 1
    touched[index] = true
    let codes = criterion.either.map(\.code)
    guard let alternative else { return problems.append(.alternativeMissing(criterion.code, accepted: codes)) }
    guard let list = criterion.either.first(where: { $0.code == alternative }) else {
      return problems.append(.unknownAlternative(name, accepted: codes))
    }
    let options = list.options
    if points[index] != nil {
      return problems.append(
        alternatives[index] == alternative ? .repeated(criterion.code) : .bothAlternatives(criterion.code))
    }
    if !options.contains(where: { $0.points == given }) {
      problems.append(.notAnOption(name, given, accepted: options))
    }
    points[index] = given
    alternatives[index] = alternative
  }

  /// What is not on the sheet is missing, unless it depends on something that is not there, may be left out, or comes
  /// after what ends the evaluation.
  mutating func complete(_ knockouts: [String]) {
    for code in knockouts where !table.knowsKnockout(code) { problems.append(.unknownKnockout(code)) }
    for index in parts.indices { parts[index] = 0 }
    for index in points.indices {
      let need = table.need(of: index)
      if need.criterion >= 0, (points[need.criterion] ?? .zero) < need.atLeast {
        if let given = points[index], given > .zero, let need = table.criteria[index].needs {
          problems.append(.needNotMet(table.criteria[index].code, needs: need))
        }
        points[index] = points[index] ?? .zero
      }
      if points[index] == nil, !touched[index], stop == nil, knockouts.isEmpty, !table.isOptional(index) {
        problems.append(.missing(table.criteria[index].code))
      }
      guard let given = points[index] else { continue }
      parts[table.part(of: index)] += given.hundredths
      if stop == nil, table.stop(of: index) == given { stop = table.criteria[index].code }
    }
    for (part, sum) in zip(table.set.parts, parts) where sum > part.max.points.hundredths {
      problems.append(.overPart(part.code, sum: Points(hundredths: sum), max: part.max))
    }
  }
}
