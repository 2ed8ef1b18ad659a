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
    var standing: [PlacedRecord] = []
    for (_, stream) in Dictionary(grouping: all, by: \.record.stream) {
      var history = History()
      for item in stream { history.append(item.record, at: item.position) }
      let places = Places(history.entries)
      for entry in history.standing {
        var record = entry.record
        record.corrects = nil
        standing.append(PlacedRecord(position: places[entry.position], record: record))
      }
    }
    records = standing.sorted { $0.position < $1.position }
  }

  /// Those that say anything of `day`. Where one of a later day reaches back to it, what stands between them belongs to it: which
  /// recognition it is about depends on that.
  func concerning(_ day: Day) -> [PlacedRecord] {
    var last: [StreamID: Day] = [:]
    for record in records.map(\.record) where record.event.firstDayConcerned(on: record.effectiveOn) <= day {
      last[record.stream] = max(last[record.stream] ?? day, record.effectiveOn?.day ?? day)
    }
    return records.filter { ($0.record.effectiveOn?.day ?? .distantPast) <= (last[$0.record.stream] ?? day) }
  }
}
