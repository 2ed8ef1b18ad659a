internal import OCOP
internal import OfficeFiles

/// The rows of a list, of a workbook's sheet or of a CSV file, to be gone through more than once.
struct SheetSource: Sendable {
  private enum Kind: Sendable {
    case workbook(Workbook, Workbook.Sheet)
    case csv(CSVLines)
  }

  private let kind: Kind
  /// The name of the sheet; `nil`: the file has none.
  let sheet: String?
  /// Whether days are counted from 1904.
  var from1904: Bool {
    if case .workbook(let workbook, _) = kind { workbook.countsFrom1904 } else { false }
  }

  init(_ workbook: Workbook, _ sheet: Workbook.Sheet) { (kind, self.sheet) = (.workbook(workbook, sheet), sheet.name) }

  /// Throws ``ImportProblem`` where the bytes are no CSV.
  init(csv bytes: [UInt8]) throws(ImportProblem) { (kind, sheet) = (.csv(try CSVLines(bytes)), nil) }

  /// The workbook, where it is one, and its sheet.
  var workbook: (Workbook, Workbook.Sheet)? {
    if case .workbook(let workbook, let sheet) = kind { (workbook, sheet) } else { nil }
  }

  func begin() throws(ImportProblem) -> SheetWalk {
    switch kind {
    case .csv(let lines): return SheetWalk(lines: lines)
    case .workbook(let workbook, let sheet):
      do throws(OfficeFileError) {
        return SheetWalk(rows: try workbook.rows(of: sheet).begin(), sheet.name)
      } catch {
        throw ImportProblem(error, sheet: sheet.name)
      }
    }
  }
}

/// One way through the rows.
final class SheetWalk {
  private var rows: SheetRowReader?
  private var lines: CSVLines.Walk?
  private let sheet: String?

  init(rows: SheetRowReader, _ sheet: String) { (self.rows, self.sheet) = (rows, sheet) }
  init(lines: CSVLines) { (self.lines, sheet) = (lines.makeWalk(), nil) }

  func next() throws(ImportProblem) -> SheetRow? {
    guard let rows else { return lines?.next() }
    do throws(OfficeFileError) { return try rows.next() } catch { throw ImportProblem(error, sheet: sheet) }
  }

  /// Known once all rows are read.
  var merged: [CellRange] { rows?.merged ?? [] }
}

/// The lines of a CSV file as rows of a sheet.
struct CSVLines: Sendable {
  private let pieces: [CSVPiece]
  private let separator: Character
  private let skipped: Int

  init(_ bytes: [UInt8]) throws(ImportProblem) {
    let text = try CSVText(bytes, Headings(WorkbookField.entryNames + ["stars", "decision", "decided_on"]))
    pieces = try CSVTable.pieces(text)
    (separator, skipped) = (text.separator, text.skipped)
    for piece in pieces { _ = try CSVTable.lines(piece, separator) }
  }

  func makeWalk() -> Walk { Walk(pieces: pieces[...], separator: separator, skipped: skipped) }

  struct Walk {
    fileprivate var pieces: ArraySlice<CSVPiece>
    fileprivate let separator: Character
    fileprivate let skipped: Int
    private var rows: ArraySlice<SheetRow> = []

    fileprivate init(pieces: ArraySlice<CSVPiece>, separator: Character, skipped: Int) {
      (self.pieces, self.separator, self.skipped) = (pieces, separator, skipped)
    }

    mutating func next() -> SheetRow? {
      while rows.isEmpty {
        guard let piece = pieces.popFirst(), let lines = try? piece.lines(separator) else { return nil }
        rows =
          lines.compactMap { line -> SheetRow? in
            let cells = line.cells.enumerated().filter { !$0.element.isEmpty }.map {
              SheetCell(column: $0.offset + 1, value: .text(cellValue($0.element)))
            }
            return cells.isEmpty ? nil : SheetRow(number: line.record + 1 + skipped, cells: cells)
          }[...]
      }
      return rows.popFirst()
    }
  }
}
