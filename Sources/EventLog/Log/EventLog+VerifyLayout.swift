internal import LMDB

extension Verification {
  /// Holds what lies in the file against what a log writes: its tables, the entries of ``LogTables/meta``, the lengths of keys and
  /// values. Nothing that a log reads leads to an entry too many, and nobody wrote it by the programs.
  mutating func checkLayout(of view: borrowing LogView) throws {
    let tables = view.tables
    try checkNames(of: view)
    try checkLengths(in: tables.streams, of: view, .streamIndex) { key, value in
      (key.byteCount > 8 && value.byteCount == 8, BigEndianKey.read(value))
    }
    if let keys = tables.keys {
      try checkLengths(in: keys, of: view, .keyIndex) { key, value in
        (
          key.byteCount == LookUpKey.width + 8 && value.byteCount == 0,
          BigEndianKey.read(key, at: LookUpKey.width)
        )
      }
    }
    if let tiles = tables.tiles {
      try checkLengths(in: tiles, of: view, .leafAltered) { key, value in
        (
          key.byteCount == 8 && value.byteCount == LeafTile.byteCount,
          BigEndianKey.read(key) &* UInt64(LeafTile.size)
        )
      }
    }
    if let leaves = tables.leaves {
      try checkLengths(in: leaves, of: view, .leafAltered) { key, value in
        (key.byteCount == 8 && value.byteCount == 32, BigEndianKey.read(key))
      }
    }
    if let nodes = tables.nodes {
      try checkLengths(in: nodes, of: view, .nodeAltered) { _, value in (value.byteCount == 32, .max) }
    }
  }

  /// `look` tells whether an entry has the right lengths, and the position that it names.
  private mutating func checkLengths(
    in table: Database, of view: borrowing LogView, _ kind: Finding.Kind,
    _ look: (RawSpan, RawSpan) -> (isRight: Bool, position: UInt64)
  ) throws {
    var (wrong, first) = (0, UInt64.max)
    try view.forEachEntry(in: table) { key, value, _ in
      let (isRight, position) = look(key, value)
      guard !isRight else { return true }
      wrong += 1
      first = min(first, position)
      return true
    }
    guard wrong > 0 else { return }
    note(kind, first < view.size ? first : nil, "\(wrong) entries of the wrong length")
  }

  /// The tables, and what the two small ones hold.
  private mutating func checkNames(of view: borrowing LogView) throws {
    let tables = view.tables
    var names: Set<[UInt8]> = []
    try view.forEachEntry(in: .main) { key, _, _ in
      names.insert(array(key))
      return true
    }
    let isTiled = tables.tiles != nil
    var expected = ["records", "leaves", "streams", "commands", "blobs", "meta"].map { Array($0.utf8) }
    var possible = ["nodes", "keys"].map { Array($0.utf8) }
    if isTiled { expected += [Array("tiles".utf8), Array("nodes".utf8), MetaKey.head] }
    if try format(of: view) >= LogFormat.keyed { expected.append(Array("keys".utf8)) }
    possible += expected
    for name in expected where !names.contains(name) {
      note(.tableMissing, nil, String(decoding: name, as: UTF8.self))
    }
    for name in names.subtracting(possible) { note(.foreignEntry, nil, "a table or entry \(shown(name))") }
    let entries = [MetaKey.format, MetaKey.identity] + (isTiled ? [] : [MetaKey.head])
    try view.forEachEntry(in: tables.meta) { key, value, _ in
      let name = array(key)
      if !entries.contains(name) {
        note(.foreignEntry, nil, "an entry \(shown(name)) of meta")
      } else if name == MetaKey.format, value.byteCount != 4 {
        note(.foreignEntry, nil, "a format of \(value.byteCount) bytes")
      }
      return true
    }
  }

  private func format(of view: borrowing LogView) throws -> UInt32 {
    let meta = view.tables.meta
    return try view.reading { () throws(LMDBError) -> UInt32 in
      guard let bytes = try view.access.value(for: MetaKey.format, in: meta) else { return 0 }
      return LogFormat.number(array(bytes))
    }
  }

  private func shown(_ name: [UInt8]) -> String { String(decoding: name.prefix(40), as: UTF8.self) }
}
