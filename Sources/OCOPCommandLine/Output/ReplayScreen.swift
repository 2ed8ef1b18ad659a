internal import Foundation
internal import Ledger
internal import OCOP
internal import ProjectionKit

/// A replay in a terminal, step by step. What is typed moves through the steps; nothing is ever changed.
struct ReplayScreen {
  let replay: Replay
  let session: CommandContext
  private var current = 0

  init(replay: Replay, session: CommandContext) { (self.replay, self.session) = (replay, session) }

  func run() throws {
    guard !replay.steps.isEmpty else { return try session.print(replay) }
    var screen = self
    try screen.show()
    while true {
      try session.console.print(
        session.text(
          "[Enter tiếp · b lùi · j NGÀY nhảy · /CHỮ tìm · e giải thích · q thoát]",
          "[Enter next · b back · j DAY jump · /TEXT search · e explain · q quit]"))
      try session.console.flush()
      guard let line = readLine() else { return }
      guard try screen.take(normalized(line)) else { return }
    }
  }

  /// Does what was typed; `false` ends.
  private mutating func take(_ line: String) throws -> Bool {
    switch line {
    case "q": return false
    case "", "n": try move(to: current + 1)
    case "b": try move(to: current - 1)
    case "e": try explain()
    case _ where line.hasPrefix("j "):
      guard let date = LegalDate(normalized(String(line.dropFirst(2)))) else {
        try session.console.print(
          session.text("Ngày không đọc được.", "That is no date.") + " 31/12/2020, 2020-12, 2020")
        return true
      }
      try move(to: replay.steps.firstIndex { $0.day >= date.day })
    case _ where line.hasPrefix("/"):
      let part = folded(String(line.dropFirst()))
      let later = replay.steps.indices.dropFirst(current + 1)
      try move(to: (Array(later) + Array(0..<current)).first { folded(text(of: replay.steps[$0])).contains(part) })
    default: try session.console.print(session.text("Không hiểu lệnh.", "That is no command."))
    }
    return true
  }

  private mutating func move(to step: Int?) throws {
    guard let step, replay.steps.indices.contains(step) else {
      return try session.console.print(session.text("Không có bước nào ở đó.", "There is no step there."))
    }
    current = step
    try show()
  }

  private func show() throws {
    let step = replay.steps[current]
    try session.console.print(
      "\n\(current + 1)/\(replay.steps.count)  \(session.shown.day(step.day))  \(step.stream.shown)  "
        + session.title(of: step))
    for change in step.changes {
      let values = [change.before, change.after].map { session.shown.field($0) ?? "–" }
      try session.console.print("  \(change.field.name(session.language)): \(values[0]) → \(values[1])")
    }
    let moves = session.moves(of: step)
    if !moves.isEmpty { try session.console.print(session.text("  Số liệu: ", "  Figures: ") + moves) }
  }

  private func explain() throws {
    let step = replay.steps[current]
    try session.console.print(
      step.event?.json.text
        ?? session.text(
          "Thời hạn của quyết định đã hết; không có bản ghi nào.", "The decision's term ended; there is no record."))
  }

  private func text(of step: Replay.Step) -> String {
    session.title(of: step) + " " + session.changes(of: step) + " " + (step.event?.json.text ?? "")
  }
}
