internal import ArgumentParser
internal import Ledger
internal import OCOP
internal import OCOPKit
internal import ProjectionKit

/// `ocop projection`
struct ProjectionNoun: Noun {
  static let configuration = CommandConfiguration(
    commandName: "projection", abstract: say("Các bảng dựng từ nhật ký.", "The views folded from the log."),
    subcommands: [ProjectionList.self, ProjectionRebuild.self, ProjectionAttest.self])
}

struct ProjectionList: LedgerCommand {
  static let configuration = CommandConfiguration(
    commandName: "list", abstract: say("Có những bảng nào, dựng đến đâu.", "Which there are, and how far they reach."))
  @OptionGroup var global: GlobalOptions

  func run(in session: CommandContext) throws {
    let ledger = try session.reading()
    let size = try ledger.size
    let rows: [[JSONValue]] = try ledger.projections().map { status in
      let it = status.descriptor
      return [
        .string(it.id.description), JSONValue(it.version), .string(it.title(session.language)),
        .string(it.summary(session.language)), JSONValue(status.size ?? 0),
        JSONValue(size - min(size, status.size ?? 0)), .string(status.fingerprint), JSONValue(status.digest),
        status.size.flatMap { $0 > 0 ? Position($0 - 1).json : nil } ?? nil,
      ]
    }
    try session.print(
      list: AnswerTable(
        columns: [
          Column("id", Text("Mã", "Id")), Column("version", Text("Bản", "Version"), .number),
          Column("title", Text("Tên", "Title")), Column("summary", Text("Trả lời", "Answers"), .hidden),
          Column("records", Text("Đã dựng", "Folded"), .number), Column("behind", Text("Còn thiếu", "Behind"), .number),
          Column("fingerprint", Text("Dấu vết", "Fingerprint")),
          Column("digest", Text("Băm các dòng", "Digest of rows")),
          Column("position", Text("Vị trí", "Position"), .hidden),
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

  func run(in session: CommandContext) throws {
    let ledger = try session.reading()
    let ids = try ledger.projectionIDs(named: projections)
    let progress = session.progress(Text("Dựng lại", "Rebuilding"))
    try ledger.rebuild(ids) { done, all in progress.report(done, of: all) }
    progress.finish()
    let head = try ledger.head()
    let object: JSONValue = [
      "rebuilt": .array(ids.map { .string($0.description) }), "size": JSONValue(head.size), "root": .string(head.root),
    ]
    guard session.format == .table else { return try session.print(object: object, labels: []) }
    let list = ids.map(\.description).joined(separator: ", ")
    try session.console.print(session.text("Đã dựng lại: \(list)", "Rebuilt: \(list)"))
    try session.console.print(session.headLine(head))
  }
}

struct ProjectionAttest: LedgerCommand {
  static let configuration = CommandConfiguration(
    commandName: "attest",
    abstract: say(
      "Ghi băm các dòng vào nhật ký; --check: kiểm lại mọi lần đã ghi.",
      "Record the digest of rows in the log; --check: check every one recorded."),
    discussion: say(
      "Cùng sự kiện, cùng quy tắc thì cùng số liệu: nhiều năm sau kiểm bằng một lệnh.",
      "Same events, same rules, same figures: checked years later in one command."))
  @OptionGroup var global: GlobalOptions
  @OptionGroup var recording: RecordingOptions
  @Argument(help: ArgumentHelp(say("Mã các bảng; không nói gì: tất cả.", "Ids of projections; all unless named.")))
  var projections: [String] = []
  @Flag(help: ArgumentHelp(say("Kiểm lại, không ghi.", "Check, record nothing.")))
  var check = false

  func run(in session: CommandContext) throws {
    if check { return try checkAll(session) }
    let actor = try recording.actorName()
    let ledger = try recording.dryRun ? session.reading() : session.recording(recording)
    try session.requireAsWritten(ledger)
    let attested = try ledger.attestations(ledger.projectionIDs(named: projections))
    let day = LegalDate(Timestamp.now().dayInVietnam)
    let commands = attested.map {
      Command(id: nil, actor: actor, act: .record(.office, .viewAttested($0)), effectiveOn: day)
    }
    let receipt = recording.dryRun ? nil : try ledger.submit(commands)
    let rows = attested.map { it -> [JSONValue] in
      [.string(it.projection), JSONValue(it.version), .string(it.fingerprint), JSONValue(it.size), .string(it.digest)]
    }
    try session.print(list: AnswerTable(columns: Self.columns, rows: rows))
    if let receipt { session.console.note(session.headLine(receipt.head)) }
  }

  private static let columns = [
    Column("id", Text("Mã", "Id")), Column("version", Text("Bản", "Version"), .number),
    Column("fingerprint", Text("Dấu vết", "Fingerprint")), Column("size", Text("Bản ghi", "Records"), .number),
    Column("digest", Text("Băm các dòng", "Digest of rows")),
  ]

  private func checkAll(_ session: CommandContext) throws {
    let ledger = try session.reading()
    var rows: [[JSONValue]] = []
    var isBroken = false
    try ledger.checkAttestations { checked in
      let it = checked.attested
      let verdict = checked.holds.map { $0 ? "same" : "differs" } ?? "otherMaker"
      isBroken = isBroken || checked.holds == false
      rows.append([
        checked.position.json, .string(it.projection), JSONValue(it.size), .string(it.digest),
        JSONValue(checked.digest),
        .string(verdict),
      ])
    }
    try session.print(list: AnswerTable(columns: Self.checked, rows: rows))
    try session.console.flush()
    if isBroken { throw Verdict(status: .no) }
  }

  private static let checked = [
    Column("position", Text("Vị trí", "Position")), Column("id", Text("Mã", "Id")),
    Column("size", Text("Bản ghi", "Records"), .number), Column("attested", Text("Đã ghi", "Attested")),
    Column("now", Text("Nay", "Now")),
    Column("verdict", Text("Kết luận", "Verdict"), .term { verdicts[$0] }),
  ]

  private static let verdicts = [
    "same": Text("giống", "same"), "differs": Text("khác", "differs"),
    "otherMaker": Text("khác phiên bản hoặc bộ tiêu chí, không kết luận", "another version or rulebooks: undecided"),
  ]
}
