internal import ArgumentParser
internal import Ledger
internal import OCOP
internal import OCOPKit
internal import ProjectionKit

struct ProductBlame: LedgerCommand {
  static let configuration = CommandConfiguration(
    commandName: "blame",
    abstract: say(
      "Từng điều đang đúng về một sản phẩm, kèm bản ghi đã làm nó như vậy.",
      "Every field of a product, with the record that made it so."))
  @OptionGroup var global: GlobalOptions
  @OptionGroup var asked: QuestionOptions

  @Argument(help: ArgumentHelp(say("Mã (SP-0012) hoặc tên.", "Id (SP-0012) or name.")))
  var product: String

  func run(in session: CommandContext) throws {
    let ledger = try session.reading()
    let question = try session.question(asked, of: ledger)
    let state = try ledger.fields(of: product, question)
    let rows = try state.fields.map { field -> [JSONValue] in
      let record = try ledger.record(at: field.position)?.record
      let corrects = record?.corrects
      return [
        field.field.json, .string(field.field.name(session.language)), session.value(field.value),
        field.position.json,
        .string(record?.event.type.code ?? ""), record?.effectiveOn?.json ?? nil,
        .string(record?.recordedAt.description ?? ""), .string(record?.actor ?? ""), JSONValue(record?.source),
        corrects?.json ?? nil, JSONValue(corrects == nil ? nil : record?.reason),
      ]
    }
    try session.print(list: AnswerTable(columns: Self.columns, rows: rows))
    session.note(
      try ledger.newerRecords(
        of: ledger.productID(product, question).stream, knownAt: question.knownAt ?? Position(.max)))
  }

  private static let columns = [
    Column("field", Text("Trường", "Field"), .hidden), Column("title", Text("Điều", "Field")),
    Column("value", Text("Giá trị", "Value")), Column("position", Text("Vị trí", "Position")),
    Column.event("event"), Column("effectiveOn", Text("Ngày có hiệu lực", "Effective"), .date),
    Column("recordedAt", Text("Nhập sổ lúc", "Recorded at"), .time), Column("actor", Text("Người ghi", "Actor")),
    Column("source", Text("Nguồn", "Source"), .hidden), Column("corrects", Text("Sửa vị trí", "Corrects")),
    Column("reason", Text("Lý do sửa", "Why corrected")),
  ]
}

struct ProductDiff: LedgerCommand {
  static let configuration = CommandConfiguration(
    commandName: "diff",
    abstract: say(
      "Một sản phẩm khác gì giữa hai thời điểm; kết thúc 1 nếu khác.",
      "How a product differs between two points; ends with 1 where it does."),
    discussion: "  ocop product diff SP-0002 --from as-of=2020-12-31 --to as-of=2021-12-31,known-at=2200")
  @OptionGroup var global: GlobalOptions

  @Argument(help: ArgumentHelp(say("Mã (SP-0012) hoặc tên.", "Id (SP-0012) or name.")))
  var product: String
  @Option(
    help: ArgumentHelp(say("A: as-of=NGÀY,known-at=VỊ TRÍ", "A: as-of=DAY,known-at=POSITION"), valueName: "point"))
  var from: String
  @Option(
    help: ArgumentHelp(say("B: như trên. Mặc định: hôm nay.", "B: likewise. Default: today."), valueName: "point"))
  var to: String = ""

  func run(in session: CommandContext) throws {
    let ledger = try session.reading()
    let a = try ledger.fields(of: product, try point(from, "--from", session, ledger))
    let b = try ledger.fields(of: product, try point(to, "--to", session, ledger))
    let named = (a.fields + b.fields).map(\.field)
    var rows: [[JSONValue]] = []
    for (index, field) in named.enumerated() where named.firstIndex(of: field) == index {
      let (before, after) = (a.fields.first { $0.field == field }, b.fields.first { $0.field == field })
      guard before?.value != after?.value else { continue }
      rows.append([
        field.json, .string(field.name(session.language)), session.value(before?.value),
        before?.position.json ?? nil, session.value(after?.value), after?.position.json ?? nil,
      ])
    }
    try session.print(list: AnswerTable(columns: Self.columns, rows: rows))
    try session.console.flush()
    if !rows.isEmpty { throw Verdict(status: .no) }
  }

  private static let columns = [
    Column("field", Text("Trường", "Field"), .hidden), Column("title", Text("Điều", "Field")),
    Column("a", Text("A", "A")), Column("aPosition", Text("Vị trí A", "Position A")), Column("b", Text("B", "B")),
    Column("bPosition", Text("Vị trí B", "Position B")),
  ]

  private func point(_ text: String, _ option: String, _ session: CommandContext, _ ledger: Ledger) throws -> Question {
    var values: [String: String] = [:]
    for part in text.split(separator: ",") {
      let pair = part.split(separator: "=", maxSplits: 1).map(String.init)
      guard pair.count == 2, ["as-of", "known-at"].contains(pair[0]) else {
        throw CommandContext.wrong(option, text, "as-of=2020-12-31,known-at=123")
      }
      values[pair[0]] = pair[1]
    }
    return try session.question(asOf: values["as-of"], knownAt: values["known-at"], of: ledger)
  }
}

extension Ledger {
  /// The fields of the product with that id or name. A name is looked up by all that is known now.
  fileprivate func fields(of product: String, _ question: Question) throws -> (id: ProductID, fields: [AuditedField]) {
    let id = try productID(product, question)
    let history = try history(of: id.stream, knownAt: question.knownAt ?? Position(.max))
    return (id, history.productFields(on: question.asOf))
  }

  /// The id of the product with that id or name, whenever it was registered.
  func productID(_ name: String, _ question: Question) throws -> ProductID {
    try product(name, Question(asOf: question.asOf)).row.id
  }
}
