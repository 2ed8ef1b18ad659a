internal import Foundation
internal import OCOP
internal import SwiftCSV

/// A CSV file as rows of named values. What spreadsheets do to such files is undone (BOM, `;`, blank lines at the end);
/// what is ambiguous is refused.
public struct CSVTable: Sendable {
  /// A row with its number as a spreadsheet shows it.
  public struct Row: Sendable {
    /// The header is row 1.
    public let number: Int
    let values: [String: String]
    /// The columns in which another row writes the month before the day.
    var monthFirst: Set<String> = []

    /// The value in a column, in normal form C; empty where the cell is.
    public subscript(column: String) -> String { values[column] ?? "" }

    /// The columns that have a value, in the order of their names.
    var texts: [String] { values.keys.filter { values[$0]?.isEmpty == false }.sorted() }
  }

  /// The columns that the header names; empty for one that counts the rows, or says nothing.
  public let columns: [String]
  private let headerRow: Int
  /// In the order of the file; rows without any value are left out.
  public let rows: [Row]

  /// Reads the bytes of a file with columns of some of these names, however their headings are worded. Throws ``ImportProblem``
  /// where they are no CSV with a header.
  public init(_ bytes: [UInt8], columns known: [String]) throws(ImportProblem) {
    let headings = Headings(known)
    let text = try CSVText(bytes, headings)
    var lines = try Self.parse(text)
    while lines.first.map({ $0.cells.allSatisfy(\.isEmpty) }) ?? false { lines.removeFirst() }
    // A title may stand above the header, and empty columns behind it.
    let header = lines.prefix(10).firstIndex { headings.count(in: $0.cells) >= 2 } ?? 0
    guard header < lines.count else {
      throw ImportProblem(
        column: nil, code: "csv.empty", value: "", text: Text("Tệp trống.", "The file is empty."),
        hint: Text("Dòng đầu phải là tên các cột.", "The first line names the columns."))
    }
    var names = lines[header].cells.map { headings.column($0) }
    while names.last.map({ $0?.isEmpty ?? false }) ?? false { names.removeLast() }
    columns = names.map { $0 ?? "" }
    headerRow = lines[header].number
    let data = lines[(header + 1)...].filter { $0.cells.contains { !$0.isEmpty } }
    try Self.refuseShifted(data, width: lines[header].cells.count)
    try Self.refuseUnnamed(data, names)
    rows = try Self.marked(Self.rows(data, columns))
  }

  /// Reads a file from the disk, or the standard input for `-`. Throws ``ImportProblem``.
  public init(file: String, columns known: [String]) throws(ImportProblem) {
    self = try CSVTable(try fileBytes(file), columns: known)
  }

  private struct Line {
    let number: Int
    let cells: [String]
  }

  private static func parse(_ text: CSVText) throws(ImportProblem) -> [Line] {
    let quotes = CSVQuotes(text.text, separator: text.separator)
    try refuse(
      quotes.broken, text.skipped, "csv.broken",
      Text(
        "Dấu nháy kép không đúng chỗ. Ô có dấu nháy phải đặt trong nháy kép, dấu nháy bên trong viết hai lần.",
        "A quotation mark is out of place. A cell with one stands in quotation marks, and each inside is doubled."))
    try refuse(
      quotes.swallowing, text.skipped, "csv.rowsInCell",
      Text(
        "Một ô chứa cả những dòng khác; có dấu nháy kép thừa.",
        "A cell holds whole rows; there is a quotation mark too many."))
    let delimiter: CSVDelimiter =
      switch text.separator {
      case ",": .comma
      case ";": .semicolon
      case "\t": .tab
      default: .character(text.separator)
      }
    do {
      // Without a line end the parser loses an empty last cell.
      let csv = try CSV<Enumerated>(string: text.text + "\n", delimiter: delimiter, loadColumns: false, rowLimit: 1)
      var lines: [Line] = []
      try csv.enumerateAsArray(startAt: 0, rowLimit: nil) {
        lines.append(Line(number: lines.count + 1 + text.skipped, cells: $0))
      }
      while let last = lines.last, last.cells.allSatisfy({ $0.isEmpty }) { lines.removeLast() }
      return lines
    } catch {
      throw broken(String(describing: error).prefix(60).description)
    }
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

  /// A comma outside quotation marks moves what stands behind it, and leaves an empty cell over at the end. An empty column, too,
  /// does; but in every row.
  private static func refuseShifted(_ lines: [Line], width: Int) throws(ImportProblem) {
    let most = max(width, lines.map(\.cells.count).min() ?? 0)
    let shifted = lines.first { line in
      // What stands behind such a comma begins with a space.
      line.cells.count > most || (line.cells.count > width && line.cells.contains { $0.first == " " })
    }
    guard let line = shifted else { return }
    throw tooManyCells(line, width)
  }

  private static func tooManyCells(_ line: Line, _ width: Int) -> ImportProblem {
    ImportProblem(
      column: nil, code: "csv.tooManyCells", value: line.cells.last { !$0.isEmpty } ?? "",
      text: Text(
        "Dòng có \(line.cells.count) ô, tiêu đề có \(width).",
        "The row has \(line.cells.count) cells, the header \(width)."),
      hint: Text(
        "Đặt ô có dấu phẩy trong nháy kép; bỏ ô trống thừa ở cuối dòng.",
        "Put cells with a comma into quotation marks; take an empty cell too many off the end of the row."),
      row: line.number)
  }

  /// What stands below no heading is not passed over; but for the numbers of the rows.
  private static func refuseUnnamed(_ lines: [Line], _ names: [String?]) throws(ImportProblem) {
    for (index, name) in names.enumerated() where name?.isEmpty ?? false {
      let cells = lines.map { index < $0.cells.count ? $0.cells[index] : "" }
      if cells.enumerated().allSatisfy({ $1.isEmpty || Int($1) == $0 + 1 }) { continue }
      guard let row = cells.firstIndex(where: { !$0.isEmpty }) else { continue }
      throw ImportProblem(
        column: "#\(index + 1)", code: "csv.unnamedColumn", value: cells[row],
        text: Text(
          "Cột thứ \(index + 1) có nội dung mà không có tên.", "Column \(index + 1) says something, and has no heading."
        ),
        hint: Text("Đặt tên cho cột, hoặc bỏ cột.", "Give the column a heading, or leave it out."),
        row: lines[row].number)
    }
  }

  /// The rows, each with the columns in which some row writes the month first: what may be either is not clear there.
  private static func marked(_ rows: [Row]) -> [Row] {
    var monthFirst: Set<String> = []
    for row in rows {
      for (column, value) in row.values where WrittenDay(value)?.isMonthFirst ?? false { monthFirst.insert(column) }
    }
    guard !monthFirst.isEmpty else { return rows }
    return rows.map { row in
      var row = row
      row.monthFirst = monthFirst
      return row
    }
  }

  private static func rows(_ lines: [Line], _ columns: [String]) throws(ImportProblem) -> [Row] {
    var rows: [Row] = []
    for line in lines {
      guard line.cells.dropFirst(columns.count).allSatisfy({ normalized($0).isEmpty }) else {
        throw tooManyCells(line, columns.count)
      }
      var values: [String: String] = [:]
      for (column, value) in zip(columns, line.cells) where !column.isEmpty {
        guard value.utf8.count <= mostCellBytes else { throw cellTooLong(column, value, line) }
        values[column] = Self.value(value)
      }
      rows.append(Row(number: line.number, values: values))
    }
    return rows
  }

  /// More than a spreadsheet's cell holds (32,767 letters).
  private static let mostCellBytes = 100_000

  private static func cellTooLong(_ column: String, _ value: String, _ line: Line) -> ImportProblem {
    ImportProblem(
      column: column, code: "csv.cellTooLong", value: String(value.prefix(40)) + "…",
      text: Text(
        "Ô dài \(value.utf8.count) byte, nhiều nhất \(mostCellBytes).",
        "The cell has \(value.utf8.count) bytes, at most \(mostCellBytes) are taken."),
      hint: Text("Có thể thiếu một dấu nháy kép.", "A quotation mark may be missing."), row: line.number)
  }

  /// What a spreadsheet is kept from taking for a formula is written with an apostrophe in front.
  private static func value(_ cell: String) -> String {
    let value = normalized(cell)
    guard value.first == "'", let next = value.dropFirst().first, "=+-@".contains(next) else { return value }
    return String(value.dropFirst())
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

/// A day as `12/06/2023`, of which the first two numbers may change places.
struct WrittenDay {
  let first: Int
  let second: Int

  /// `nil`: the text is no such day.
  init?(_ text: String) {
    // A time of day may follow.
    let day = text.prefix { $0 != " " }
    let parts = day.split(omittingEmptySubsequences: false) { $0 == "/" || $0 == "-" || $0 == "." }
    guard parts.count == 3, parts[2].count == 4, parts[0].count <= 2, parts[1].count <= 2, Int(parts[2]) != nil,
      let first = Int(parts[0]), let second = Int(parts[1])
    else { return nil }
    (self.first, self.second) = (first, second)
  }

  /// Whether the month must be the first number.
  var isMonthFirst: Bool { (1...12).contains(first) && (13...31).contains(second) }
  /// Whether either number may be the month.
  var isEither: Bool { first <= 12 && second <= 12 && first != second }
}

/// The bytes of a file or of a pipe, those of the standard input for `-`, or a problem that says why there are none.
func fileBytes(_ path: String) throws(ImportProblem) -> [UInt8] {
  var isFolder: ObjCBool = false
  let isThere = path == "-" || FileManager.default.fileExists(atPath: path, isDirectory: &isFolder)
  // A pipe has no size to be read by: it is read to its end.
  let handle = path == "-" ? FileHandle.standardInput : isFolder.boolValue ? nil : FileHandle(forReadingAtPath: path)
  guard isThere, let handle, let data = try? handle.read(upToCount: mostFileBytes + 1) ?? Data() else {
    var problem = ImportProblem.unreadable(path)
    if isFolder.boolValue { problem.hint = Text("Đó là một thư mục.", "It is a folder.") }
    throw problem
  }
  guard data.count <= mostFileBytes else {
    throw ImportProblem(
      column: nil, code: "file.tooLarge", value: path,
      text: Text(
        "Tệp lớn hơn \(mostFileBytes >> 20) MB.", "The file is larger than \(mostFileBytes >> 20) MB."),
      hint: Text(
        "Chia tệp thành nhiều phần; danh sách CSV: mỗi phần có dòng tiêu đề.",
        "Split it; of a CSV list each part needs the header."))
  }
  return Array(data)
}

/// Lists of more than that are told to be split: a million rows are far below it.
private let mostFileBytes = 512 << 20

/// The name of a file as records keep it.
func sourceName(_ path: String) -> String { path == "-" ? "stdin" : URL(fileURLWithPath: path).lastPathComponent }
