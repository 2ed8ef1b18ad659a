/// A criteria set made ready for scoring many sheets: criteria by number, floors by rank.
public final class ScoringTable: Sendable {
  /// The rulebook it is of.
  public let rulebook: Rulebook
  /// The set.
  public let set: CriteriaSet
  /// The criteria that are scored, in the order of the set.
  public let criteria: [Criterion]
  private let places: [String: Int]
  private let containers: Set<String>
  private let partOf: [Int]
  /// The criterion that each one depends on, -1 for none, and the points it must have.
  private let needs: [(criterion: Int, atLeast: Points)]
  /// The options of criteria without lists, one after the other; where those of each begin.
  private let options: [Points]
  private let optionStarts: [Int]
  private let stops: [Points?]
  private let optional: [Bool]
  private let knockouts: [String: Knockout]
  /// The floors that hold for ranks 3, 4 and 5, one rank after the other; where those of each begin.
  private let floors: [Floor]
  private let floorStarts: [Int]
  /// The lists that floors are of.
  private let lists: [String]

  /// The least means of one to five stars.
  private let starts: [Points]

  /// The table of the set `code`; `nil` where the rulebook has no such set, or its criteria are not known.
  public init?(_ rulebook: Rulebook, set code: String) {
    guard let set = rulebook.sets.first(where: { $0.code == code }), !set.contentUnknown else { return nil }
    self.rulebook = rulebook
    self.set = set
    let criteria = set.criteria.filter { !$0.container }
    self.criteria = criteria
    containers = Set(set.criteria.filter(\.container).map(\.code))
    places = Dictionary(criteria.enumerated().map { ($1.code, $0) }, uniquingKeysWith: { first, _ in first })
    partOf = criteria.map { criterion in
      let part = set.sections.first { $0.code == criterion.section }?.part
      return set.parts.firstIndex { $0.code == part } ?? 0
    }
    needs = criteria.map { criterion in
      guard let need = criterion.needs, let other = criteria.firstIndex(where: { $0.code == need.criterion }) else {
        return (-1, .zero)
      }
      return (other, need.atLeast.points)
    }
    options = criteria.flatMap { $0.options.map(\.points) }
    optionStarts = criteria.reduce(into: [0]) { $0.append($0[$0.count - 1] + $1.options.count) }
    stops = criteria.map { $0.stopAt?.points }
    optional = criteria.map { $0.optionalWhere != nil }
    knockouts = Dictionary(
      (rulebook.knockouts + set.knockouts).map { ($0.code, $0) }, uniquingKeysWith: { first, _ in first })
    starts = Stars.all.map { stars in rulebook.bands.first { $0.stars == stars }?.from.points ?? .zero }
    var (lists, floors, floorStarts): ([String], [Floor], [Int]) = ([], [], [0])
    for stars in [Stars.three, .four, .five] {
      for (index, criterion) in criteria.enumerated() {
        let alternatives: [(code: String?, floors: Floors?)] =
          criterion.either.isEmpty ? [(nil, criterion.floors)] : criterion.either.map { ($0.code, $0.floors) }
        for alternative in alternatives {
          // A rank needs what the ranks below it need, unless it has a floor of its own.
          guard let floor = alternative.floors?.floors.last(where: { $0.stars <= stars }) else { continue }
          let list = alternative.code.map { code in
            lists.firstIndex(of: code)
              ?? {
                lists.append(code)
                return lists.count - 1
              }()
          }
          floors.append(Floor(criterion: index, list: list ?? -1, hundredths: floor.points.points.hundredths))
        }
      }
      floorStarts.append(floors.count)
    }
    (self.lists, self.floors, self.floorStarts) = (lists, floors, floorStarts)
  }

  /// The fewest points of a criterion that a rank needs, as numbers: it is looked at for every product.
  struct Floor {
    let criterion: Int
    /// Of which of the criterion's lists; -1: it has none.
    let list: Int
    let hundredths: Int64
  }

  /// The number of a criterion as a sheet names it, and the list it names: `8/community`.
  /// Where a score goes: its criterion, as the sheet calls it, and the list it names.
  package typealias Place = (criterion: Int?, code: String, alternative: String?)

  /// Where the score of the criterion called `name` goes.
  package func place(of name: String) -> Place {
    if let place = places[name] { return (place, name, nil) }
    let parts = name.split(separator: "/", maxSplits: 1).map(String.init)
    guard parts.count == 2 else { return (nil, name, nil) }
    return (places[parts[0]], parts[0], parts[1])
  }

  /// Whether the criterion, which has no lists of options, has one of so many points.
  func hasOption(_ criterion: Int, _ points: Points) -> Bool {
    for index in optionStarts[criterion]..<optionStarts[criterion + 1] where options[index] == points { return true }
    return false
  }

  package func need(of criterion: Int) -> (criterion: Int, atLeast: Points) { needs[criterion] }
  package func stop(of criterion: Int) -> Points? { stops[criterion] }
  func isOptional(_ criterion: Int) -> Bool { optional[criterion] }
  func isContainer(_ code: String) -> Bool { containers.contains(code) }
  func knowsKnockout(_ code: String) -> Bool { knockouts[code] != nil }
  /// The knock-out with that code.
  public func knockout(_ code: String) -> Knockout? { knockouts[code] }

  /// For each option of the criterion that a sheet calls `name`, the points of the same option in `other`; none where that
  /// has no such criterion, or another number of options.
  public func worth(of name: String, in other: ScoringTable) -> [(from: Points, to: Points)] {
    guard let mine = options(of: name), let theirs = other.options(of: name), mine.count == theirs.count else {
      return []
    }
    return zip(mine, theirs).map { ($0.points, $1.points) }
  }

  /// Whether every sheet is the same by both tables: they differ in nothing but floors and bands, which look at what all
  /// sheets come to.
  public func reads(as other: ScoringTable) -> Bool {
    knockouts == other.knockouts && withoutFloors == other.withoutFloors
  }

  private var withoutFloors: CriteriaSet {
    var set = set
    for criterion in set.criteria.indices {
      set.criteria[criterion].floors = nil
      for alternative in set.criteria[criterion].either.indices {
        set.criteria[criterion].either[alternative].floors = nil
      }
    }
    return set
  }

  /// Whether every list of options that both tables have is the same in both.
  public func hasSameOptions(as other: ScoringTable) -> Bool {
    criteria.allSatisfy { criterion in
      let names = criterion.either.isEmpty ? [criterion.code] : criterion.either.map { criterion.code + "/" + $0.code }
      return names.allSatisfy { name in
        guard let mine = options(of: name), let theirs = other.options(of: name) else { return true }
        return mine == theirs
      }
    }
  }

  private func options(of name: String) -> [RulePoints]? {
    let place = place(of: name)
    guard let criterion = place.criterion.map({ criteria[$0] }) else { return nil }
    guard let alternative = place.alternative else { return criterion.options }
    return criterion.either.first { $0.code == alternative }?.options
  }

  package func part(of criterion: Int) -> Int { partOf[criterion] }

  func start(of stars: Stars) -> Points { starts[Int(stars.number) - 1] }

  func list(_ number: Int) -> String { lists[number] }

  /// The numbers of the floors that hold for a rank.
  func floors(of stars: Stars) -> Range<Int> {
    guard stars >= .three else { return 0..<0 }
    let rank = Int(stars.number) - 3
    return floorStarts[rank]..<floorStarts[rank + 1]
  }

  func floor(_ number: Int) -> Floor { floors[number] }
}
