internal import Exchange
internal import Foundation
internal import Ledger
internal import OCOP
internal import OCOPKit
internal import Sync

/// One run of a command.
struct CommandContext {
  let language: Language
  let format: OutputFormat
  let csv: CSVLine
  let console: Console
  /// No escape bytes, whatever the terminal.
  let isPlain: Bool
  /// Whether somebody sits at a terminal and may be asked.
  let isInteractive: Bool
  /// Where a workbook goes.
  let output: String?
  /// Whether tables have all their columns, however wide the terminal.
  let isWide: Bool
  /// What was asked, and of which ledger, for who reads an answer elsewhere.
  let asked = AskedOf()
  private let ledgerOption: String?
  private let verifies: Bool

  init(_ options: GlobalOptions) throws {
    let isForExcel =
      options.format == OutputFormat.excel || (options.excel && options.format == OutputFormat.csv.rawValue)
    if options.excel, !isForExcel {
      throw Problem.usage(Text("--excel chỉ đi cùng --format csv.", "--excel goes with --format csv only."))
    }
    guard let format = isForExcel ? .csv : OutputFormat(rawValue: options.format) else {
      throw Self.wrong("--format", options.format, OutputFormat.accepted)
    }
    if let lang = options.lang, Language(rawValue: lang) == nil { throw Self.wrong("--lang", lang, "vi|en") }
    language = Settings.current.language
    self.format = format
    csv = CSVLine(isForExcel: isForExcel)
    console = Console(isQuiet: options.quiet)
    let environment = ProcessInfo.processInfo.environment
    isPlain = options.noColor || environment["NO_COLOR"]?.isEmpty == false || environment["TERM"] == "dumb"
    if isForExcel { console.markBytes() }
    isInteractive = !options.noInput && format == .table && console.isTerminal && isatty(STDIN_FILENO) == 1
    (output, isWide) = (options.output, options.wide)
    ledgerOption = options.ledger
    verifies = options.verified
  }

  static func wrong(_ option: String, _ value: String, _ accepted: String) -> Problem {
    wrong(option, value, Text(accepted))
  }

  static func wrong(_ option: String, _ value: String, _ accepted: Text) -> Problem {
    .usage(
      Text("\(option) không nhận \"\(value)\".", "\(option) does not take \"\(value)\"."),
      hint: Text("Được nhận: \(accepted.vi)", "Accepted: \(accepted.en)"))
  }

  /// The value of a field: for people as they say it, for programs as it is.
  func value(_ value: JSONValue?, of field: String) -> JSONValue {
    guard let value else { return nil }
    return format == .table ? .string(shown.field(field, value) ?? "") : value
  }

  /// The value of a field of a product, likewise.
  func value(_ value: AuditedValue?) -> JSONValue {
    guard let value else { return nil }
    return format == .table ? .string(shown.field(value) ?? "") : value.json
  }

  var shown: Shown { Shown(language: language) }
  func text(_ vi: String, _ en: String) -> String { Text(vi, en)(language) }

  /// The option, then the variable; never guessed.
  func ledgerPath() throws -> String {
    if let path = ledgerOption ?? ProcessInfo.processInfo.environment["OCOP_LEDGER"], !path.isEmpty { return path }
    throw Problem.usage(
      Text("Chưa nói sổ cái nào.", "No ledger is named."),
      hint: Text("Thêm --ledger THƯ_MỤC hoặc đặt OCOP_LEDGER.", "Add --ledger DIR, or set OCOP_LEDGER."))
  }

  /// Whether a ledger is named at all.
  var hasLedger: Bool { (try? ledgerPath()) != nil }

  /// The ledger named by the option alone.
  var namedLedger: String? { ledgerOption }

  /// The ledger, verified first where that is asked for.
  func reading() throws -> Ledger {
    let ledger = try Ledger(at: ledgerPath(), mode: .reading, adding: Installed.added, verifies: verifies)
    asked.ledger = ledger
    if let replica = ledger.replica {
      let signed = try ledger.lastCheckpoint()?.head.size ?? 0
      console.note(
        text(
          "Bản sao của \(replica.source), đã kiểm chứng đến điểm kiểm \(signed) bản ghi.",
          "A replica of \(replica.source), verified up to the checkpoint of \(signed) records."))
    }
    guard verifies else { return ledger }
    try requireAsWritten(ledger)
    if try ledger.signedCheckpoint() == nil {
      console.note(
        text(
          "Cạnh nhật ký không có điểm kiểm: đã kiểm chứng với chính nó, không với điều gì đã ký.",
          "No checkpoint lies beside the log: it was verified against itself, and against nothing that was signed."))
    }
    return ledger
  }

  /// The ledger, for what goes out under its root: verified first.
  func readingAsWritten() throws -> Ledger {
    let ledger = try reading()
    if !verifies { try requireAsWritten(ledger) }
    return ledger
  }

  func requireAsWritten(_ ledger: Ledger) throws {
    let progress = progress(Text("Kiểm chứng", "Verifying"))
    try ledger.requireAsWritten { done, all in progress.report(done, of: all) }
    progress.finish()
  }

  /// Records what `body` drafts, or rehearses it where that was asked: then there is no head.
  func record(
    _ options: RecordingOptions, in ledger: Ledger,
    _ body: @escaping @Sendable (inout WriteSession) throws -> [CommandOutcome]
  ) throws -> (outcomes: [CommandOutcome], head: Head?) {
    if options.dryRun { return (try ledger.rehearse(body), nil) }
    let receipt = try ledger.write(body)
    return (receipt.result, receipt.head)
  }

  /// For a rehearsal the files stay as they are, byte for byte. Where another program is writing and is to be waited for, it is named
  /// first.
  func recording(_ options: RecordingOptions) throws -> Ledger {
    let path = try ledgerPath()
    if options.dryRun { return try Ledger(at: path, mode: .readingUntouched, adding: Installed.added) }
    let ledger = try opened(path, options)
    try Recording.begins(in: ledger)
    return ledger
  }

  private func opened(_ path: String, _ options: RecordingOptions) throws -> Ledger {
    func open(waiting: Bool) throws -> Ledger {
      try writing(path, waiting: waiting, acceptsClock: options.acceptClock)
    }
    guard !(options.wait && options.noWait) else {
      throw Problem.usage(Text("--wait và --no-wait không đi cùng nhau.", "--wait and --no-wait exclude each other."))
    }
    // Two at one desk rarely record for long: who comes second waits a while, and says so.
    let patience = ContinuousClock.now.advanced(by: .seconds(10))
    var isTold = false
    while true {
      do {
        return try open(waiting: options.wait && isTold)
      } catch LedgerError.failed(let failure) where failure.kind == .writerBusy {
        guard !options.noWait, options.wait || ContinuousClock.now < patience else {
          throw Problem(
            failure,
            hint: options.noWait
              ? Text(
                "Bỏ --no-wait để chờ mười giây, hoặc thêm --wait.",
                "Leave --no-wait out to wait ten seconds, or add --wait.")
              : Text("Thêm --wait để chờ đến khi xong.", "Add --wait to wait until it is done."))
        }
        if !isTold { console.note(failure.waiting(language)) }
        isTold = true
        if !options.wait { usleep(50_000) }
      }
    }
  }

  /// A ledger for writing: one that is kept in a store by way of that.
  func writing(
    _ path: String, waiting: Bool, acceptsRollback: Bool = false, acceptsClock: Bool
  ) throws -> Ledger {
    guard let mark = try StoreMark.read(path) else {
      return try Ledger(
        at: path, mode: .writing(waiting: waiting), adding: Installed.added, acceptsRollback: acceptsRollback,
        acceptsClock: acceptsClock)
    }
    return try SharedLedger(at: path, in: StoreOpening.open(mark.store), clock: Timestamp.now).open(
      waiting: waiting, projections: installedProjections + Installed.added, acceptsRollback: acceptsRollback,
      acceptsClock: acceptsClock)
  }

  /// The question that the options ask; a time becomes a position.
  func question(_ options: QuestionOptions, of ledger: Ledger) throws -> Question {
    try question(asOf: options.asOf, knownAt: options.knownAt, of: ledger)
  }

  func question(asOf: String?, knownAt: String?, of ledger: Ledger) throws -> Question {
    let question = Question(asOf: try day(asOf), knownAt: try self.knownAt(knownAt, of: ledger))
    asked.question = question
    return question
  }

  func day(_ text: String?, _ option: String = "--as-of") throws -> Day {
    guard let text else { return Timestamp.now().dayInVietnam }
    guard let date = LegalDate(text) else { throw Self.wrong(option, text, "2020-12-31, 31/12/2020, 2020-12, 2020") }
    return date.day
  }

  /// The first day of a date as one types it: of a month or a year, the day it begins.
  func firstDay(_ text: String, _ option: String) throws -> Day {
    let last = try day(text, option)
    switch LegalDate(text)?.precision {
    case .year: return Day(year: last.date.year, month: 1, day: 1) ?? last
    case .month: return Day(year: last.date.year, month: last.date.month, day: 1) ?? last
    default: return last
    }
  }

  /// A number of days as one types it, like `example`; `nil` where none is asked.
  func days(_ text: String?, _ option: String, like example: String) throws -> Int32? {
    guard let text else { return nil }
    guard text.hasSuffix("d"), let days = Int32(text.dropLast()), (0...100_000).contains(days) else {
      throw Self.wrong(option, text, example)
    }
    return days
  }

  /// Writes a new file, whole and on disk when this returns; one that is there is not written over.
  func write(_ data: Data, toNew path: String) throws {
    do {
      try DurableFile.write(Array(data), to: path, .new)
    } catch let failure as LedgerFailure {
      throw Problem.unwritable(path, exists: failure.kind == .exists)
    }
  }

  private func knownAt(_ text: String?, of ledger: Ledger) throws -> Position? {
    guard let text else { return nil }
    if text.utf8.allSatisfy({ (48...57).contains($0) }), let number = UInt64(text) {
      let size = try ledger.size
      guard number < size else { throw Problem.unknownPosition(Position(number), size) }
      return Position(number)
    }
    guard let time = Timestamp(text) else {
      throw Self.wrong("--known-at", text, "123, 2026-11-24T08:14:39Z")
    }
    guard let position = try ledger.position(at: time) else {
      throw Problem.refused(
        "known.nothing", Text("Đến \(time) chưa ghi gì.", "By \(time) nothing had been recorded."))
    }
    return position
  }

  /// Shows how far long work is; only on a terminal, and only once it takes longer than a second.
  func progress(_ what: Text) -> Progress {
    Progress(what(language), isShown: console.isErrorTerminal && !Settings.current.isQuiet, shown)
  }
}
