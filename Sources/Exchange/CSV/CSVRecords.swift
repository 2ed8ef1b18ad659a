internal import OCOP
internal import SwiftCSV

/// Parts a CSV text into its records, and holds the quotation marks of each against RFC 4180: a cell that holds one stands between
/// two, and each inside is doubled. A mark too many swallows the records behind it.
struct CSVRecords {
  /// The longest record, in bytes: a spreadsheet's rows are far below it.
  static let mostBytes = 1 << 20

  /// The records, some hundred in each piece.
  private(set) var pieces: [CSVPiece] = []
  /// The records that break the rule, counted from 0.
  private(set) var broken: [Int] = []
  /// The records whose cells go over several lines that look like records of their own.
  private(set) var swallowing: [Int] = []
  /// The first record of more than ``mostBytes``: behind it nothing was read.
  private(set) var tooLong: Int?

  init(_ text: CSVText) {
    let separator = text.separator
    var rest = text.text[...]
    var piece = (start: rest.startIndex, first: 0)
    var record = 0
    var columns: Int?
    while !rest.isEmpty {
      let start = rest.startIndex
      var look = Look(separator, columns)
      look.take(&rest)
      guard rest.startIndex.isWithin(Self.mostBytes, of: start, in: text.text) else {
        tooLong = record
        return
      }
      if !look.isWell { broken.append(record) } else if look.hasSwallowed { swallowing.append(record) }
      if columns == nil { columns = look.separators }
      record += 1
      if record - piece.first == CSVPiece.mostRecords || rest.isEmpty
        || !rest.startIndex.isWithin(Self.mostBytes, of: piece.start, in: text.text)
      {
        pieces.append(
          CSVPiece(
            text: String(text.text[piece.start..<rest.startIndex]), first: piece.first, count: record - piece.first))
        piece = (rest.startIndex, record)
      }
    }
  }

  /// One record.
  private struct Look {
    private let separator: Character
    private let columns: Int?
    private(set) var separators = 0
    private(set) var isWell = true
    private(set) var hasSwallowed = false

    init(_ separator: Character, _ columns: Int?) { (self.separator, self.columns) = (separator, columns) }

    /// Takes the record and the end of its line off `rest`.
    mutating func take(_ rest: inout Substring) {
      while true {
        if rest.first == "\"" {
          guard let (cell, after) = Self.quoted(rest), after.first.map({ $0 == separator || $0.endsRow }) ?? true
          else {
            isWell = false
            break
          }
          look(at: cell)
          rest = after
        } else {
          let cell = rest.prefix { $0 != separator && !$0.endsRow }
          if cell.contains("\"") { isWell = false }
          rest = rest[cell.endIndex...]
        }
        guard rest.first == separator else { break }
        separators += 1
        rest = rest.dropFirst()
      }
      // The line behind a wrong mark is looked at by itself.
      rest = rest.drop { !$0.endsRow }.dropFirst()
    }

    private mutating func look(at cell: Substring) {
      let lines = cell.split(omittingEmptySubsequences: false, whereSeparator: \.endsRow)
      guard lines.count > 1, let columns else { return }
      if lines.contains(where: { line in line.count { $0 == separator } >= max(1, columns - 1) }) {
        hasSwallowed = true
      }
    }

    /// The cell between two marks and what follows it; `nil`: it is not closed.
    private static func quoted(_ text: Substring) -> (cell: Substring, after: Substring)? {
      let inner = text.dropFirst()
      var rest = inner
      while let mark = rest.firstIndex(of: "\"") {
        let after = rest[rest.index(after: mark)...]
        guard after.first == "\"" else { return (inner[..<mark], after) }
        rest = after.dropFirst()
      }
      return nil
    }
  }
}

extension String.Index {
  fileprivate func isWithin(_ bytes: Int, of start: String.Index, in text: String) -> Bool {
    text.utf8.distance(from: start, to: self) <= bytes
  }
}

extension Character {
  /// Whether a row ends with it. Signs that part lines and paragraphs in running text (U+2028, U+0085) are part of a cell.
  var endsRow: Bool { self == "\n" || self == "\r" || self == "\r\n" }
}

/// A stretch of whole records of a CSV text. Parsed when its rows are asked for: cells take many times the room of their text.
struct CSVPiece: Sendable {
  static let mostRecords = 512

  /// A record and its number, counted from 0.
  struct Line {
    let record: Int
    let cells: [String]

    var isBlank: Bool { cells.allSatisfy(\.isEmpty) }
  }

  let text: String
  /// The number of its first record, counted from 0.
  let first: Int
  let count: Int

  /// Its records. Throws ``CSVParseError`` where they are no CSV.
  func lines(_ separator: Character) throws -> [Line] {
    let delimiter: CSVDelimiter =
      switch separator {
      case ",": .comma
      case ";": .semicolon
      case "\t": .tab
      default: .character(separator)
      }
    // Without a line end the parser loses an empty last cell.
    let ended = text.last?.endsRow == true ? text : text + "\n"
    let csv = try CSV<Enumerated>(string: ended, delimiter: delimiter, loadColumns: false, rowLimit: 1)
    var lines: [Line] = []
    lines.reserveCapacity(count)
    try csv.enumerateAsArray(startAt: 0, rowLimit: nil) {
      lines.append(Line(record: first + lines.count, cells: $0))
    }
    guard lines.count == count else {
      throw CSVParseError.generic(message: "\(lines.count) records where there are \(count)")
    }
    return lines
  }
}
