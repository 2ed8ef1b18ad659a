internal import Foundation

/// The page of results, as Markdown: where the ledger stands, and plainly where it is behind.
struct ResultsPage {
  private let results: Results

  init(_ results: Results) { self.results = results }

  var text: String {
    """
    # What it costs, beside others

    Written by `ocop-bench run --page … --chart …`; do not edit. Every case was run in turn by all who can do it, on
    \(ProcessInfo.processInfo.activeProcessorCount) processors; figures are medians, with the least and the most. Ratios are what to look at: a number above
    1 says that the ledger is ahead. A case that carries no peer is measured for itself. SQLite and
    eventsourcing hold, and the appending cases write, at most 200,000 of the events; where two hold the same, their answers were compared.

    \(missing)
    ## Against the others

    \(comparison)

    ## Where we are behind, or short of the mark

    \(behind)

    ## From size to size

    The ledger's medians. Scans and appends are rates and should stay; questions are times and should stay.

    \(growth)

    ## Memory and space

    The most memory of its own (anonymous, mapped files left out) while a case ran, and bytes on disk.

    \(space)

    """
  }

  private var missing: String {
    results.missing.isEmpty
      ? "" : results.missing.map { "**Missing: \($0.side)** – \($0.reason)\n" }.joined(separator: "\n") + "\n"
  }

  private var sizes: [Int] { Array(Set(results.outcomes.map(\.events))).sorted() }

  private func row(_ cells: [String]) -> String { "| " + cells.joined(separator: " | ") + " |" }

  private func figures(_ outcome: Outcome, _ side: String) -> String {
    let figures = outcome.figures(side)
    guard let median = outcome.median(side) else { return "" }
    return "\(Results.shown(median)) (\(Results.shown(figures.first ?? 0))–\(Results.shown(figures.last ?? 0)))"
  }

  private var comparison: String {
    var lines = [
      row(["case", "events", "unit", "ledger", "others", "ledger ahead by", "mark"]),
      row(Array(repeating: "---", count: 7)),
    ]
    for outcome in results.outcomes {
      let others = outcome.sides.filter { $0 != "ledger" }
      let mark = outcome.measured.mark.map { mark in
        mark.text + (outcome.isMarkReached.map { $0 ? ": reached" : ": **not reached**" } ?? ": a peer is missing")
      }
      lines.append(
        row([
          outcome.measured.title, Results.shown(Double(outcome.events)), outcome.measured.unit.rawValue,
          figures(outcome, "ledger"), others.map { "\($0) \(figures(outcome, $0))" }.joined(separator: "<br>"),
          others.compactMap { outcome.lead(over: $0).map(Results.ratio) }.joined(separator: "<br>"), mark ?? "",
        ]))
    }
    return lines.joined(separator: "\n")
  }

  private var behind: String {
    var lines: [String] = []
    for outcome in results.outcomes {
      let ahead = outcome.sides.compactMap { side -> String? in
        guard let lead = outcome.lead(over: side), lead < 1 else { return nil }
        return "\(Results.ratio(lead)) × \(side)"
      }
      let isShort = outcome.isMarkReached == false
      guard isShort || !ahead.isEmpty else { continue }
      var line = "- **\(outcome.measured.title)**, \(Results.shown(Double(outcome.events))) events:"
      line += ahead.isEmpty ? "" : " " + ahead.joined(separator: ", ") + "."
      if isShort, let mark = outcome.measured.mark {
        line +=
          " Short of the mark (\(mark.text)): \(Results.shown(outcome.median("ledger") ?? 0)) \(outcome.measured.unit.rawValue)."
      }
      lines.append(line)
      if outcome.events == sizes.first, let bound = outcome.measured.bound { lines.append("  \(bound)") }
    }
    return lines.isEmpty ? "Nowhere, in what was measured." : lines.joined(separator: "\n")
  }

  private var growth: String {
    let ids = results.outcomes.map(\.measured.id).reduce(into: [String]()) { if !$0.contains($1) { $0.append($1) } }
    var lines = [
      row(["case", "unit"] + sizes.map { Results.shown(Double($0)) }),
      row(Array(repeating: "---", count: sizes.count + 2)),
    ]
    for id in ids {
      let ofCase = results.outcomes.filter { $0.measured.id == id }
      guard let measured = ofCase.first?.measured else { continue }
      let cells = sizes.map { size in
        ofCase.first { $0.events == size }.flatMap { $0.median("ledger") }.map(Results.shown) ?? ""
      }
      lines.append(row([measured.title, measured.unit.rawValue] + cells))
    }
    return lines.joined(separator: "\n")
  }

  private var space: String {
    var lines = [
      row(["", "unit"] + sizes.map { Results.shown(Double($0)) }), row(Array(repeating: "---", count: sizes.count + 2)),
    ]
    for id in ["rebuild", "rebuild-all", "replay", "verify", "stats", "whatif", "append"] {
      let ofCase = results.outcomes.filter { $0.measured.id == id }
      guard let title = ofCase.first?.measured.title else { continue }
      let cells = sizes.map { size in ofCase.first { $0.events == size }.map { "\($0.peakMebibytes("ledger"))" } ?? "" }
      lines.append(row(["\(title)", "MiB"] + cells))
    }
    let names = results.notes.map(\.name).reduce(into: [String]()) { if !$0.contains($1) { $0.append($1) } }
    for name in names {
      let cells = sizes.map { size in
        results.notes.first { $0.name == name && $0.size == size }.map { Results.shown($0.value) } ?? ""
      }
      lines.append(row([name, ""] + cells))
    }
    return lines.joined(separator: "\n")
  }
}
