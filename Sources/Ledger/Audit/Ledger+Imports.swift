internal import EventLog
public import OCOP

/// A list that was imported.
public struct ImportedFile: Hashable, Sendable {
  /// The record that says so: by it the import is undone.
  public let position: Position
  /// When.
  public let recordedAt: Timestamp
  /// By whom.
  public let actor: String
  /// What was imported.
  public let list: ListImported
  /// The record that undid it, and why; `nil`: it stands.
  public internal(set) var undone: (position: Position, reason: String?)?

  /// By their places.
  public static func == (one: ImportedFile, other: ImportedFile) -> Bool {
    one.position == other.position && one.undone?.position == other.undone?.position
  }

  /// By its place.
  public func hash(into hasher: inout Hasher) { hasher.combine(position) }
}

extension Ledger {
  /// The lists that were imported, in the order of the log. Costs a look at the beginning of every record.
  public func imports() throws(LedgerError) -> [ImportedFile] {
    try failing {
      var (found, places) = ([ImportedFile](), [Position: Int]())
      try log.read { view in
        try view.scan { position, bytes in
          let place = Position(position.rawValue)
          guard let look = try? RecordView(bytes, at: place) else { return true }
          let strikes = look.type == .voided && look.corrects.map { places[$0] != nil } ?? false
          guard look.type == .listImported || strikes else { return true }
          let record = try Record(wire: bytes)
          if case .listImported(let list) = record.event {
            places[place] = found.count
            found.append(
              ImportedFile(position: place, recordedAt: record.recordedAt, actor: record.actor, list: list))
          } else if let index = record.corrects.flatMap({ places[$0] }) {
            found[index].undone = (place, record.reason)
          }
          return true
        }
      }
      return found
    }
  }
}
