internal import CLMDB

// The only file that makes spans out of pointers and pointers out of spans.

/// The bytes LMDB points at, valid as long as `owner`.
@_lifetime(copy owner)
func span<Owner: ~Copyable & ~Escapable>(of value: MDB_val, in owner: borrowing Owner) -> RawSpan {
  // An empty value may come with any pointer; a span wants one that is not null.
  let bytes = UnsafeRawBufferPointer(start: value.mv_size == 0 ? nil : value.mv_data, count: value.mv_size)
  let unbound = unsafe RawSpan(_unsafeBytes: bytes)
  return unsafe _overrideLifetime(unbound, copying: owner)
}

/// Lends `bytes` to C for the length of one call. LMDB does not write through the pointer it is given.
func withValue<Result>(_ bytes: RawSpan, _ body: (inout MDB_val) -> Result) -> Result {
  bytes.withUnsafeBytes { buffer in
    var value = MDB_val(
      mv_size: buffer.count, mv_data: UnsafeMutableRawPointer(mutating: buffer.baseAddress))
    return body(&value)
  }
}
