/// What a record commits to: how every stream stood before it.
package struct StreamCommitment: Hashable, Sendable {
  /// How many records it covers; the record that says it stands right behind them.
  package let size: UInt64
  /// How many streams there were.
  package let streams: UInt64
  /// The root of the tree over them (``LogView/streamTree(at:)``).
  package let root: Digest

  package init(size: UInt64, streams: UInt64, root: Digest) {
    (self.size, self.streams, self.root) = (size, streams, root)
  }
}

extension LogView {
  /// How every stream stood when the log had `size` records. Costs as ``streamTree(at:)``.
  package func streamCommitment(at size: UInt64) throws -> StreamCommitment {
    let tree = try streamTree(at: size)
    return StreamCommitment(size: size, streams: tree.size, root: tree.root)
  }

  /// The same at several sizes, ascending: one look at the index, and for each size two hashes a stream.
  package func streamCommitments(at sizes: [UInt64]) throws -> [StreamCommitment] {
    var trees = sizes.map { _ in MerkleTree() }
    // How the stream that is looked at stood, and the first of the sizes at which it stood so.
    var (head, next) = (StreamHead?.none, 0)
    func close(until end: UInt64) {
      guard let head, next < sizes.count, sizes[next] < end else { return }
      let leaf = head.leaf
      while next < sizes.count, sizes[next] < end {
        if sizes[next] > head.position.rawValue { trees[next].append(leaf) }
        next += 1
      }
    }
    try forEachEntry(in: tables.streams) { key, value, _ in
      let position = BigEndianKey.read(value)
      // What is no position is found where the index is held against the records.
      guard isShown(position), position < .max, key.byteCount > 8 else { return true }
      let name = key.extracting(droppingLast: 8)
      let version = StreamVersion(BigEndianKey.read(key, at: key.byteCount - 8))
      if let last = head, name.byteCount == last.stream.count, starts(name, with: last.stream.bytes) {
        // As long as this record was not there, the stream stood as before.
        close(until: position + 1)
        head = StreamHead(stream: last.stream, version: version, position: LogPosition(position))
      } else {
        close(until: .max)
        next = 0
        head = StreamHead(stream: StreamKey(array(name)), version: version, position: LogPosition(position))
      }
      return true
    }
    close(until: .max)
    return zip(sizes, trees).map { StreamCommitment(size: $0, streams: $1.size, root: $1.root) }
  }
}
