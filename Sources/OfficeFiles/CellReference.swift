/// The place of a cell in a sheet: `G17`.
public struct CellReference: Hashable, Sendable, Comparable, CustomStringConvertible {
  /// From 1.
  public let row: Int
  /// From 1: A.
  public let column: Int

  /// The cell of a row and a column, both from 1.
  public init(row: Int, column: Int) { (self.row, self.column) = (row, column) }

  /// Reads `G17`, in capitals or not, `$` passed over; `nil`: the text names no cell.
  public init?(_ text: String) {
    var (column, row, digits) = (0, 0, 0)
    for byte in text.utf8 where byte != UInt8(ascii: "$") {
      switch byte {
      case 65...90 where digits == 0: column = column * 26 + Int(byte - 64)
      case 97...122 where digits == 0: column = column * 26 + Int(byte - 96)
      case 48...57 where column > 0:
        row = row * 10 + Int(byte - 48)
        digits += 1
      default: return nil
      }
      guard column <= 1_000_000, row <= 100_000_000 else { return nil }
    }
    guard column > 0, row > 0 else { return nil }
    self.init(row: row, column: column)
  }

  /// The letters of a column: 1 is A, 27 is AA.
  public static func letters(_ column: Int) -> String {
    var (rest, letters) = (column, "")
    while rest > 0 {
      letters = String(UnicodeScalar(UInt8(65 + (rest - 1) % 26))) + letters
      rest = (rest - 1) / 26
    }
    return letters
  }

  /// The number of a column of these letters; `nil`: they name none.
  public static func column(_ letters: String) -> Int? { CellReference(letters + "1")?.column }

  /// `G17`.
  public var description: String { Self.letters(column) + String(row) }

  /// By rows, then by columns.
  public static func < (one: CellReference, other: CellReference) -> Bool {
    (one.row, one.column) < (other.row, other.column)
  }

  /// Whether it lies in a sheet.
  var isInSheet: Bool { row <= WorkbookLimits.rows && column <= WorkbookLimits.columns }
}

/// Cells from one corner to the other: `B5:B7`.
public struct CellRange: Hashable, Sendable, CustomStringConvertible {
  /// The corner at the top on the left.
  public let first: CellReference
  /// The corner at the bottom on the right.
  public let last: CellReference

  /// Reads `B5:B7` or `B5`; `nil`: the text names no range.
  public init?(_ text: String) {
    let parts = text.split(separator: ":", omittingEmptySubsequences: false)
    guard let one = parts.first.flatMap({ CellReference(String($0)) }), parts.count <= 2,
      let other = parts.count == 2 ? CellReference(String(parts[1])) : one
    else { return nil }
    first = CellReference(row: min(one.row, other.row), column: min(one.column, other.column))
    last = CellReference(row: max(one.row, other.row), column: max(one.column, other.column))
  }

  /// Whether a cell lies in it.
  public func contains(_ cell: CellReference) -> Bool {
    (first.row...last.row).contains(cell.row) && (first.column...last.column).contains(cell.column)
  }

  /// `B5:B7`.
  public var description: String { first == last ? "\(first)" : "\(first):\(last)" }
}
