internal import LMDB

/// Which inner nodes are kept: every eighth level, so that any subtree is made of at most 255 hashes at each of them, and
/// the table has a 255th as many entries as the log.
enum StoredLevel {
  static let step = 8

  /// The key of a node: its level, then its place.
  static func key(_ level: Int, _ index: UInt64) -> [UInt8] { [UInt8(level)] + BigEndianKey(index).bytes }
}

extension LogView {
  /// The tree over the first `size` records. Logarithmic.
  package func tree(ofSize size: UInt64) throws -> MerkleTree {
    if size == self.size { return tree }
    return try Subtrees.tree(ofSize: size) { try kept($0, $1) }
  }

  /// The inclusion proof of the record at `position` in the tree over the first `size` records. Logarithmic.
  package func inclusionProof(of position: LogPosition, in size: UInt64) throws -> [Digest] {
    precondition(position.rawValue < size && size <= self.size, "a proof is of a record in the tree")
    return try Subtrees.inclusionProof(of: position.rawValue, in: size) { try kept($0, $1) }
  }

  /// The consistency proof from the tree over the first `old` records to that over the first `new`. Logarithmic.
  package func consistencyProof(from old: UInt64, to new: UInt64) throws -> [Digest] {
    precondition(old <= new && new <= size, "a proof leads to a later tree")
    return try Subtrees.consistencyProof(from: old, to: new) { try kept($0, $1) }
  }

  /// The inner node kept for that level and place.
  func node(_ level: Int, _ index: UInt64) throws(LogFailure) -> Digest? {
    guard let nodes = tables.nodes else { return nil }
    return try reading { () throws(LMDBError) -> Digest? in
      guard let bytes = try access.value(for: StoredLevel.key(level, index), in: nodes) else { return nil }
      return Digest(bytes)
    }
  }

  private func kept(_ level: Int, _ index: UInt64) throws -> Digest? {
    if level == 0 { return try leaf(at: LogPosition(index)) }
    return level % StoredLevel.step == 0 ? try node(level, index) : nil
  }
}
