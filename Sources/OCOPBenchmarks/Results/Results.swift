internal import Foundation
internal import OCOP

/// All that was measured, and how it is shown.
struct Results {
  private(set) var outcomes: [Outcome] = []
  private(set) var notes: [(size: Int, name: String, value: Double)] = []
  let missing: [(side: String, reason: String)]

  init(missing: [(side: String, reason: String)]) { self.missing = missing }

  mutating func add(_ outcome: Outcome) { outcomes.append(outcome) }
  mutating func note(size: Int, _ name: String, _ value: Double) { notes.append((size, name, value)) }

  func write(to output: ResultOptions) throws {
    if output.json {
      for object in objects { print(object.text) }
    } else {
      print(table)
    }
    if let page = output.page { try Data(ResultsPage(self).text.utf8).write(to: URL(fileURLWithPath: page)) }
    if let chart = output.chart { try Data(Chart(self).svg.utf8).write(to: URL(fileURLWithPath: chart)) }
  }

  private var objects: [JSONValue] {
    let lines = outcomes.flatMap { outcome in
      outcome.sides.map { side -> JSONValue in
        let figures = outcome.figures(side)
        var members: [JSONValue.Member] = [
          .init("case", .string(outcome.measured.id)), .init("events", JSONValue(outcome.events)),
          .init("side", .string(side)), .init("unit", .string(outcome.measured.unit.rawValue)),
          .init("min", .string(Self.plain(figures.first ?? 0))),
          .init("median", .string(Self.plain(outcome.median(side) ?? 0))),
          .init("max", .string(Self.plain(figures.last ?? 0))), .init("runs", JSONValue(figures.count)),
          .init("peakMebibytes", JSONValue(outcome.peakMebibytes(side))),
        ]
        if let p99 = outcome.p99(side) { members.append(.init("p99Micros", .string(Self.plain(p99)))) }
        if let lead = outcome.lead(over: side) { members.append(.init("ledgerLead", .string(Self.ratio(lead)))) }
        if side == "ledger", let mark = outcome.measured.mark {
          members.append(.init("mark", .string(mark.text)))
          members.append(.init("reached", outcome.isMarkReached.map { .bool($0) } ?? .null))
        }
        return .object(members)
      }
    }
    let absent = missing.map {
      JSONValue.object([.init("side", .string($0.side)), .init("missing", .string($0.reason))])
    }
    let others = notes.map {
      JSONValue.object([
        .init("note", .string($0.name)), .init("events", JSONValue($0.size)),
        .init("value", .string(Self.plain($0.value))),
      ])
    }
    return lines + others + absent
  }

  private var table: String {
    var lines: [String] = []
    for outcome in outcomes {
      var verdict = ""
      if let mark = outcome.measured.mark {
        let reached = outcome.isMarkReached.map { $0 ? "reached" : "NOT reached" } ?? "a peer is missing"
        verdict = " [mark: \(mark.text): \(reached)]"
      }
      lines.append("\(outcome.measured.title), \(outcome.events) events\(verdict)")
      for side in outcome.sides {
        let figures = outcome.figures(side)
        var line = "  " + side.padding(toLength: 14, withPad: " ", startingAt: 0)
        for figure in [figures.first ?? 0, outcome.median(side) ?? 0, figures.last ?? 0] {
          let text = Self.plain(figure)
          line += String(repeating: " ", count: max(1, 13 - text.count)) + text
        }
        line += " \(outcome.measured.unit.rawValue)"
        if let lead = outcome.lead(over: side) { line += "  ledger \(Self.ratio(lead)) ×" }
        if let p99 = outcome.p99(side) { line += "  p99 \(Self.plain(p99)) µs" }
        line += "  \(outcome.peakMebibytes(side)) MiB"
        if !outcome.check(side).isEmpty, !RunBench.loops.contains(side) {
          line += "  [\(outcome.check(side).prefix(24))]"
        }
        lines.append(line)
      }
    }
    for note in notes { lines.append("\(note.name), \(note.size) events: \(Self.plain(note.value))") }
    for (side, reason) in missing { lines.append("missing: \(side): \(reason)") }
    return lines.joined(separator: "\n")
  }

  /// Three digits that count.
  static func plain(_ figure: Double) -> String {
    figure >= 100 ? "\(Int(figure.rounded()))" : String(format: figure >= 10 ? "%.1f" : "%.2f", figure)
  }

  /// The same, with thousands set apart.
  static func shown(_ figure: Double) -> String {
    guard figure >= 1_000 else { return plain(figure) }
    let digits = Array(plain(figure))
    return digits.enumerated().map { index, digit in
      index > 0 && (digits.count - index) % 3 == 0 ? ",\(digit)" : "\(digit)"
    }.joined()
  }

  static func ratio(_ figure: Double) -> String { String(format: figure >= 10 ? "%.0f" : "%.2f", figure) }
}
