internal import LMDB

/// What records are looked up by before a write: opaque bytes, one or more of them. They stand in the log's own commit, as command
/// ids do; what they mean, whoever reads records knows.
///
/// Only the first bytes of their hash are kept, so that all keys are short. Two that share those are told apart by whoever reads the
/// records.
package struct LookUpKey: Hashable, Sendable {
  /// The bytes that are kept, as numbers that sort as they do.
  fileprivate let first: UInt64, second: UInt64

  /// Traps when `bytes` is empty.
  package init(_ bytes: [UInt8]) {
    precondition(!bytes.isEmpty, "a look-up key has at least a byte")
    (first, second) = Digest.sha256(bytes.span.bytes).leadingNumbers
  }

  /// They are random already.
  package func hash(into hasher: inout Hasher) { hasher.combine(first) }

  /// Under what it is kept.
  var kept: [UInt8] {
    [UInt8](unsafeUninitializedCapacity: Self.width) { bytes, count in
      let room = UnsafeMutableRawBufferPointer(bytes)
      room.storeBytes(of: first.bigEndian, as: UInt64.self)
      room.storeBytes(of: second.bigEndian, toByteOffset: 8, as: UInt64.self)
      count = Self.width
    }
  }

  static let width = 16

  /// The entry of a record under the key.
  func entry(of position: UInt64) -> [UInt8] { kept + BigEndianKey(position).bytes }
}

/// An entry of the table of keys, as numbers that sort as its bytes do: many are sorted at once.
struct KeyEntry: Comparable {
  private let first: UInt64, second: UInt64
  private let position: UInt64

  init(_ key: LookUpKey, _ position: LogPosition) {
    (first, second) = (key.first, key.second)
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
