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
    var whole = text.text
    let separator = Array(String(text.separator).utf8)
    whole.withUTF8 { look(through: $0, separator) }
  }

  private mutating func look(through text: UnsafeBufferPointer<UInt8>, _ separator: [UInt8]) {
    var look = Look(text, separator)
    var piece = (start: 0, first: 0)
    var record = 0
    while look.place < text.count {
      let start = look.place
      look.takeRecord()
      guard look.place - start <= Self.mostBytes else {
        tooLong = record
        return
      }
      if !look.isWell { broken.append(record) } else if look.hasSwallowed { swallowing.append(record) }
      if look.columns == nil { look.columns = look.separators }
      record += 1
      if record - piece.first == CSVPiece.mostRecords || look.place == text.count
        || look.place - piece.start > Self.mostBytes
      {
        let bytes = UnsafeBufferPointer(rebasing: text[piece.start..<look.place])
        pieces.append(
          CSVPiece(text: String(decoding: bytes, as: UTF8.self), first: piece.first, count: record - piece.first))
        piece = (look.place, record)
      }
    }
  }

  /// Looks at one record after the other. By bytes: all signs that matter are of ASCII but for the separator, which may be any.
  private struct Look {
    private let text: UnsafeBufferPointer<UInt8>
    private let separator: [UInt8]
    /// The separators of the first record; `nil`: it was not looked at.
    var columns: Int?
    /// Where the next record begins.
    private(set) var place = 0
    private(set) var separators = 0
    private(set) var isWell = true
    private(set) var hasSwallowed = false

    private static let mark = UInt8(ascii: "\"")

    init(_ text: UnsafeBufferPointer<UInt8>, _ separator: [UInt8]) {
      (self.text, self.separator) = (text, separator)
    }

    /// Goes past the record and the end of its line.
    mutating func takeRecord() {
      (separators, isWell, hasSwallowed) = (0, true, false)
      while true {
        if place < text.count, text[place] == Self.mark {
          guard let end = endOfQuoted(), end == text.count || separates(end) || endsRow(end) else {
            isWell = false
            break
          }
          look(at: place + 1..<end - 1)
          place = end
        } else {
          while place < text.count, !separates(place), !endsRow(place) {
            if text[place] == Self.mark { isWell = false }
            place += 1
          }
        }
        guard place < text.count, separates(place) else { break }
        separators += 1
        place += separator.count
      }
      // The line behind a wrong mark is looked at by itself.
      while place < text.count, !endsRow(place) { place += 1 }
      if place < text.count { place = pastRow(place) }
    }

    private mutating func look(at cell: Range<Int>) {
      guard let columns, cell.contains(where: endsRow) else { return }
      var inLine = 0
      for index in cell {
        if endsRow(index) { inLine = 0 } else if separates(index) { inLine += 1 }
        if inLine >= max(1, columns - 1) { hasSwallowed = true }
      }
    }

    /// Where the cell that begins with a mark ends, its second mark taken in; `nil`: it is not closed.
    private func endOfQuoted() -> Int? {
      var index = place + 1
      while index < text.count {
        guard text[index] == Self.mark else {
          index += 1
          continue
        }
        guard index + 1 < text.count, text[index + 1] == Self.mark else { return index + 1 }
        index += 2
      }
      return nil
    }

    private func separates(_ index: Int) -> Bool {
      text[index] == separator[0]
        && (separator.count == 1 || text[index..<min(index + separator.count, text.count)].elementsEqual(separator))
    }

    private func endsRow(_ index: Int) -> Bool { text[index] == 0x0a || text[index] == 0x0d }

    private func pastRow(_ index: Int) -> Int {
      text[index] == 0x0d && index + 1 < text.count && text[index + 1] == 0x0a ? index + 2 : index + 1
    }
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
