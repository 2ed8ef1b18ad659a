internal import EventLog
internal import OCOP

extension LogView {
  /// Whether this program knows all of the record at `position`; also where there is none that can be read.
  func isKnown(at position: LogPosition) throws -> Bool {
    let unknown = try withRecord(at: position) { bytes in
      do { return try RecordView(bytes, at: .zero).firstUnknownField() != nil } catch { return tellsNewer(error) }
    }
    return unknown != true
  }

  /// Throws ``LedgerFailure/Kind/newerEvent`` where this program does not know all of a record, of whatever type it is, and
  /// ``LedgerFailure/Kind/damaged`` where one cannot be read. Costs a look at every record.
  func requireKnown() throws {
    try scan { position, bytes in
      let place = Position(position.rawValue)
      do {
        if try RecordView(bytes, at: place).firstUnknownField() == nil { return true }
      } catch  where !tellsNewer(error) {
        throw LedgerFailure(.damaged, path: path, detail: "position \(place) cannot be read: \(error)")
      }
      throw LedgerFailure.newer(at: place, in: path)
    }
  }
}
