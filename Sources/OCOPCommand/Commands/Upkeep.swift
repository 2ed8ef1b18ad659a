internal import ArgumentParser
internal import Foundation
internal import Ledger
internal import OCOP
internal import OCOPApp
internal import ProjectionKit

/// `ocop verify`
struct Verify: LedgerCommand {
  static let configuration = CommandConfiguration(
    commandName: "verify",
    abstract: say(
      "Kiểm chứng mọi bản ghi, chỉ mục và gốc của cây.", "Verify every record, the indexes and the tree's root."))
  @OptionGroup var global: GlobalOptions

  func run(in session: Session) throws {
    let ledger = try session.reading()
    let progress = session.progress(Text("Kiểm chứng", "Verifying"))
    let result = try ledger.verify { done, all in progress.report(done, of: all) }
    progress.finish()
    try session.print(result)
    try session.console.flush()
    if !result.findings.isEmpty { throw Verdict(status: .no) }
  }
}

extension Session {
  func print(_ result: VerifyResult) throws {
    guard format == .table else {
      return try print(
        object: [
          "verified": .bool(result.findings.isEmpty), "size": JSONValue(result.head.size),
          "root": .string(result.head.root),
          "findings": .array(
            result.findings.map {
              ["kind": .string($0.kind), "position": $0.position?.json ?? nil, "detail": .string($0.detail)]
            }),
        ], labels: [])
    }
    for finding in result.findings {
      let place = finding.position.map { text("vị trí \($0)", "position \($0)") + ": " } ?? ""
      try console.print("✗ \(place)\(finding.kind) \(finding.detail)")
    }
    let size = shown.number(Int64(result.head.size))
    try console.print(
      result.findings.isEmpty
        ? text(
          "✓ Kiểm chứng xong \(size) bản ghi, gốc \(result.head.root)",
          "✓ Verified \(size) records, root \(result.head.root)")
        : text(
          "Sổ cái đã bị thay đổi: \(result.findings.count) chỗ trong \(size) bản ghi.",
          "The ledger was altered: \(result.findings.count) findings in \(size) records."))
  }
}

/// `ocop backup`
struct Backup: Noun {
  static let configuration = CommandConfiguration(
    commandName: "backup", abstract: say("Sao lưu.", "Backups."), subcommands: [BackupCreate.self])
}

struct BackupCreate: LedgerCommand {
  static let configuration = CommandConfiguration(
    commandName: "create",
    abstract: say("Sao lưu nóng, gọn, vào một thư mục mới.", "A hot, compact copy in a new folder."))
  @OptionGroup var global: GlobalOptions

  @Argument(help: ArgumentHelp(say("Thư mục của bản sao; chưa có ở đó.", "The copy's folder; not there yet.")))
  var destination: String

  func run(in session: Session) throws {
    let ledger = try session.reading()
    try ledger.backUp(to: destination)
    let copy = try Ledger(at: destination, mode: .readingUntouched).head()
    let object: JSONValue = [
      "backup": .string(destination), "size": JSONValue(copy.size), "root": .string(copy.root),
    ]
    guard session.format == .table else { return try session.print(object: object, labels: []) }
    try session.console.print(
      session.text("Đã sao lưu vào \(destination).", "Backed up to \(destination)."))
    try session.console.print(session.headLine(copy))
  }
}

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
