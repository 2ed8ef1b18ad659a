internal import LMDB

/// What going through some records that stand one behind the other found, without those before them: each processor takes
/// pieces, and what concerns their neighbours is told by ``Verification``.
struct VerifiedPiece: Sendable {
  let range: Range<UInt64>
  /// What is wrong with single records, in their order.
  private(set) var findings: [Finding] = []
  /// Positions without a record.
  private(set) var missing: [ClosedRange<UInt64>] = []
  /// Records whose leaf is another one.
  private(set) var mismatched: [LogPosition] = []
  /// Kept nodes that are not what the records make, each with the last record under it.
  private(set) var unlikeNodes: [(level: Int, index: UInt64, last: LogPosition)] = []
  /// The tree over these records alone.
  private(set) var tree = MerkleTree()
  private(set) var earliest = LogTime(microseconds: .max)
  private(set) var latest: LogTime
  private(set) var versions = IndexSum()

  private let level: Int
  private var leaves = LeafReader()
  private var next: UInt64

  /// Goes through the records of `range`, which begins where a subtree of `level` does and is at most as long. None of them
  /// may be recorded before `time`.
  init(
    _ range: Range<UInt64>, level: Int, after time: LogTime, of view: borrowing LogView,
    header: (RawSpan) -> RecordHeader?
  ) throws {
    (self.range, self.level, latest, next) = (range, level, time, range.lowerBound)
    try view.scan(from: LogPosition(range.lowerBound), to: LogPosition(range.upperBound)) { position, bytes in
      try check(position, bytes, view, header)
      return true
    }
    if next < range.upperBound { missing.append(next...range.upperBound - 1) }
  }

  private mutating func check(
    _ position: LogPosition, _ bytes: RawSpan, _ view: borrowing LogView, _ header: (RawSpan) -> RecordHeader?
  ) throws {
    if next < position.rawValue { missing.append(next...position.rawValue - 1) }
    next = position.rawValue + 1
    let leaf = MerkleTree.leaf(bytes)
    try add(leaf, at: position, view)
    if try leaves.leaf(at: position, in: view) != leaf { mismatched.append(position) }
    guard let header = header(bytes) else {
      findings.append(Finding(kind: .recordUnreadable, position: position, detail: "not a record"))
      return
    }
    if header.recordedAt < latest {
      findings.append(Finding(kind: .timeGoesBack, position: position, detail: "recorded before its predecessor"))
    }
    earliest = min(earliest, header.recordedAt)
    latest = max(latest, header.recordedAt)
    header.stream.bytes.withUnsafeBytes {
      versions.add($0, version: header.version.rawValue, position: position.rawValue)
    }
  }

  private mutating func add(_ leaf: Digest, at position: LogPosition, _ view: borrowing LogView) throws {
    var completed: [(level: Int, index: UInt64, node: Digest)] = []
    tree.append(leaf) { [level, range] made, index, node in
      guard made < level, made % StoredLevel.step == 0 else { return }
      completed.append((made, range.lowerBound >> UInt64(made) + index, node))
    }
    // Where records are missing no node above them can be made.
    guard missing.isEmpty, view.tables.nodes != nil else { return }
    for made in completed where try view.node(made.level, made.index) != made.node {
      unlikeNodes.append((made.level, made.index, position))
    }
  }

  /// Cuts the records of a log of `size` where a subtree of `level` begins.
  static func cut(_ size: UInt64, level: Int) -> [Range<UInt64>] {
    stride(from: 0, to: size, by: 1 << level).map { $0..<min($0 + 1 << UInt64(level), size) }
  }
}

/// What a set of versions adds up to, whatever their order: two sets that differ have other sums but for one chance in
/// 2⁶⁴, since the process draws the hash's key anew (SipHash, as `Hasher` is seeded).
struct IndexSum: Equatable, Sendable {
  private var sum: UInt64 = 0

  mutating func add(_ stream: UnsafeRawBufferPointer, version: UInt64, position: UInt64) {
    var hasher = Hasher()
    hasher.combine(bytes: stream)
    hasher.combine(version)
    hasher.combine(position)
    sum &+= UInt64(bitPattern: Int64(hasher.finalize()))
  }

  /// Adds another set.
  mutating func add(_ other: IndexSum) { sum &+= other.sum }
}
