internal import ArgumentParser
internal import Ledger
internal import OCOP
internal import ProjectionKit

/// `ocop projection`
struct ProjectionNoun: Noun {
  static let configuration = CommandConfiguration(
    commandName: "projection", abstract: say("Các bảng dựng từ nhật ký.", "The views folded from the log."),
    subcommands: [ProjectionList.self, ProjectionRebuild.self])
}

struct ProjectionList: LedgerCommand {
  static let configuration = CommandConfiguration(
    commandName: "list", abstract: say("Có những bảng nào, dựng đến đâu.", "Which there are, and how far they reach."))
  @OptionGroup var global: GlobalOptions

  func run(in session: Session) throws {
    let ledger = try session.reading()
    let size = try ledger.size
    let rows: [[JSONValue]] = ledger.projections().map { status in
      let it = status.descriptor
      return [
        .string(it.id), JSONValue(it.version), .string(it.title(session.language)),
        .string(it.summary(session.language)), JSONValue(status.size ?? 0),
        JSONValue(size - min(size, status.size ?? 0)),
      ]
    }
    try session.print(
      list: Sheet(
        columns: [
          Column("id", Text("Mã", "Id")), Column("version", Text("Bản", "Version"), .number),
          Column("title", Text("Tên", "Title")), Column("summary", Text("Trả lời", "Answers")),
          Column("records", Text("Đã dựng", "Folded"), .number), Column("behind", Text("Còn thiếu", "Behind"), .number),
        ], rows: rows))
  }
}

struct ProjectionRebuild: LedgerCommand {
  static let configuration = CommandConfiguration(
    commandName: "rebuild",
    abstract: say(
      "Dựng lại từ nhật ký; không nói gì thì dựng tất cả trong một lượt.",
      "Fold anew from the log; all in one scan unless named."))
  @OptionGroup var global: GlobalOptions

  @Argument(help: ArgumentHelp(say("Mã các bảng.", "Ids of projections.")))
  var projections: [String] = []

  func run(in session: Session) throws {
    let ledger = try session.reading()
    let ids = projections.isEmpty ? ledger.projections().map(\.descriptor.id) : projections
    let progress = session.progress(Text("Dựng lại", "Rebuilding"))
    try ledger.rebuild(ids) { done, all in progress.report(done, of: all) }
    progress.finish()
    let head = try ledger.head()
    let object: JSONValue = [
      "rebuilt": .array(ids.map(JSONValue.string)), "size": JSONValue(head.size), "root": .string(head.root),
    ]
    guard session.format == .table else { return try session.print(object: object, labels: []) }
    try session.console.print(
      session.text("Đã dựng lại: \(ids.joined(separator: ", "))", "Rebuilt: \(ids.joined(separator: ", "))"))
    try session.console.print(session.headLine(head))
  }
}
