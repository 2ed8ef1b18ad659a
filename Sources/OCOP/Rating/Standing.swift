/// Something recorded that another record may correct.
public protocol Correctable {
  /// Where it stands in the log.
  var position: Position { get }
  /// The record it replaces or strikes out.
  var corrects: Position? { get }
  /// The legal day from which it counts.
  var day: Day { get }
  /// Whether it only strikes out, and states nothing itself.
  var onlyStrikes: Bool { get }
}

extension RatingFact: Correctable {
  /// The legal day from which it counts.
  public var day: Day { date.day }
  /// Whether it only strikes out.
  public var onlyStrikes: Bool { kind == .voided }
}

/// What stands in whose place once corrections are taken in.
///
/// Whatever refers to a record (an annulment, a closing, a refusal, a later correction) refers to its place: to what stands there
/// now, whichever of the records of that place it named. A strike-out leaves nothing in its place.
public struct Places: Sendable {
  // Only of places where something was corrected: any other record stands in its own.
  private var first: [Position: Position] = [:]
  private var last: [Position: Position?] = [:]

  /// The places of `items`. What nothing corrects, and corrects nothing, may be left out of them.
  public init<Item: Correctable>(_ items: [Item]) {
    first = Self.firsts(of: items)
    guard areCorrected else { return }
    for place in first.values { last[place] = .some(nil) }
    for item in OCOP.effective(items) {
      let place = self[item.position]
      if last[place] != nil { last[place] = item.position }
    }
  }

  /// The first record of the place of each record that corrects another.
  fileprivate static func firsts<Item: Correctable>(of items: [Item]) -> [Position: Position] {
    var first: [Position: Position] = [:]
    for item in items.filter({ $0.corrects != nil }).sorted(by: { $0.position < $1.position }) {
      first[item.position] = item.corrects.map { first[$0] ?? $0 }
    }
    return first
  }

  /// The first record of the place of the record at `position`: the one that corrects nothing.
  public subscript(position: Position) -> Position { first[position] ?? position }

  /// The record that stands in the place of the one at `position`; `nil`: it was struck out.
  public func effective(for position: Position) -> Position? {
    let place = self[position]
    return last[place] ?? place
  }

  /// Whether any record was corrected.
  public var areCorrected: Bool { !first.isEmpty }
}

/// What corrects each item that does not stand: target to correction.
///
/// A correction takes its target out; if it is no strike-out it stands in its place, and what replaces it in turn still
/// stands in that place. A correction that is struck out takes nothing out: what it corrected stands again. Striking out the
/// first record of a place strikes out the fact: whatever stands there, and nothing stands again.
public func corrections<Item: Correctable>(_ items: [Item]) -> [Position: Position] {
  var corrections: [Position: Position] = [:]
  let correcting = items.filter { $0.corrects != nil }
  guard !correcting.isEmpty else { return corrections }
  var undone: Set<Position> = []
  let positions = Set(correcting.map(\.position))
  var strikes: [(first: Position, by: Position)] = []
  // A correction always follows what it corrects, so going backwards each one is judged before its target.
  for item in correcting.sorted(by: { $0.position > $1.position }) {
    guard let target = item.corrects, !undone.contains(item.position) else { continue }
    if item.onlyStrikes, !positions.contains(target) {
      strikes.append((target, item.position))
      continue
    }
    corrections[target] = item.position
    if item.onlyStrikes { undone.insert(target) }
  }
  for strike in strikes {
    var last = strike.first
    while let next = corrections[last] { last = next }
    corrections[last] = strike.by
  }
  return corrections
}

/// The items that stand once ``corrections(_:)`` are taken in, in legal order: by day, then as recorded. What was corrected keeps
/// the place of what it corrects: mending a detail moves nothing behind what was recorded after it.
public func effective<Item: Correctable>(_ items: [Item]) -> [Item] {
  let corrected = corrections(items)
  let firsts = corrected.isEmpty ? [:] : Places.firsts(of: items)
  // What is sorted is small, and mostly in order already.
  var places: [(day: Day, position: Position, index: Int)] = []
  places.reserveCapacity(items.count)
  var isInOrder = true
  for (index, item) in items.enumerated() where !item.onlyStrikes {
    if !corrected.isEmpty, corrected[item.position] != nil { continue }
    let place = (item.day, firsts[item.position] ?? item.position, index)
    if let last = places.last, (last.day, last.position) > (place.0, place.1) { isInOrder = false }
    places.append(place)
  }
  if isInOrder && places.count == items.count { return items }
  if !isInOrder { places.sort { ($0.day, $0.position) < ($1.day, $1.position) } }
  return places.map { items[$0.index] }
}

extension Array where Element: Correctable {
  /// What stood when `item` was recorded. One that corrects a record without changing what `isSame` looks at refers to what that
  /// record referred to.
  func asKnown(to item: Element, where isSame: (Element) -> Bool) -> [Element] {
    var origin = item
    while let earlier = first(where: { $0.position == origin.corrects }), isSame(earlier) { origin = earlier }
    return OCOP.effective(filter { $0.position < origin.position })
  }
}
