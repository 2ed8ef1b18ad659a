internal import Exchange
internal import Ledger
internal import OCOP
internal import OCOPKit
internal import ProjectionKit

extension CommandContext {
  /// A replay as rows; in JSON as the inspection file has it.
  func print(_ replay: Replay) throws {
    switch format {
    case .json: return try console.print(json: replay.inspection)
    case .ndjson:
      for (index, step) in replay.steps.enumerated() { try console.print(json: step.json(number: index + 1)) }
    case .csv, .table, .xlsx:
      let sheet = ReplayTable(replay, language).table
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

  /// The event, or that a term ended.
  func title(of step: Replay.Step) -> String { ReplayTable.title(of: step)(language) }

  /// Each field before and after.
  func changes(of step: Replay.Step) -> String { TerminalText.line(ReplayTable.changes(of: step, language)) }

  /// The figures that moved: `399 4★ −1, 399 5★ +1`.
  func moves(of step: Replay.Step) -> String { ReplayTable.moves(of: step) }
}
