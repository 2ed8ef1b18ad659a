internal import EventLog
internal import OCOP

extension Ledger {
  /// How many hashes or records a whole tile has.
  public static let tileWidth = 256

  /// The hash tile `index` of `level` (C2SP tlog-tiles), 32 bytes for each of `width` hashes; `nil`: the log has not so many whole
  /// subtrees. By them anybody computes inclusion and consistency proofs. Throws ``LedgerFailure``.
  public func hashTile(level: Int, index: UInt64, width: Int) throws(LedgerError) -> [UInt8]? {
    guard (0..<8).contains(level), (1...Self.tileWidth).contains(width) else { return nil }
    return try failing { try log.read { try $0.hashTile(level: level, index: index, width: width) } }
  }

  /// The entry bundle `index` (C2SP tlog-tiles): the bytes of `width` records, each behind its length in two bytes; `nil`: the log has not
  /// so many. Throws ``LedgerFailure``.
  public func entryBundle(index: UInt64, width: Int) throws(LedgerError) -> [UInt8]? {
    guard (1...Self.tileWidth).contains(width), index < UInt64.max / 256 else { return nil }
    let first = index * 256
    return try failing { try log.read { try $0.entryBundle(first..<first + UInt64(width)) } }
  }
}
