internal import EventLog
internal import OCOP

/// What was corrected in a stream: the records that correct one, and those that they correct. Small, however long the stream is.
struct CorrectedRecords {
  /// As much of a record as tells what stands in whose place.
  struct Mark: Correctable {
    let position: Position
    let corrects: Position?
    let day: Day
    let onlyStrikes: Bool

    init(_ entry: RecordedEntry) {
      (position, corrects, day, onlyStrikes) = (entry.position, entry.corrects, entry.day, entry.onlyStrikes)
    }

    init(_ record: borrowing RecordView) {
      (position, corrects) = (record.position, record.corrects)
      day = record.effectiveOn?.day ?? .distantPast
      onlyStrikes = record.type == .voided
    }
  }

  /// In the order recorded.
  private var marks: [Mark] = []
  /// What stands in whose place.
  private(set) var places = Places([] as [Mark])
  /// What corrects each record that does not stand: target to correction.
  private(set) var corrections: [Position: Position] = [:]

  /// Of all marks of a stream.
  init(_ all: [Mark]) {
    let targets = Set(all.compactMap(\.corrects))
    guard !targets.isEmpty else { return }
    marks = all.filter { $0.corrects != nil || targets.contains($0.position) }
    fold()
  }

  func holds(_ position: Position) -> Bool { marks.contains { $0.position == position } }

  /// The same with a correction that was recorded since, and its target where that one was not corrected before.
  mutating func add(_ correction: Mark, of target: Mark?) {
    if let target, !holds(target.position) {
      marks.insert(target, at: marks.firstIndex { $0.position > target.position } ?? marks.count)
    }
    marks.append(correction)
    fold()
  }

  /// The records of the places of those at `positions`, in the order recorded; each once.
  func inPlaces(of positions: [Position]) -> [Position] {
    let wanted = Set(positions.map { places[$0] })
    let others = marks.map(\.position).filter { wanted.contains(places[$0]) }
    return Set(positions + others).sorted()
  }

  private mutating func fold() {
    places = Places(marks)
    corrections = OCOP.corrections(marks)
  }
}

extension WriteSession {
  /// What was corrected in `stream`, recorded or drafted. Costs a look at each record of the stream once.
  @_lifetime(self: copy self)
  mutating func corrected(in stream: StreamID) throws -> CorrectedRecords {
    if let known = state.corrected[stream] { return known }
    let corrected: CorrectedRecords
    if let history = state.histories[stream] {
      corrected = CorrectedRecords(history.entries.map { .init($0) })
    } else {
      var marks: [CorrectedRecords.Mark] = []
      for position in try view.positions(of: stream.key) { marks.append(try mark(at: position)) }
      for drafted in state.drafted(of: stream) {
        marks.append(.init(RecordedEntry(position: drafted.position, record: drafted.record)))
      }
      corrected = CorrectedRecords(marks)
    }
    state.corrected[stream] = corrected
    return corrected
  }

  private func mark(at position: LogPosition) throws -> CorrectedRecords.Mark {
    if let mark = try look(at: Position(position.rawValue), { CorrectedRecords.Mark($0) }) { return mark }
    // What cannot be read as a view of it tells why as a whole.
    let there = try event(at: position)
    return .init(RecordedEntry(position: there.position, record: there.record))
  }

  /// The record at `position`, recorded or drafted, if it is one of `stream`.
  @_lifetime(self: copy self)
  mutating func entry(at position: Position, of stream: StreamID) throws -> RecordedEntry? {
    if let history = state.histories[stream] { return history[position] }
    guard position.number < view.size || drafted(at: position) != nil else { return nil }
    let there = try drafted(at: position) ?? event(at: LogPosition(position.number))
    return there.record.stream == stream ? RecordedEntry(position: there.position, record: there.record) : nil
  }

  /// How many records `stream` has, the drafted ones counted.
  @_lifetime(self: copy self)
  mutating func version(of stream: StreamID) throws -> UInt64 {
    if let history = state.histories[stream] { return UInt64(history.entries.count) }
    return try view.head(of: stream.key).version.rawValue + UInt64(state.countDrafted(of: stream))
  }
}
