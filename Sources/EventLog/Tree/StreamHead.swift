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

  /// What shows how each of `streams` stood when the log had `size` records, or that it was not there, and what they lead to. Costs as
  /// ``streamTree(at:)``, and 64 bytes a stream meanwhile.
  package func streamProofs(
    of streams: [StreamKey], at size: UInt64
  ) throws -> (committed: StreamCommitment, proofs: [StreamProof]) {
    var look = LookAtHeads(for: streams)
    try forEachStreamHead(at: size) { look.pass($0) }
    look.finish()
    let nodes = AllNodes(of: look.leaves)
    let proofs = try streams.map { stream in
      let shown = try look.around[stream, default: []].map { seen in
        StreamProof.Shown(head: seen.head, index: seen.index, path: try nodes.path(of: seen.index))
      }
      return StreamProof(count: nodes.count, shown: shown)
    }
    return (StreamCommitment(size: size, streams: nodes.count, root: nodes.root), proofs)
  }
}

/// Looks for streams among all that pass in the order of their keys: each itself, or its neighbours.
private struct LookAtHeads {
  typealias Seen = (head: StreamHead, index: UInt64)

  private(set) var leaves: [Digest] = []
  private(set) var around: [StreamKey: [Seen]] = [:]
  private var missing: ArraySlice<StreamKey>
  private var last: Seen?

  init(for streams: [StreamKey]) {
    missing = streams.sorted { $0.bytes.lexicographicallyPrecedes($1.bytes) }[...]
  }

  mutating func pass(_ head: StreamHead) {
    let seen = (head, UInt64(leaves.count))
    while let wanted = missing.first, wanted != head.stream, wanted.bytes.lexicographicallyPrecedes(head.stream.bytes) {
      around[wanted] = [last, seen].compactMap(\.self)
      missing.removeFirst()
    }
    while missing.first == head.stream {
      around[head.stream] = [seen]
      missing.removeFirst()
    }
    leaves.append(head.leaf)
    last = seen
  }

  /// Those that are still missing come behind all others.
  mutating func finish() {
    for wanted in missing { around[wanted] = [last].compactMap(\.self) }
    missing = []
  }
}

/// A tree with every perfect subtree of it at hand.
private struct AllNodes {
  private var levels: [[Digest]]
  private let tree: MerkleTree

  init(of leaves: [Digest]) {
    var tree = MerkleTree()
    var levels = [leaves]
    for leaf in leaves {
      tree.append(leaf) { level, _, node in
        if levels.count == level { levels.append([]) }
        levels[level].append(node)
      }
    }
    (self.levels, self.tree) = (levels, tree)
  }

  var count: UInt64 { tree.size }
  var root: Digest { tree.root }

  func path(of index: UInt64) throws -> [Digest] {
    try Subtrees.inclusionProof(of: index, in: count) { level, place in
      level < levels.count && place < levels[level].count ? levels[level][Int(place)] : nil
    }
  }
}
