internal import EventLog
package import OCOP

extension Ledger {
  /// Appends `records` as they stand, in one commit, and no decider is asked: for histories that a program made up, such
  /// as those of benchmarks. Versions and times are given out by the store, as always.
  package func appendBypassingDecider(_ records: [Record]) throws {
    let format = records.map(\.format).max() ?? 0
    _ = try failing {
      try log.append {
        [AppendRequest(command: nil, expecting: [:], records: ProposedRecords(records), format: format)]
      }
    }
  }
}

extension ProposedRecords {
  /// Records as the log takes them: what the store gives out is filled in when their places are known.
  init(_ records: [Record]) {
    self.init(records) { records[$0].lookUpKeys.map { LookUpKey($0) } }
  }

  /// One record, with its keys.
  init(_ record: Record, _ keys: [LookUpKey]) { self.init([record]) { _ in keys } }

  private init(_ records: [Record], _ keys: @escaping @Sendable (Int) -> [LookUpKey]) {
    self.init(count: records.count) {
      records[$0].stream.key
    } keys: {
      keys($0)
    } encode: { index, stamp, bytes in
      // Where it lies: a copy would count every text of it once more, and once less afterwards.
      records.withUnsafeBufferPointer {
        $0[index].append(
          to: &bytes, version: stamp.version.rawValue, recordedAt: Timestamp(microseconds: stamp.recordedAt.rawValue))
      }
    }
  }
}
