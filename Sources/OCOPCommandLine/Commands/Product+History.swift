internal import ArgumentParser
internal import Exchange
internal import Ledger
internal import OCOP
internal import OCOPKit
internal import ProjectionKit

struct ProductHistory: LedgerCommand {
  static let configuration = CommandConfiguration(
    commandName: "history",
    abstract: say(
      "Hạng sao của một sản phẩm theo thời gian; --all: mọi bản ghi.",
      "A product's stars over time; --all: every record."))
  @OptionGroup var global: GlobalOptions
  @OptionGroup var asked: QuestionOptions

  @Argument(help: ArgumentHelp(say("Mã (SP-0012) hoặc tên.", "Id (SP-0012) or name.")))
  var product: String

  @Flag(
    help: ArgumentHelp(
      say("Mọi bản ghi, kể cả đã sửa hay xóa bỏ.", "Every record, corrected and struck-out ones too.")))
  var all = false

  func run(in session: CommandContext) throws {
    let ledger = try session.reading()
    let question = try session.question(asked, of: ledger)
    // Found by all that is known now: what was known then is what is shown of it.
    let found = try ledger.product(product, Question(asOf: question.asOf))
    let (id, name) = (found.row.id, found.row.name)
    let history = try ledger.ask(RatingHistory.Query(product: id), question)
    if session.format == .table { try session.console.print("\(id)  \(name)\n") }
    let thing = JSONValue.Member("product", ["id": id.json, "name": .string(name)])
    guard all else { return try session.print(figure: history, [thing]) }
    let events = try ledger.audit(of: id.stream, knownAt: question.knownAt ?? Position(.max))
    try session.print(figure: history.map { _ in session.table(of: events) }, [thing])
    session.note(try ledger.newerRecords(of: id.stream, knownAt: question.knownAt ?? Position(.max)))
  }
}

extension CommandContext {
  /// Records as an auditor reads them; what no longer stands is struck through on a terminal, and marked everywhere.
  fileprivate func table(of events: [AuditedEvent]) -> AnswerTable {
    let strikes = format == .table && console.isTerminal && !isPlain
    let rows = events.map { audited -> [JSONValue] in
      let record = audited.event.record
      let type = record.event.type.code
      return [
        audited.event.position.json, record.effectiveOn?.json ?? nil, .string(record.recordedAt.description),
        .string(
          strikes && !audited.isEffective
            ? TerminalText.strikes.begin + record.event.type.names(language) + TerminalText.strikes.end : type),
        record.event.shownStars,
        record.event.shownScore, JSONValue(record.rulebook?.text), JSONValue(record.event.authority),
        JSONValue(record.event.decisionNumber), .string(record.actor), record.corrects?.json ?? nil,
        audited.correctedBy?.json ?? nil, JSONValue(record.reason), .string(String(audited.event.hash.prefix(12))),
        JSONValue(record.note), JSONValue(record.source),
      ]
    }
    return AnswerTable(columns: Self.auditColumns, rows: rows)
  }

  private static let auditColumns = [
    Column("position", Text("Vị trí", "Position")), Column("effectiveOn", Text("Ngày có hiệu lực", "Effective"), .date),
    Column("recordedAt", Text("Nhập sổ lúc", "Recorded at"), .time), Column.event("type"),
    Column("stars", Text("Sao", "Stars"), .number), Column("score", Text("Điểm", "Points")),
    Column("rulebook", Text("Bộ tiêu chí", "Rulebook")), Column("authority", Text("Cơ quan", "Authority")),
    Column("decision", Text("Quyết định", "Decision")), Column("actor", Text("Người ghi", "Actor")),
    Column("corrects", Text("Sửa vị trí", "Corrects")),
    Column("correctedBy", Text("Bị sửa bởi", "Corrected by")),
    Column("reason", Text("Lý do", "Reason")), Column("hash", Text("Băm", "Hash")),
    Column("note", Text("Ghi chú", "Note"), .hidden), Column("source", Text("Nguồn", "Source"), .hidden),
  ]
}

extension Event {
  private var payloadJSON: JSONValue { payload.json }
  private var granted: JSONValue? { payloadJSON["grant"] }

  fileprivate var shownStars: JSONValue { granted?["stars"] ?? payloadJSON["stars"] ?? nil }

  fileprivate var authority: String? {
    for value in [granted?["issuer"], granted?["level"], payloadJSON["level"], payloadJSON["to"]] {
      if case .string(let text)? = value { return text }
    }
    return nil
  }

  /// The mean of the sheets, exact: `94.00`.
  fileprivate var shownScore: JSONValue {
    guard let total = payloadJSON["total"], case .int(let sum)? = total["sum"], case .int(let count)? = total["count"],
      count > 0
    else { return nil }
    let hundredths = (sum + count / 2) / count
    return .string("\(hundredths / 100)." + String(String(hundredths % 100 + 100).dropFirst()))
  }
}
