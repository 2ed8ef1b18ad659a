/// The right edge of a Merkle tree: all that appending and the root need (RFC 6962 §2.1, SHA-256).
///
/// It holds the roots of the perfect subtrees that the leaves so far make, largest first: one for each 1 in the binary
/// form of ``size``.
package struct MerkleTree: Hashable, Sendable {
  /// How many leaves the tree has.
  package private(set) var size: UInt64 = 0
  private var edge: [Digest] = []

  /// The empty tree.
  package init() {}

  /// Reads what ``encoded`` wrote; `nil` where the bytes are no edge.
  package init?(encoded: RawSpan) {
    guard encoded.byteCount >= 8 else { return nil }
    size = UInt64(littleEndian: encoded.unsafeLoadUnaligned(as: UInt64.self))
    guard encoded.byteCount == 8 + 32 * size.nonzeroBitCount else { return nil }
    for index in 0..<size.nonzeroBitCount {
      let start = 8 + 32 * index
      guard let digest = Digest(encoded.extracting(start..<start + 32)) else { return nil }
      edge.append(digest)
    }
  }

  /// The size, 8 bytes little-endian, then the edge.
  package var encoded: [UInt8] {
    var bytes: [UInt8] = []
    encode(to: &bytes)
    return bytes
  }

  func encode(to bytes: inout [UInt8]) {
    withUnsafeBytes(of: size.littleEndian) { bytes.append(contentsOf: $0) }
    for digest in edge { digest.append(to: &bytes) }
  }

  /// The tree of `size` leaves whose perfect subtrees have these roots, largest first.
  package init(size: UInt64, edge: [Digest]) {
    precondition(edge.count == size.nonzeroBitCount, "one root for each perfect subtree")
    (self.size, self.edge) = (size, edge)
  }

  /// Appends a leaf by its hash, or at once all leaves of a perfect subtree of `level` by its root; the size must be a
  /// multiple of its leaves. Amortised constant. `completed` is told of each perfect subtree that is complete then: its
  /// level, from 1, its place among those of its level, and its root.
  package mutating func append(
    _ node: Digest, level: Int = 0, completed: (Int, UInt64, Digest) -> Void = { _, _, _ in }
  ) {
    precondition(size & ((1 << UInt64(level)) - 1) == 0, "a subtree begins where one can")
    var (node, bits, level) = (node, size >> UInt64(level), level)
    size += 1 << UInt64(level)
    if level > 0 { completed(level, bits, node) }
    while bits & 1 == 1 {
      node = Self.node(edge.removeLast(), node)
      bits >>= 1
      level += 1
      completed(level, bits, node)
    }
    edge.append(node)
  }

  /// The perfect subtrees that its leaves make, largest first: the level and the root of each.
  package var subtrees: [(level: Int, root: Digest)] {
    let levels = (0..<64).reversed().filter { size >> UInt64($0) & 1 == 1 }
    return zip(levels, edge).map { ($0, $1) }
  }

  /// The root of the tree; of no leaves, the hash of nothing. Logarithmic.
  package var root: Digest {
    guard var node = edge.last else { return Digest.sha256(UnsafeRawBufferPointer(start: nil, count: 0)) }
    for left in edge.dropLast().reversed() { node = Self.node(left, node) }
    return node
  }

  /// Stands before a leaf's entry.
  static let leafMark: UInt8 = 0

  /// The hash of a leaf: SHA-256 of `00` and the entry.
  package static func leaf(_ entry: RawSpan) -> Digest { Digest.sha256(leafMark, entry) }

  /// As ``leaf(_:)``, of an entry that ``leafMark`` stands before already: hashed in one go.
  static func leaf(marked entry: RawSpan) -> Digest { Digest.sha256(entry) }

  /// The hash of an inner node: SHA-256 of `01` and both children.
  package static func node(_ left: Digest, _ right: Digest) -> Digest {
    withUnsafeTemporaryAllocation(byteCount: 65, alignment: 1) { input in
      input[0] = 1
      left.write(to: input, at: 1)
      right.write(to: input, at: 33)
      return Digest.sha256(UnsafeRawBufferPointer(input))
    }
  }
}
