internal import Ledger
internal import OCOP

/// What makes commands of rows.
protocol RowTaking {
  /// A row, read as far as it goes without the ledger.
  associatedtype Row: Sendable

  /// Drafts what the row says. Throws ``RowProblems``; then the runner takes the draft back to where it was.
  mutating func take(_ row: Row, _ draft: inout WriteSession) throws -> RowResult
}

/// What one kind of file becomes: each row a few commands.
protocol RowImport: RowTaking, SendableMetatype {
  /// Every column that may stand in the header.
  static var columns: [String] { get }
  /// Columns that must stand there.
  static var needed: [String] { get }

  init(_ setting: ImportSetting)

  /// Reads rows. It is done ahead, on another processor, by one caller after the other.
  static func reading(_ setting: ImportSetting) -> (ListRow) -> Row
}

extension RowImport where Row == ListRow {
  static func reading(_ setting: ImportSetting) -> (ListRow) -> ListRow { { $0 } }
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
  /// The day on whose map a place is looked up where that of the row does not have it: of a list that names today's communes beside
  /// decisions of earlier years. `nil`: nowhere else.
  var listDay: Day?

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
struct RowReader<Kind: RowTaking>: ImportReader {
  /// A row, or something else that the file says.
  enum Item: Sendable {
    /// A row, and how many lines of the file it is.
    case row(Kind.Row, lines: Int)
    /// A line that is no row of the list, and why.
    case passedOver(ImportNote)
  }

  private var kind: Kind
  private let items: ReadAhead<Item>
  private var next: Item?
  private let count: Int
  private let most: Int

  /// `most`: so many rows in a portion; `count`: so many lines there are, for progress.
  init(_ kind: Kind, count: Int, _ most: Int, _ read: @escaping () throws -> Item?) throws {
    (self.kind, self.count, self.most) = (kind, count, most)
    items = ReadAhead(isWorthIt: count > 256, read)
    next = try items.next()
  }

  mutating func take(
    _ draft: inout WriteSession, _ report: inout ImportReport, _ progress: (Int, Int) -> Void
  ) throws -> Bool {
    for _ in 0..<most {
      guard let item = next else { break }
      next = try items.next()
      switch item {
      case .passedOver(let note):
        report.passedOver += 1
        report.add(note)
      case .row(let row, let lines): try take(row, lines, &draft, &report, progress)
      }
    }
    if next == nil { progress(count, count) }
    return next != nil
  }

  private mutating func take(
    _ row: Kind.Row, _ lines: Int, _ draft: inout WriteSession, _ report: inout ImportReport,
    _ progress: (Int, Int) -> Void
  ) throws {
    let bookmark = draft.bookmark()
    if report.read & 0xff == 0 { progress(report.read, count) }
    report.read += lines
    do {
      let result = try kind.take(row, &draft)
      if result.isNew { report.accepted += lines } else { report.alreadyThere += lines }
      for note in result.notes { report.add(note) }
    } catch let error as RowProblems {
      draft.goBack(to: bookmark)
      report.rejected += lines
      for problem in error.problems { report.add(problem.ofRecorded(draft.size)) }
    }
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
