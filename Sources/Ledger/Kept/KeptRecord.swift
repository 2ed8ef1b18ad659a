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

extension Ledger {
  /// Appends records as they were recorded, byte for byte, in one commit; no decider is asked. Together with what is there they make the
  /// same tree as where they come from. `attachments`: what they name by its hash.
  ///
  /// Throws ``LedgerFailure/Kind/notAsRecorded`` unless they go on from the last record: versions, and times.
  public func appendAsRecorded(_ records: [KeptRecord], attachments: [[UInt8]]) throws {
    let path = path
    let receipt = try failing {
      try log.transact { view in
        var versions: [StreamID: UInt64] = [:]
        var time = view.lastTime.map { Timestamp(microseconds: $0.rawValue) }
        var requests: [AppendRequest] = []
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
        // What one command recorded stands together, and is found by it together.
        var start = 0
        while start < records.count {
          var end = start + 1
          let command = records[start].record.command
          while command != nil, end < records.count, records[end].record.command == command { end += 1 }
          requests.append(Self.request(Array(records[start..<end]), command))
          start = end
        }
        if !requests.isEmpty { requests[requests.count - 1].blobs = attachments }
        return requests
      }
    }
    for case .duplicate(let range) in receipt.outcomes {
      throw LedgerFailure(.notAsRecorded, path: path, detail: "\(range.lowerBound): its command is told twice")
    }
  }

  private static func request(_ records: [KeptRecord], _ command: CommandID?) -> AppendRequest {
    let proposed = ProposedRecords(count: records.count) {
      records[$0].record.stream.key
    } keys: {
      records[$0].record.lookUpKeys.map { LookUpKey($0) }
    } time: {
      LogTime(microseconds: records[$0].record.recordedAt.microseconds)
    } encode: { index, _, bytes in
      bytes += records[index].bytes
    }
    return AppendRequest(
      command: command.map { CommandKey($0.bytes) }, expecting: [:], records: proposed,
      format: records.map(\.record.format).max() ?? 0)
  }
}
