public import OCOP

/// An answer that can be shown as rows under columns: a terminal, JSON, CSV and the web all show its ``table``.
public protocol Tabular: Sendable {
  /// The rows under their columns.
  var table: AnswerTable { get }
}

/// Typed rows, and what their reader must know.
public struct Listing<Row: AnswerRow>: Tabular {
  /// The rows.
  public let rows: Rows<Row>
  /// The row of totals, where adding up means something.
  public let total: Row?
  /// What a reader must know about the rows.
  public let notes: [Text]
  /// What the products behind a figure rest on; `nil` where the rows are no figure of products.
  public let basis: Basis?

  /// A listing.
  public init(_ rows: Rows<Row>, total: Row? = nil, notes: [Text] = [], basis: Basis? = nil) {
    self.rows = rows
    self.total = total
    self.notes = notes
    self.basis = basis
  }

  /// A listing of rows that are few.
  public init(_ rows: some Sequence<Row>, total: Row? = nil, notes: [Text] = [], basis: Basis? = nil) {
    self.init(Rows(rows), total: total, notes: notes, basis: basis)
  }

  /// The rows under the columns that a row describes.
  public var table: AnswerTable {
    AnswerTable(columns: Row.columns, rows: AnswerRows(rows), total: total?.values, notes: notes, basis: basis)
  }
}
