import Foundation
import OfficeFiles
import TestSupport

/// A provincial list as tests write it: the usual two rows of headings, and rows of cells.
struct SampleList {
  static let first = [
    "TT", "Tên sản phẩm", "Nhóm sản phẩm", "Loại hình", "Chủ thể", "Xã, phường", "Địa chỉ", "Người đại diện",
    "Điện thoại",
    "Hạng sao hiện tại", "Ngày hết hạn",
  ]
  static let evaluation = ["Hạng sao", "Ngày", "Năm", "Số QĐ", "Cơ quan"]

  var headings = [
    first + ["Đánh giá lần đầu", "", "", "", "", "Đánh giá lần 2 hoặc nâng hạng", "", "", "", "", "Ghi chú"],
    first.map { _ in "" } + evaluation + evaluation + [""],
  ]
  var rows: [[FreshCell]] = []
  /// Rows from 0 below the headings, and columns from 0.
  var merged: [(rows: ClosedRange<Int>, columns: ClosedRange<Int>)] = []

  /// A row with values at some columns, by their letters.
  mutating func add(_ cells: [String: FreshCell]) {
    var row: [FreshCell] = []
    for (letters, cell) in cells {
      let column = (CellReference.column(letters) ?? 1) - 1
      while row.count <= column { row.append(.empty) }
      row[column] = cell
    }
    rows.append(row)
  }

  /// A product with one evaluation, and what is said otherwise.
  mutating func add(_ product: String, _ changes: [String: FreshCell] = [:]) {
    let usual: [String: FreshCell] = [
      "A": .number(Double(rows.count + 1)), "B": .text(product), "C": .text("Thực phẩm"), "D": .text("HTX"),
      "E": .text("HTX Hoa Sen"), "F": .text("Hoằng Phụ"), "L": .number(3), "M": .day(year: 2021, month: 5, day: 20),
      "N": .number(2021), "O": .text("120/QĐ-UBND"), "P": .text("UBND tỉnh"),
    ]
    add(usual.merging(changes) { $1 })
  }

  var sheet: FreshSheet {
    let rows = rows
    var sheet = FreshSheet(
      name: "DS", headings: headings, widths: [], count: rows.count, row: { rows[$0] })
    let below = headings.count
    sheet.merged = merged.map { ($0.rows.lowerBound + below...$0.rows.upperBound + below, $0.columns) }
    return sheet
  }

  /// The bytes of the workbook, with other sheets behind it.
  func bytes(_ others: [FreshSheet] = []) throws -> [UInt8] {
    let scratch = Scratch()
    let path = scratch.path + "/list.xlsx"
    try FreshWorkbook.write([sheet] + others, to: path)
    return Array(try Data(contentsOf: URL(fileURLWithPath: path)))
  }
}

/// The texts of a sheet's cells.
func cells(of bytes: [UInt8], sheet index: Int = 0) throws -> [String: String] {
  let workbook = try Workbook(bytes)
  let rows = try workbook.rows(of: workbook.sheets[index]).begin()
  var cells: [String: String] = [:]
  while let row = try rows.next() {
    for cell in row.cells { cells["\(CellReference(row: row.number, column: cell.column))"] = cell.value.text }
  }
  return cells
}
