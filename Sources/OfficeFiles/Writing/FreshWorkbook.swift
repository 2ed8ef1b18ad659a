internal import CXLSXWriter

#if canImport(Glibc)
  internal import Glibc
#endif

/// A cell of a workbook that is written afresh.
public enum FreshCell: Hashable, Sendable {
  /// Nothing.
  case empty
  /// A text: never a formula, whatever it begins with.
  case text(String)
  /// A number.
  case number(Double)
  /// Hundredths of a percent, shown as a percentage.
  case share(Double)
  /// A day.
  case day(year: Int, month: Int, day: Int)
  /// A moment: a day, and seconds since its midnight.
  case moment(year: Int, month: Int, day: Int, seconds: Int)
}

/// A sheet of a workbook that is written afresh.
public struct FreshSheet {
  /// Its name: at most 31 letters, none of `[]:*?/\`.
  public let name: String
  /// The headings, row by row; the rows below them can be scrolled under them.
  public let headings: [[String]]
  /// How wide each column is, in letters.
  public let widths: [Int]
  /// How many rows there are below the headings.
  public let count: Int
  /// A row below the headings.
  public let row: (Int) -> [FreshCell]
  /// Cells that are one, headings included: rows and columns from 0.
  public var merged: [(rows: ClosedRange<Int>, columns: ClosedRange<Int>)] = []

  /// A sheet of `count` rows.
  public init(name: String, headings: [[String]], widths: [Int], count: Int, row: @escaping (Int) -> [FreshCell]) {
    (self.name, self.headings, self.widths, self.count, self.row) = (name, headings, widths, count, row)
  }
}

/// Writes workbooks afresh. The same sheets give the same bytes.
public enum FreshWorkbook {
  /// Why a workbook could not be written.
  public struct Failure: Error {
    /// The library's own word.
    public let reason: String
  }

  /// Writes `sheets` to the new file `path`. Throws ``Failure``.
  ///
  /// Without merged cells one row is in memory at a time.
  public static func write(_ sheets: [FreshSheet], to path: String) throws(Failure) {
    var options = lxw_workbook_options()
    options.constant_memory = sheets.allSatisfy { $0.merged.isEmpty } ? 1 : 0
    guard let book = workbook_new_opt(path, &options) else { throw Failure(reason: "workbook_new_opt") }
    var properties = lxw_doc_properties()
    // No time is part of the content.
    properties.created = 315_532_800
    try check(workbook_set_properties(book, &properties))
    let formats = Formats(book)
    do {
      for sheet in sheets { try write(sheet, to: book, formats) }
    } catch {
      // Closing lets go of what the library holds, and leaves a file that nobody asked for.
      _ = workbook_close(book)
      _ = unlink(path)
      throw error
    }
    let result = workbook_close(book)
    if result != LXW_NO_ERROR { _ = unlink(path) }
    try check(result)
  }

  private static let mostLetters = 32_767

  private struct Formats {
    let heading: UnsafeMutablePointer<lxw_format>?
    let day: UnsafeMutablePointer<lxw_format>?
    let moment: UnsafeMutablePointer<lxw_format>?
    let share: UnsafeMutablePointer<lxw_format>?
    let top: UnsafeMutablePointer<lxw_format>?

    init(_ book: UnsafeMutablePointer<lxw_workbook>) {
      heading = workbook_add_format(book)
      format_set_bold(heading)
      format_set_text_wrap(heading)
      format_set_align(heading, UInt8(LXW_ALIGN_CENTER.rawValue))
      format_set_align(heading, UInt8(LXW_ALIGN_VERTICAL_CENTER.rawValue))
      format_set_bottom(heading, UInt8(LXW_BORDER_THIN.rawValue))
      day = workbook_add_format(book)
      format_set_num_format(day, "dd/mm/yyyy")
      moment = workbook_add_format(book)
      format_set_num_format(moment, "dd/mm/yyyy hh:mm:ss")
      share = workbook_add_format(book)
      format_set_num_format(share, "0.##%")
      top = workbook_add_format(book)
      format_set_align(top, UInt8(LXW_ALIGN_VERTICAL_TOP.rawValue))
    }
  }

  private static func write(
    _ sheet: FreshSheet, to book: UnsafeMutablePointer<lxw_workbook>, _ formats: Formats
  ) throws(Failure) {
    guard let page = workbook_add_worksheet(book, sheet.name) else { throw Failure(reason: "workbook_add_worksheet") }
    for (column, width) in sheet.widths.enumerated() {
      try check(worksheet_set_column(page, lxw_col_t(column), lxw_col_t(column), Double(width), nil))
    }
    for (row, headings) in sheet.headings.enumerated() {
      for (column, text) in headings.enumerated() {
        try check(worksheet_write_string(page, lxw_row_t(row), lxw_col_t(column), text, formats.heading))
      }
    }
    let first = sheet.headings.count
    if first > 0 { worksheet_freeze_panes(page, lxw_row_t(first), 0) }
    for row in 0..<sheet.count {
      for (column, cell) in sheet.row(row).enumerated() {
        try write(cell, lxw_row_t(first + row), lxw_col_t(column), page, formats)
      }
    }
    for range in sheet.merged { try merge(range, in: sheet, page, formats) }
  }

  private static func write(
    _ cell: FreshCell, _ row: lxw_row_t, _ column: lxw_col_t, _ page: UnsafeMutablePointer<lxw_worksheet>,
    _ formats: Formats
  ) throws(Failure) {
    switch cell {
    case .empty: break
    case .text(let text):
      // A cell of Excel holds so many letters, counted in UTF-16.
      let text = text.utf16.count <= mostLetters ? text : String(text.prefix(mostLetters / 2))
      try check(worksheet_write_string(page, row, column, text, nil))
    case .number(let number): try check(worksheet_write_number(page, row, column, number, nil))
    case .share(let hundredths):
      try check(worksheet_write_number(page, row, column, hundredths / 10_000, formats.share))
    case .day(let year, let month, let day):
      let serial = CellDate.serial(year: year, month: month, day: day)
      try check(worksheet_write_number(page, row, column, Double(serial), formats.day))
    case .moment(let year, let month, let day, let seconds):
      let serial = Double(CellDate.serial(year: year, month: month, day: day)) + Double(seconds) / 86_400
      try check(worksheet_write_number(page, row, column, serial, formats.moment))
    }
  }

  private static func merge(
    _ range: (rows: ClosedRange<Int>, columns: ClosedRange<Int>), in sheet: FreshSheet,
    _ page: UnsafeMutablePointer<lxw_worksheet>, _ formats: Formats
  ) throws(Failure) {
    let (row, column, first) = (range.rows.lowerBound, range.columns.lowerBound, sheet.headings.count)
    guard range.rows.count > 1 || range.columns.count > 1 else { return }
    let isHeading = row < first
    let merged = worksheet_merge_range(
      page, lxw_row_t(row), lxw_col_t(column), lxw_row_t(range.rows.upperBound), lxw_col_t(range.columns.upperBound),
      "",
      isHeading ? formats.heading : formats.top)
    try check(merged)
    // Merging writes an empty text into the first cell: what stands there is written again.
    if isHeading {
      try check(
        worksheet_write_string(page, lxw_row_t(row), lxw_col_t(column), sheet.headings[row][column], formats.heading))
    } else {
      try write(sheet.row(row - first)[column], lxw_row_t(row), lxw_col_t(column), page, formats)
    }
  }

  private static func check(_ error: lxw_error) throws(Failure) {
    if error != LXW_NO_ERROR { throw Failure(reason: String(cString: lxw_strerror(error))) }
  }
}
