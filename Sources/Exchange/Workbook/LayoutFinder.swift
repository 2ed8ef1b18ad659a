internal import OCOP
internal import OfficeFiles

/// Finds the headings of a list among its first rows: one row of them or two, the upper one over several columns.
struct LayoutFinder {
  private let survey: SheetSurvey

  private static let mostColumns = 256

  init(_ survey: SheetSurvey) { self.survey = survey }

  /// The layout that names most; `nil`: nothing looks like headings.
  func find() -> WorkbookLayout? {
    var best: (layout: WorkbookLayout, score: Int)?
    func offer(_ layout: WorkbookLayout) {
      let score = layout.fields.values.count { !$0.isOurs && $0 != .number }
      if score >= 3, score > best?.score ?? 0 { best = (layout, score) }
    }
    for (index, row) in survey.top.enumerated() {
      offer(layout(row, nil))
      if index + 1 < survey.top.count, case let below = survey.top[index + 1],
        (1...2).contains(below.number - row.number),
        isSecondHeading(below, under: row)
      {
        offer(layout(row, below))
      }
    }
    return best?.layout
  }

  /// The layout with headings in these rows, as a mapping names them.
  func layout(header: ClosedRange<Int>) -> WorkbookLayout? {
    guard let first = survey.top.first(where: { $0.number == header.lowerBound }) else { return nil }
    let second = survey.top.first { $0.number == header.upperBound }
    return layout(first, header.count > 1 ? second : nil)
  }

  /// Whether the row parts columns that the row above heads together: it holds words only, some below nothing.
  private func isSecondHeading(_ row: SheetRow, under top: SheetRow) -> Bool {
    let words = row.cells.allSatisfy { cell in
      if case .text(let text) = cell.value {
        !text.contains { $0.isNumber } || LayoutWords.words(text).count < 4
      } else {
        false
      }
    }
    let below = row.cells.filter { cell in !top.cells.contains { $0.column == cell.column } }
    return words && below.count >= 2
  }

  private func layout(_ top: SheetRow, _ second: SheetRow?) -> WorkbookLayout {
    var layout = WorkbookLayout(header: top.number...(second?.number ?? top.number))
    var meanings: [(column: Int, meaning: LayoutWords.Meaning)] = []
    // No list has more headings.
    let columns = Set((top.cells + (second?.cells ?? [])).map(\.column)).filter { $0 <= Self.mostColumns }
    for column in columns.sorted() {
      let own = second?[column]?.text ?? ""
      let upper = second == nil ? top[column]?.text ?? "" : group(over: column, in: top, second)
      layout.headings[column] = [upper, own].filter { !$0.isEmpty }.map(normalized).joined(separator: " / ")
      if let field = Self.own(own.isEmpty ? upper : own) {
        layout.fields[column] = field
      } else if isNumber(upper) || isNumber(own) {
        layout.fields[column] = .number
      } else if let meaning = second == nil
        ? LayoutWords.meaning(of: upper, under: "") : LayoutWords.meaning(of: own, under: upper)
      {
        meanings.append((column, meaning))
      }
    }
    for (column, field) in Self.resolved(meanings) { layout.fields[column] = field }
    // A column of that name among the others is the list's own.
    for (column, field) in layout.fields where field == .mark {
      let isLast = layout.headings.keys.allSatisfy { $0 <= column }
      if !isLast, !(layout.fields[column + 1]?.isOurs ?? false), !(layout.fields[column - 1]?.isOurs ?? false) {
        layout.fields[column] = nil
      }
    }
    return layout
  }

  private func isNumber(_ heading: String) -> Bool {
    ["tt", "stt", "so tt", "no", "so thu tu"].contains(folded(heading))
  }

  /// The columns that this program writes.
  private static func own(_ heading: String) -> WorkbookField? {
    let words = LayoutWords.words(heading)
    switch words.first {
    case "loi" where words.count == 1: return .mark
    case "lua" where words.starts(with: ["lua", "chon"]): return .mark
    case "tra" where words.starts(with: ["tra", "loi"]) && words.count <= 3:
      return .answer(words.count == 3 ? Int(words[2]) ?? 1 : 1)
    default: return nil
    }
  }

  /// What stands over a column: in merged cells, or left of it where nobody merged them.
  private func group(over column: Int, in top: SheetRow, _ second: SheetRow?) -> String {
    if let own = top[column]?.text { return own }
    let here = CellReference(row: top.number, column: column)
    if let range = survey.merged.first(where: { $0.contains(here) }) {
      return survey.top.first { $0.number == range.first.row }?[range.first.column]?.text ?? ""
    }
    guard second?[column] != nil, let left = top.cells.last(where: { $0.column < column }),
      (left.column..<column).allSatisfy({ second?[$0] != nil }),
      !survey.merged.contains(where: { $0.contains(CellReference(row: top.number, column: left.column)) })
    else { return "" }
    return left.value.text
  }

  /// Gives each column its field. Where headings do not say of which evaluation they are, their order does: the stars of today stand
  /// before those of the first.
  private static func resolved(
    _ meanings: [(column: Int, meaning: LayoutWords.Meaning)]
  ) -> [(Int, WorkbookField)] {
    let isMarked = meanings.contains { if case .evaluation = $0.meaning.part { true } else { false } }
    func unsaid(_ name: String) -> Int { meanings.count { $0.meaning.name == name && $0.meaning.part == .unsaid } }
    let dates = max(unsaid("decided_on"), unsaid("year"), unsaid("decision"))
    var seen: [String: Int] = [:]
    var fields: [(Int, WorkbookField)] = []
    for (column, meaning) in meanings {
      let name = meaning.name
      if WorkbookField.entryNames.contains(name) {
        fields.append((column, .entry(name)))
        continue
      }
      if WorkbookField.withheldNames.contains(name) {
        fields.append((column, .withheld(name)))
        continue
      }
      guard WorkbookField.evaluationNames.contains(name) else { continue }
      switch meaning.part {
      case .evaluation(let number): fields.append((column, .evaluation(number, name)))
      case .present: fields.append((column, name == "stars" ? .currentStars : .expiry))
      case .unsaid where name == "valid_until": fields.append((column, .expiry))
      case .unsaid:
        let isPresent =
          name == "stars" && (isMarked || (unsaid("stars") > dates && dates > 0)) && seen["present"] == nil
        if isPresent {
          seen["present"] = 1
          fields.append((column, .currentStars))
          continue
        }
        seen[name, default: 0] += 1
        fields.append((column, .evaluation(seen[name] ?? 1, name)))
      }
    }
    return fields
  }
}
