/// What the store fixes about a record before it is encoded.
package struct Stamp: Hashable, Sendable {
  package let position: LogPosition
  package let version: StreamVersion
  /// The store's clock, never before the record before.
  package let recordedAt: LogTime
}

/// A record that is to be appended: its stream, and how its bytes follow from its stamp.
package struct ProposedRecord {
  package let stream: StreamKey
  /// Called once, when the record's place is known. At most ``LogFormat/maxRecordBytes`` bytes.
  package let encode: (Stamp) -> [UInt8]

  package init(stream: StreamKey, encode: @escaping (Stamp) -> [UInt8]) {
    self.stream = stream
    self.encode = encode
  }
}

/// What must hold of a stream for an append to go ahead.
package enum ExpectedVersion: Hashable, Sendable {
  /// Nothing need hold.
  case any
  /// The stream has no record yet.
  case noStream
  /// The last record of the stream has this version.
  case exactly(StreamVersion)

  func holds(for version: StreamVersion) -> Bool {
    switch self {
    case .any: true
    case .noStream: version == .none
    case .exactly(let expected): version == expected
    }
  }
}

/// Records that go in together or not at all, with the conditions under which they go in.
package struct AppendRequest {
  /// Recorded once only; a second request under the same key is answered as a duplicate. `nil`: no such protection.
  package var command: CommandKey?
  package var expecting: [StreamKey: ExpectedVersion]
  package var records: [ProposedRecord]
  /// Larger things the records name by hash; stored in the same commit.
  package var blobs: [[UInt8]]

  /// `expecting` has no default: leaving a stream out of it is a decision.
  package init(
    command: CommandKey?, expecting: [StreamKey: ExpectedVersion], records: [ProposedRecord], blobs: [[UInt8]] = []
  ) {
    self.command = command
    self.expecting = expecting
    self.records = records
    self.blobs = blobs
  }
}

/// The answer to one request.
package enum AppendOutcome: Hashable, Sendable {
  /// On disk, at these positions.
  case appended(Range<UInt64>)
  /// The command was recorded before, at these positions; nothing was written.
  case duplicate(of: Range<UInt64>)
  /// The stream stands elsewhere: its last record is at this position (`nil`: it has none). Nothing was written.
  case conflict(stream: StreamKey, at: LogPosition?)
}

/// What a commit left behind.
package struct Receipt: Hashable, Sendable {
  package let outcomes: [AppendOutcome]
  package let tree: MerkleTree
}
