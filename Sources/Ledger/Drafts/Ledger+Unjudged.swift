internal import EventLog
package import OCOP

extension Ledger {
  /// Appends `records` as they stand, in one commit, and no decider is asked: for histories that a program made up, such
  /// as those of benchmarks. Versions and times are given out by the store, as always.
  package func appendUnjudged(_ records: [Record]) throws -> Head {
    let receipt = try failing {
      try log.append {
        [AppendRequest(command: nil, expecting: [:], records: records.map(\.proposed))]
      }
    }
    return Head(receipt.tree)
  }
}

extension Record {
  /// The record as the log takes it: what the store gives out is filled in when its place is known.
  var proposed: ProposedRecord {
    ProposedRecord(stream: stream.key) { stamp in
      wireBytes(
        version: stamp.version.rawValue, recordedAt: Timestamp(microseconds: stamp.recordedAt.rawValue))
    }
  }
}
