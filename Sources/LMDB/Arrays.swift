// The same calls for keys and values that are arrays.

extension ReadAccess {
  /// As ``value(for:in:)``, for an array.
  @available(*, noasync)
  @_lifetime(copy self)
  package func value(for key: [UInt8], in database: Database) throws(LMDBError) -> RawSpan? {
    try value(for: key.span.bytes, in: database)
  }
}

extension WriteTransaction {
  /// As ``put(_:for:in:)``, for arrays.
  @available(*, noasync)
  package mutating func put(_ value: [UInt8], for key: [UInt8], in database: Database) throws(LMDBError) {
    try put(value.span.bytes, for: key.span.bytes, in: database)
  }

  /// As ``append(_:for:in:)``, for arrays.
  @available(*, noasync)
  package mutating func append(_ value: [UInt8], for key: [UInt8], in database: Database) throws(LMDBError) {
    try append(value.span.bytes, for: key.span.bytes, in: database)
  }

  /// As ``remove(_:in:)``, for an array.
  @available(*, noasync)
  @discardableResult
  package mutating func remove(_ key: [UInt8], in database: Database) throws(LMDBError) -> Bool {
    try remove(key.span.bytes, in: database)
  }
}

extension Cursor {
  /// As ``seek(_:)``, for an array.
  @available(*, noasync)
  @_lifetime(self: copy self)
  package mutating func seek(_ key: [UInt8]) throws(LMDBError) -> Bool { try seek(key.span.bytes) }
}
