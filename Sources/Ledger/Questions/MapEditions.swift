internal import EventLog
internal import OCOP
internal import Synchronization

/// The first days of the map's editions, read from the records of areas once, and again when there are more of them.
final class MapEditions: Sendable {
  private struct Known {
    var heads: [StreamKey: StreamVersion] = [:]
    var changes: [(position: UInt64, day: Day)] = []
    /// The days of all changes, in order.
    var days: [Day] = []
  }

  private let known = Mutex(Known())

  /// The editions that the first `size` records say, in order.
  func days(_ view: borrowing LogView, _ size: UInt64) throws -> [Day] {
    let streams = try view.streams(withPrefix: [UInt8(StreamKind.area.wireInteger)])
    var state = known.withLock { $0 }
    let heads = Dictionary(uniqueKeysWithValues: streams.map { ($0.key, $0.version) })
    if state.heads != heads {
      state = Known(heads: heads)
      for stream in streams { try Self.read(stream.key, view, into: &state.changes) }
      state.days = Set(state.changes.map(\.day)).sorted()
      let fresh = state
      known.withLock { $0 = fresh }
    }
    if size == view.size { return state.days }
    return Set(state.changes.filter { $0.position < size }.map(\.day)).sorted()
  }

  private static func read(
    _ stream: StreamKey, _ view: borrowing LogView, into changes: inout [(position: UInt64, day: Day)]
  ) throws {
    for position in try view.positions(of: stream) {
      let day = try view.withRecord(at: position) { bytes -> Day? in
        try? RecordView(bytes, at: Position(position.rawValue)).effectiveOn?.day
      }
      if let day, let day { changes.append((position.rawValue, day)) }
    }
  }
}
