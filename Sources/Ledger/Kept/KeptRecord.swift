internal import EventLog
public import OCOP

/// A record as it was recorded: what it says, and the bytes of it that the tree was made of.
public struct KeptRecord: Sendable {
  /// What it says.
  public let record: Record
  /// A leaf of the tree.
  public let bytes: [UInt8]

  /// The record as this program writes it.
  public init(_ record: Record) { (self.record, bytes) = (record, record.wireBytes) }

  /// The record in `bytes`, whoever wrote them. Throws ``WireError``.
  public init(bytes: [UInt8]) throws { (record, self.bytes) = (try Record(wire: bytes.span.bytes), bytes) }

  /// The hash of its bytes as a leaf of the tree, in hexadecimal digits.
  public var hash: String { MerkleTree.leaf(bytes.span.bytes).description }
}

/// Records that follow one another, and what they name by its hash.
public struct KeptRecords: Sendable {
  /// The records.
  public var records: [KeptRecord] = []
  /// What they attach.
  public var attachments: [[UInt8]] = []

  /// None.
  public init() {}
}

extension Ledger {
  /// Appends records as they were recorded, byte for byte, in one commit; no decider is asked. Together with what is there they make the
  /// same tree as where they come from. `next` hands over some after the other until there are no more; what one command recorded stands
  /// in one piece. As much is in memory as a piece takes, and what LMDB keeps of a transaction (512 MB at most).
  ///
  /// Throws ``LedgerFailure/Kind/notAsRecorded`` unless they go on from the last record: versions, and times.
  public func appendAsRecorded(_ next: @escaping @Sendable () throws -> KeptRecords?) throws {
    let path = path
    let expected = Box<UInt64>()
    @Sendable func requireAll(_ size: UInt64) throws {
      // A command that was recorded before is not recorded again.
      guard let all = expected.value, size != all else { return }
      throw LedgerFailure(.notAsRecorded, path: path, detail: "a command before \(all) is told twice")
    }
    try calling {
      let receipt = try log.transactInPortions { view in
        try requireAll(view.size)
        guard let kept = try next() else { return .last([]) }
        expected.value = view.size + UInt64(kept.records.count)
        return .more(try Self.requests(kept, after: view, path))
      }
      try requireAll(receipt.tree.size)
    }
  }

  private static func requests(
    _ kept: KeptRecords, after view: borrowing LogView, _ path: String
  ) throws -> [AppendRequest] {
    let records = kept.records
    var versions: [StreamID: UInt64] = [:]
    var time = view.lastTime.map { Timestamp(microseconds: $0.rawValue) }
    for (number, kept) in records.enumerated() {
      let record = kept.record
      let position = view.size + UInt64(number)
      let version = try versions[record.stream] ?? view.head(of: record.stream.key).version.rawValue
      guard record.version == version + 1 else {
        throw LedgerFailure(
          .notAsRecorded, path: path, detail: "\(position): version \(record.version) after \(version)")
      }
      if let time, record.recordedAt < time {
        throw LedgerFailure(.notAsRecorded, path: path, detail: "\(position): \(record.recordedAt) < \(time)")
      }
      (versions[record.stream], time) = (record.version, record.recordedAt)
    }
    return TakenRecord.requests(records.map(\.taken), blobs: kept.attachments)
  }
}

extension KeptRecord {
  fileprivate var taken: TakenRecord {
    let header = RecordHeader(
      stream: record.stream.key, version: StreamVersion(record.version),
      recordedAt: LogTime(microseconds: record.recordedAt.microseconds),
      command: record.command.map { CommandKey($0.bytes) }, keys: record.lookUpKeys.map { LookUpKey($0) })
    return TakenRecord(header: header, bytes: bytes[...], format: record.format)
  }
}
