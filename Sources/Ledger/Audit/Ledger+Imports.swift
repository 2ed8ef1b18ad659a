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
  /// How many of its records are struck out: all of them where it was undone, some where an undoing kept what was used.
  public internal(set) var struck = 0

  /// By their places.
  public static func == (one: ImportedFile, other: ImportedFile) -> Bool {
    one.position == other.position && one.struck == other.struck && one.undone?.position == other.undone?.position
  }

  /// By its place.
  public func hash(into hasher: inout Hasher) { hasher.combine(position) }
}

extension Ledger {
  /// The lists that were imported, in the order of the log. Costs a look at the beginning of every record.
  public func imports() throws(LedgerError) -> [ImportedFile] {
    try failing {
      var (found, places, struck) = ([ImportedFile](), [Position: Int](), Set<Position>())
      try log.read { view in
        try view.scan { position, bytes in
          let place = Position(position.rawValue)
          guard let look = try? RecordView(bytes, at: place) else { return true }
          if look.type == .voided, let first = look.corrects { struck.insert(first) }
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
      var rest = struck.sorted()[...]
      for index in found.indices {
        let end = found[index].position.number
        let start = end - min(end, found[index].list.records)
        rest = rest.drop { $0.number < start }
        found[index].struck = rest.prefix { $0.number < end }.count
      }
      return found
    }
  }
}
