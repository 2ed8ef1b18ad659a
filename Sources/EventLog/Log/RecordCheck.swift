/// What going through records found: all of them in order, or a piece of them, without those before it.
struct RecordCheck: Sendable {
  /// What is wrong with records by themselves or with their order.
  private(set) var findings: [Finding] = []
  /// Records whose leaf is another one.
  private(set) var mismatched: [LogPosition] = []
  /// Kept nodes that are not what the records make, each with the last record under it.
  private(set) var unlikeNodes: [(level: Int, index: UInt64, last: LogPosition)] = []
  /// The tree over these records alone.
  private(set) var tree = MerkleTree()
  private(set) var earliest = LogTime(microseconds: .max)
  private(set) var latest = LogTime(microseconds: .min)
  private(set) var sums = RecordSums()

  private let range: Range<UInt64>
  private let level: Int
  private let jump: Int64
  private var leaves = LeafReader()
  private var next: UInt64

  /// Goes through all records of `view`.
  init(
    inOrder view: borrowing LogView, jump: Int64, header: (RawSpan) -> RecordHeader?, progress: (UInt64, UInt64) -> Void
  ) throws {
    (range, level, next, self.jump) = (0..<view.size, 64, 0, jump)
    try view.scan { position, bytes in
      try check(position, bytes, view, header)
      if next & 0x3fff == 0 { progress(next, range.upperBound) }
      return true
    }
    noteGap(before: range.upperBound)
  }

  /// Goes through the records of `piece`, which begins where a subtree of `level` does and is at most as long.
  init(
    _ piece: Range<UInt64>, level: Int, jump: Int64, of view: borrowing LogView, header: (RawSpan) -> RecordHeader?
  ) throws {
    (range, self.level, next, self.jump) = (piece, level, piece.lowerBound, jump)
    try view.scan(from: LogPosition(piece.lowerBound), to: LogPosition(piece.upperBound)) { position, bytes in
      try check(position, bytes, view, header)
      return isWell
    }
    noteGap(before: range.upperBound)
  }

  /// Whether nothing is wrong with these records.
  var isWell: Bool { findings.isEmpty && mismatched.isEmpty && unlikeNodes.isEmpty }

  private mutating func note(_ kind: Finding.Kind, _ position: UInt64, _ detail: String) {
    findings.append(Finding(kind: kind, position: LogPosition(position), detail: detail))
  }

  private mutating func noteGap(before position: UInt64) {
    if next < position { note(.recordMissing, next, "no record from here to \(position - 1)") }
  }

  private mutating func check(
    _ position: LogPosition, _ bytes: RawSpan, _ view: borrowing LogView, _ header: (RawSpan) -> RecordHeader?
  ) throws {
    noteGap(before: min(position.rawValue, range.upperBound))
    // Looking a piece up may lead to records before it; then it is not well either.
    guard range.contains(position.rawValue) else {
      return note(.recordMissing, position.rawValue, "a record beyond the committed end")
    }
    next = position.rawValue + 1
    let leaf = MerkleTree.leaf(bytes)
    var completed: [CompletedNode] = []
    tree.append(leaf) { [level, range] made, index, node in
      if made < level, made % StoredLevel.step == 0 {
        completed.append((made, range.lowerBound >> UInt64(made) + index, node))
      }
    }
    for node in try view.keptOtherwise(completed) { unlikeNodes.append((node.level, node.index, position)) }
    if try leaves.leaf(at: position, in: view) != leaf { mismatched.append(position) }
    guard let header = header(bytes) else { return note(.recordUnreadable, position.rawValue, "not a record") }
    if latest.jumps(to: header.recordedAt, jump) { sums.jumps.append(position) }
    if header.recordedAt < latest { note(.timeGoesBack, position.rawValue, "recorded before its predecessor") }
    earliest = min(earliest, header.recordedAt)
    latest = max(latest, header.recordedAt)
    sums.add(header, at: position.rawValue)
  }
}

extension EventLog {
  /// What the records of `view` say of their streams, added up, and how many are not wholly known, if all is well with every one
  /// of them; worked out by all processors, a piece of 2^`pieceLevel` records each. Throws where anything is not well, or cannot be
  /// told in pieces: look-ups lead to them, and those may be damaged while the records are not.
  func sum(
    ofRecordsIn view: borrowing LogView, pieceLevel level: Int, jump: Int64,
    header: @escaping @Sendable (RawSpan) -> RecordHeader?, progress: (UInt64, UInt64) -> Void
  ) throws -> RecordSums {
    let size = view.size
    guard try view.lastPosition == (size == 0 ? nil : LogPosition(size - 1)) else { throw NotWell() }
    var (tree, time, sums) = (MerkleTree(), LogTime(microseconds: .min), RecordSums())
    let pieces = stride(from: 0, to: size, by: 1 << level).map { $0..<min($0 + 1 << UInt64(level), size) }
    // Each piece is read in a transaction of its own: what the log had when this began is there in all that follow. The log is
    // not held: it is there as long as this runs, and may be closed as soon as it has.
    let check = { @Sendable [unowned self] (piece: Range<UInt64>) in
      Result { try read { try RecordCheck(piece, level: level, jump: jump, of: $0, header: header) } }
    }
    var done: UInt64 = 0
    try OrderedParallelMap.forEach(pieces, check) { result in
      let piece = try result.get()
      guard piece.isWell, piece.earliest >= time else { throw NotWell() }
      // Times do not go back, so that the earliest is that of the piece's first record.
      if time.jumps(to: piece.earliest, jump) { sums.jumps.append(LogPosition(done)) }
      time = piece.latest
      sums.add(piece.sums)
      var completed: [CompletedNode] = []
      for (height, root) in piece.tree.subtrees {
        tree.append(root, level: height) { made, index, node in
          if made >= level, made % StoredLevel.step == 0 { completed.append((made, index, node)) }
        }
      }
      guard try view.keptOtherwise(completed).isEmpty else { throw NotWell() }
      done += piece.tree.size
      progress(done, size)
    }
    guard tree.size == size, tree.root == view.tree.root else { throw NotWell() }
    return sums
  }
}

/// A perfect subtree that is whole: its level, its place among those of its level, its root.
private typealias CompletedNode = (level: Int, index: UInt64, node: Digest)

extension LogView {
  /// Those of `nodes`, all of levels that are kept, that are kept as something else.
  fileprivate func keptOtherwise(_ nodes: [CompletedNode]) throws -> [CompletedNode] {
    guard tables.nodes != nil else { return [] }
    return try nodes.filter { try node($0.level, $0.index) != $0.node }
  }
}

/// Something is not as it was written; what, going through the records in order tells.
private struct NotWell: Error {}

/// What records say of themselves, added up.
struct RecordSums: Sendable {
  /// Streams, versions and positions.
  private(set) var versions = IndexSum()
  /// Look-up keys and positions.
  private(set) var keys = IndexSum()
  /// Command ids and positions.
  private(set) var commands = IndexSum()
  /// The blobs that are named, each with the first record that does.
  private(set) var blobs: [Digest: UInt64] = [:]
  /// What records commit to, each with its position, in order.
  private(set) var commitments: [(position: UInt64, committed: StreamCommitment)] = []
  /// How many records are not wholly known.
  private(set) var partlyKnown: UInt64 = 0
  /// When the last of them was recorded.
  private(set) var latest: LogTime?
  /// Records that were recorded long after the one before.
  var jumps: [LogPosition] = []

  mutating func add(_ header: RecordHeader, at position: UInt64) {
    header.stream.bytes.withUnsafeBytes { versions.add($0, version: header.version.rawValue, position: position) }
    for key in header.keys { key.kept.withUnsafeBytes { keys.add($0, version: 0, position: position) } }
    if let command = header.command { commands.add(command, position) }
    for blob in header.blobs where blobs[blob] == nil { blobs[blob] = position }
    if let committed = header.commitment { commitments.append((position, committed)) }
    if !header.isWhollyKnown { partlyKnown += 1 }
    latest = header.recordedAt
  }

  /// Adds those of later records.
  mutating func add(_ later: RecordSums) {
    versions.add(later.versions)
    keys.add(later.keys)
    commands.add(later.commands)
    blobs.merge(later.blobs) { old, _ in old }
    commitments += later.commitments
    partlyKnown += later.partlyKnown
    latest = later.latest ?? latest
    jumps += later.jumps
  }
}

extension LogTime {
  /// Whether `next` is more than `most` microseconds past this time; never from the smallest time, which no record has.
  package func jumps(to next: LogTime, _ most: Int64) -> Bool {
    guard rawValue != .min, next > self else { return false }
    let (passed, overflow) = next.rawValue.subtractingReportingOverflow(rawValue)
    return overflow || passed > most
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

  /// Adds a command id that stands at a record.
  mutating func add(_ command: CommandKey, _ position: UInt64) {
    command.bytes.withUnsafeBytes { add($0, version: 0, position: position) }
  }

  /// Adds another set.
  mutating func add(_ other: IndexSum) { sum &+= other.sum }
}
