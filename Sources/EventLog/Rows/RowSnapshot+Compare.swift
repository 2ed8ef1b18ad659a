internal import LMDB

extension RowSnapshot {
  /// The digest over all rows. Costs a hash of every byte.
  package func digest() throws -> Digest {
    var digest = RowDigest()
    try eachRow { table, key, row in digest.add(table: table, key: key, row: row) }
    return digest.finalize()
  }

  /// How many rows there are.
  package func count() throws -> Int {
    var count = 0
    try eachRow { _, _, _ in count += 1 }
    return count
  }

  private func eachRow(_ body: (_ table: Int, _ key: RawSpan, _ row: RawSpan) throws -> Void) throws {
    try withCursor { cursor in
      var more = try cursor.next()
      while more {
        try body(
          Self.table(cursor.key), cursor.key.extracting(droppingFirst: min(1, cursor.key.byteCount)), cursor.value)
        more = try cursor.next()
      }
    }
  }

  private static func table(_ key: RawSpan) -> Int {
    key.byteCount > 0 ? Int(key.unsafeLoad(fromByteOffset: 0, as: UInt8.self)) : 0
  }

  /// Goes through the rows of this snapshot and of `other` in key order, and lends those that differ: what stands here
  /// and what stands there; `nil` where nothing does. Answers how many rows there are here and there.
  package func compare(
    with other: RowSnapshot,
    _ body: (_ table: Int, _ key: [UInt8], _ here: [UInt8]?, _ there: [UInt8]?) throws -> Void
  ) throws -> (here: Int, there: Int) {
    var counts = (here: 0, there: 0)
    try withCursor { mine in
      try other.withCursor { theirs in
        var (moreMine, moreTheirs) = (try mine.next(), try theirs.next())
        while moreMine || moreTheirs {
          let order = !moreMine ? 1 : !moreTheirs ? -1 : Self.order(mine.key, theirs.key)
          let key = order <= 0 ? array(mine.key) : array(theirs.key)
          let isSame = order == 0 && Self.order(mine.value, theirs.value) == 0
          if !isSame {
            try body(
              Int(key.first ?? 0), Array(key.dropFirst()), order <= 0 ? array(mine.value) : nil,
              order >= 0 ? array(theirs.value) : nil)
          }
          if order <= 0 {
            counts.here += 1
            moreMine = try mine.next()
          }
          if order >= 0 {
            counts.there += 1
            moreTheirs = try theirs.next()
          }
        }
      }
    }
    return counts
  }

  /// As LMDB sorts keys: byte by byte, the shorter one first.
  private static func order(_ a: RawSpan, _ b: RawSpan) -> Int {
    a.withUnsafeBytes { a in
      b.withUnsafeBytes { b in
        if a.elementsEqual(b) { return 0 }
        return a.lexicographicallyPrecedes(b) ? -1 : 1
      }
    }
  }
}
