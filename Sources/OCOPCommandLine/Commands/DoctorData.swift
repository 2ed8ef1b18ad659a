internal import ArgumentParser
internal import Exchange
internal import Ledger
internal import OCOP
internal import OCOPKit
internal import ProjectionKit

/// `ocop doctor data`: records that want a look, each with the command that mends it.
struct DoctorData: LedgerCommand {
  static let configuration = CommandConfiguration(
    commandName: "data",
    abstract: say("Ghi chép cần xem lại, kèm lệnh sửa.", "Records that want a look, each with what mends it."),
    discussion: "  ocop doctor data\n  ocop doctor data --only decision.missing --format xlsx --output can-xem.xlsx")
  @OptionGroup var global: GlobalOptions

  @Option(
    help: ArgumentHelp(
      say("Tính đến ngày này. Mặc định: hôm nay.", "As of this day. Default: today."), valueName: "day"))
  var asOf: String?
  @Option(help: ArgumentHelp(say("Chỉ loại này.", "Only this kind."), valueName: "code"))
  var only: String?

  private struct Row {
    let code: String
    let what: Text
    let stream: String
    let name: String
    let position: Position?
    let detail: Text
    let mend: Text
  }

  func run(in session: CommandContext) throws {
    let ledger = try session.reading()
    let day = try session.day(asOf)
    let known = DataFinding.Kind.allCases.map(\.rawValue) + ["breach", "contradiction"]
    if let only, !known.contains(only) { throw CommandContext.wrong("--only", only, known.joined(separator: "|")) }
    var rows = try ledger.dataFindings(on: day).map { finding in
      Row(
        code: finding.kind.rawValue, what: finding.kind.names, stream: finding.stream.shown, name: finding.name,
        position: finding.position, detail: finding.detail, mend: Hints.of(finding.remedy))
    }
    rows += try breaches(ledger, day) + contradictions(ledger, day)
    let shown = rows.filter { only == nil || $0.code == only }.map { row -> [JSONValue] in
      [
        .string(row.code), .string(row.what(session.language)), .string(row.stream), .string(row.name),
        row.position?.json ?? nil, .string(row.detail(session.language)), .string(row.mend(session.language)),
      ]
    }
    try session.print(
      list: AnswerTable(
        columns: [
          Column("code", Text("Loại", "Kind"), .hidden), Column("what", Text("Tình trạng", "Finding")),
          Column("stream", Text("Mã", "Id")), Column("name", Text("Tên", "Name")),
          Column("position", Text("Vị trí", "Position"), namesRecords: true),
          Column("detail", Text("Nội dung", "What")),
          Column("mend", Text("Sửa bằng", "Mended by")),
        ], rows: shown))
  }

  private func breaches(_ ledger: Ledger, _ day: Day) throws -> [Row] {
    try ledger.ask(Breaches.Query(state: .unacknowledged), asOf: day).table.objects.map { row in
      let position = row["position"].flatMap { Position(json: $0) }
      return Row(
        code: "breach", what: Text("chưa phù hợp quy định (đối chiếu tự động)", "not in keeping with the law"),
        stream: row["product"]?.shortText ?? "", name: row["name"]?.shortText ?? "", position: position,
        detail: Text(row["text"]?.shortText ?? "", row["textEn"]?.shortText ?? ""),
        mend: Text(
          "ocop correct \(position.map(\.description) ?? "…") --reason \"…\" --irregular \"…\"",
          "ocop correct \(position.map(\.description) ?? "…") --reason \"…\" --irregular \"…\""))
    }
  }

  private func contradictions(_ ledger: Ledger, _ day: Day) throws -> [Row] {
    try ledger.ask(Contradictions.Query(), asOf: day).table.objects.map { row in
      let position = row["position"].flatMap { Position(json: $0) }
      let values = ["field", "said", "told", "source"].compactMap { row[$0]?.shortText }.joined(separator: " · ")
      return Row(
        code: "contradiction", what: Text("nguồn khác ghi khác", "another source tells otherwise"),
        stream: row["stream"]?.shortText ?? "", name: row["name"]?.shortText ?? "", position: position,
        detail: Text(values), mend: Hints.of(.correct(position, [])))
    }
  }
}

extension JSONValue {
  fileprivate var shortText: String? {
    switch self {
    case .null: nil
    case .string(let text): text
    default: text
    }
  }
}
