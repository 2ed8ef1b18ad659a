internal import LMDB

/// A verification of one log under way.
struct Verification {
  var findings: [Finding] = []
  let size: UInt64
  let jump: Int64
  /// What the records say, added up.
  private(set) var sums = RecordSums()

  init(size: UInt64, jump: Int64) { (self.size, self.jump) = (size, jump) }

  mutating func note(_ kind: Finding.Kind, _ position: UInt64?, _ detail: String) {
    findings.append(Finding(kind: kind, position: position.map { LogPosition($0) }, detail: detail))
  }

  mutating func checkRecords(
    of view: borrowing LogView, in log: EventLog, _ level: Int,
    header: @escaping @Sendable (RawSpan) -> RecordHeader?, progress: (UInt64, UInt64) -> Void
  ) throws {
    if let sum = try? log.sum(ofRecordsIn: view, pieceLevel: level, jump: jump, header: header, progress: progress) {
      sums = sum
    } else {
      let records = try RecordCheck(inOrder: view, jump: jump, header: header, progress: progress)
      sums = records.sums
      findings += records.findings
      note(records, root: view.tree.root)
    }
    try checkCounts(of: view)
    progress(size, size)
  }

  mutating func note(_ records: RecordCheck, root: Digest) {
    let agrees = records.tree.size == size && records.tree.root == root
    for position in records.mismatched {
      let kind: Finding.Kind = agrees ? .leafAltered : .recordAltered
      note(kind, position.rawValue, agrees ? "the tree agrees with the record" : "the record does not hash to its leaf")
    }
    // An altered record makes other nodes above it; the record is what was altered then.
    for node in records.unlikeNodes
    where agrees || !records.mismatched.contains(where: { $0.rawValue >> UInt64(node.level) == node.index }) {
      note(.nodeAltered, node.last.rawValue, "the kept node \(node.index) of level \(node.level)")
    }
    if !agrees && records.mismatched.isEmpty {
      note(.rootDiffers, nil, "records make \(records.tree.root), committed was \(root)")
    }
  }

  /// Entries too many are met by no look-up, and stand in the way of those that belong there.
  mutating func checkCounts(of view: borrowing LogView) throws {
    // A log that grew since has more entries than this view: those that grow with it are counted the next time.
    guard try !view.hasGrown else { return }
    func count(_ table: Database?) throws(LogFailure) -> UInt64? {
      try view.reading { () throws(LMDBError) -> UInt64? in
        guard let table else { return nil }
        return UInt64(try view.access.count(of: table))
      }
    }
    if let found = try count(view.tables.records), found != size {
      note(.recordMissing, min(found, size), "\(found) entries of records where \(size) belong")
    }
    for (found, each) in [(try count(view.tables.leaves), 1), (try count(view.tables.tiles), LeafTile.size)] {
      guard let found, found != size / UInt64(each) else { continue }
      let place = min(found, size / UInt64(each)) &* UInt64(each)
      note(.leafAltered, place, "\(found) entries of leaf hashes where \(size / UInt64(each)) belong")
    }
    let kept = stride(from: StoredLevel.step, to: 64, by: StoredLevel.step).reduce(UInt64(0)) {
      $0 + size >> UInt64($1)
    }
    if let found = try count(view.tables.nodes), found != kept {
      note(.nodeAltered, size == 0 ? nil : size - 1, "\(found) kept nodes where \(kept) belong")
    }
  }

  /// The index, entry by entry, and whether it holds what the records say; where not, each record is looked up in it.
  mutating func checkStreams(of view: borrowing LogView, header: (RawSpan) -> RecordHeader?) throws {
    var stream: [UInt8] = []
    var version: UInt64 = 0
    var entries: UInt64 = 0
    var indexed = IndexSum()
    try view.eachIndexEntry(from: []) { key, position in
      entries += 1
      let name = key.extracting(droppingLast: min(8, key.byteCount))
      let found = key.byteCount > 8 ? BigEndianKey.read(key, at: key.byteCount - 8) : 0
      name.withUnsafeBytes { name in
        indexed.add(name, version: found, position: position.rawValue)
        if name.elementsEqual(stream) {
          version += 1
        } else {
          (stream, version) = (Array(name), 1)
        }
      }
      if found != version {
        note(.streamIndex, position.rawValue, "version \(found) follows \(version - 1)")
        version = found
      }
      return entries <= size
    }
    if entries != size { note(.streamIndex, nil, "\(entries) entries for \(size) records") }
    if indexed != sums.versions { try findUnindexed(in: view, header: header) }
  }

  mutating func findUnindexed(in view: borrowing LogView, header: (RawSpan) -> RecordHeader?) throws {
    try view.scan(to: LogPosition(size)) { position, bytes in
      if let header = header(bytes), try view.position(of: header.stream, version: header.version) != position {
        note(.streamIndex, position.rawValue, "its stream's index does not lead to it")
      }
      return true
    }
  }
}
