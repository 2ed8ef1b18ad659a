/// That a stream stood so in the tree over all streams, or that it was not there: then its two neighbours in the order of keys stand
/// side by side.
package struct StreamProof: Hashable, Sendable {
  /// A stream in the tree.
  package struct Shown: Hashable, Sendable {
    package let head: StreamHead
    /// Its place among all streams.
    package let index: UInt64
    /// The inclusion proof of its leaf.
    package let path: [Digest]

    package init(head: StreamHead, index: UInt64, path: [Digest]) {
      (self.head, self.index, self.path) = (head, index, path)
    }
  }

  /// How many streams there were.
  package let count: UInt64
  /// The stream itself; or those before and after it, of which one is missing at an end, and both where there was no stream at all.
  package let shown: [Shown]

  package init(count: UInt64, shown: [Shown]) { (self.count, self.shown) = (count, shown) }

  /// How `stream` stood in the tree of `count` streams with that root; `nil`: it was not there. Throws ``NoteError/Kind/proofFails`` where
  /// neither is shown.
  package func verify(_ stream: StreamKey, in count: UInt64, root: Digest) throws(NoteError) -> StreamHead? {
    guard self.count == count, shown.count <= 2,
      shown.allSatisfy({
        MerkleProof.isIncluded($0.head.leaf, at: $0.index, in: count, root: root, proof: $0.path)
      })
    else { throw NoteError(.proofFails) }
    if let only = shown.first, shown.count == 1, only.head.stream == stream { return only.head }
    guard isAbsent(stream, root) else { throw NoteError(.proofFails) }
    return nil
  }

  private func isAbsent(_ stream: StreamKey, _ root: Digest) -> Bool {
    func precedes(_ a: StreamKey, _ b: StreamKey) -> Bool { a.bytes.lexicographicallyPrecedes(b.bytes) }
    switch shown.count {
    case 0: return count == 0 && root == MerkleTree().root
    case 1:
      let only = shown[0]
      return only.index == 0 && precedes(stream, only.head.stream)
        || only.index == count - 1 && precedes(only.head.stream, stream)
    default:
      let (before, after) = (shown[0], shown[1])
      return before.index + 1 == after.index && precedes(before.head.stream, stream)
        && precedes(stream, after.head.stream)
    }
  }
}
