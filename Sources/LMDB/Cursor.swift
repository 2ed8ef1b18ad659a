internal import CLMDB

/// A place in a table, moved in key order. Ends with the access it was made from.
package struct Cursor: ~Copyable, ~Escapable {
  private let handle: OpaquePointer
  private var current = Entry()
  private var page: UInt = 0
  private var ahead = ReadAhead()

  @_lifetime(copy access)
  init(_ access: ReadAccess, _ database: Database) throws(LMDBError) {
    var created: OpaquePointer?
    try check(mdb_cursor_open(access.handle, database.dbi, &created), "mdb_cursor_open")
    handle = created!
  }

  deinit { mdb_cursor_close(handle) }

  /// The key at the cursor; valid after a move that answered `true`.
  package var key: RawSpan {
    @_lifetime(copy self)
    get { span(of: current.key, in: self) }
  }

  /// The page that the key at the cursor lies on: keys on one page come one after the other.
  package var keyPage: UInt { UInt(bitPattern: current.key.mv_data) >> 12 }

  /// The value at the cursor; valid after a move that answered `true`.
  package var value: RawSpan {
    @_lifetime(copy self)
    get { span(of: current.value, in: self) }
  }

  /// To the first key, if there is one (`MDB_FIRST`).
  @available(*, noasync)
  @_lifetime(self: copy self)
  package mutating func first() throws(LMDBError) -> Bool { try move(MDB_FIRST) }

  /// To the last key, if there is one (`MDB_LAST`).
  @available(*, noasync)
  @_lifetime(self: copy self)
  package mutating func last() throws(LMDBError) -> Bool { try move(MDB_LAST) }

  /// To the following key, or to the first one of a new cursor (`MDB_NEXT`).
  @available(*, noasync)
  @_lifetime(self: copy self)
  package mutating func next() throws(LMDBError) -> Bool {
    guard try move(MDB_NEXT) else { return false }
    lookAhead()
    return true
  }

  /// Lends what is at the cursor and all that follows, each with the ``keyPage`` of its key, until `body` answers `false`; what comes next is asked for while `body`
  /// is at work. Afterwards the cursor stands nowhere in particular. Throws ``LMDBError``, or what `body` throws.
  @available(*, noasync)
  @_lifetime(self: copy self)
  package mutating func forEachFromHere(
    _ body: (_ key: RawSpan, _ value: RawSpan, _ page: UInt) throws -> Bool
  ) throws {
    var (entry, code) = (current, MDB_SUCCESS)
    while code == MDB_SUCCESS {
      let here = entry
      code = mdb_cursor_get(handle, &entry.key, &entry.value, MDB_NEXT)
      current = entry
      lookAhead()
      current = here
      guard try body(key, value, keyPage) else { return }
    }
    _ = try found(code, "mdb_cursor_get")
  }

  @_lifetime(self: copy self)
  private mutating func lookAhead() {
    let now = UInt(bitPattern: current.value.mv_data) >> 12
    guard now != page else { return }
    page = now
    ahead.pass(current.value.mv_data)
    ocop_prefetch_page(current.value.mv_data)
  }

  /// To the key before, or to the last one of a new cursor (`MDB_PREV`).
  @available(*, noasync)
  @_lifetime(self: copy self)
  package mutating func previous() throws(LMDBError) -> Bool { try move(MDB_PREV) }

  /// To the first key that is `key` or sorts after it (`MDB_SET_RANGE`); an empty key is before all others.
  @available(*, noasync)
  @_lifetime(self: copy self)
  package mutating func seek(_ key: RawSpan) throws(LMDBError) -> Bool {
    // LMDB knows no empty keys and refuses to look for one.
    guard key.byteCount > 0 else { return try first() }
    var entry = Entry()
    let cursor = handle
    let code = withValue(key) { wanted in
      entry.key = wanted
      return mdb_cursor_get(cursor, &entry.key, &entry.value, MDB_SET_RANGE)
    }
    return try settle(code, entry)
  }

  @_lifetime(self: copy self)
  private mutating func move(_ operation: MDB_cursor_op) throws(LMDBError) -> Bool {
    var entry = Entry()
    return try settle(mdb_cursor_get(handle, &entry.key, &entry.value, operation), entry)
  }

  @_lifetime(self: copy self)
  private mutating func settle(_ code: Int32, _ entry: Entry) throws(LMDBError) -> Bool {
    guard try found(code, "mdb_cursor_get") else { return false }
    current = entry
    return true
  }
}

/// A key and its value as C describes them.
private struct Entry {
  var key = MDB_val()
  var value = MDB_val()
}
