internal import OCOP
internal import OfficeFiles

/// Reads the rows below the headings of a list one after the other, and makes entries of them.
struct EntryReader {
  private let layout: WorkbookLayout
  private let survey: SheetSurvey
  private let source: SheetSource
  private let walk: SheetWalk
  private var merged: MergedCells
  private var ahead: [SheetRow] = []
  private let product: Int?

  init(_ source: SheetSource, _ survey: SheetSurvey, _ layout: WorkbookLayout) throws(ImportProblem) {
    (self.source, self.survey, self.layout) = (source, survey, layout)
    walk = try source.begin()
    merged = MergedCells(survey.merged)
    product = layout.column(.entry("product"))
    while let row = try walk.next() {
      if row.number > layout.header.upperBound {
        ahead = [row]
        break
      }
      merged.begin(row)
    }
  }

  /// The next item; `nil`: the list ends.
  mutating func next() throws(ImportProblem) -> WorkbookItem? {
    guard let first = try take() else { return nil }
    merged.begin(first)
    var builder = EntryBuilder(layout, survey, source, [first])
    builder.read(first, merged)
    if let text = builder.passedOver { return .passedOver(row: first.number, text: text) }
    // Rows whose product stands in one cell with the first say more of the same product.
    while let row = try peek(), let product, continues(row, from: first.number, product) {
      _ = try take()
      merged.begin(row)
      builder.read(more: row, merged)
    }
    return .entry(builder.finish())
  }

  private func continues(_ row: SheetRow, from first: Int, _ product: Int) -> Bool {
    survey.merged.contains {
      $0.contains(CellReference(row: row.number, column: product))
        && $0.contains(CellReference(row: first, column: product))
    }
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
