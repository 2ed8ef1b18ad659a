/// The columns of a layout as its rows are read by: worked out once for a list, and looked up for every row.
struct ListColumns {
  /// The fields of the columns, from left to right.
  let inOrder: [(column: Int, field: WorkbookField)]
  /// The numbers of the evaluations that have columns.
  let evaluations: [Int]
  /// What the columns are headed, by column.
  let headings: [Int: String]
  private let byField: [WorkbookField: Int]

  init(_ layout: WorkbookLayout) {
    inOrder = layout.fields.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
    (evaluations, headings) = (layout.evaluations, layout.headings)
    byField = Dictionary(layout.fields.map { ($0.value, $0.key) }, uniquingKeysWith: min)
  }

  /// The first column of a field.
  subscript(_ field: WorkbookField) -> Int? { byField[field] }
}
