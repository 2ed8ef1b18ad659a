internal import Ledger
internal import OCOP

/// What one kind of file becomes: each row a few commands.
protocol RowImport: SendableMetatype {
  /// Every column that may stand in the header.
  static var columns: [String] { get }
  /// Columns that must stand there.
  static var needed: [String] { get }

  init(_ setting: ImportSetting)

  /// Drafts what the row says. Throws ``RowProblems``; then the runner takes the draft back to where it was.
  mutating func take(_ row: CSVTable.Row, _ draft: inout WriteSession) throws -> RowResult
}

/// What a row came to.
struct RowResult {
  /// Whether anything new was drafted.
  var isNew = false
  var notes: [ImportNote] = []

  mutating func add(_ outcome: CommandOutcome) { isNew = isNew || outcome.isNew }
}

/// What every kind of import is given.
struct ImportSetting: Sendable {
  let actor: String
  let file: String
  let map: AreaMap

  func command(
    _ id: [String], _ act: Command.Act, on date: LegalDate?, note: String? = nil, source: String? = nil
  ) -> Command {
    Command(
      id: command(id), actor: actor, act: act, effectiveOn: date, note: note,
      source: source ?? file)
  }

  /// The id of the command that a row with that identity is.
  func command(_ identity: [String]) -> CommandID { Self.command(identity) }

  /// The same.
  static func command(_ identity: [String]) -> CommandID { CommandID(hashing: ["ocop.import.v1"] + identity) }

  /// A command for something that no name stands for yet: no earlier one can stand in its way, but what an answer made (`id`).
  func command(_ id: CommandID?, _ act: Command.Act, on date: LegalDate?, note: String? = nil) -> Command {
    Command(id: id, actor: actor, act: act, effectiveOn: date, note: note, source: file)
  }
}

/// Goes through the rows of a file: every row is tried, all that is wrong is collected, a bad row harms no other.
struct RowReader<Kind: RowImport>: ImportReader {
  private var kind: Kind
  private var rows: CSVRows.Iterator
  private var next: CSVTable.Row?
  private let count: Int
  private let most: Int

  /// `most`: so many rows in a portion.
  init(_ kind: Kind, _ rows: CSVRows, _ most: Int) {
    self.kind = kind
    self.most = most
    self.rows = rows.makeIterator()
    count = rows.count
    next = self.rows.next()
  }

  mutating func take(
    _ draft: inout WriteSession, _ report: inout ImportReport, _ progress: (Int, Int) -> Void
  ) throws -> Bool {
    for _ in 0..<most {
      guard let row = next else { break }
      next = rows.next()
      let bookmark = draft.bookmark()
      if report.read & 0xff == 0 { progress(report.read, count) }
      report.read += 1
      do {
        let result = try kind.take(row, &draft)
        if result.isNew { report.accepted += 1 } else { report.alreadyThere += 1 }
        for note in result.notes { report.add(note) }
      } catch let error as RowProblems {
        draft.goBack(to: bookmark)
        report.rejected += 1
        for problem in error.problems { report.add(problem) }
      }
    }
    if next == nil { progress(count, count) }
    return next != nil
  }
}

extension WriteSession {
  /// As `record`, with a rejection turned into a problem of the row.
  @_lifetime(self: copy self)
  mutating func record(_ command: Command, _ cells: Cells, _ columns: ImportColumns) throws -> CommandOutcome {
    do {
      return try record(command)
    } catch let rejection as Rejection {
      throw cells.problem(rejection, columns: columns)
    }
  }
}
