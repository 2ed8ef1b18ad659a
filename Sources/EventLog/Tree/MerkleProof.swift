/// Proofs of RFC 6962 §2.1 as lists of hashes, and their check (RFC 9162 §2.1.3.2 and §2.1.4.2).
package enum MerkleProof {
  /// Whether `proof` leads from the leaf at `index` to `root` of a tree of `size` leaves.
  package static func isIncluded(
    _ leaf: Digest, at index: UInt64, in size: UInt64, root: Digest, proof: [Digest]
  ) -> Bool {
    guard index < size else { return false }
    var (fn, sn) = (index, size - 1)
    var node = leaf
    for sibling in proof {
      if sn == 0 { return false }
      if fn & 1 == 1 || fn == sn {
        node = MerkleTree.node(sibling, node)
        while fn & 1 == 0 && fn != 0 { (fn, sn) = (fn >> 1, sn >> 1) }
      } else {
        node = MerkleTree.node(node, sibling)
      }
      (fn, sn) = (fn >> 1, sn >> 1)
    }
    return sn == 0 && node == root
  }

  /// Whether `proof` shows that the tree of `old` leaves with root `oldRoot` is the beginning of that of `new` leaves.
  package static func isConsistent(
    old: UInt64, oldRoot: Digest, new: UInt64, newRoot: Digest, proof: [Digest]
  ) -> Bool {
    guard old <= new else { return false }
    if old == new { return proof.isEmpty && oldRoot == newRoot }
    if old == 0 { return proof.isEmpty && oldRoot == MerkleTree().root }
    var hashes = proof[...]
    // Where the old size is a power of two its root is not in the proof: the verifier has it.
    if old & (old - 1) == 0 { hashes = [oldRoot] + hashes }
    guard let first = hashes.popFirst() else { return false }
    var (fn, sn) = (old - 1, new - 1)
    while fn & 1 == 1 { (fn, sn) = (fn >> 1, sn >> 1) }
    var (fr, sr) = (first, first)
    for hash in hashes {
      if sn == 0 { return false }
      if fn & 1 == 1 || fn == sn {
        (fr, sr) = (MerkleTree.node(hash, fr), MerkleTree.node(hash, sr))
        while fn & 1 == 0 && fn != 0 { (fn, sn) = (fn >> 1, sn >> 1) }
      } else {
        sr = MerkleTree.node(sr, hash)
      }
      (fn, sn) = (fn >> 1, sn >> 1)
    }
    return sn == 0 && fr == oldRoot && sr == newRoot
  }
}

/// Proofs made from the perfect subtrees of a log. `kept` answers the root of the subtree of 2^level leaves at a place among
/// those of its level, where it is kept; every leaf is.
package enum Subtrees {
  package typealias Kept = (_ level: Int, _ index: UInt64) throws -> Digest?

  private static func subtree(_ level: Int, _ index: UInt64, _ kept: Kept) throws -> Digest {
    if let node = try kept(level, index) { return node }
    guard level > 0 else {
      throw LogFailure(.damaged, path: "leaves", detail: "no leaf at position \(index)")
    }
    return MerkleTree.node(
      try subtree(level - 1, index * 2, kept), try subtree(level - 1, index * 2 + 1, kept))
  }

  /// The hash over the leaves in `range`: RFC 6962's MTH. `range` begins where a subtree of its size does.
  private static func root(of range: Range<UInt64>, _ kept: Kept) throws -> Digest {
    let count = range.upperBound - range.lowerBound
    if count & (count - 1) == 0 {
      let level = count.trailingZeroBitCount
      return try subtree(level, range.lowerBound >> UInt64(level), kept)
    }
    let middle = range.lowerBound + split(count)
    return MerkleTree.node(
      try root(of: range.lowerBound..<middle, kept), try root(of: middle..<range.upperBound, kept))
  }

  /// The largest power of two below `count`.
  private static func split(_ count: UInt64) -> UInt64 { 1 << UInt64(63 - (count - 1).leadingZeroBitCount) }

  /// The inclusion proof of the leaf at `index` in the tree of `size` leaves: its sibling first. Logarithmic.
  static func inclusionProof(of index: UInt64, in size: UInt64, _ kept: Kept) throws -> [Digest] {
    var proof: [Digest] = []
    var range: Range<UInt64> = 0..<size
    while range.upperBound - range.lowerBound > 1 {
      let middle = range.lowerBound + split(range.upperBound - range.lowerBound)
      if index < middle {
        proof.append(try root(of: middle..<range.upperBound, kept))
        range = range.lowerBound..<middle
      } else {
        proof.append(try root(of: range.lowerBound..<middle, kept))
        range = middle..<range.upperBound
      }
    }
    return proof.reversed()
  }

  /// The consistency proof from `old` leaves to `new`. Logarithmic.
  static func consistencyProof(from old: UInt64, to new: UInt64, _ kept: Kept) throws -> [Digest] {
    guard old > 0, old < new else { return [] }
    var proof: [Digest] = []
    var range: Range<UInt64> = 0..<new
    var isWhole = true
    while old != range.upperBound {
      let middle = range.lowerBound + split(range.upperBound - range.lowerBound)
      if old <= middle {
        proof.append(try root(of: middle..<range.upperBound, kept))
        range = range.lowerBound..<middle
      } else {
        proof.append(try root(of: range.lowerBound..<middle, kept))
        range = middle..<range.upperBound
        isWhole = false
      }
    }
    // The subtree that both trees end with is the old tree itself where nothing was split off on its left.
    if !isWhole { proof.append(try root(of: range, kept)) }
    return proof.reversed()
  }

  /// The tree over the first `size` leaves. Logarithmic.
  package static func tree(ofSize size: UInt64, _ kept: Kept) throws -> MerkleTree {
    var edge: [Digest] = []
    var start: UInt64 = 0
    for level in stride(from: 63, through: 0, by: -1) where size >> UInt64(level) & 1 == 1 {
      edge.append(try subtree(level, start >> UInt64(level), kept))
      start += 1 << UInt64(level)
    }
    return MerkleTree(size: size, edge: edge)
  }
}
