public import OCOP

/// An answer as rows under columns: the same for a terminal, JSON, CSV and the web.
public struct Sheet: Sendable {
  /// What the rows are made of.
  public let columns: [Column]
  /// A value for each column, in the same order.
  public let rows: SheetRows
  /// The row of totals, where adding up means something.
  public let total: [JSONValue]?
  /// What a reader must know about the rows.
  public var notes: [Text]
  /// What the products behind a figure rest on; `nil` where the rows are no figure of products.
  public let basis: Basis?

  /// A sheet. Traps unless every row has a value for each column.
  public init(
    columns: [Column], rows: SheetRows, total: [JSONValue]? = nil, notes: [Text] = [], basis: Basis? = nil
  ) {
    precondition(rows.width ?? columns.count == columns.count, "a value for each column")
    precondition(total?.count ?? columns.count == columns.count, "a total for each column")
    self.columns = columns
    self.rows = rows
    self.total = total
    self.notes = notes
    self.basis = basis
  }

  /// A sheet of rows that are few.
  public init(
    columns: [Column], rows: [[JSONValue]], total: [JSONValue]? = nil, notes: [Text] = [], basis: Basis? = nil
  ) {
    self.init(columns: columns, rows: SheetRows(rows), total: total, notes: notes, basis: basis)
  }

  /// One row as a JSON object. Its members are the columns that hold something.
  public func object(_ row: [JSONValue]) -> JSONValue {
    .object(zip(columns, row).map { JSONValue.Member($0.name, $1) })
  }

  /// All rows as JSON objects. For lists that are long, go through ``rows``.
  public var objects: [JSONValue] { rows.map(object) }
}

/// A column of a ``Sheet``.
public struct Column: Sendable {
  /// How a value is to be shown to people.
  public enum Kind: Sendable {
    /// As it is.
    case text
    /// A number, on the right.
    case number
    /// Hundredths of a percent, shown as a percentage.
    case share
    /// A legal date.
    case date
    /// A moment.
    case time
    /// A code of a closed list, shown by its name.
    case term(@Sendable (String) -> Text?)
    /// An object of numbers: one column for each of its members.
    case numbers([String])
    /// Yes or no; a no is left blank.
    case flag
    /// For programs; left out of tables.
    case hidden
  }

  /// Its name in JSON and CSV; never translated.
  public let name: String
  /// Its heading.
  public let title: Text
  /// How its values are shown.
  public let kind: Kind

  /// A column.
  public init(_ name: String, _ title: Text, _ kind: Kind = .text) {
    self.name = name
    self.title = title
    self.kind = kind
  }

  /// A column of terms of `vocabulary`.
  public init<V: Vocabulary>(_ name: String, _ title: Text, of vocabulary: V.Type) {
    self.init(name, title, .term { V(rawValue: $0)?.names })
  }

  /// A column of types of events.
  public static func event(_ name: String) -> Column {
    Column(name, Text("Sự kiện", "Event"), .term { EventType(code: $0)?.names })
  }
}
