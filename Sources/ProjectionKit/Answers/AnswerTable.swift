public import OCOP

/// An answer as rows under columns: the same for a terminal, JSON, CSV and the web.
public struct AnswerTable: Tabular {
  /// What the rows are made of.
  public let columns: [Column]
  /// A value for each column, in the same order.
  public let rows: AnswerRows
  /// The row of totals, where adding up means something.
  public let total: [JSONValue]?
  /// What a reader must know about the rows.
  public var notes: [Text]
  /// What the products behind a figure rest on; `nil` where the rows are no figure of products.
  public let basis: Basis?

  /// A table. Traps unless there is a total for each column.
  public init(
    columns: [Column], rows: AnswerRows, total: [JSONValue]? = nil, notes: [Text] = [], basis: Basis? = nil
  ) {
    precondition(total?.count ?? columns.count == columns.count, "a total for each column")
    self.columns = columns
    self.rows = rows
    self.total = total
    self.notes = notes
    self.basis = basis
  }

  /// A table of rows that are few. Traps unless every row has a value for each column.
  public init(
    columns: [Column], rows: [[JSONValue]], total: [JSONValue]? = nil, notes: [Text] = [], basis: Basis? = nil
  ) {
    precondition(rows.allSatisfy { $0.count == columns.count }, "a value for each column")
    self.init(columns: columns, rows: AnswerRows(rows), total: total, notes: notes, basis: basis)
  }

  /// Itself.
  public var table: AnswerTable { self }

  /// One row as a JSON object. Its members are the columns that hold something.
  public func object(_ row: [JSONValue]) -> JSONValue {
    .object(zip(columns, row).map { JSONValue.Member($0.name, $1) })
  }

  /// All rows as JSON objects. For lists that are long, go through ``rows``.
  public var objects: [JSONValue] { rows.map(object) }
}

/// The rows of an ``AnswerTable``, each a value for every column. They are made when they are asked for.
public struct AnswerRows: RandomAccessCollection, Sendable {
  private let row: @Sendable (Int) -> [JSONValue]
  /// 0.
  public let startIndex = 0
  /// How many rows there are.
  public let endIndex: Int

  /// The values of `rows`.
  public init<Row: AnswerRow>(_ rows: Rows<Row>) {
    endIndex = rows.count
    row = { rows[$0].values }
  }

  /// These rows.
  public init(_ rows: [[JSONValue]]) {
    endIndex = rows.count
    row = { rows[$0] }
  }

  /// The row at `index`.
  public subscript(index: Int) -> [JSONValue] {
    precondition(indices.contains(index), "there are \(count) rows")
    return row(index)
  }
}
