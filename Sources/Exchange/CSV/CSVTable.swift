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

    /// The value in a column, in normal form C; empty where the cell is.
    public subscript(column: String) -> String { values[column] ?? "" }
  }

  /// The header's names.
  public let columns: [String]
  /// In the order of the file; rows without any value are left out.
  public let rows: [Row]

  /// Reads the bytes of a file. Throws ``ImportProblem`` where they are no CSV with a header.
  public init(_ bytes: [UInt8]) throws(ImportProblem) {
    guard !Self.isWorkbook(bytes), let text = String(validating: bytes, as: UTF8.self) else {
      throw Self.notText(bytes)
    }
    if let control = text.unicodeScalars.first(where: { $0.value < 32 && !"\t\r\n".unicodeScalars.contains($0) }) {
      throw Self.broken("U+\(String(control.value, radix: 16))")
    }
    var lines = try Self.parse(text)
    guard !lines.isEmpty, let header = Optional(lines.removeFirst()) else {
      throw ImportProblem(
        column: nil, code: "csv.empty", value: "", text: Text("Tệp trống.", "The file is empty."),
        hint: Text("Dòng đầu phải là tên các cột.", "The first line names the columns."))
    }
    columns = header.map { normalized($0).lowercased() }
    rows = try Self.rows(lines, columns)
  }

  /// Reads a file from the disk. Throws ``ImportProblem``.
  public init(file: String) throws(ImportProblem) {
    self = try CSVTable(try fileBytes(file))
  }

  private static func parse(_ text: String) throws(ImportProblem) -> [[String]] {
    if let line = openQuote(text) {
      throw broken("\"", Text("Có dấu nháy kép không được đóng.", "A quotation mark is not closed."), row: line)
    }
    let firstLine = text.prefix { $0 != "\n" && $0 != "\r\n" && $0 != "\r" }
    let delimiter: CSVDelimiter = firstLine.contains(";") && !firstLine.contains(",") ? .semicolon : .comma
    do {
      // Without a line end the parser loses an empty last cell.
      let csv = try CSV<Enumerated>(string: text + "\n", delimiter: delimiter, loadColumns: false, rowLimit: 1)
      var lines: [[String]] = []
      try csv.enumerateAsArray(startAt: 0, rowLimit: nil) { lines.append($0) }
      while let last = lines.last, last.allSatisfy({ $0.isEmpty }) { lines.removeLast() }
      return lines
    } catch {
      throw broken(String(describing: error).prefix(60).description)
    }
  }

  /// The line on which a quotation mark opens that none closes. With an odd number of them in all, the fault is on the
  /// first line that a cell with a line break would have to begin on: the first with an odd number of its own.
  private static func openQuote(_ text: String) -> Int? {
    guard text.utf8.contains(UInt8(ascii: "\"")) else { return nil }
    var (total, first) = (0, 0)
    for (index, line) in text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline).enumerated() {
      let count = line.utf8.lazy.filter { $0 == UInt8(ascii: "\"") }.count
      total += count
      if !count.isMultiple(of: 2), first == 0 { first = index + 1 }
    }
    return total.isMultiple(of: 2) ? nil : first
  }

  private static func rows(_ lines: [[String]], _ columns: [String]) throws(ImportProblem) -> [Row] {
    var rows: [Row] = []
    for (index, line) in lines.enumerated() where line.contains(where: { !$0.isEmpty }) {
      guard line.count <= columns.count else {
        throw ImportProblem(
          column: nil, code: "csv.tooManyCells", value: line.last ?? "",
          text: Text(
            "Dòng có \(line.count) ô, tiêu đề có \(columns.count).",
            "The row has \(line.count) cells, the header \(columns.count)."),
          hint: Text("Đặt ô có dấu phẩy trong nháy kép.", "Put cells with a comma into quotation marks."),
          row: index + 2)
      }
      var values: [String: String] = [:]
      for (column, value) in zip(columns, line) { values[column] = normalized(value) }
      rows.append(Row(number: index + 2, values: values))
    }
    return rows
  }

  /// Checks the header against the columns an import knows.
  func require(columns known: [String], needing needed: [String]) throws(ImportProblem) {
    let unknown = columns.filter { !known.contains($0) }
    guard unknown.isEmpty else {
      throw ImportProblem(
        column: unknown.first, code: "csv.unknownColumn", value: unknown.joined(separator: ", "),
        text: Text(
          "Cột không rõ: \(unknown.joined(separator: ", ")).", "Unknown columns: \(unknown.joined(separator: ", "))."),
        hint: Self.accepts(known), row: 1)
    }
    let twice = Set(columns.filter { name in columns.filter { $0 == name }.count > 1 }).sorted()
    guard twice.isEmpty else {
      throw ImportProblem(
        column: twice.first, code: "csv.columnTwice", value: twice.joined(separator: ", "),
        text: Text(
          "Cột lặp lại: \(twice.joined(separator: ", ")).", "Columns stand twice: \(twice.joined(separator: ", "))."),
        row: 1)
    }
    let missing = needed.filter { !columns.contains($0) }
    guard missing.isEmpty else {
      throw ImportProblem(
        column: missing.first, code: "csv.missingColumn", value: missing.joined(separator: ", "),
        text: Text(
          "Thiếu cột: \(missing.joined(separator: ", ")).", "Columns are missing: \(missing.joined(separator: ", "))."),
        hint: Self.accepts(known), row: 1)
    }
  }

  private static func accepts(_ known: [String]) -> Text {
    Text("Các cột được nhận: \(known.joined(separator: ","))", "Columns taken: \(known.joined(separator: ","))")
  }

  private static func isWorkbook(_ bytes: [UInt8]) -> Bool {
    bytes.starts(with: [0x50, 0x4b, 3, 4]) || bytes.starts(with: [0xd0, 0xcf, 0x11, 0xe0])
  }

  private static func notText(_ bytes: [UInt8]) -> ImportProblem {
    let isWorkbook = isWorkbook(bytes)
    return ImportProblem(
      column: nil, code: isWorkbook ? "csv.workbook" : "csv.notText", value: "",
      text: isWorkbook
        ? Text("Tệp là sổ tính Excel, không phải CSV.", "The file is an Excel workbook, not CSV.")
        : Text("Tệp không phải văn bản UTF-8.", "The file is not UTF-8 text."),
      hint: Text("Lưu lại ở dạng CSV UTF-8.", "Save it as CSV UTF-8."))
  }

  private static func broken(
    _ value: String, _ text: Text = Text("Tệp không phải CSV.", "The file is not CSV."), row: Int = 0
  ) -> ImportProblem {
    ImportProblem(
      column: nil, code: "csv.broken", value: value, text: text,
      hint: Text("Lưu lại ở dạng CSV UTF-8.", "Save it as CSV UTF-8."), row: row)
  }
}

/// The bytes of a file, or a problem that says why there are none.
func fileBytes(_ path: String) throws(ImportProblem) -> [UInt8] {
  var isFolder: ObjCBool = false
  guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder), !isFolder.boolValue,
    let data = FileManager.default.contents(atPath: path)
  else {
    throw ImportProblem(
      column: nil, code: "file.unreadable", value: path,
      text: Text("Không đọc được tệp \(path).", "The file \(path) cannot be read."),
      hint: Text("Kiểm tra đường dẫn và quyền đọc.", "Check the path and the permission to read it."))
  }
  return Array(data)
}
