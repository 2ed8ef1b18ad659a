package import Ledger
package import OCOP
package import ProjectionKit

/// A replay as rows, a step each.
package struct ReplayTable: Tabular {
  private let replay: Replay
  private let language: Language

  /// The steps of `replay`; what changed is told in `language`.
  package init(_ replay: Replay, _ language: Language) { (self.replay, self.language) = (replay, language) }

  /// A row for each step.
  package var table: AnswerTable {
    let rows = replay.steps.enumerated().map { index, step -> [JSONValue] in
      [
        JSONValue(index + 1), .string(step.day.description), .string(step.stream.shown),
        .string(step.event?.record.event.type.code ?? "expired"),
        .string(Self.changes(of: step, language)), .string(Self.moves(of: step)), step.event?.position.json ?? nil,
        step.event?.record.corrects?.json ?? nil, step.correctedBy?.json ?? nil,
        JSONValue(step.event.map { String($0.hash.prefix(12)) }),
      ]
    }
    return AnswerTable(columns: Self.columns, rows: rows)
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
  package static func title(of step: Replay.Step) -> Text { step.event?.record.event.type.names ?? expiry }

  /// Each field before and after.
  package static func changes(of step: Replay.Step, _ language: Language) -> String {
    step.changes.map { change in
      let values = [change.before, change.after].map { $0.map { text($0, language) } ?? "–" }
      return "\(change.field.name(language)): \(values[0]) → \(values[1])"
    }.joined(separator: "; ")
  }

  private static func text(_ value: AuditedValue, _ language: Language) -> String {
    if let names = value.names { return names(language) }
    return switch value.json {
    case .null: ""
    case .string(let text): text
    case .bool(let flag): flag ? Text("có", "yes")(language) : Text("không", "no")(language)
    default: value.json.text
    }
  }

  /// The figures that moved: `399 4★ −1, 399 5★ +1`.
  package static func moves(of step: Replay.Step) -> String {
    step.moves.map { "\($0.district) \($0.stars.number)★ \($0.by > 0 ? "+" : "−")\(abs($0.by))" }.joined(
      separator: ", ")
  }
}
