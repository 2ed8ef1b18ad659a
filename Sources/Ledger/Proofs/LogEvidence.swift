internal import EventLog
internal import Foundation
public import OCOP

/// What shows of a signed log that records are in it, and that of some kinds of streams they are all there are: the hashes of all its
/// records, how every stream stood, and the records of those kinds in full, with the one that commits to all streams.
///
/// Its parts are texts and bytes as they are handed out; ``records(under:kinds:)`` is what holds them against each other.
public struct LogEvidence: Sendable {
  /// The leaf hash of every record, 32 bytes each, in order.
  public var leaves: [UInt8]
  /// A line for each stream, in the order of their keys: the key in hexadecimal digits, the last version, that record's position.
  public var streams: String
  /// A line for each record that is given in full, in order: its position, and its bytes in base64.
  public var records: String

  /// Evidence as it was handed in.
  public init(leaves: [UInt8], streams: String, records: String) {
    (self.leaves, self.streams, self.records) = (leaves, streams, records)
  }
}

extension Ledger {
  /// How many records the streams of `kinds` have, and how many streams they are. Costs a look at the whole index.
  public func count(of kinds: Set<StreamKind>) throws(LedgerError) -> (records: UInt64, streams: UInt64) {
    var (records, streams): (UInt64, UInt64) = (0, 0)
    try failing {
      try log.read { view in
        try view.forEachStreamHead(at: view.size) { head in
          guard let stream = StreamID(key: head.stream), kinds.contains(stream.kind) else { return }
          (records, streams) = (records + head.version.rawValue, streams + 1)
        }
      }
    }
    return (records, streams)
  }

  /// The evidence of all streams of `kinds` up to `checkpoint`, the log verified first. Costs that, and a look at every record.
  ///
  /// Throws ``ProofFailure``: `noCommitment`, `notConsistent`; ``LedgerFailure/Kind/altered`` where the log is not as it was written.
  public func evidence(of kinds: Set<StreamKind>, under checkpoint: SignedCheckpoint) throws(LedgerError) -> LogEvidence
  {
    try failing {
      try requireAsWritten()
      let size = checkpoint.head.size
      return try failing {
        try log.read { view in
          guard try view.goesOn(from: checkpoint.head) else { throw ProofFailure(kind: "notConsistent") }
          guard size > 0, let committed = try view.commitment(at: Position(size - 1)) else {
            throw ProofFailure(kind: "noCommitment")
          }
          var evidence = LogEvidence(leaves: [], streams: "", records: "")
          evidence.leaves.reserveCapacity(Int(size) * 32)
          try view.forEachStreamHead(at: committed.size) { evidence.streams += LogEvidence.line($0) }
          try view.scan(to: LogPosition(size)) { position, bytes in
            evidence.leaves += MerkleTree.leaf(bytes).bytes
            let kind = (try? RecordView(bytes, at: Position(position.rawValue)))?.stream.kind
            if position.rawValue == size - 1 || kind.map(kinds.contains) ?? false {
              evidence.records += "\(position.rawValue) \(bytes.withUnsafeBytes { Data($0).base64EncodedString() })\n"
            }
            return true
          }
          return evidence
        }
      }
    }
  }
}

extension LogEvidence {
  fileprivate static func line(_ head: StreamHead) -> String {
    "\(Hexadecimal.text(head.stream.bytes)) \(head.version.rawValue) \(head.position.rawValue)\n"
  }

  /// The part of it that is at fault.
  public enum Part: String, Sendable {
    case leaves, streams, records
  }

  /// Why it does not hold.
  public struct Fault: Error, Sendable {
    /// Where.
    public let part: Part
    /// What is wrong.
    public let failure: ProofFailure

    init(_ part: Part, _ kind: String) { (self.part, failure) = (part, ProofFailure(kind: kind)) }
  }

  /// The records of all streams of `kinds`, and the one that commits to them, once everything leads to `checkpoint` and none of them is
  /// missing. Costs two hashes a record of the log. Throws ``Fault``; ``LedgerFailure/Kind/newerEvent``.
  public func records(under checkpoint: SignedCheckpoint, kinds: Set<StreamKind>) throws -> [RecordedEvent] {
    try calling {
      let size = checkpoint.head.size
      guard size > 0, leaves.count % 32 == 0, UInt64(leaves.count / 32) == size else {
        throw Fault(.leaves, "badProof")
      }
      try requireLeaves(under: checkpoint)
      let records = try given()
      guard let last = records.last, last.position.number == size - 1,
        case .streamsCommitted(let said) = last.record.event,
        said.size == size - 1
      else { throw Fault(.records, "noCommitment") }
      let heads = try heads(committed: StreamCommitment(said))
      var own = Dictionary(grouping: records.dropLast(), by: \.record.stream)
      for head in heads {
        guard let stream = StreamID(key: head.stream), kinds.contains(stream.kind) else { continue }
        guard let events = own.removeValue(forKey: stream), UInt64(events.count) == head.version.rawValue,
          events.enumerated().allSatisfy({ UInt64($0) + 1 == $1.record.version }),
          events.last?.position.number == head.position.rawValue
        else { throw Fault(.records, "leftOut") }
      }
      guard own.isEmpty else { throw Fault(.records, "proofFails") }
      return records
    }
  }

  private func requireLeaves(under checkpoint: SignedCheckpoint) throws {
    var tree = MerkleTree()
    for start in stride(from: 0, to: leaves.count, by: 32) {
      guard let leaf = Digest(leaves.span.bytes.extracting(start..<start + 32)) else {
        throw Fault(.leaves, "badProof")
      }
      tree.append(leaf)
    }
    guard tree.root.description == checkpoint.head.root else { throw Fault(.leaves, "proofFails") }
  }

  /// The records that are given in full, each of them the one of the log at its place.
  private func given() throws -> [RecordedEvent] {
    var records: [RecordedEvent] = []
    for line in try Self.lines(self.records, .records) {
      let parts = line.split(separator: " ", omittingEmptySubsequences: false)
      guard parts.count == 2, let position = Self.number(parts[0]), let data = Data(base64Encoded: String(parts[1])),
        data.base64EncodedString() == parts[1], position < UInt64(leaves.count / 32),
        records.last.map({ $0.position.number < position }) ?? true
      else { throw Fault(.records, "badProof") }
      let (bytes, place) = (Array(data), Int(position) * 32)
      let leaf = MerkleTree.leaf(bytes.span.bytes)
      guard leaf.bytes.elementsEqual(leaves[place..<place + 32]) else { throw Fault(.records, "proofFails") }
      guard let entry = try? LogEntry.read(bytes.span.bytes, at: Position(position), hash: leaf) else {
        throw Fault(.records, "badProof")
      }
      guard let event = entry.event else { throw LedgerFailure.newer(at: entry.position, in: "") }
      records.append(event)
    }
    return records
  }

  /// How every stream stood, once that is what was committed to.
  private func heads(committed: StreamCommitment) throws -> [StreamHead] {
    var heads: [StreamHead] = []
    var tree = MerkleTree()
    for line in try Self.lines(streams, .streams) {
      let parts = line.split(separator: " ", omittingEmptySubsequences: false)
      guard parts.count == 3, let key = Hexadecimal.bytes(String(parts[0])), (1...64).contains(key.count),
        let version = Self.number(parts[1]), let position = Self.number(parts[2])
      else { throw Fault(.streams, "badProof") }
      let head = StreamHead(
        stream: StreamKey(key), version: StreamVersion(version), position: LogPosition(position))
      guard heads.last.map({ $0.stream.bytes.lexicographicallyPrecedes(key) }) ?? true else {
        throw Fault(.streams, "badProof")
      }
      tree.append(head.leaf)
      heads.append(head)
    }
    guard tree.size == committed.streams, tree.root == committed.root else { throw Fault(.streams, "proofFails") }
    return heads
  }

  /// Whole lines.
  private static func lines(_ text: String, _ part: Part) throws -> [Substring] {
    if text.isEmpty { return [] }
    guard text.utf8.last == 10 else { throw Fault(part, "badProof") }
    return text.split(separator: "\n", omittingEmptySubsequences: false).dropLast()
  }

  private static func number(_ text: Substring) -> UInt64? {
    guard let number = UInt64(text), String(number) == text else { return nil }
    return number
  }
}
