internal import ArgumentParser
internal import Ledger
internal import OCOP
internal import ProjectionKit

/// `ocop rebuild`: rows built beside those that serve, compared, and switched in on demand.
struct Rebuild: LedgerCommand {
  static let configuration = CommandConfiguration(
    commandName: "rebuild",
    abstract: say(
      "Dựng lại bên cạnh bảng đang dùng, so sánh từng dòng; --apply: thay vào.",
      "Build beside the serving view, compare row by row; --apply: switch."),
    discussion: say(
      "Bị ngắt thì lần sau dựng tiếp. Kết thúc 1 nếu có dòng khác và chưa thay; bảng đang dùng vẫn trả lời suốt.",
      "Interrupted, it goes on next time. Ends with 1 where rows differ and are not switched; what serves answers meanwhile."
    ))
  @OptionGroup var global: GlobalOptions
  @Option(help: ArgumentHelp(say("Mã bảng; lặp lại được. Không có: tất cả.", "Id; may repeat. All unless named.")))
  var projection: [String] = []
  @Flag(help: ArgumentHelp(say("Thay bảng đang dùng, trong một bước.", "Let the new rows serve, in one step.")))
  var apply = false
  @Flag(help: ArgumentHelp(say("Bỏ những gì đã dựng bên cạnh.", "Throw away what was built beside.")))
  var drop = false
  @Option(
    help: ArgumentHelp(
      say("Cứ từng này bản ghi thì ghi điểm dừng.", "Records between checkpoints."), valueName: "records"))
  var every: UInt64?

  /// How many rows that differ are listed; all are counted.
  private static let listed = 200

  func run(in session: CommandContext) throws {
    let ledger = try session.reading()
    let ids = try ledger.projectionIDs(named: projection)
    guard !apply || !drop else {
      throw Problem.usage(
        Text("--apply và --drop không đi cùng nhau.", "--apply and --drop do not go together."))
    }
    if drop { return try dropAll(ids, ledger, session) }
    let progress = session.progress(Text("Dựng lại", "Rebuilding"))
    var rows: [[JSONValue]] = []
    let comparisons = try ledger.prepareRebuild(ids, step: every) { done, all in
      progress.report(done, of: all)
    } _: { id, row in
      if rows.count < Self.listed {
        rows.append([
          .string(id.description), .string(row.key), row.before ?? nil, row.after ?? nil,
          row.firstPosition?.json ?? nil,
        ])
      }
    }
    progress.finish()
    if apply { try ledger.applyRebuild(ids) }
    try print(comparisons, rows, session)
    try session.console.flush()
    let differs = comparisons.contains { $0.reason != .firstBuild && $0.added + $0.removed + $0.changed > 0 }
    if differs && !apply { throw Verdict(status: .no) }
  }

  private func dropAll(_ ids: [ProjectionID], _ ledger: Ledger, _ session: CommandContext) throws {
    try ledger.dropRebuild(ids)
    let object: JSONValue = ["dropped": .array(ids.map { .string($0.description) })]
    guard session.format == .table else { return try session.print(object: object, labels: []) }
    try session.console.print(session.text("Đã bỏ: ", "Dropped: ") + ids.map(\.description).joined(separator: ", "))
  }

  private func print(_ comparisons: [RebuildComparison], _ rows: [[JSONValue]], _ session: CommandContext) throws {
    let summary = AnswerTable(
      columns: Self.summary,
      rows: comparisons.map {
        [
          .string($0.projection.description), JSONValue($0.size), JSONValue($0.counts.before), JSONValue($0.added),
          JSONValue($0.removed), JSONValue($0.changed), JSONValue($0.counts.after), $0.firstPosition?.json ?? nil,
          $0.reason.json, .string($0.fingerprint), .string($0.digest), .bool(apply),
        ]
      })
    let listed = AnswerTable(columns: Self.rows, rows: rows)
    switch session.format {
    case .table:
      try session.printTable(summary)
      if !rows.isEmpty {
        try session.console.print("")
        try session.printTable(listed)
      }
      try session.console.print(
        apply
          ? session.text("\nBảng mới đang được dùng.", "\nThe new rows serve.")
          : session.text(
            "\nBảng cũ vẫn được dùng; thay bằng --apply, bỏ bằng --drop.",
            "\nThe old rows serve; switch with --apply, throw away with --drop."))
    case .json:
      try session.console.print(
        JSONValue.object([.init("projections", .array(summary.objects)), .init("rows", .array(listed.objects))]).text)
    case .ndjson, .csv, .xlsx: try session.print(list: summary)
    }
  }

  private static let summary = [
    Column("id", Text("Mã", "Id")), Column("records", Text("Bản ghi", "Records"), .number),
    Column("before", Text("Trước", "Before"), .number), Column("added", Text("Thêm", "Added"), .number),
    Column("removed", Text("Bớt", "Removed"), .number), Column("changed", Text("Khác", "Changed"), .number),
    Column("after", Text("Sau", "After"), .number),
    Column("firstPosition", Text("Khác từ vị trí", "Parts at position")),
    Column("reason", Text("Vì sao khác", "Why rows differ"), of: RebuildComparison.Reason.self),
    Column("fingerprint", Text("Dấu vết", "Fingerprint"), .hidden), Column("digest", Text("Băm", "Digest"), .hidden),
    Column("applied", Text("Đã thay", "Switched"), .flag),
  ]

  private static let rows = [
    Column("id", Text("Mã", "Id")), Column("key", Text("Khóa", "Key")), Column("before", Text("Trước", "Before")),
    Column("after", Text("Sau", "After")), Column("firstPosition", Text("Vị trí", "Position")),
  ]
}
