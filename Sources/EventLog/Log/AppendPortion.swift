/// A record whose place is known, and whose bytes are not made yet.
struct AppendPlace: Sendable {
  /// Which of the requests asks for it, and which of its records it is.
  let request: Int, index: Int
  let stream: StreamKey
  let stamp: Stamp
}

/// Records that stand one behind the other, with their bytes and leaves.
///
/// The log is cut into portions where a subtree of ``level`` begins, so that each is made alone, whatever thread makes it:
/// every record follows from its own stamp.
struct AppendPortion: Sendable {
  /// The places of the records.
  let places: ArraySlice<AppendPlace>
  /// The entries of the tree, one behind the other: a byte that says that it is a leaf, then the bytes of the record, so that
  /// both are hashed in one go. And where each ends.
  private var bytes: [UInt8] = []
  private(set) var ends: [Int] = []
  /// The leaf of each record.
  private(set) var leaves: [Digest] = []
  /// The root over the leaves, where they make a whole subtree of ``level``.
  private(set) var root: Digest?

  /// The level of the subtree that a whole portion is: one that is kept.
  static let level = StoredLevel.step
  private static let size: UInt64 = 1 << UInt64(level)

  init(_ places: ArraySlice<AppendPlace>, of requests: [AppendRequest]) {
    self.places = places
    bytes.reserveCapacity(places.count * 256)
    ends.reserveCapacity(places.count)
    leaves.reserveCapacity(places.count)
    for place in places {
      let start = bytes.count
      bytes.append(MerkleTree.leafMark)
      requests[place.request].records.encode(place.index, place.stamp, &bytes)
      precondition(
        bytes.count - start - 1 <= LogFormat.maxRecordBytes, "a record has at most \(LogFormat.maxRecordBytes) bytes")
      leaves.append(MerkleTree.leaf(marked: bytes.span.bytes.extracting(droppingFirst: start)))
      ends.append(bytes.count)
    }
    guard places.count == Self.size else { return }
    var tree = MerkleTree()
    for leaf in leaves { tree.append(leaf) }
    root = tree.root
  }

  /// The bytes of the record with that number among them.
  @_lifetime(borrow self)
  func record(_ number: Int) -> RawSpan {
    bytes.span.bytes.extracting((number == 0 ? 0 : ends[number - 1]) + 1..<ends[number])
  }

  /// Cuts `places` where a subtree begins.
  static func cut(_ places: [AppendPlace]) -> [ArraySlice<AppendPlace>] {
    var parts: [ArraySlice<AppendPlace>] = []
    var rest = places[...]
    while let first = rest.first {
      let part = rest.prefix(Int(size - first.stamp.position.rawValue % size))
      parts.append(part)
      rest = rest[part.endIndex...]
    }
    return parts
  }
}
