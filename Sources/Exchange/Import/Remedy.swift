public import OCOP

/// The act that would mend a problem. How it is typed or clicked is told by whoever shows it.
public enum Remedy: Hashable, Sendable {
  /// Where the ledger is wrong, and not the file: a correction of the record at a position, or of one to be looked up.
  case correct(Position?, [CorrectedField])
  /// The file was exported from a ledger: export it again.
  case exportEvents
  /// The export tells the root.
  case compareRoot
  /// Take over what another ledger recorded, or make that very ledger in a new folder.
  case acceptForeign
  /// The list inside the program is of a day; units that had ended before it have to be imported.
  case importEarlierAreas
  /// The published schema lists the types of events.
  case readSchema
  /// Say which column means what, beginning from what the headings seem to say.
  case mapColumns
  /// Say which sheet is meant.
  case nameSheet
}

/// What a correction changes in a record.
public enum CorrectedField: Hashable, Sendable {
  /// A field of the payload, by its path, and its new value; empty: it is left out.
  case field(String, String)
  /// The legal day.
  case effectiveOn(String)
  /// The note of the record.
  case note(String)
  /// What a source tells otherwise.
  case told(field: String, value: String, source: String?)
}

extension CorrectedField {
  /// What sets a place, where another stands, or none.
  static func setting(_ place: Place, insteadOf other: Place?) -> [CorrectedField] {
    func unit(_ path: String, _ unit: AreaRef?, _ old: AreaRef?) -> [CorrectedField] {
      guard let unit else { return old == nil ? [] : [.field(path, "")] }
      let edition =
        unit.edition == old?.edition
        ? [] : [CorrectedField.field(path + ".edition", unit.edition.map { "\($0)" } ?? "")]
      return [.field(path + ".code", unit.code.text)] + edition
    }
    return unit("place.commune", place.commune, other?.commune)
      + unit("place.district", place.district, other?.district)
  }
}

/// What the reader of a report should know of a row.
public struct ImportNote: Hashable, Sendable {
  /// The note.
  public let text: Text
  /// What would mend it, where something is wrong.
  public let remedy: Remedy?
  /// The column that it is about.
  var column: String?
  /// Its cell in a workbook, and what may be answered there.
  var place: CellPlace?
  var choices: [AnswerChoice] = []

  init(_ text: Text, remedy: Remedy? = nil) { (self.text, self.remedy) = (text, remedy) }
}
