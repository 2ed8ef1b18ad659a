/// A stream as it stood when the log had a certain size: its last version, and where that stands.
package struct StreamHead: Hashable, Sendable {
  package let stream: StreamKey
  package let version: StreamVersion
  package let position: LogPosition

  package init(stream: StreamKey, version: StreamVersion, position: LogPosition) {
    (self.stream, self.version, self.position) = (stream, version, position)
  }

  /// The leaf in the tree over all streams: RFC 6962's hash of key ‖ version ‖ position, the numbers in 8 bytes big-endian.
  package var leaf: Digest {
    let bytes = stream.bytes + BigEndianKey(version.rawValue).bytes + BigEndianKey(position.rawValue).bytes
    return MerkleTree.leaf(bytes.span.bytes)
  }
}

extension LogView {
  /// Hands over every stream as it stood when the log had `size` records, in the order of their keys. Costs a look at the whole index.
  package func forEachStreamHead(at size: UInt64, _ body: (StreamHead) throws -> Void) throws {
    var head: StreamHead?
    try forEachEntry(in: tables.streams) { key, value, _ in
      let position = BigEndianKey.read(value)
      guard position < size, key.byteCount > 8 else { return true }
      let name = key.extracting(droppingLast: 8)
      let version = StreamVersion(BigEndianKey.read(key, at: key.byteCount - 8))
      if let last = head, name.byteCount == last.stream.count, starts(name, with: last.stream.bytes) {
        head = StreamHead(stream: last.stream, version: version, position: LogPosition(position))
      } else {
        if let last = head { try body(last) }
        head = StreamHead(stream: StreamKey(array(name)), version: version, position: LogPosition(position))
      }
      return true
    }
    if let head { try body(head) }
  }

  /// The tree over all streams as they stood when the log had `size` records, in the order of their keys (RFC 6962): whoever knows its
  /// root can be shown that a stream had no more records, or that there was none. Costs a look at the whole index and two hashes a stream.
  package func streamTree(at size: UInt64) throws -> MerkleTree {
    var tree = MerkleTree()
    try forEachStreamHead(at: size) { tree.append($0.leaf) }
    return tree
  }

  /// What shows how `stream` stood when the log had `size` records, or that it was not there. Costs as ``streamTree(at:)``, and 32 bytes a
  /// stream meanwhile.
  package func streamProof(of stream: StreamKey, at size: UInt64) throws -> StreamProof {
    var leaves: [Digest] = []
    var (before, itself, after): (StreamHead?, StreamHead?, StreamHead?)
    var index = 0
    try forEachStreamHead(at: size) { head in
      if head.stream == stream {
        (itself, index) = (head, leaves.count)
      } else if head.stream.bytes.lexicographicallyPrecedes(stream.bytes) {
        (before, index) = (head, leaves.count)
      } else if after == nil {
        after = head
      }
      leaves.append(head.leaf)
    }
    let count = UInt64(leaves.count)
    func shown(_ head: StreamHead, _ index: Int) throws -> StreamProof.Shown {
      let path = try Subtrees.inclusionProof(of: UInt64(index), in: count) { level, place in
        level == 0 ? leaves[Int(place)] : nil
      }
      return StreamProof.Shown(head: head, index: UInt64(index), path: path)
    }
    if let itself { return StreamProof(count: count, shown: [try shown(itself, index)]) }
    var neighbours: [StreamProof.Shown] = []
    if let before { neighbours.append(try shown(before, index)) }
    if let after { neighbours.append(try shown(after, before == nil ? 0 : index + 1)) }
    return StreamProof(count: count, shown: neighbours)
  }
}
