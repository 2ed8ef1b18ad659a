internal import OCOP
internal import ProjectionKit

/// What star counts keep of a product, as numbers: what it holds and when, and on what it counts.
///
/// First how many there are of each, then: producers (from, number), groups (from, term), places (from, district,
/// commune), proposals for five stars (from, first day without), intervals (from, through, end of the own term, first day of an
/// extension, packed: stars, level, how it ended, whether the grant, and whether the extension is irregular; position of the grant, first day on which a decision had
/// taken it away, first day that may be the first, first day that may be the last).
struct ProductRow: ~Escapable {
  private let row: Span<Int32>
  private let groups: Int
  private let places: Int
  private let proposals: Int
  private let intervals: Int

  private static let header = 6
  private static let intervalWidth = 9

  @_lifetime(copy row)
  init(_ row: Span<Int32>) {
    self.row = row
    groups = Self.header + 2 * Int(row[1])
    places = groups + 2 * Int(row[2])
    proposals = places + 5 * Int(row[3])
    intervals = proposals + 2 * Int(row[4])
  }

  /// The numbers of a product; none where it was never registered.
  static func words(_ facts: [DetailFact], _ timeline: RatingTimeline) -> [Int32] {
    guard !facts.isEmpty else { return [] }
    let producers = TimelineEncoding.words(facts) { $0.producer.map { [Int32(bitPattern: $0.number)] } }
    let groups = TimelineEncoding.words(facts) { $0.group.map { [Int32($0.wireInteger)] } }
    let places = TimelineEncoding.words(facts) { $0.place.map(TimelineEncoding.words) }
    let proposals = timeline.proposals.filter { $0.stars == .five }
    // What was annulled, or replaced before it began, never counts.
    let intervals = timeline.intervals.filter { $0.ending != .annulled && $0.hasBegun }
    var row: [Int32] = []
    row.reserveCapacity(
      header + producers.words.count + groups.words.count + places.words.count + 2 * proposals.count
        + intervalWidth * intervals.count)
    row.append(facts.contains { $0.placeholder } ? 1 : 0)
    row.append(producers.count)
    row.append(groups.count)
    row.append(places.count)
    row.append(Int32(proposals.count))
    row.append(Int32(intervals.count))
    row += producers.words
    row += groups.words
    row += places.words
    for proposal in proposals {
      row.append(proposal.proposal.day.number)
      row.append(proposal.settledOn.number)
    }
    for interval in intervals { add(interval, to: &row) }
    return row
  }

  private static func add(_ interval: RatingInterval, to row: inout [Int32]) {
    row.append(interval.from.number)
    row.append(interval.through.number)
    row.append(interval.termThrough.number)
    row.append(interval.extendedFrom?.number ?? .max)
    row.append(
      Int32(interval.stars.number) | Int32(interval.grant.level?.wireInteger ?? 0) << 4
        | Int32(interval.ending.wireInteger) << 8 | (interval.grant.isIrregular ? 1 << 16 : 0)
        | (interval.lengthening?.isIrregular ?? false ? 1 << 17 : 0))
    row.append(Int32(bitPattern: UInt32(clamping: interval.grant.position.number)))
    row.append(interval.takenFrom?.number ?? .max)
    row.append(interval.earliestFrom.number)
    row.append(interval.earliestThrough.number)
  }

  /// Whether `row` can be one that ``words(_:_:)`` made: a written row may have been damaged.
  static func isWellFormed(_ row: Span<Int32>) -> Bool {
    guard row.count >= header else { return false }
    var count = header
    for (field, width) in [(1, 2), (2, 2), (3, 5), (4, 2), (5, Self.intervalWidth)] {
      guard (0...Int32(row.count)).contains(row[field]) else { return false }
      count += Int(row[field]) * width
    }
    guard count == row.count else { return false }
    let product = ProductRow(row)
    for group in 0..<Int(row[2])
    where !(1...Int32(ProductGroup.allCases.count)).contains(row[product.groups + 2 * group + 1]) { return false }
    for interval in 0..<Int(row[5]) {
      let packed = row[product.intervals + intervalWidth * interval + 4]
      guard (1...5).contains(packed & 15), (0...Int32(Level.allCases.count)).contains(packed >> 4 & 15),
        (1...Int32(RatingInterval.Ending.allCases.count)).contains(packed >> 8 & 0xff), (0...3).contains(packed >> 16)
      else { return false }
    }
    return true
  }

  var isPlaceholder: Bool { row[0] == 1 }

  func producer(on day: Int32) -> UInt32? {
    TimelineEncoding.find(row, from: Self.header, count: Int(row[1]), width: 2, on: day).map {
      UInt32(bitPattern: row[$0])
    }
  }

  /// The term's number, 0 where none is known.
  func group(on day: Int32) -> Int {
    TimelineEncoding.find(row, from: groups, count: Int(row[2]), width: 2, on: day).map { Int(row[$0]) } ?? 0
  }

  func place(on day: Int32) -> PlaceKey? {
    TimelineEncoding.find(row, from: places, count: Int(row[3]), width: 5, on: day).map { row.place(at: $0) }
  }

  /// Whether five stars are asked for on `day`.
  func isProposedForFive(on day: Int32) -> Bool {
    for proposal in 0..<Int(row[4]) {
      let place = proposals + 2 * proposal
      if row[place] <= day, day < row[place + 1] { return true }
    }
    return false
  }

  /// Whether nothing tells if one of its terms counts on `day`.
  func isUndecided(on day: Int32) -> Bool {
    for interval in 0..<Int(row[5]) {
      let place = intervals + Self.intervalWidth * interval
      if row[place + 7] <= day && day < row[place] || row[place + 8] < day && day <= row[place + 1] { return true }
    }
    return false
  }

  /// What counts on `day`; `nil`: nothing does. The same as `RatingTimeline.interval(on:counting:)` says of the facts.
  func held(on day: Int32, _ counting: Counting) -> Held? {
    var interval = Int(row[5]) - 1
    while interval >= 0 {
      let place = intervals + Self.intervalWidth * interval
      interval -= 1
      guard row[place] <= day else { continue }
      let isInTerm = day <= row[place + 2]
      let isHeld = day <= row[place + 1] && (isInTerm || row[place + 3] <= day)
      let packed = row[place + 4]
      switch counting {
      case .everRecognised: break
      case .latestKnown: if row[place + 6] <= day { return nil }
      case .inForce:
        guard isHeld else { continue }
        if !isInTerm { return nil }
      case .inForceIncludingGrace: guard isHeld else { continue }
      }
      return Held(
        stars: Int(packed & 15), level: Int(packed >> 4 & 15), from: row[place], through: row[place + 1],
        ending: UInt64(packed >> 8 & 0xff),
        isIrregular: packed >> 16 & 1 == 1 || packed >> 17 == 1 && isHeld && !isInTerm,
        isImprecise: row[place + 7] < row[place] || row[place + 8] < row[place + 1],
        position: UInt32(bitPattern: row[place + 5]), takenFrom: row[place + 6])
    }
    return nil
  }

  /// An interval that counts.
  struct Held {
    let stars: Int
    let level: Int
    let from: Int32
    let through: Int32
    /// The number of the term.
    let ending: UInt64
    let isIrregular: Bool
    /// Whether its first or its last day is not known to the day.
    let isImprecise: Bool
    let position: UInt32
    /// The first day on which a decision had taken the stars away; the last day that there is: none did.
    let takenFrom: Int32
  }
}

extension Span<Int32> {
  /// The place whose four numbers begin at `start`.
  func place(at start: Int) -> PlaceKey {
    PlaceKey(district: area(at: start), commune: area(at: start + 2))
  }

  private func area(at start: Int) -> PlaceKey.Area {
    PlaceKey.Area(code: UInt32(bitPattern: self[start]), edition: self[start + 1])
  }
}

/// What star counts keep of a producer: its legal form and its place over time.
struct ProducerRow: ~Escapable {
  private let row: Span<Int32>

  @_lifetime(copy row)
  init(_ row: Span<Int32>) { self.row = row }

  static func words(_ facts: [DetailFact]) -> [Int32] {
    guard !facts.isEmpty else { return [] }
    let forms = TimelineEncoding.words(facts) { $0.form.map { [Int32($0.wireInteger)] } }
    let places = TimelineEncoding.words(facts) { $0.place.map(TimelineEncoding.words) }
    return [forms.count, places.count] + forms.words + places.words
  }

  /// Whether `row` can be one that ``words(_:)`` made.
  static func isWellFormed(_ row: Span<Int32>) -> Bool {
    guard row.count >= 2, row[0] >= 0, row[1] >= 0, Int(row[0]) * 2 + Int(row[1]) * 5 + 2 == row.count else {
      return false
    }
    for form in 0..<Int(row[0]) where !(1...Int32(LegalForm.allCases.count)).contains(row[2 + 2 * form + 1]) {
      return false
    }
    return true
  }

  /// The term's number, 0 where none is known.
  func form(on day: Int32) -> Int {
    TimelineEncoding.find(row, from: 2, count: Int(row[0]), width: 2, on: day).map { Int(row[$0]) } ?? 0
  }

  func place(on day: Int32) -> PlaceKey? {
    TimelineEncoding.find(row, from: 2 + 2 * Int(row[0]), count: Int(row[1]), width: 5, on: day).map {
      row.place(at: $0)
    }
  }
}
