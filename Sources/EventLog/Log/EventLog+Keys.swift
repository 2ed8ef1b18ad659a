internal import LMDB

extension EventLog {
  /// Gives a log that was made before there were keys the keys of all its records, in one commit with the format that says so: an
  /// older program would append records without theirs. Reads the whole log once.
  static func addKeys(
    to environment: Environment, _ tables: LogTables, path: String, _ keys: KeyReader
  ) throws(LogFailure) {
    var entries: [KeyEntry] = []
    do {
      let transaction = try failing(at: path) { () throws(LMDBError) in try ReadTransaction(environment) }
      let view = try LogView(transaction.access, tables: tables, path: path)
      try view.scan { position, bytes in
        for key in keys(bytes) { entries.append(KeyEntry(key, position)) }
        return true
      }
    } catch let failure as LogFailure {
      throw failure
    } catch {
      throw LogFailure(.damaged, path: path, detail: "\(error)")
    }
    // In the table's own order they are put one behind the other.
    entries.sort()
    try failing(at: path) { () throws(LMDBError) in
      var transaction = try WriteTransaction(environment)
      let table = try transaction.createDatabase("keys")
      for entry in entries { try transaction.put([], for: entry.bytes, in: table) }
      try transaction.put(LogFormat.bytes(LogFormat.keyed), for: MetaKey.format, in: tables.meta)
      try transaction.commit()
    }
  }
}
