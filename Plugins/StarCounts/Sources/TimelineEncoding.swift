internal import OCOP
internal import ProjectionKit

/// A value over time, as the numbers of a row: for each change the day from which it holds, then the value.
enum TimelineEncoding {
  /// The steps of what `value` finds in `facts`, which are in legal order. What became known only later holds for the
  /// time before, too.
  static func words(_ facts: [DetailFact], _ value: (DetailFact) -> [Int32]?) -> (count: Int32, words: [Int32]) {
    var steps: [(day: Int32, value: [Int32])] = []
    for fact in facts {
      guard let value = value(fact), value != steps.last?.value else { continue }
      if steps.last?.day == fact.day.number { steps.removeLast() }
      steps.append((steps.isEmpty ? .min : fact.day.number, value))
    }
    var words: [Int32] = []
    words.reserveCapacity(steps.reduce(0) { $0 + 1 + $1.value.count })
    for step in steps {
      words.append(step.day)
      words += step.value
    }
    return (Int32(steps.count), words)
  }

  /// Where the value that holds on `day` stands, among `count` steps of `width` numbers from `start` on.
  @inline(__always)
  static func find(_ row: Span<Int32>, from start: Int, count: Int, width: Int, on day: Int32) -> Int? {
    var step = count - 1
    while step >= 0 {
      let place = start + step * width
      if row[place] <= day { return place + 1 }
      step -= 1
    }
    return nil
  }

  /// A place as four numbers: district and commune, each by code and edition.
  static func words(of place: Place) -> [Int32] { words(of: place.district) + words(of: place.commune) }

  private static func words(of area: AreaRef?) -> [Int32] {
    guard let area else { return [0, 0] }
    return [Int32(bitPattern: area.code.packed), area.edition.map { Int32(clamping: $0) } ?? .min]
  }
}
