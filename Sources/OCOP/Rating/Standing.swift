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

/// The items that stand once corrections are taken in, in legal order: by day, then as recorded.
///
/// A correction takes its target out; if it is no strike-out it stands in its place. A correction that is itself
/// struck out takes nothing out: what it corrected stands again.
public func standing<Item: Correctable>(_ items: [Item]) -> [Item] {
  var corrected: Set<Position> = []
  // A correction always follows what it corrects, so going backwards each one is judged before its target.
  for item in items.sorted(by: { $0.position > $1.position }) {
    if let target = item.corrects, !corrected.contains(item.position) { corrected.insert(target) }
  }
  return
    items
    .filter { !$0.onlyStrikes && !corrected.contains($0.position) }
    .sorted { ($0.day, $0.position) < ($1.day, $1.position) }
}
