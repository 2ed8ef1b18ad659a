internal import OCOP
internal import OCOPKit
internal import ProjectionKit

/// The step line of a product's stars, drawn from the rows that stand below it.
struct StepLine {
  private let entries: [RatingHistory.Entry]
  private let language: Language
  private let first: Day
  private let last: Day

  private static let (width, height, left, top) = (720, 190, 40, 12)

  /// `nil`: there is nothing to draw.
  init?(_ entries: some Sequence<RatingHistory.Entry>, until today: Day, _ language: Language) {
    let entries = Array(entries)
    let days = entries.flatMap { [$0.from?.day, $0.through?.day] }.compactMap(\.self)
    guard let first = days.min() else { return nil }
    (self.entries, self.language, self.first) = (entries, language, first)
    last = max(today, min(days.max() ?? today, today.addingMonths(36)))
  }

  private func x(_ day: Day) -> Int {
    let span = max(1, Int(last.number) - Int(first.number))
    let at = min(max(0, Int(day.number) - Int(first.number)), span)
    return Self.left + at * (Self.width - Self.left - 10) / span
  }

  private func y(_ stars: Int) -> Int { Self.top + (5 - stars) * 30 }

  var html: HTML {
    let lines = (1...5).map { stars -> HTML in
      """
      <line class="grid" x1="\(Self.left)" x2="\(Self.width - 10)" y1="\(y(stars))" y2="\(y(stars))"/>
      <text x="\(Self.left - 6)" y="\(y(stars) + 4)" text-anchor="end">\(stars)★</text>
      """
    }
    let span = first.date.year...max(first.date.year, last.date.year)
    let years = stride(from: span.lowerBound, through: span.upperBound, by: 1 + span.count / 15).compactMap {
      year -> HTML? in
      guard let day = Day(year: year, month: 1, day: 1), day >= first, day <= last else { return nil }
      return "<text x=\"\(x(day))\" y=\"\(Self.height - 12)\" text-anchor=\"middle\">\(year)</text>"
    }
    return """
      <figure><svg viewBox="0 0 \(Self.width) \(Self.height)" role="img" aria-labelledby="steps-title steps-desc" class="steps">
      <title id="steps-title">\(Text("Hạng sao theo thời gian", "Stars over time")(language))</title>
      <desc id="steps-desc">\(Text("Mỗi đoạn là một hàng của bảng bên dưới.", "Each stretch is a row of the table below.")(language))</desc>
      \(HTML(lines))\(HTML(years))
      \(HTML(entries.compactMap(stretch)))
      </svg></figure>
      """
  }

  private func stretch(_ entry: RatingHistory.Entry) -> HTML? {
    guard let from = entry.from, let stars = entry.stars.map({ Int($0.number) }) else { return nil }
    let (begin, end) = (x(from.day), x(entry.through?.day ?? last))
    let shown =
      "\(stars)★ \(entry.state.name(language)): \(from.shown(language)) – \(entry.through?.shown(language) ?? "…")"
    // What begins on a day that is not known exactly begins faintly.
    let faint: HTML? =
      from.isImprecise && x(from.firstDay) < begin
      ? "<rect class=\"open\" x=\"\(x(from.firstDay))\" y=\"\(y(stars) - 5)\" width=\"\(begin - x(from.firstDay))\" height=\"10\"/>"
      : nil
    return """
      <g class="\(entry.state.rawValue)" data-stars="\(stars)" data-from="\(from.text)" data-through="\(entry.through?.text ?? "")">
      <title>\(shown)</title>\(faint)
      <rect x="\(begin)" y="\(y(stars) - 5)" width="\(max(3, end - begin))" height="10"/></g>
      """
  }
}

/// Stacked bars, one for each row of a table of stars.
struct StarBars {
  let rows: [StarCounts.Row]
  let language: Language
  /// More rows make no picture.
  static let most = 60

  var html: HTML {
    let most = max(1, Int(rows.map(\.products).max() ?? 1))
    let (left, width) = (190, 510)
    let height = rows.count * 24 + 30
    let bars = rows.enumerated().map { place, row -> HTML in
      let y = 8 + place * 24
      var x = left
      let parts = (1...5).map { stars -> HTML in
        let count = Stars(stars).map { Int(row.stars[$0]) } ?? 0
        let long = count * width / most
        defer { x += long }
        guard count > 0 else { return .empty }
        return """
          <rect class="s\(stars)" data-key="\(row.key)" data-stars="\(stars)" data-count="\(count)" x="\(x)" y="\(y)" width="\(max(1, long))" height="16">
          <title>\(row.name): \(count) × \(stars)★</title></rect>
          """
      }
      return
        "<text x=\"\(left - 6)\" y=\"\(y + 13)\" text-anchor=\"end\">\(String(row.name.prefix(26)))</text>\(HTML(parts))\n"
    }
    let legend = (1...5).map { stars -> HTML in
      "<rect class=\"s\(stars)\" x=\"\(left + (stars - 1) * 60)\" y=\"\(height - 18)\" width=\"12\" height=\"12\"/><text x=\"\(left + (stars - 1) * 60 + 16)\" y=\"\(height - 8)\">\(stars)★</text>"
    }
    return """
      <figure><svg viewBox="0 0 720 \(height)" role="img" aria-labelledby="bars-title bars-desc" class="bars">
      <title id="bars-title">\(Text("Sản phẩm theo hạng sao", "Products by stars")(language))</title>
      <desc id="bars-desc">\(Text("Mỗi thanh là một hàng của bảng bên dưới.", "Each bar is a row of the table below.")(language))</desc>
      \(HTML(bars))\(HTML(legend))
      </svg></figure>
      """
  }
}
