internal import EventLog
internal import Ledger

/// Records of a bundle, each behind its length in two bytes (C2SP tlog-tiles).
struct EntryBundle: Sendable {
  /// The position of the first.
  let first: UInt64
  /// The hash of each as a leaf.
  let leaves: [Digest]
  private let bytes: [UInt8]
  private let ranges: [Range<Int>]

  /// Reads `count` records, the first of which has the position `first`; `nil`: the bytes are not so many.
  init?(_ bytes: [UInt8], of count: Int, from first: UInt64) {
    var ranges: [Range<Int>] = []
    var place = 0
    while place + 2 <= bytes.count, ranges.count < count {
      let start = place + 2
      let end = start + Int(bytes[place]) << 8 + Int(bytes[place + 1])
      guard end <= bytes.count else { return nil }
      ranges.append(start..<end)
      place = end
    }
    guard ranges.count == count, place == bytes.count else { return nil }
    let span = bytes.span.bytes
    leaves = ranges.map { MerkleTree.leaf(span.extracting($0)) }
    (self.first, self.bytes, self.ranges) = (first, bytes, ranges)
  }

  /// The records, with what the log has to know of each. Throws ``LedgerFailure`` where one is none, or says what only a newer program knows.
  func taken(_ path: String) throws -> [TakenRecord] {
    let span = bytes.span.bytes
    return try ranges.enumerated().map { number, range in
      guard let header = Ledger.header(span.extracting(range)) else {
        throw LedgerFailure(.notAsRecorded, path: path, detail: "\(first + UInt64(number)): it is no record")
      }
      guard header.isWhollyKnown else {
        throw LedgerFailure(.newerEvent, path: path, detail: "\(first + UInt64(number))")
      }
      return TakenRecord(header: header, bytes: bytes[range], format: LogFormat.made)
    }
  }
}
