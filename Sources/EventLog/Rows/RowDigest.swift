internal import Crypto

/// A digest over rows in key order: equal for equal rows, whatever they were folded from and in however many steps.
package struct RowDigest {
  private var hash = SHA256()

  package init() { hash.update(data: Array("ocop.rows.v1".utf8)) }

  /// Adds the row under `key` of `table`.
  package mutating func add(table: Int, key: RawSpan, row: RawSpan) {
    hash.update(data: [UInt8(truncatingIfNeeded: table)])
    for bytes in [key.byteCount, row.byteCount] {
      withUnsafeBytes(of: UInt32(truncatingIfNeeded: bytes).bigEndian) { hash.update(bufferPointer: $0) }
    }
    key.withUnsafeBytes { hash.update(bufferPointer: $0) }
    row.withUnsafeBytes { hash.update(bufferPointer: $0) }
  }

  /// Adds rows that are sorted by table and key.
  package mutating func add(_ rows: [StoredRow]) {
    for row in rows { add(table: row.table, key: row.key.span.bytes, row: row.row.span.bytes) }
  }

  /// The digest over what was added.
  package func finalize() -> Digest { Digest(hash.finalize()) }
}
