internal import OCOP

/// How one number becomes another, step by step: what went and what came, for each reason.
struct Waterfall {
  let begin: Int
  let end: Int
  let steps: [(name: String, gone: Int, come: Int)]
  let language: Language

  private static let (left, width, line) = (230, 470, 24)

  /// A bar from one number to another.
  private struct Bar {
    let name: String
    let kind: HTML
    let from: Int
    let to: Int
  }

  private var bars: [Bar] {
    var bars = [Bar(name: "A", kind: "whole", from: 0, to: begin)]
    var at = begin
    for step in steps {
      if step.gone > 0 {
        bars.append(Bar(name: step.name, kind: "gone", from: at, to: at - step.gone))
        at -= step.gone
      }
      if step.come > 0 {
        bars.append(Bar(name: step.name, kind: "come", from: at, to: at + step.come))
        at += step.come
      }
    }
    return bars + [Bar(name: "B", kind: "whole", from: 0, to: end)]
  }

  var html: HTML {
    let bars = bars
    let most = max(1, bars.map { max($0.from, $0.to) }.max() ?? 1)
    func x(_ count: Int) -> Int { Self.left + count * Self.width / most }
    let drawn = bars.enumerated().map { place, bar -> HTML in
      let y = 8 + place * Self.line
      let (low, high) = (min(bar.from, bar.to), max(bar.from, bar.to))
      let change = bar.to - bar.from
      let sign = bar.from == 0 && bar.name.count == 1 ? "" : change < 0 ? "−" : "+"
      return """
        <text x="\(Self.left - 6)" y="\(y + 13)" text-anchor="end">\(String(bar.name.prefix(32)))</text>
        <rect class="\(bar.kind)" data-from="\(bar.from)" data-to="\(bar.to)" x="\(x(low))" y="\(y)" width="\(max(2, x(high) - x(low)))" height="16">
        <title>\(bar.name): \(sign)\(change.magnitude)</title></rect>

        """
    }
    return """
      <figure><svg viewBox="0 0 720 \(bars.count * Self.line + 16)" role="img" aria-labelledby="fall-title fall-desc" class="fall">
      <title id="fall-title">\(Text("Từ A đến B, theo từng lý do", "From A to B, reason by reason")(language))</title>
      <desc id="fall-desc">\(Text("Mỗi thanh là một số của bảng bên dưới.", "Each bar is a number of the table below.")(language))</desc>
      \(HTML(drawn))</svg></figure>
      """
  }
}
