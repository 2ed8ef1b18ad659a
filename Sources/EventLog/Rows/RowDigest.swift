/// A digest over rows in key order: equal for equal rows, whatever they were folded from and in however many steps.
package struct RowDigest {
  private var digest = RunningDigest()

  package init() {
    digest.add(Array("ocop.rows.v1".utf8).span.bytes)
  }

  /// Adds the row under `key` of `table`.
  package mutating func add(table: Int, key: RawSpan, row: RawSpan) {
    // The table in one byte, then both lengths in four, big-endian.
    withUnsafeTemporaryAllocation(byteCount: 9, alignment: 1) { head in
      head[0] = UInt8(truncatingIfNeeded: table)
      head.storeBytes(of: UInt32(truncatingIfNeeded: key.byteCount).bigEndian, toByteOffset: 1, as: UInt32.self)
      head.storeBytes(of: UInt32(truncatingIfNeeded: row.byteCount).bigEndian, toByteOffset: 5, as: UInt32.self)
      digest.add(UnsafeRawBufferPointer(head).bytes)
    }
    digest.add(key)
    digest.add(row)
  }

  /// Adds rows that are sorted by table and key.
  package mutating func add(_ rows: [StoredRow]) {
    for row in rows { add(table: row.table, key: row.key.span.bytes, row: row.row.span.bytes) }
  }

  /// The digest over what was added.
  package func finalize() -> Digest { digest.finalize() }
}
