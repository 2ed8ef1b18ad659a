internal import Foundation
internal import OCOP
internal import Synchronization

/// A CSV file as rows of named values. What spreadsheets do to such files is undone (BOM, `;`, blank lines at the end);
/// what is ambiguous is refused.
///
/// Every row was looked at once it is made. It keeps the text; the values are made when ``rows`` are gone through.
public struct CSVTable: Sendable {
  /// The columns that the header names; empty for one that counts the rows, or says nothing.
  public let columns: [String]
  private let headerRow: Int
  /// In the order of the file; rows without any value are left out.
  public let rows: CSVRows

  /// Reads the bytes of a file with columns of some of these names, however their headings are worded. Throws ``ImportProblem``
  /// where they are no CSV with a header.
  public init(_ bytes: [UInt8], columns known: [String]) throws(ImportProblem) {
    let headings = Headings(known)
    let text = try CSVText(bytes, headings)
    let pieces = try Self.pieces(text)
    let header = try Self.header(of: pieces, text.separator, headings)
    let names = try Self.names(header, headings, skipped: text.skipped)
    columns = names.map { $0 ?? "" }
    headerRow = header.record + 1 + text.skipped
    var check = CSVCheck(columns: columns, names: names, width: header.cells.count, skipped: text.skipped)
    try Self.forEachLine(of: pieces, text.separator) { line in
      if line.record > header.record && !line.isBlank { check.take(line) }
    }
    try check.finish()
    rows = CSVRows(
      pieces, separator: text.separator, skipped: text.skipped, header: header.record, columns: columns,
      monthFirst: check.monthFirst, count: check.count)
  }

  /// Reads a file from the disk, or the standard input for `-`. Throws ``ImportProblem``.
  public init(file: String, columns known: [String]) throws(ImportProblem) {
    self = try CSVTable(try fileBytes(file), columns: known)
  }

  static func pieces(_ text: CSVText) throws(ImportProblem) -> [CSVPiece] {
    let records = CSVRecords(text)
    if let record = records.tooLong {
      throw ImportProblem(
        column: nil, code: "csv.rowTooLong", value: "",
        text: Text(
          "Dòng dài hơn \(CSVRecords.mostBytes >> 20) MB.", "The row is longer than \(CSVRecords.mostBytes >> 20) MB."),
        hint: Text("Có thể thiếu một dấu nháy kép.", "A quotation mark may be missing."), row: record + 1 + text.skipped
      )
    }
    try refuse(
      records.broken, text.skipped, "csv.broken",
      Text(
        "Dấu nháy kép không đúng chỗ. Ô có dấu nháy phải đặt trong nháy kép, dấu nháy bên trong viết hai lần.",
        "A quotation mark is out of place. A cell with one stands in quotation marks, and each inside is doubled."))
    try refuse(
      records.swallowing, text.skipped, "csv.rowsInCell",
      Text(
        "Một ô chứa cả những dòng khác; có dấu nháy kép thừa.",
        "A cell holds whole rows; there is a quotation mark too many."))
    return records.pieces
  }

  static func lines(_ piece: CSVPiece, _ separator: Character) throws(ImportProblem) -> [CSVPiece.Line] {
    do {
      return try piece.lines(separator)
    } catch {
      throw broken(String(describing: error).prefix(60).description)
    }
  }

  /// Calls `body` with every line; those of some pieces are parsed at a time, by all processors.
  private static func forEachLine(
    of pieces: [CSVPiece], _ separator: Character, _ body: (CSVPiece.Line) -> Void
  ) throws(ImportProblem) {
    // As many at a time as keep the processors busy: cells take many times the room of their text.
    for start in stride(from: 0, to: pieces.count, by: 4) {
      let group = pieces[start..<min(start + 4, pieces.count)]
      let parsed = Mutex<[Int: Result<[CSVPiece.Line], ImportProblem>]>([:])
      DispatchQueue.concurrentPerform(iterations: group.count) { number in
        let lines = Result { () throws(ImportProblem) in try Self.lines(group[start + number], separator) }
        parsed.withLock { $0[start + number] = lines }
      }
      let all = parsed.withLock(\.self)
      for number in group.indices { for line in try all[number]?.get() ?? [] { body(line) } }
    }
  }

  /// A title may stand above the header: it is the first of ten lines that names two columns, or the first line.
  private static func header(
    of pieces: [CSVPiece], _ separator: Character, _ headings: Headings
  ) throws(ImportProblem) -> CSVPiece.Line {
    var first: [CSVPiece.Line] = []
    for piece in pieces where first.count < 10 {
      for line in try lines(piece, separator) where first.count < 10 {
        if !first.isEmpty || !line.isBlank { first.append(line) }
      }
    }
    guard let header = first.first(where: { headings.count(in: $0.cells) >= 2 }) ?? first.first else {
      throw ImportProblem(
        column: nil, code: "csv.empty", value: "", text: Text("Tệp trống.", "The file is empty."),
        hint: Text("Dòng đầu phải là tên các cột.", "The first line names the columns."))
    }
    return header
  }

  /// More columns than any list has.
  private static let mostColumns = 1_000

  private static func names(
    _ header: CSVPiece.Line, _ headings: Headings, skipped: Int
  ) throws(ImportProblem) -> [String?] {
    guard header.cells.count <= mostColumns else {
      throw ImportProblem(
        column: nil, code: "csv.tooManyColumns", value: "",
        text: Text(
          "Tiêu đề có \(header.cells.count) cột, nhiều nhất \(mostColumns).",
          "The header has \(header.cells.count) columns, at most \(mostColumns) are taken."),
        row: header.record + 1 + skipped)
    }
    // Empty columns may stand behind it.
    var names = header.cells.map { headings.column($0) }
    while names.last.map({ $0?.isEmpty ?? false }) ?? false { names.removeLast() }
    return names
  }

  private static func refuse(
    _ records: [Int], _ skipped: Int, _ code: String, _ text: Text
  ) throws(ImportProblem) {
    guard let first = records.first else { return }
    let others = records.dropFirst().prefix(9).map { "\($0 + 1 + skipped)" }.joined(separator: ", ")
    let also = others + (records.count > 10 ? ", …" : "")
    throw ImportProblem(
      column: nil, code: code, value: "\"",
      text: others.isEmpty ? text : Text("\(text.vi) Cả dòng \(also).", "\(text.en) So in row \(also)."),
      hint: Text(
        "Sửa các dòng ấy, hoặc lưu lại CSV từ bảng tính.", "Mend those rows, or save the CSV again from the sheet."),
      row: first + 1 + skipped)
  }

  /// Checks the header against the columns an import knows.
  func require(columns known: [String], needing needed: [String]) throws(ImportProblem) {
    let unknown = columns.filter { !$0.isEmpty && !known.contains($0) }.prefix(20).map { name in
      name.utf8.count <= 60 ? name : String(name.prefix(40)) + "…"
    }
    guard unknown.isEmpty else {
      throw ImportProblem(
        column: unknown.first, code: "csv.unknownColumn", value: unknown.joined(separator: ", "),
        text: Text(
          "Cột không rõ: \(unknown.joined(separator: ", ")).", "Unknown columns: \(unknown.joined(separator: ", "))."),
        hint: Self.accepts(known), row: headerRow)
    }
    let twice = Set(columns.filter { name in !name.isEmpty && columns.filter { $0 == name }.count > 1 }).sorted()
    guard twice.isEmpty else {
      throw ImportProblem(
        column: twice.first, code: "csv.columnTwice", value: twice.joined(separator: ", "),
        text: Text(
          "Cột lặp lại: \(twice.joined(separator: ", ")).", "Columns stand twice: \(twice.joined(separator: ", "))."),
        row: headerRow)
    }
    let missing = needed.filter { !columns.contains($0) }
    guard missing.isEmpty else {
      throw ImportProblem(
        column: missing.first, code: "csv.missingColumn", value: missing.joined(separator: ", "),
        text: Text(
          "Thiếu cột: \(missing.joined(separator: ", ")).", "Columns are missing: \(missing.joined(separator: ", "))."),
        hint: Self.accepts(known), row: headerRow)
    }
  }

  private static func accepts(_ known: [String]) -> Text {
    Text("Các cột được nhận: \(known.joined(separator: ","))", "Columns taken: \(known.joined(separator: ","))")
  }

  static func broken(
    _ value: String, _ text: Text = Text("Tệp không phải CSV.", "The file is not CSV."), row: Int = 0
  ) -> ImportProblem {
    ImportProblem(
      column: nil, code: "csv.broken", value: value, text: text,
      hint: Text("Lưu lại ở dạng CSV UTF-8.", "Save it as CSV UTF-8."), row: row)
  }
}
