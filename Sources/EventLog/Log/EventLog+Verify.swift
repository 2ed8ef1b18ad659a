internal import LMDB

/// What a record says of itself, as far as the log needs to know it.
package struct RecordHeader: Hashable, Sendable {
  package let stream: StreamKey
  package let version: StreamVersion
  package let recordedAt: LogTime
  package let command: CommandKey?
  /// Whether whoever reads records knows all that it says.
  package let isWhollyKnown: Bool
  /// What it is looked up by.
  package let keys: [LookUpKey]
  /// The blobs that it names.
  package let blobs: [Digest]
  /// How every stream stood before it, as it says.
  package let commitment: StreamCommitment?

  package init(
    stream: StreamKey, version: StreamVersion, recordedAt: LogTime, command: CommandKey?, isWhollyKnown: Bool = true,
    keys: [LookUpKey] = [], blobs: [Digest] = [], commitment: StreamCommitment? = nil
  ) {
    self.commitment = commitment
    self.keys = keys
    self.blobs = blobs
    self.isWhollyKnown = isWhollyKnown
    self.stream = stream
    self.version = version
    self.recordedAt = recordedAt
    self.command = command
  }
}

/// Something that is not as the log wrote it.
package struct Finding: Hashable, Sendable {
  package let kind: Kind
  /// The record it concerns, where it concerns one.
  package let position: LogPosition?
  package let detail: String

  package enum Kind: String, Hashable, Sendable, CaseIterable {
    /// The record's bytes do not hash to its leaf, and the tree disagrees with them.
    case recordAltered
    /// The leaf hash kept beside the record is not the record's, while the tree agrees with the record.
    case leafAltered
    /// A position has no record, or a record stands where none can be.
    case recordMissing
    /// An inner node kept beside the leaves is not what the records make.
    case nodeAltered
    /// The records do not make the root that was committed.
    case rootDiffers
    /// A record cannot be read.
    case recordUnreadable
    /// A stream's index and its records disagree.
    case streamIndex
    /// A command id and its records disagree.
    case commandIndex
    /// The keys by which records are looked up and the records disagree.
    case keyIndex
    /// A record commits to streams that stood otherwise before it.
    case commitmentDiffers
    /// A record is older than the one before it.
    case timeGoesBack
    /// A blob is not what its hash says.
    case blobAltered
    /// A record names a blob that is not there.
    case blobMissing
    /// The time that is kept of the last record is not that record's.
    case headTime
    /// The log's own name is none.
    case identity
    /// An entry stands in its table, and looking it up does not lead there.
    case lookUpFails
    /// A table of the log is gone.
    case tableMissing
    /// Something stands in the file that no log writes.
    case foreignEntry
  }
}

/// What ``EventLog/verify(header:pieceLevel:jump:allCommitments:progress:finding:)`` went through.
package struct VerifyReport: Hashable, Sendable {
  package let records: UInt64
  package let findings: Int
  /// How many of the records say something that whoever reads them does not know.
  package let partlyKnown: UInt64
  /// Records that were recorded so long after the one before that the clock may have been wrong.
  package let jumps: [LogPosition]
  /// The root of the tree that the log committed.
  package let root: Digest
}

extension EventLog {
  /// Holds everything in the log against everything else: records against the tree, indexes against records, versions
  /// dense, times never back, blobs against their hashes and the records that name them. Every finding is reported, not only the
  /// first. A time that is more than `jump` microseconds past the one before is told as such.
  ///
  /// `header` reads what a record says of itself, or answers `nil` for bytes that are no record; it is called on several
  /// threads. All processors go through the records in pieces of 2^`pieceLevel`; where anything is not as it should be they are
  /// gone through again in order, and what is told is what that finds. Memory does not grow with the log; the cost is two
  /// hashes a record, and every table read once in order.
  package func verify(
    header: @escaping @Sendable (RawSpan) -> RecordHeader?, pieceLevel: Int = 14, jump: Int64 = .max,
    allCommitments: Bool = true, progress: (UInt64, UInt64) -> Void = { _, _ in }, finding report: (Finding) -> Void
  ) throws -> VerifyReport {
    try read { view in
      var verification = Verification(size: view.size, jump: jump)
      try verification.checkRecords(of: view, in: self, pieceLevel, header: header, progress: progress)
      try verification.checkStreams(of: view, header: header)
      try verification.checkCommitments(of: view, all: allCommitments)
      try verification.checkCommands(of: view, header: header)
      try verification.checkKeys(of: view, header: header)
      try verification.checkBlobs(of: view)
      try verification.checkLookUps(of: view)
      try verification.checkHead(of: view)
      try verification.checkNames(of: view)
      for finding in verification.findings { report(finding) }
      return VerifyReport(
        records: view.size, findings: verification.findings.count, partlyKnown: verification.sums.partlyKnown,
        jumps: verification.sums.jumps, root: view.tree.root)
    }
  }
}

extension EventLog {
  /// As ``verify(header:pieceLevel:jump:allCommitments:progress:finding:)``, and only what is needed to know what every stream holds: the records against the
  /// tree, and the index of streams against the records. `header` need tell no more than stream, version and time.
  package func verifyStreams(
    header: @escaping @Sendable (RawSpan) -> RecordHeader?, pieceLevel: Int = 14, finding report: (Finding) -> Void
  ) throws {
    try read { view in
      var verification = Verification(size: view.size, jump: .max)
      try verification.checkRecords(of: view, in: self, pieceLevel, header: header) { _, _ in }
      try verification.checkStreams(of: view, header: header)
      for finding in verification.findings { report(finding) }
    }
  }
}

extension LogView {
  /// Whether there are as many records as there should be, and the index of streams leads to each of them and nowhere else. Costs a look at each
  /// record's beginning, in the transaction of this view: nobody writes meanwhile where it is one that writes.
  package func isIndexed(header: (RawSpan) -> RecordHeader?) throws -> Bool {
    var (recorded, indexed, records, entries) = (IndexSum(), IndexSum(), UInt64(0), UInt64(0))
    try scan { position, bytes in
      guard position.rawValue == records, let header = header(bytes) else { return false }
      header.stream.bytes.withUnsafeBytes {
        recorded.add($0, version: header.version.rawValue, position: position.rawValue)
      }
      records += 1
      return true
    }
    guard records == size else { return false }
    try eachIndexEntry(from: []) { key, position in
      let name = key.extracting(droppingLast: min(8, key.byteCount))
      let version = key.byteCount > 8 ? BigEndianKey.read(key, at: key.byteCount - 8) : 0
      name.withUnsafeBytes { indexed.add($0, version: version, position: position.rawValue) }
      entries += 1
      return entries <= size
    }
    return entries == size && indexed == recorded
  }
}

struct Verification {
  var findings: [Finding] = []
  private let size: UInt64
  private let jump: Int64
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

  private mutating func note(_ records: RecordCheck, root: Digest) {
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
  private mutating func checkCounts(of view: borrowing LogView) throws {
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

  private mutating func findUnindexed(in view: borrowing LogView, header: (RawSpan) -> RecordHeader?) throws {
    try view.scan(to: LogPosition(size)) { position, bytes in
      if let header = header(bytes), try view.position(of: header.stream, version: header.version) != position {
        note(.streamIndex, position.rawValue, "its stream's index does not lead to it")
      }
      return true
    }
  }

  /// The entries, each with its records, and whether they are those that the records have: a command whose entry is gone would be
  /// recorded again.
  mutating func checkCommands(of view: borrowing LogView, header: (RawSpan) -> RecordHeader?) throws {
    var kept = IndexSum()
    try view.forEachEntry(in: view.tables.commands) { key, value, _ in
      guard key.byteCount == 16, value.byteCount == 16 else {
        note(.commandIndex, nil, "an entry of the wrong length")
        return true
      }
      let first = BigEndianKey.read(value)
      guard view.isShown(first) else { return true }
      let command = CommandKey(array(key))
      let count = BigEndianKey.read(value, at: 8)
      let last =
        try first < size && count > 0 && count <= size - first
        && (first..<first + count).allSatisfy { position in
          try view.withRecord(at: LogPosition(position)) { header($0)?.command == command } ?? false
        }
      if last {
        for position in first..<first + count { kept.add(command, position) }
      } else {
        note(.commandIndex, first, "the records do not carry the command id that leads to them")
      }
      return true
    }
    guard kept != sums.commands else { return }
    var lost: [UInt64] = []
    try view.scan(to: LogPosition(size)) { position, bytes in
      guard let command = header(bytes)?.command else { return true }
      if try view.positions(of: command)?.contains(position.rawValue) != true { lost.append(position.rawValue) }
      return true
    }
    for position in lost { note(.commandIndex, position, "its command id does not lead to it") }
  }

  /// The keys, entry by entry, and whether they are those that the records have; where not, each is looked at.
  mutating func checkKeys(of view: borrowing LogView, header: (RawSpan) -> RecordHeader?) throws {
    guard let table = view.tables.keys else { return }
    var kept = IndexSum()
    try forEachKey(in: table, of: view) { name, position in kept.add(name, version: 0, position: position) }
    guard kept != sums.keys else { return }
    var wrong: [(position: UInt64, detail: String)] = []
    try forEachKey(in: table, of: view) { name, position in
      let found = try view.withRecord(at: LogPosition(position)) { header($0) } ?? nil
      // A newer program may look a record up by more than is known here.
      if let found, found.keys.contains(where: { name.elementsEqual($0.kept) }) || !found.isWhollyKnown { return }
      wrong.append((position, "a key leads to it that it does not have"))
    }
    try view.scan(to: LogPosition(size)) { position, bytes in
      guard let header = header(bytes), header.isWhollyKnown else { return true }
      for key in header.keys where try !view.leads(key, to: position) {
        wrong.append((position.rawValue, "a key of it does not lead to it"))
      }
      return true
    }
    for (position, detail) in wrong { note(.keyIndex, position, detail) }
  }

  private func forEachKey(
    in table: Database, of view: borrowing LogView, _ body: (UnsafeRawBufferPointer, UInt64) throws -> Void
  ) throws {
    try view.forEachEntry(in: table) { key, _, _ in
      let name = key.extracting(droppingLast: min(8, key.byteCount))
      let position = key.byteCount == LookUpKey.width + 8 ? BigEndianKey.read(key, at: LookUpKey.width) : .max
      if view.isShown(position) { try name.withUnsafeBytes { try body($0, position) } }
      return true
    }
  }

  mutating func checkBlobs(of view: borrowing LogView) throws {
    try view.forEachEntry(in: view.tables.blobs) { key, value, _ in
      let name = Digest(key)
      if name != Digest.sha256(value) {
        note(.blobAltered, nil, "the blob stored under \(name.map(String.init(describing:)) ?? "no hash")")
      }
      return true
    }
    for (blob, position) in sums.blobs.sorted(by: { $0.value < $1.value }) where try view.blob(blob) == nil {
      note(.blobMissing, position, "no blob \(blob)")
    }
  }

  mutating func checkHead(of view: borrowing LogView) throws {
    if size > 0, let latest = sums.latest, view.head.time != latest {
      note(.headTime, size - 1, "kept is \(view.head.time.rawValue), recorded at \(latest.rawValue)")
    }
    let identity = try view.identity()
    if identity.count != 16 { note(.identity, nil, "\(identity.count) bytes where 16 belong") }
  }
}

extension Verification {
  /// Looks up the first and the last key of each page: what leads to pages is read by look-ups only, never by going through
  /// a table in order. Where the ends of a page are found, all between them are. By the way each entry is held against its form.
  mutating func checkLookUps(of view: borrowing LogView) throws {
    let tables = view.tables
    let all: [Database?] = [
      tables.records, tables.leaves, tables.tiles, tables.streams, tables.commands, tables.keys, tables.blobs,
      tables.nodes,
    ]
    for case let table? in all {
      // The keys of two tables are positions, those of another say which positions follow.
      let names = table == tables.records || table == tables.leaves ? 1 : table == tables.tiles ? LeafTile.size : 0
      let form = EntryForm(of: table, in: tables)
      var wrong: (count: Int, first: UInt64) = (0, .max)
      var (page, last) = (UInt(0), [UInt8]())
      try view.forEachEntry(in: table) { bytes, value, keyPage in
        if let (isRight, position) = form?.look(bytes, value), !isRight {
          wrong = (wrong.count + 1, min(wrong.first, position))
        }
        let key = array(bytes)
        if !last.isEmpty, !last.lexicographicallyPrecedes(key) { noteLookUp(key, positions: names) }
        if keyPage != page {
          for end in [last, key] { try lookUp(end, in: table, of: view, positions: names) }
          page = keyPage
        }
        last = key
        return true
      }
      try lookUp(last, in: table, of: view, positions: names)
      if let form, wrong.count > 0 {
        note(form.kind, wrong.first < size ? wrong.first : nil, "\(wrong.count) entries of the wrong length")
      }
    }
  }

  private mutating func lookUp(
    _ key: [UInt8], in table: Database, of view: borrowing LogView, positions: Int
  ) throws {
    guard !key.isEmpty else { return }
    let isFound = try view.reading { () throws(LMDBError) -> Bool in
      try view.access.value(for: key.span.bytes, in: table) != nil
    }
    if !isFound { noteLookUp(key, positions: positions) }
  }

  private mutating func noteLookUp(_ key: [UInt8], positions: Int) {
    let place = positions > 0 && key.count == 8 ? BigEndianKey.read(key.span.bytes) &* UInt64(positions) : nil
    note(.lookUpFails, place, "key \(key.map { String($0, radix: 16) }.joined(separator: " "))")
  }
}

extension LogView {
  /// Whether looking `key` up leads to the record at `position`.
  fileprivate func leads(_ key: LookUpKey, to position: LogPosition) throws(LogFailure) -> Bool {
    guard let keys = tables.keys else { return false }
    return try reading { () throws(LMDBError) -> Bool in
      try access.value(for: key.entry(of: position.rawValue), in: keys) != nil
    }
  }
}
