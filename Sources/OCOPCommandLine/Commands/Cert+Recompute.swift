internal import ArgumentParser
internal import Ledger
internal import OCOP
internal import ProjectionKit

/// `ocop cert recompute`
struct CertRecompute: LedgerCommand {
  static let configuration = CommandConfiguration(
    commandName: "recompute",
    abstract: say(
      "Tính lại thời hạn đã tính theo cách cũ (ngày liền trước), mỗi giấy một lần sửa ghi chép.",
      "Compute anew the terms that the earlier default computed, a correction each."),
    discussion: "  ocop cert recompute --decision 5445/QĐ-UBND --reason \"BLDS Điều 148\" --dry-run\n"
      + "  ocop cert recompute --all --reason \"BLDS Điều 148\"")
  @OptionGroup var global: GlobalOptions
  @OptionGroup var recording: RecordingOptions

  @Option(help: ArgumentHelp(say("Của quyết định này.", "Of this decision."), valueName: "number"))
  var decision: String?
  @Flag(help: ArgumentHelp(say("Của cả sổ.", "Of the whole ledger.")))
  var all = false
  @Option(help: ArgumentHelp(say("Vì sao.", "Why.")))
  var reason: String

  func run(in session: CommandContext) throws {
    guard (decision != nil) != all else {
      throw Problem.usage(Text("Chọn --decision hoặc --all.", "Choose --decision or --all."))
    }
    let actor = try recording.actorName()
    let ledger = try session.recording(recording)
    let (decision, reason) = (try decision.map { try session.decision($0) }, reason)
    let body: @Sendable (inout WriteSession) throws -> [CommandOutcome] = { draft in
      try draft.recomputeTerms(ofDecision: decision, actor: actor, reason: reason)
    }
    let (outcomes, head) = try session.record(recording, in: ledger, body)
    let rows = try outcomes.map(\.record).map { written -> [JSONValue] in
      let old = try written.record.corrects.flatMap { try ledger.record(at: $0) }?.record
      return [
        .string(written.record.stream.shown), JSONValue(written.record.event.grant?.decision),
        written.record.effectiveOn?.json ?? nil, old?.event.grant?.validUntil.json ?? nil,
        written.record.event.grant?.validUntil.json ?? nil, written.record.event.grant?.termSource.json ?? nil,
        written.record.corrects?.json ?? nil, written.position.json,
      ]
    }
    try session.print(list: AnswerTable(columns: Self.columns, rows: rows))
    if let head, session.format == .table { try session.console.print(session.headLine(head)) }
  }

  private static let columns = [
    Column("product", Text("Mã", "Id")), Column("decision", Text("Quyết định", "Decision")),
    Column("decidedOn", Text("Ngày", "On"), .date), Column("recorded", Text("Đã ghi", "As recorded"), .date),
    Column("validUntil", Text("Hiệu lực đến", "Valid until"), .date),
    Column("term", Text("Thời hạn", "Term"), of: TermSource.self), Column("corrects", Text("Sửa vị trí", "Corrects")),
    Column("position", Text("Vị trí", "Position")),
  ]
}
