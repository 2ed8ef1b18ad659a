internal import LMDB

/// What records are looked up by before a write: opaque bytes, one or more of them. They stand in the log's own commit, as command
/// ids do; what they mean, whoever reads records knows.
package struct LookUpKey: Hashable, Sendable {
  package let bytes: [UInt8]

  /// Traps when `bytes` is empty.
  package init(_ bytes: [UInt8]) {
    precondition(!bytes.isEmpty, "a look-up key has at least a byte")
    self.bytes = bytes
  }

  /// Under what it is kept: the first bytes of its hash, so that all keys are short. Two keys that share them are told apart by
  /// whoever reads the records.
  var kept: [UInt8] { Array(Digest.sha256(bytes.span.bytes).bytes[..<Self.width]) }

  static let width = 16

  /// The entry of a record under the key.
  func entry(of position: UInt64) -> [UInt8] { kept + BigEndianKey(position).bytes }
}

/// An entry of the table of keys, as numbers that sort as its bytes do: many are sorted at once.
struct KeyEntry: Comparable {
  private let first: UInt64, second: UInt64
  private let position: UInt64

  init(_ key: LookUpKey, _ position: LogPosition) {
    let kept = key.kept
    first = BigEndianKey.read(kept.span.bytes)
    second = BigEndianKey.read(kept.span.bytes, at: 8)
    self.position = position.rawValue
  }

  var bytes: [UInt8] { BigEndianKey(first).bytes + BigEndianKey(second).bytes + BigEndianKey(position).bytes }

  static func < (a: KeyEntry, b: KeyEntry) -> Bool {
    (a.first, a.second, a.position) < (b.first, b.second, b.position)
  }
}

/// Which keys the bytes of a record have.
package typealias KeyReader = @Sendable (RawSpan) -> [LookUpKey]

extension LogView {
  /// Whether records can be looked up by keys: a log that was made before there were any gets them when it is next written to.
  package var hasKeys: Bool { tables.keys != nil }

  /// The positions of the records with `key`, in order, at most `limit` of them. Costs what it answers.
  package func positions(under key: LookUpKey, limit: Int) throws(LogFailure) -> [LogPosition] {
    guard let keys = tables.keys else { return [] }
    let prefix = key.kept
    return try reading { () throws(LMDBError) -> [LogPosition] in
      var found: [LogPosition] = []
      var cursor = try access.cursor(keys)
      var more = try cursor.seek(prefix)
      while more, found.count < limit, cursor.key.byteCount == LookUpKey.width + 8,
        starts(cursor.key, with: prefix[...])
      {
        let position = BigEndianKey.read(cursor.key, at: LookUpKey.width)
        if isShown(position) { found.append(LogPosition(position)) }
        more = try cursor.next()
      }
      return found
    }
  }
}
