internal import EventLog
internal import OCOP
internal import ProjectionKit

/// Records into rows in memory.
extension View {
  func reset(to size: UInt64 = 0) {
    tables = TableStore()
    projection = type.init(tables: tables)
    folded = size
    newer = nil
    verified = 0
    (taken, written) = (0, size)
  }

  /// Folds the log up to `size`, or until so many records have been taken in.
  func fold(_ view: borrowing LogView, to size: UInt64, most: Int = .max) throws {
    guard folded < size else { return }
    var end = size
    do {
      try view.scan(from: LogPosition(folded), to: LogPosition(size)) { position, bytes in
        if verifies { try view.requireAsWritten(bytes, at: position) }
        if others.areHeld(by: bytes) { return true }
        try apply(bytes, at: position)
        guard taken >= most else { return true }
        end = position.rawValue + 1
        return false
      }
    } catch {
      // What was taken in of these records must not be taken in again.
      reset()
      throw error
    }
    if verifies, verified == folded { verified = end }
    folded = end
  }

  func fold(_ view: borrowing LogView, to size: UInt64, only streams: [StreamID]) throws {
    let positions = try streams.flatMap { try view.positions(of: $0.key) }.filter { $0.rawValue < size }
    for position in positions.sorted() {
      let folded = try view.withRecord(at: position) { bytes in
        Result {
          if verifies { try view.requireAsWritten(bytes, at: position) }
          try apply(bytes, at: position)
        }
      }
      try folded?.get()
    }
    if verifies { verified = size }
  }

  func apply(_ bytes: RawSpan, at position: LogPosition) throws {
    do {
      let record = try RecordView(bytes, at: Position(position.rawValue))
      guard record.isReadable, let type = record.type else { return note(newer: record.position) }
      guard events.contains(type) else { return }
      try projection.apply(record)
      taken += 1
      if record.unknownField != nil { note(newer: record.position) }
    } catch  where tellsNewer(error) {
      try applyKnownPart(bytes, at: Position(position.rawValue))
    }
  }

  /// Takes in as much of a record that a newer program wrote as says the same without the rest.
  func applyKnownPart(_ bytes: RawSpan, at position: Position) throws {
    note(newer: position)
    guard let part = try RecordView.knownPart(of: bytes) else { return }
    try projection.apply(RecordView(part.span.bytes, at: position))
    taken += 1
  }

  func note(newer position: Position) { newer = newer ?? position }
}

extension LogView {
  /// Throws ``LedgerFailure/Kind/altered`` unless the tree was made of these bytes at that place.
  fileprivate func requireAsWritten(_ bytes: RawSpan, at position: LogPosition) throws {
    guard try leaf(at: position) != MerkleTree.leaf(bytes) else { return }
    throw LedgerFailure(
      .altered, path: path, detail: "\(position.rawValue): \(VerifyFinding.Kind.recordAltered.rawValue)")
  }
}
