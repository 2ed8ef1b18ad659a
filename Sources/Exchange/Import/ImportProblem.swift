public import Ledger
public import OCOP

/// What is wrong with a row, at which column, and what to do.
public struct ImportProblem: Error, Hashable, Sendable {
  /// The row as a spreadsheet numbers it: the header is row 1. For JSON lines, the line. 0: the file as a whole.
  public var row: Int
  /// The column, by its name in the header.
  public let column: String?
  /// The stable code.
  public let code: String
  /// The value as found.
  public let value: String
  /// What is wrong.
  public let text: Text
  /// What to do.
  public internal(set) var hint: Text?
  /// The act that would mend it.
  public internal(set) var remedy: Remedy?
  /// The sheet of a workbook, and the cell in it.
  public internal(set) var place: CellPlace?
  /// What may be answered.
  var choices: [AnswerChoice] = []
  /// Which evaluation of its row it is about; `nil`: all of the row.
  var evaluation: Int?

  private static let mostShown = 400

  /// A problem; ``row`` is filled in by whoever knows it.
  public init(
    column: String?, code: String, value: String, text: Text, hint: Text? = nil, remedy: Remedy? = nil, row: Int = 0
  ) {
    self.row = row
    self.column = column
    self.code = code
    // A value that is a whole file helps nobody.
    self.value = value.utf8.count <= Self.mostShown ? value : String(value.prefix(80)) + "…"
    self.text = text
    (self.hint, self.remedy) = (hint, remedy)
  }

  /// What the domain said no to, at the column it is about.
  init(_ rejection: Rejection, column: String?, value: String) {
    self.init(column: column, code: rejection.code, value: value, text: rejection.text)
  }
}

extension ImportProblem {
  /// Without the correction of a record that is not in the log yet: its position may be another one when it is.
  func ofRecorded(_ size: UInt64) -> ImportProblem {
    guard case .correct(let position?, _)? = remedy, position.number >= size else { return self }
    var plain = self
    plain.remedy = nil
    return plain
  }
}

extension Text {
  /// That the recognition at `position` was struck out.
  static func struckOut(_ position: Position, by strike: Position) -> Text {
    Text(
      "Đã ghi ở vị trí \(position), và bị xóa bỏ ở vị trí \(strike).",
      "It was recorded at position \(position), and struck out at position \(strike).")
  }
}

/// A cell of a workbook.
public struct CellPlace: Hashable, Sendable {
  /// The name of the sheet.
  public let sheet: String
  /// `G17`.
  public let cell: String
}

/// The problems of one row.
struct RowProblems: Error {
  let problems: [ImportProblem]
}

/// A column of a list that was not taken in.
public struct UntakenColumn: Hashable, Sendable {
  /// Its letters: `G`.
  public let column: String
  /// Its heading.
  public let heading: String
  /// How many of its cells say something.
  public internal(set) var cells: Int
  /// Whether it is about a person, and waits until personal data has its place.
  public let isPersonal: Bool
}

/// What an import did, or would do.
public struct ImportReport: Sendable {
  /// The file's name.
  public let file: String
  /// Rows read.
  public var read = 0
  /// Rows whose facts are recorded now.
  public var accepted = 0
  /// Rows whose facts were recorded before.
  public var alreadyThere = 0
  /// Rows that were refused.
  public var rejected = 0
  /// Rows of a sheet that say nothing of a product: headings between rows, totals, signatures. Each is named in ``notes``.
  public var passedOver = 0
  /// The sheet that was read; `nil`: the file has none.
  public internal(set) var sheet: String?
  /// Columns that were not taken in, and how many cells of each say something.
  public internal(set) var notTaken: [UntakenColumn] = []
  /// Whether nothing was written because it was only a rehearsal.
  public let isRehearsal: Bool
  /// What is wrong, in the order of rows: the first ``mostKept`` of it.
  public private(set) var problems: [ImportProblem] = []
  /// How many problems there are beyond those.
  public private(set) var problemsLeftOut = 0
  /// What the reader should know: a name taken as printed, a stand-in made. The first ``mostKept`` of it.
  public private(set) var notes: [ImportNote] = []
  /// How many notes there are beyond those.
  public private(set) var notesLeftOut = 0
  /// The positions written (or, in a rehearsal, that would be).
  public var positions: Range<UInt64> = 0..<0
  /// The record of the import, by which it can be undone; `nil`: nothing was imported, or it is no list.
  public internal(set) var importRecord: Position?
  /// The log afterwards.
  public var head: Head?

  /// More than anybody mends by reading a list.
  public static let mostKept = 10_000

  mutating func add(_ problem: ImportProblem) {
    if problems.count < Self.mostKept { problems.append(problem) } else { problemsLeftOut += 1 }
  }

  mutating func add(_ note: ImportNote) {
    if notes.count < Self.mostKept { notes.append(note) } else { notesLeftOut += 1 }
  }

  /// How many records were added.
  public var events: Int { positions.count }
  /// Whether the rows were refused as a whole: something is wrong, and good rows were not asked for alone.
  public var isRefused: Bool { !problems.isEmpty && positions.isEmpty }
}
