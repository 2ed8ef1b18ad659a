internal import OCOP

/// A record with its position.
struct PlacedRecord {
  var position: Position
  var record: Record

  /// As it would stand had it been recorded so many seconds later.
  func recorded(later seconds: Int64) -> PlacedRecord {
    var copy = self
    copy.record.recordedAt = Timestamp(microseconds: record.recordedAt.microseconds + seconds * 1_000_000)
    return copy
  }
}

/// The history in which the right thing was recorded at once: what stands, in the place of what was recorded first.
struct RightHistory {
  let records: [PlacedRecord]

  init(_ all: some Collection<PlacedRecord>) {
    var effective: [PlacedRecord] = []
    for (_, stream) in Dictionary(grouping: all, by: \.record.stream) {
      var history = History()
      for item in stream { history.append(item.record, at: item.position) }
      let places = Places(history.entries)
      for entry in history.effective {
        var record = entry.record
        record.corrects = nil
        // Whoever names a correction means what stands in its place.
        record.event = record.event.naming { places[$0] }
        effective.append(PlacedRecord(position: places[entry.position], record: record))
      }
    }
    records = effective.sorted { $0.position < $1.position }
  }

  /// Those that say anything of `day`.
  ///
  /// Where one of a later day reaches back to it, what stands between them belongs to it: which recognition it is about depends on
  /// that. And what a thing is, that no record by the day tells, is what the first one after it tells (docs/definitions.md).
  func concerning(_ day: Day) -> [PlacedRecord] {
    var last: [StreamID: Day] = [:]
    for record in records.map(\.record) where record.event.firstDayConcerned(on: record.effectiveOn) <= day {
      last[record.stream] = max(last[record.stream] ?? day, record.effectiveOn?.day ?? day)
    }
    var told: [StreamID: Set<Trait>] = [:]
    var concerned: Set<Position> = []
    // In legal order: by day, then as they stand.
    for (_, item) in records.enumerated().sorted(by: { ($0.element.day, $0.offset) < ($1.element.day, $1.offset) }) {
      let traits = item.record.event.traits
      let isByThen = item.day <= (last[item.record.stream] ?? day)
      if isByThen || !traits.isSubset(of: told[item.record.stream] ?? []) { concerned.insert(item.position) }
      told[item.record.stream, default: []].formUnion(traits)
    }
    return records.filter { concerned.contains($0.position) }
  }
}

/// What a producer or a product is.
private enum Trait { case name, producer, form, group, place }

extension Event {
  fileprivate var traits: Set<Trait> {
    func some(_ trait: Trait, _ value: Any?) -> Set<Trait> { value == nil ? [] : [trait] }
    return switch self {
    case .producerRegistered(let e): some(.form, e.form).union(some(.place, e.place)).union([.name])
    case .productRegistered(let e): some(.group, e.group).union(some(.place, e.place)).union([.name, .producer])
    case .producerRenamed, .productRenamed: [.name]
    case .producerFormChanged: [.form]
    case .producerMoved, .productMoved: [.place]
    case .productTransferred: [.producer]
    case .productRegrouped: [.group]
    default: []
    }
  }
}

extension PlacedRecord {
  fileprivate var day: Day { record.effectiveOn?.day ?? .distantPast }
}
