internal import OCOP
internal import OfficeFiles

/// Reads the rows below the headings of a list one after the other, and makes entries of them.
struct EntryReader {
  private let columns: ListColumns
  private let survey: SheetSurvey
  private let source: SheetSource
  private let walk: SheetWalk
  private var merged: MergedCells
  private var ahead: [SheetRow] = []
  /// The last row of the merged cells that hold a product, by their first.
  private let ends: [Int: Int]
  private let passing: PassedOver

  init(_ source: SheetSource, _ survey: SheetSurvey, _ layout: WorkbookLayout) throws(ImportProblem) {
    (self.source, self.survey, columns) = (source, survey, ListColumns(layout))
    walk = try source.begin()
    self.merged = MergedCells(survey.merged)
    let product = columns[.entry("product")]
    let merged = survey.merged.filter { product == $0.first.column && $0.last.row > $0.first.row }
    ends = Dictionary(merged.map { ($0.first.row, $0.last.row) }, uniquingKeysWith: max)
    passing = PassedOver(layout)
    while let row = try walk.next() {
      if row.number > layout.header.upperBound {
        ahead = [row]
        break
      }
      self.merged.begin(row)
    }
  }

  /// The next item; `nil`: the list ends.
  mutating func next() throws(ImportProblem) -> WorkbookItem? {
    guard let first = try take() else { return nil }
    merged.begin(first)
    var builder = EntryBuilder(columns, survey, source, passing, [first])
    builder.read(first, merged)
    if let text = builder.passedOver { return .passedOver(row: first.number, text: text) }
    // Rows whose product stands in one cell with the first say more of the same product.
    let end = ends[first.number] ?? first.number
    while let row = try peek(), row.number <= end {
      _ = try take()
      merged.begin(row)
      builder.read(more: row, merged)
    }
    return .entry(builder.finish())
  }

  private mutating func take() throws(ImportProblem) -> SheetRow? {
    if !ahead.isEmpty { return ahead.removeFirst() }
    return try walk.next()
  }

  private mutating func peek() throws(ImportProblem) -> SheetRow? {
    if ahead.isEmpty, let row = try walk.next() { ahead = [row] }
    return ahead.first
  }
}
