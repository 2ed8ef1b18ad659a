internal import ArgumentParser
internal import Ledger
internal import OCOP

/// `ocop verify`
struct Verify: LedgerCommand {
  static let configuration = CommandConfiguration(
    commandName: "verify",
    abstract: say(
      "Kiểm chứng mọi bản ghi, chỉ mục và gốc của cây.", "Verify every record, the indexes and the tree's root."))
  @OptionGroup var global: GlobalOptions
  @Flag(
    help: ArgumentHelp(
      say("Dựng lại cả các bảng đã lưu để đối chiếu.", "Fold the kept views anew, too, and compare.")))
  var views = false

  func run(in session: CommandContext) throws {
    let ledger = try session.reading()
    let progress = session.progress(Text("Kiểm chứng", "Verifying"))
    var result = try ledger.verify { done, all in progress.report(done, of: all) }
    if views { result.findings += try ledger.verifyViews { done, all in progress.report(done, of: all) } }
    progress.finish()
    try session.print(result)
    try session.console.flush()
    if !result.findings.isEmpty { throw Verdict(status: .no) }
  }
}

extension CommandContext {
  func print(_ result: VerifyResult) throws {
    if result.newer > 0 {
      console.note(
        text(
          "\(result.newer) bản ghi do phiên bản mới hơn ghi: còn nguyên như đã ghi, nhưng cần ocop mới hơn để đọc hết.",
          "\(result.newer) records were written by a newer version: they are as they were written; to read all of them takes a "
            + "newer ocop."))
    }
    if !result.jumps.isEmpty {
      let places =
        result.jumps.prefix(5).map { "\($0)" }.joined(separator: ", ") + (result.jumps.count > 5 ? ", …" : "")
      console.note(
        text(
          "Thời điểm ghi nhảy hơn 400 ngày ở vị trí \(places): đồng hồ máy lúc ấy có thể sai.",
          "Times of recording jump by more than 400 days at position \(places): the machine's clock may have been wrong."
        ))
    }
    if result.checkpoint == nil {
      console.note(
        text(
          "Cạnh nhật ký không có điểm kiểm đã ký: nếu nhật ký bị cắt đuôi hoặc bị thay bằng bản cũ, không thể biết từ đây. Đối chiếu với "
            + "điểm kiểm đã gửi đi: ocop checkpoint verify TỆP",
          "No signed checkpoint lies beside the log: whether its tail was cut off, or an older copy put in its place, cannot be told "
            + "from here. Compare with one that was handed out: ocop checkpoint verify FILE"))
    }
    guard format == .table else {
      return try print(
        object: [
          "verified": .bool(result.findings.isEmpty), "size": JSONValue(result.head.size),
          "root": .string(result.head.root),
          "findings": .array(
            result.findings.map {
              [
                "kind": .string($0.kind.rawValue), "text": .string($0.kind.names(language)),
                "position": $0.position?.json ?? nil, "detail": .string($0.detail),
              ]
            }), "newer": JSONValue(result.newer), "checkpoint": JSONValue(result.checkpoint?.head.size),
          "clockJumps": .array(result.jumps.map(\.json)),
        ], labels: [])
    }
    for finding in result.findings {
      let place = finding.position.map { text("vị trí \($0)", "position \($0)") + ": " } ?? ""
      try console.print(
        "✗ \(place)\(finding.kind.names(language)) [\(finding.kind.rawValue)]"
          + (finding.position == nil || finding.kind == .viewDiffers ? " \(finding.detail)" : ""))
    }
    var hints: [Text] = []
    for case let hint? in result.findings.map({ Hints.of($0.kind) }) where !hints.contains(hint) { hints.append(hint) }
    for hint in hints { console.note(hint(language)) }
    let size = shown.number(Int64(result.head.size))
    try console.print(
      result.findings.isEmpty
        ? text(
          "✓ Kiểm chứng xong \(size) bản ghi, gốc \(result.head.root)",
          "✓ Verified \(size) records, root \(result.head.root)")
        : text(
          "Không khớp: \(result.findings.count) chỗ trong \(size) bản ghi.",
          "Not as written: \(result.findings.count) findings in \(size) records."))
  }
}
