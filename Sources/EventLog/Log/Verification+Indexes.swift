internal import LMDB

extension Verification {
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

  func forEachKey(
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

  mutating func lookUp(
    _ key: [UInt8], in table: Database, of view: borrowing LogView, positions: Int
  ) throws {
    guard !key.isEmpty else { return }
    let isFound = try view.reading { () throws(LMDBError) -> Bool in
      try view.access.value(for: key.span.bytes, in: table) != nil
    }
    if !isFound { noteLookUp(key, positions: positions) }
  }

  mutating func noteLookUp(_ key: [UInt8], positions: Int) {
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
