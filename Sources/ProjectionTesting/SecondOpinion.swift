public import OCOP

/// A second opinion: the stars of a product on one day, worked out event by event and without intervals. It shares no
/// code with the projections that it is held against.
public enum SecondOpinion {
  private struct State {
    var stars: Stars
    var end: Day
    var extendedEnd: Day
    var taken = false
  }

  /// The stars of every product that counts on `day`, by the records up to the end of `records`, whose places are their
  /// positions.
  public static func stars(_ records: [Record], on day: Day, _ counting: Counting) -> [StreamID: Stars] {
    var result: [StreamID: Stars] = [:]
    for (stream, entries) in standingByProduct(records) {
      var state: State?
      let annulled = Set(
        entries.compactMap { entry -> Position? in
          if case .annulled(let e) = entry.record.event { e.granted } else { nil }
        })
      for entry in entries where entry.day <= day {
        apply(entry, annulled, to: &state)
      }
      guard let state else { continue }
      let counts =
        switch counting {
        case .everRecognised: true
        case .latestKnown: !state.taken
        case .inForce: !state.taken && day <= state.end
        case .inForceIncludingGrace: !state.taken && day <= state.extendedEnd
        }
      if counts { result[stream] = state.stars }
    }
    return result
  }

  private static func apply(_ entry: History.Entry, _ annulled: Set<Position>, to state: inout State?) {
    switch entry.record.event {
    case .recognised(let e): take(e.grant, entry, annulled, &state)
    case .upgraded(let e): take(e.grant, entry, annulled, &state)
    case .renewed(let e): take(e.grant, entry, annulled, &state)
    case .lowered(let e): take(e.grant, entry, annulled, &state)
    case .revoked, .removedFromList, .reevaluationFailed:
      // What had lapsed before is not taken: it had ended already.
      if let current = state, current.extendedEnd >= entry.day { state?.taken = true }
    case .certificateExtended(let e):
      if let current = state, !current.taken { state?.extendedEnd = max(current.extendedEnd, e.until.day) }
    default: break
    }
  }

  private static func take(_ grant: Grant, _ entry: History.Entry, _ annulled: Set<Position>, _ state: inout State?) {
    guard !annulled.contains(entry.position) else { return }
    state = State(stars: grant.stars, end: grant.validUntil.day, extendedEnd: grant.validUntil.day)
  }

  /// Whether `entry` takes out the record at `target`: it says so, and nobody struck that out for good.
  private static func takes(_ entry: History.Entry, _ target: Position, _ entries: [History.Entry]) -> Bool {
    guard entry.record.corrects == target else { return false }
    return !entries.contains { $0.record.event.type == .voided && takes($0, entry.position, entries) }
  }

  private static func standingByProduct(_ records: [Record]) -> [StreamID: [History.Entry]] {
    var streams: [StreamID: [History.Entry]] = [:]
    for (index, record) in records.enumerated() where record.stream.kind == .product {
      streams[record.stream, default: []].append(History.Entry(position: Position(UInt64(index)), record: record))
    }
    return streams.mapValues { entries in
      entries.filter { entry in
        entry.record.event.type != .voided && !entries.contains { takes($0, entry.position, entries) }
      }
      .sorted { ($0.day, $0.position) < ($1.day, $1.position) }
    }
  }
}
