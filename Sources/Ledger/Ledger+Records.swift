internal import EventLog
public import OCOP

/// A record with its place and its leaf hash.
public struct RecordedEvent: Hashable, Sendable {
  /// Where it stands.
  public let position: Position
  /// The record.
  public let record: Record
  /// The hash of its bytes as a leaf of the tree, in hexadecimal digits.
  public let hash: String

  /// The record as one JSON object.
  public var json: JSONValue { record.json(at: position) }

  /// The record as one JSON object, its hash at the end.
  public var jsonWithHash: JSONValue { json.adding([.init("hash", .string(hash))]) }
}

extension History {
  /// The history that `events` of one stream make, in the order recorded.
  public init(_ events: [RecordedEvent]) {
    self.init(events.map { RecordedEntry(position: $0.position, record: $0.record) })
  }
}

extension Ledger {
  /// Hands the records from `start` on to `body`, in order, until it answers `false` or the end is met. One that a newer program
  /// wrote is ``LedgerFailure/Kind/newerEvent``: ``forEachEntry(from:_:)`` hands it over as what it is.
  ///
  /// Throws what `body` throws, and ``LedgerError`` where the log cannot be read.
  @discardableResult
  public func forEachRecord(from start: Position = .zero, _ body: (RecordedEvent) throws -> Bool) throws -> Head {
    try calling {
      try log.read { view in
        try view.scan(from: LogPosition(start.number)) { position, bytes in
          try body(try Self.event(bytes, at: position, view))
        }
        return Head(view.tree)
      }
    }
  }

  /// Hands the records from `start` on to `body`, in order, until it answers `false` or the end is met, also those that a newer
  /// program wrote.
  ///
  /// Throws what `body` throws, and ``LedgerError`` where the log cannot be read.
  public func forEachEntry(from start: Position = .zero, _ body: (LogEntry) throws -> Bool) throws {
    try calling {
      try log.read { view in
        try view.scan(from: LogPosition(start.number)) { position, bytes in
          try body(try Self.entry(bytes, at: position, view))
        }
      }
    }
  }

  /// The record at `position`, or `nil` past the end. Throws as ``forEachRecord(from:_:)``.
  public func record(at position: Position) throws(LedgerError) -> RecordedEvent? {
    try failing {
      var found: RecordedEvent?
      try forEachRecord(from: position) { event in
        if event.position == position { found = event }
        return false
      }
      return found
    }
  }

  /// The record at `position`, whoever wrote it, or `nil` past the end.
  public func entry(at position: Position) throws(LedgerError) -> LogEntry? {
    try failing {
      var found: LogEntry?
      try forEachEntry(from: position) { entry in
        if entry.position == position { found = entry }
        return false
      }
      return found
    }
  }

  /// The bytes of the record at `position`, a leaf of the tree; `nil` past the end.
  public func bytes(at position: Position) throws(LedgerError) -> [UInt8]? {
    try failing {
      try log.read { view in
        try view.withRecord(at: LogPosition(position.number)) { bytes in bytes.withUnsafeBytes { Array($0) } }
      }
    }
  }

  /// The records of one stream, in order. Costs what the stream is long. Throws as ``forEachRecord(from:_:)``.
  public func records(of stream: StreamID) throws(LedgerError) -> [RecordedEvent] {
    try failing {
      try entries(of: stream).map { entry in
        guard let event = entry.event else { throw LedgerFailure.newer(at: entry.position, in: path) }
        return event
      }
    }
  }

  /// The records of one stream, in order, also those that a newer program wrote. Costs what the stream is long.
  public func entries(of stream: StreamID) throws(LedgerError) -> [LogEntry] {
    try failing {
      try log.read { view in
        try view.positions(of: stream.key).map { position in
          let event = try view.withRecord(at: position) { bytes in
            Result { try Self.entry(bytes, at: position, view) }
          }
          guard let event else {
            throw LedgerFailure(.damaged, path: path, detail: "no record at position \(position)")
          }
          return try event.get()
        }
      }
    }
  }

  /// The streams of a kind, in order of their numbers.
  public func streams(_ kind: StreamKind) throws(LedgerError) -> [StreamID] {
    try failing {
      try log.read { view in
        try view.streams(withPrefix: [UInt8(kind.wireInteger)]).compactMap { StreamID(key: $0.key) }
      }
    }
  }

  /// The position of the last record recorded at `time` or before it: what was known then. `nil`: nothing was.
  public func position(at time: Timestamp) throws(LedgerError) -> Position? {
    try failing {
      try log.read { view in
        // Recorded times never go back, so half of the rest can be left out at each step.
        var low: UInt64 = 0
        var high = view.size
        while low < high {
          let middle = (low + high) / 2
          let recorded = try view.withRecord(at: LogPosition(middle)) { bytes in
            (try? RecordView(bytes, at: Position(middle)))?.recordedAt
          }
          guard let recorded, let recorded else {
            throw LedgerFailure(.damaged, path: path, detail: "no record at position \(middle)")
          }
          if recorded <= time { low = middle + 1 } else { high = middle }
        }
        return low == 0 ? nil : Position(low - 1)
      }
    }
  }

  /// The record in `bytes`. Throws as ``entry(_:at:_:)``, and ``LedgerFailure/Kind/newerEvent``.
  static func event(_ bytes: RawSpan, at position: LogPosition, _ view: borrowing LogView) throws -> RecordedEvent {
    let entry = try entry(bytes, at: position, view)
    guard let event = entry.event else { throw LedgerFailure.newer(at: entry.position, in: view.path) }
    return event
  }

  /// The record in `bytes`, as far as this program knows it. Throws ``LedgerFailure/Kind/damaged`` where they are no record, or
  /// not those that the tree was made of: what is shown, exported or proved is what was recorded.
  static func entry(_ bytes: RawSpan, at position: LogPosition, _ view: borrowing LogView) throws -> LogEntry {
    let leaf = MerkleTree.leaf(bytes)
    guard try view.leaf(at: position) == leaf else {
      throw LedgerFailure(.damaged, path: view.path, detail: "position \(position): its bytes and its hash disagree")
    }
    do {
      return try LogEntry.read(bytes, at: Position(position.rawValue), hash: leaf)
    } catch {
      throw LedgerFailure(.damaged, path: view.path, detail: "position \(position) cannot be read: \(error)")
    }
  }
}

extension StreamID {
  /// The stream's name in the log: the kind, then the number, so that streams of a kind lie together in order.
  var key: StreamKey {
    withUnsafeTemporaryAllocation(byteCount: 9, alignment: 1) { bytes in
      bytes[0] = UInt8(kind.wireInteger)
      bytes.storeBytes(of: UInt64(number).bigEndian, toByteOffset: 1, as: UInt64.self)
      return StreamKey(UnsafeRawBufferPointer(bytes).bytes)
    }
  }

  init?(key: StreamKey) {
    let bytes = key.bytes
    guard bytes.count == 9, let kind = StreamKind(wireInteger: UInt64(bytes[0])) else { return nil }
    self.init(kind, bytes[1...].reduce(0) { $0 << 8 | UInt32($1) })
  }
}
