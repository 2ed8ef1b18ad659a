internal import Foundation

/// The chart of the README, as SVG: for the largest size, how many times as fast as each peer the ledger is, on a scale of
/// powers of ten with 1 in the middle.
struct Chart {
  private let results: Results

  init(_ results: Results) { self.results = results }

  private struct Bar {
    let text: String
    let lead: Double
  }

  private static let (width, left, row) = (860.0, 430.0, 24.0)

  private var size: Int { results.outcomes.map(\.events).max() ?? 0 }

  private var bars: [Bar] {
    results.outcomes.filter { $0.events == size }.flatMap { outcome in
      outcome.sides.compactMap { side in
        outcome.lead(over: side).map { Bar(text: "\(outcome.measured.short) – \(side)", lead: $0) }
      }
    }
  }

  var svg: String {
    let bars = bars
    let most = max(1, ceil(bars.map { abs(log10($0.lead)) }.max() ?? 1))
    let middle = Self.left + (Self.width - Self.left - 50) / 2
    let perTen = (Self.width - Self.left - 130) / 2 / most
    let height = Double(bars.count) * Self.row + 70
    var lines = [
      """
      <svg xmlns="http://www.w3.org/2000/svg" width="\(Int(Self.width))" height="\(Int(height))" font-family="sans-serif" font-size="13">
      <rect width="100%" height="100%" fill="#ffffff"/>
      <text x="16" y="22" font-weight="bold">ocop-ledger beside others, \(Results.shown(Double(size))) events: how many times as fast</text>
      """
    ]
    for power in stride(from: -most, through: most, by: 1) {
      let x = middle + power * perTen
      lines.append(
        "<line x1=\"\(text(x))\" y1=\"44\" x2=\"\(text(x))\" y2=\"\(text(height - 16))\" stroke=\"\(power == 0 ? "#444444" : "#dddddd")\"/>"
      )
      lines.append(
        "<text x=\"\(text(x))\" y=\"40\" text-anchor=\"middle\" fill=\"#666666\">\(Self.power(power))</text>")
    }
    for (index, bar) in bars.enumerated() {
      let y = 50 + Double(index) * Self.row
      let length = log10(bar.lead) * perTen
      let (x, width) = length < 0 ? (middle + length, -length) : (middle, length)
      lines.append(
        "<text x=\"\(text(Self.left))\" y=\"\(text(y + 15))\" text-anchor=\"end\">\(escaped(bar.text))</text>")
      lines.append(
        "<rect x=\"\(text(x))\" y=\"\(text(y + 3))\" width=\"\(text(max(1, width)))\" height=\"16\" fill=\"\(bar.lead < 1 ? "#c0504d" : "#3b7a57")\"/>"
      )
      let anchor = length < 0 ? ("end", x - 4) : ("start", x + width + 4)
      lines.append(
        "<text x=\"\(text(anchor.1))\" y=\"\(text(y + 15))\" text-anchor=\"\(anchor.0)\">\(Results.ratio(bar.lead))</text>"
      )
    }
    lines.append("</svg>\n")
    return lines.joined(separator: "\n")
  }

  private static func power(_ exponent: Double) -> String {
    exponent < 0 ? "1/\(Int(pow(10, -exponent)))" : "\(Int(pow(10, exponent)))"
  }

  private func text(_ number: Double) -> String { String(format: "%.1f", number) }

  private func escaped(_ text: String) -> String {
    text.replacing("&", with: "&amp;").replacing("<", with: "&lt;")
  }
}
