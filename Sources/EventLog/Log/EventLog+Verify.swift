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
