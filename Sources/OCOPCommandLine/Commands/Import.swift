internal import ArgumentParser
internal import Exchange
internal import Ledger
internal import OCOP
internal import OCOPKit

/// `ocop import`
struct Import: Noun {
  static let configuration = CommandConfiguration(
    commandName: "import",
    abstract: say(
      "Nhập danh sách (Excel, CSV) hoặc sự kiện (JSON lines).", "Import lists (Excel, CSV) or events (JSON lines)."),
    subcommands: [
      ImportWorkbook.self, ImportRecognitions.self, ImportExports.self, ImportAwards.self, ImportTargets.self,
      ImportAreas.self,
      ImportEvents.self, ImportList.self, ImportUndo.self,
    ])
}

/// What every import takes.
struct ImportArguments: ParsableArguments {
  @Argument(help: ArgumentHelp(say("Tệp.", "The file.")))
  var file: String

  @Flag(help: ArgumentHelp(say("Ghi các dòng đúng dù có dòng sai.", "Write the good rows though others are bad.")))
  var acceptGood = false

  func options(_ recording: RecordingOptions) throws -> ImportOptions {
    ImportOptions(actor: try recording.actorName(), isRehearsal: recording.dryRun, acceptsGood: acceptGood)
  }
}

extension CommandContext {
  /// Imports, telling how far it is.
  func importing(
    _ what: Text, _ run: (_ told: @escaping @Sendable (Int, Int) -> Void) throws -> ImportReport
  ) throws -> ImportReport {
    let progress = progress(what)
    let report = try run { done, all in progress.report(UInt64(done), of: UInt64(all)) }
    progress.finish()
    return report
  }
}

/// A list that is imported from CSV.
protocol ImportCommand: LedgerCommand {
  static var kind: ImportKind { get }
  var recording: RecordingOptions { get }
  var input: ImportArguments { get }
}

extension ImportCommand {
  static func listConfiguration(_ vi: String, _ en: String) -> CommandConfiguration {
    CommandConfiguration(
      commandName: kind.rawValue, abstract: say(vi, en),
      discussion: say("Các cột (thứ tự tùy ý): ", "Columns (in any order): ")
        + kind.columns.map { $0.joined(separator: ",") }.joined(separator: " / "))
  }

  func run(in session: CommandContext) throws {
    let options = try input.options(recording)
    let ledger = try session.recording(recording)
    let report = try session.importing(Text("Đọc dòng", "Reading rows")) {
      try ledger.importList(Self.kind, file: input.file, options: options, progress: $0)
    }
    try session.print(report)
  }
}

struct ImportRecognitions: ImportCommand {
  static let kind = ImportKind.recognitions
  static let configuration = listConfiguration("Sản phẩm được công nhận.", "Recognised products.")
  @OptionGroup var global: GlobalOptions
  @OptionGroup var recording: RecordingOptions
  @OptionGroup var input: ImportArguments
}

struct ImportExports: ImportCommand {
  static let kind = ImportKind.exports
  static let configuration = listConfiguration("Thị trường xuất khẩu.", "Export markets.")
  @OptionGroup var global: GlobalOptions
  @OptionGroup var recording: RecordingOptions
  @OptionGroup var input: ImportArguments
}

struct ImportAwards: ImportCommand {
  static let kind = ImportKind.awards
  static let configuration = listConfiguration("Khen thưởng.", "Awards.")
  @OptionGroup var global: GlobalOptions
  @OptionGroup var recording: RecordingOptions
  @OptionGroup var input: ImportArguments
}

struct ImportTargets: ImportCommand {
  static let kind = ImportKind.targets
  static let configuration = listConfiguration("Chỉ tiêu.", "Targets.")
  @OptionGroup var global: GlobalOptions
  @OptionGroup var recording: RecordingOptions
  @OptionGroup var input: ImportArguments
}

struct ImportAreas: ImportCommand {
  static let kind = ImportKind.areas
  static let configuration = listConfiguration(
    "Đơn vị hành chính, hoặc thay đổi của chúng.", "Administrative units, or what became of them.")
  @OptionGroup var global: GlobalOptions
  @OptionGroup var recording: RecordingOptions
  @OptionGroup var input: ImportArguments
}

struct ImportEvents: LedgerCommand {
  static let configuration = CommandConfiguration(
    commandName: "events",
    abstract: say("Sự kiện, mỗi dòng một đối tượng JSON.", "Events, one JSON object a line."))
  @OptionGroup var global: GlobalOptions
  @OptionGroup var recording: RecordingOptions
  @OptionGroup var input: ImportArguments

  @Flag(
    help: ArgumentHelp(
      say(
        "Dựng một sổ mới đúng từng byte như đã ghi, từ bản xuất trọn vẹn (thư mục chưa có sổ).",
        "Make a new ledger, byte for byte as it was recorded, of a whole export (where there is no ledger yet).")))
  var asRecorded = false

  @Option(
    help: ArgumentHelp(
      say(
        "Với --as-recorded: gốc mà bản xuất phải cho, như ocop export events đã nói.",
        "With --as-recorded: the root that the export must make, as ocop export events told it."), valueName: "root"))
  var root: String?

  @Flag(
    help: ArgumentHelp(
      say("Nhận sự kiện của sổ cái khác vào sổ này.", "Take events of another ledger into this one.")))
  var foreign = false

  func run(in session: CommandContext) throws {
    if asRecorded { return try takeOver(session) }
    guard root == nil else {
      throw Problem.usage(Text("--root chỉ đi cùng --as-recorded.", "--root goes with --as-recorded only."))
    }
    var options = try input.options(recording)
    options.takesForeign = foreign
    let ledger = try session.recording(recording)
    let report = try session.importing(Text("Đọc dòng", "Reading lines")) { [options] in
      try ledger.importEvents(file: input.file, options: options, progress: $0)
    }
    try session.print(report)
  }

  private func takeOver(_ session: CommandContext) throws {
    guard !recording.dryRun, !input.acceptGood, !foreign else {
      throw Problem.usage(
        Text(
          "--as-recorded không đi cùng --dry-run, --accept-good, --foreign.",
          "--as-recorded does not go with --dry-run, --accept-good, --foreign."))
    }
    let path = try session.ledgerPath()
    let head: Head
    do {
      head = try Ledger.importAsRecorded(
        file: input.file, at: path, root: root?.lowercased(), identity: Ledger.newIdentity(),
        projections: Installed.projections,
        clock: Timestamp.now)
    } catch LedgerError.failed(let failure) where failure.kind == .exists {
      throw Problem(
        failure,
        hint: Text(
          "Bản ghi không sửa, không xóa được: --as-recorded cần một thư mục chưa có sổ.",
          "Records cannot be changed or removed: --as-recorded needs a folder without a ledger."))
    }
    let object: JSONValue = [
      "ledger": .string(path), "size": JSONValue(head.size), "root": .string(head.root),
    ]
    guard session.format == .table else { return try session.print(object: object, labels: []) }
    try session.console.print(session.headLine(head))
  }
}
