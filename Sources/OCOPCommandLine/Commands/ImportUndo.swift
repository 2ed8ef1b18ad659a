internal import ArgumentParser
internal import Ledger
internal import OCOP
internal import OCOPKit
internal import ProjectionKit

/// `ocop import list`
struct ImportList: LedgerCommand {
  static let configuration = CommandConfiguration(
    commandName: "list", abstract: say("Các lần nhập danh sách.", "Lists that were imported."))
  @OptionGroup var global: GlobalOptions

  func run(in session: CommandContext) throws {
    let imports = try session.reading().imports()
    let rows = imports.map { imported -> [JSONValue] in
      [
        imported.position.json, .string(imported.recordedAt.description), .string(imported.actor),
        .string(imported.list.list.rawValue), .string(imported.list.file), JSONValue(imported.list.read),
        JSONValue(imported.list.accepted), JSONValue(imported.list.rejected), JSONValue(imported.list.records),
        JSONValue(imported.struck), .string(imported.list.digest), imported.undone.map { $0.position.json } ?? nil,
        JSONValue(imported.undone?.reason),
      ]
    }
    try session.print(
      list: AnswerTable(
        columns: [
          Column("position", Text("Vị trí", "Position"), namesRecords: true),
          Column("recordedAt", Text("Nhập sổ lúc", "Recorded"), .time), Column("actor", Text("Người ghi", "By")),
          Column("list", Text("Danh sách", "List"), of: ImportedList.self), Column("file", Text("Tệp", "File")),
          Column("read", Text("Đọc", "Read"), .number), Column("accepted", Text("Nhận", "Accepted"), .number),
          Column("rejected", Text("Từ chối", "Rejected"), .number),
          Column("records", Text("Bản ghi", "Records"), .number),
          Column("struckOut", Text("Đã xóa bỏ", "Struck out"), .number), Column("digest", Text("SHA-256"), .hidden),
          Column("undoneAt", Text("Hoàn tác ở", "Undone at"), namesRecords: true),
          Column("reason", Text("Vì sao", "Why")),
        ], rows: rows))
  }
}

/// `ocop import undo`
struct ImportUndo: LedgerCommand {
  static let configuration = CommandConfiguration(
    commandName: "undo",
    abstract: say(
      "Hoàn tác một lần nhập: xóa bỏ những gì nó đã ghi.", "Undo an import: strike out what it recorded."),
    discussion: say(
      "  ocop import list\n  ocop import undo 1937 --reason \"nhập nhầm tệp\"\n\nDanh sách ấy có thể nhập lại.",
      "  ocop import list\n  ocop import undo 1937 --reason \"wrong file\"\n\nThe same list may be imported again."))
  @OptionGroup var global: GlobalOptions
  @OptionGroup var recording: RecordingOptions

  @Argument(
    help: ArgumentHelp(
      say("Vị trí của lần nhập, như ocop import list nói.", "Position of the import, as ocop import list tells it.")))
  var position: UInt64
  @Option(help: ArgumentHelp(say("Vì sao.", "Why.")))
  var reason: String
  @Flag(
    help: ArgumentHelp(
      say(
        "Giữ những bản ghi mà bản ghi sau này dựa vào, xóa bỏ phần còn lại.",
        "Keep the records that later ones rest on, strike out the others.")))
  var keepUsed = false

  func run(in session: CommandContext) throws {
    let actor = try recording.actorName()
    let ledger = try session.recording(recording)
    let (undone, head) = try ledger.undoImport(
      at: Position(position), actor: actor, reason: normalized(reason), keepingUsed: keepUsed,
      isRehearsal: recording.dryRun)
    let isRefused = !undone.used.isEmpty && !keepUsed
    let object: JSONValue = [
      "import": undone.position.json, "struck": JSONValue(isRefused ? 0 : undone.struck),
      "gone": JSONValue(undone.gone),
      "used": .array(
        undone.used.map { ["position": $0.position.json, "detail": .string($0.reason(session.language))] }),
      "dryRun": .bool(recording.dryRun), "size": JSONValue(head?.size), "root": JSONValue(head?.root),
    ]
    if session.format == .table {
      try print(undone, isRefused, session)
      if let head { try session.console.print(session.headLine(head)) }
    } else {
      try session.print(object: object, labels: [])
    }
    guard isRefused else { return }
    try session.console.flush()
    throw Problem.refused(
      "import.inUse",
      Text(
        "\(undone.used.count) bản ghi của lần nhập được dùng về sau; chưa ghi gì.",
        "Later records rest on \(undone.used.count) records of the import; nothing was recorded."),
      hint: Text(
        "Xóa bỏ các bản ghi sau trước, hoặc thêm --keep-used để giữ những bản ghi được dùng.",
        "Strike the later records out first, or add --keep-used to keep those that are used."))
  }

  private func print(_ undone: ImportUndone, _ isRefused: Bool, _ session: CommandContext) throws {
    for used in undone.used {
      try session.console.print(
        session.text("Vị trí \(used.position): ", "Position \(used.position): ") + used.reason(session.language))
    }
    guard !isRefused else { return }
    let count = session.shown.number(Int64(undone.struck))
    try session.console.print(
      recording.dryRun
        ? session.text(
          "Sẽ xóa bỏ \(count) ghi chép (chạy thử, chưa ghi gì).",
          "Would strike out \(count) records (dry run, nothing written).")
        : session.text("Đã xóa bỏ \(count) ghi chép.", "Struck out \(count) records."))
    if undone.gone > 0 {
      try session.console.print(
        session.text(
          "\(undone.gone) ghi chép đã bị xóa bỏ từ trước.", "\(undone.gone) records had been struck out before."))
    }
  }
}
