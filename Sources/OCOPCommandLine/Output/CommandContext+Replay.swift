internal import Exchange
internal import Ledger
internal import OCOP
internal import ProjectionKit

extension CommandContext {
  /// A replay as rows; in JSON as the inspection file has it.
  func print(_ replay: Replay) throws {
    switch format {
    case .json: return try console.print(json: replay.inspection)
    case .ndjson:
      for (index, step) in replay.steps.enumerated() { try console.print(json: step.json(number: index + 1)) }
    case .csv, .table, .xlsx:
      let rows = replay.steps.enumerated().map { index, step -> [JSONValue] in
        [
          JSONValue(index + 1), .string(step.day.description), .string(step.stream.shown),
          .string(step.event?.record.event.type.code ?? "expired"),
          .string(changes(of: step)), .string(moves(of: step)), step.event?.position.json ?? nil,
          step.event?.record.corrects?.json ?? nil, step.correctedBy?.json ?? nil,
          JSONValue(step.event.map { String($0.hash.prefix(12)) }),
        ]
      }
      let sheet = AnswerTable(columns: Self.columns, rows: rows)
      if format == .csv { return try print(list: sheet) }
      try printTable(sheet)
      let known = replay.head.position.map(\.description) ?? "–"
      try console.print(
        "\n"
          + text(
            "\(replay.steps.count) bước, \(replay.question.order.names.vi) · theo dữ liệu nhập đến vị trí \(known) · gốc "
              + "\(replay.head.root.prefix(16))…",
            "\(replay.steps.count) steps, \(replay.question.order.names.en) · known at position \(known) · root "
              + "\(replay.head.root.prefix(16))…"))
    }
  }

  private static let columns = [
    Column("step", Text("Bước", "Step"), .number), Column("day", Text("Ngày", "Day"), .date),
    Column("stream", Text("Về", "About")),
    Column("event", Text("Sự kiện", "Event"), .term { EventType(code: $0)?.names ?? ($0 == "expired" ? expiry : nil) }),
    Column("changes", Text("Trước → sau", "Before → after")), Column("moved", Text("Số liệu đổi", "Figures moved")),
    Column("position", Text("Vị trí", "Position")), Column("corrects", Text("Sửa vị trí", "Corrects")),
    Column("correctedBy", Text("Bị sửa bởi", "Corrected by")), Column("hash", Text("Băm", "Hash")),
  ]

  private static let expiry = Text("hết hiệu lực (không cần quyết định)", "expired (no act needed)")

  /// The event, or that a term ended.
  func title(of step: Replay.Step) -> String {
    (step.event?.record.event.type.names ?? Self.expiry)(language)
  }

  /// Each field before and after.
  func changes(of step: Replay.Step) -> String {
    step.changes.map { change in
      let values = [change.before, change.after].map { shown.field($0) ?? "–" }
      return "\(change.field.name(language)): \(values[0]) → \(values[1])"
    }.joined(separator: "; ")
  }

  /// The figures that moved: `399 4★ −1, 399 5★ +1`.
  func moves(of step: Replay.Step) -> String {
    step.moves.map { "\($0.district) \($0.stars.number)★ \($0.by > 0 ? "+" : "−")\(abs($0.by))" }.joined(
      separator: ", ")
  }
}
