/// The sheets of one evaluation added up, criterion by criterion. The order of sheets never matters.
public struct Tally: Sendable {
  /// The table it is counted by.
  public let table: ScoringTable
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

  /// No sheets.
  public init(_ table: ScoringTable) {
    self.table = table
    sums = [Int64](repeating: 0, count: table.criteria.count)
    counts = [UInt32](repeating: 0, count: table.criteria.count)
    alternatives = [Set<String>](repeating: [], count: table.criteria.count)
  }

  /// Adds a sheet, and answers everything that is wrong with it; then nothing is added.
  public mutating func add(_ scores: [CriterionScore], knockouts: [String] = []) -> [SheetProblem] {
    var sheet = SheetReading(table)
    sheet.read(scores, knockouts)
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

/// One sheet held against its set.
private struct SheetReading {
  let table: ScoringTable
  var points: [Points?]
  var alternatives: [String?]
  var problems: [SheetProblem] = []
  var stop: String?
  /// Criteria of which something stands on the sheet, be it right or wrong.
  private var touched: Set<Int> = []

  init(_ table: ScoringTable) {
    self.table = table
    points = [Points?](repeating: nil, count: table.criteria.count)
    alternatives = [String?](repeating: nil, count: table.criteria.count)
  }

  mutating func read(_ scores: [CriterionScore], _ knockouts: [String]) {
    for score in scores { take(score) }
    for code in knockouts where !table.knowsKnockout(code) { problems.append(.unknownKnockout(code)) }
    complete(isEnded: !knockouts.isEmpty)
    for (index, part) in table.set.parts.enumerated() {
      let sum = points.enumerated().reduce(Int64(0)) { sum, answer in
        table.part(of: answer.offset) == index ? sum + (answer.element?.hundredths ?? 0) : sum
      }
      if sum > part.max.points.hundredths {
        problems.append(.overPart(part.code, sum: Points(hundredths: sum), max: part.max))
      }
    }
  }

  private mutating func take(_ score: CriterionScore) {
    let place = table.place(of: score.criterion)
    guard let index = place.criterion else {
      problems.append(
        table.isContainer(place.code) ? .container(score.criterion) : .unknownCriterion(score.criterion))
      return
    }
    touched.insert(index)
    let criterion = table.criteria[index]
    var options = criterion.options
    if criterion.either.isEmpty {
      if place.alternative != nil { return problems.append(.unknownAlternative(score.criterion, accepted: [])) }
    } else {
      let codes = criterion.either.map(\.code)
      guard let name = place.alternative else {
        return problems.append(.alternativeMissing(criterion.code, accepted: codes))
      }
      guard let alternative = criterion.either.first(where: { $0.code == name }) else {
        return problems.append(.unknownAlternative(score.criterion, accepted: codes))
      }
      options = alternative.options
    }
    if points[index] != nil {
      return problems.append(
        alternatives[index] == place.alternative ? .repeated(criterion.code) : .bothAlternatives(criterion.code))
    }
    if !options.contains(where: { $0.points == score.points }) {
      problems.append(.notAnOption(score.criterion, score.points, accepted: options))
    }
    points[index] = score.points
    alternatives[index] = place.alternative
  }

  /// What is not on the sheet is missing, unless it depends on something that is not there, may be left out, or comes
  /// after what ends the evaluation.
  private mutating func complete(isEnded: Bool) {
    for (index, criterion) in table.criteria.enumerated() {
      if let need = criterion.needs, !isMet(need) {
        if let given = points[index], given > .zero { problems.append(.needNotMet(criterion.code, needs: need)) }
        points[index] = points[index] ?? .zero
      }
      if points[index] == nil, !touched.contains(index), criterion.optionalWhere == nil, stop == nil, !isEnded {
        problems.append(.missing(criterion.code))
      }
      if stop == nil, let end = criterion.stopAt, points[index] == end.points { stop = criterion.code }
    }
  }

  private func isMet(_ need: Need) -> Bool {
    guard let place = table.place(of: need.criterion).criterion, let given = points[place] else { return false }
    return given >= need.atLeast.points
  }
}
