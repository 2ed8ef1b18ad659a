internal import LMDB

/// The reading of those who leave no mark for writers to see: a little at a time, while ``Gate`` keeps writers out.
///
/// Between two slices the log may grow; what a ``LogView`` shows does not.
final class ReadSlices {
  private let gate: Gate
  private var depth = 0

  /// So many bytes are copied in one slice, and so many entries, before a writer may have its turn.
  static let bytes = 1 << 20
  static let entries = 4096

  init(_ gate: Gate) { self.gate = gate }

  /// Takes the newest snapshot, within another slice the one it has.
  func enter(_ access: ReadAccess) throws(LogFailure) {
    if depth == 0 {
      try gate.enterReading()
      do throws(LMDBError) {
        try access.unsafeResume()
      } catch {
        gate.leaveReading()
        throw LogFailure(error, path: "log")
      }
    }
    depth += 1
  }

  /// After ``enter(_:)``: what was lent is gone.
  func leave(_ access: ReadAccess) {
    depth -= 1
    guard depth == 0 else { return }
    access.unsafePause()
    gate.leaveReading()
  }
}

extension LogView {
  /// Whether the log has more records now than this view shows; never where a snapshot is held.
  var hasGrown: Bool {
    get throws(LogFailure) {
      guard slices != nil else { return false }
      return try reading { () throws(LMDBError) -> Bool in
        try access.value(for: BigEndianKey(size).bytes, in: tables.records) != nil
      }
    }
  }

  /// Runs `body`, which reads a little, its LMDB errors turned into failures of the log. What it is lent is gone when this returns.
  func reading<R: ~Copyable>(_ body: () throws(LMDBError) -> R) throws(LogFailure) -> R {
    try slices?.enter(access)
    defer { slices?.leave(access) }
    return try failing(at: path, body)
  }

  /// Lends the entries of `table` whose keys are `start` or sort after it, in order, each with the number of its page, until `body`
  /// answers `false`.
  func forEachEntry(
    in table: Database, from start: [UInt8] = [],
    _ body: (_ key: RawSpan, _ value: RawSpan, _ page: UInt) throws -> Bool
  ) throws {
    guard slices == nil else { return try forEachCopied(in: table, from: start, body) }
    do {
      var cursor = try access.cursor(table)
      guard try cursor.seek(start) else { return }
      try cursor.forEachFromHere(body)
    } catch let error as LMDBError {
      throw LogFailure(error, path: path)
    }
  }

  /// By pieces that are copied, so that nobody waits for what `body` does with them.
  private func forEachCopied(
    in table: Database, from start: [UInt8], _ body: (RawSpan, RawSpan, UInt) throws -> Bool
  ) throws {
    var next = start
    // Who looks for one entry, or for the few of a stream, copies few: the pieces grow.
    var most = 2
    while true {
      var entries: [(key: [UInt8], value: [UInt8], page: UInt)] = []
      try reading { () throws(LMDBError) in
        var cursor = try access.cursor(table)
        var (more, bytes) = (try cursor.seek(next), 0)
        while more, bytes < ReadSlices.bytes, entries.count < most {
          entries.append((array(cursor.key), array(cursor.value), cursor.keyPage))
          bytes += cursor.key.byteCount + cursor.value.byteCount
          more = try cursor.next()
        }
      }
      guard let last = entries.last?.key else { return }
      // A damaged tree of pages may lead in circles.
      guard !last.lexicographicallyPrecedes(next) else {
        throw LogFailure(.damaged, path: path, detail: "keys follow each other in circles")
      }
      for entry in entries {
        guard try body(entry.key.span.bytes, entry.value.span.bytes, entry.page) else { return }
      }
      next = last + [0]
      most = min(most * 8, ReadSlices.entries)
    }
  }
}
