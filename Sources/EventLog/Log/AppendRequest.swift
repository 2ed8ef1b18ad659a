/// What the store fixes about a record before it is encoded.
package struct Stamp: Hashable, Sendable {
  package let position: LogPosition
  package let version: StreamVersion
  /// The store's clock, never before the record before.
  package let recordedAt: LogTime
}

/// Records that are to be appended: the stream of each, and how its bytes follow from its stamp.
package struct ProposedRecords: Sendable {
  /// How many there are.
  package let count: Int
  /// The stream of one of them, by its place among them.
  package let stream: @Sendable (Int) -> StreamKey
  /// Adds the bytes of one of them to what is there. Called once for each when its place in the log is known, on any
  /// thread; where the append fails, for some only, and maybe still after it has thrown. At most ``LogFormat/maxRecordBytes`` bytes.
  package let encode: @Sendable (Int, Stamp, inout [UInt8]) -> Void
  /// The keys of one of them: those that a ``KeyReader`` finds in its bytes.
  package let keys: @Sendable (Int) -> [LookUpKey]
  /// When one of them was recorded elsewhere, for records that are taken over as they are; `nil`: the store's clock tells.
  package let time: (@Sendable (Int) -> LogTime)?

  package init(
    count: Int, stream: @escaping @Sendable (Int) -> StreamKey,
    keys: @escaping @Sendable (Int) -> [LookUpKey], time: (@Sendable (Int) -> LogTime)? = nil,
    encode: @escaping @Sendable (Int, Stamp, inout [UInt8]) -> Void
  ) {
    self.count = count
    self.stream = stream
    self.keys = keys
    self.time = time
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
package struct AppendRequest: Sendable {
  /// Recorded once only; a second request under the same key is answered as a duplicate. `nil`: no such protection.
  package var command: CommandKey?
  package var expecting: [StreamKey: ExpectedVersion]
  package var records: ProposedRecords
  /// Larger things the records name by hash; stored in the same commit.
  package var blobs: [[UInt8]]
  /// The format that a program must know to read the records and blobs: the log's is raised to it (``LogFormat/current``).
  package var format: UInt32

  /// `expecting` has no default: leaving a stream out of it is a decision. Nor has `format`: forgetting it would let an older
  /// program pass over what it does not know.
  package init(
    command: CommandKey?, expecting: [StreamKey: ExpectedVersion], records: ProposedRecords, blobs: [[UInt8]] = [],
    format: UInt32
  ) {
    precondition(format <= LogFormat.current, "nobody writes what this program could not open again")
    self.format = format
    self.command = command
    self.expecting = expecting
    self.records = records
    self.blobs = blobs
  }
}

/// What somebody who appends in portions answers for one of them.
package enum PlannedPortion: Sendable {
  /// These are appended, and there is more.
  case more([AppendRequest])
  /// These are appended, and are the last.
  case last([AppendRequest])
  /// Nothing is appended, and what went before neither.
  case nothing
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
