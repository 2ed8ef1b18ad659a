internal import LMDB

/// How long the keys and values of a table are. Nothing that a log reads leads to what is longer, and no program wrote it.
struct EntryForm {
  /// What an entry of another form is told as.
  let kind: Finding.Kind
  /// Whether an entry has the form, and the position that it names.
  let look: (_ key: RawSpan, _ value: RawSpan) -> (isRight: Bool, position: UInt64)

  /// That of a table of `tables`; `nil`: its entries are told by other checks.
  init?(of table: Database, in tables: LogTables) {
    switch table {
    case tables.streams:
      kind = .streamIndex
      look = { key, value in (key.byteCount > 8 && value.byteCount == 8, BigEndianKey.read(value)) }
    case tables.keys:
      kind = .keyIndex
      look = { key, value in
        (key.byteCount == LookUpKey.width + 8 && value.byteCount == 0, BigEndianKey.read(key, at: LookUpKey.width))
      }
    case tables.tiles:
      kind = .leafAltered
      look = { key, value in
        (
          key.byteCount == 8 && value.byteCount == LeafTile.byteCount,
          BigEndianKey.read(key) &* UInt64(LeafTile.size)
        )
      }
    case tables.leaves:
      kind = .leafAltered
      look = { key, value in (key.byteCount == 8 && value.byteCount == 32, BigEndianKey.read(key)) }
    case tables.nodes:
      kind = .nodeAltered
      look = { _, value in (value.byteCount == 32, .max) }
    default: return nil
    }
  }
}

extension Verification {
  /// Holds the tables that lie in the file, and the entries of ``LogTables/meta``, against those that a log has.
  mutating func checkNames(of view: borrowing LogView) throws {
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
