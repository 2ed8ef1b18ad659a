internal import OCOP
internal import OfficeFiles

extension ImportProblem {
  /// Why a workbook was not read, with what to do about it.
  init(_ error: OfficeFileError, sheet: String? = nil) {
    let (code, text, hint) = Self.words(error.fault, error.part)
    self.init(column: nil, code: code, value: error.part ?? "", text: text, hint: hint, row: error.cell?.row ?? 0)
    if let cell = error.cell { place = CellPlace(sheet: sheet ?? error.part ?? "", cell: "\(cell)") }
  }

  private static func words(_ fault: OfficeFileError.Fault, _ part: String?) -> (String, Text, Text?) {
    let save = Text("Mở bằng Excel rồi lưu lại ở dạng .xlsx.", "Open it in Excel, and save it as .xlsx.")
    func kind(_ code: String, _ vi: String, _ en: String) -> (String, Text, Text?) {
      ("workbook.\(code)", Text("Tệp là \(vi), không phải .xlsx.", "The file is \(en), not .xlsx."), save)
    }
    switch fault {
    case .unknownKind:
      return (
        "workbook.unknownKind", Text("Tệp không phải sổ tính Excel.", "The file is no Excel workbook."), save
      )
    case .oldWorkbook: return kind("xls", "sổ tính Excel 97–2003 (.xls)", "a workbook of Excel 97 to 2003 (.xls)")
    case .openDocument: return kind("ods", "bảng tính OpenDocument (.ods)", "a spreadsheet of OpenDocument (.ods)")
    case .binaryWorkbook: return kind("xlsb", "sổ tính Excel nhị phân (.xlsb)", "a binary workbook of Excel (.xlsb)")
    case .xmlSpreadsheet: return kind("xml", "bảng tính XML 2003", "an XML spreadsheet of 2003")
    case .webPage: return kind("webPage", "trang web mang tên sổ tính", "a web page under the name of a workbook")
    case .otherArchive: return kind("otherArchive", "tệp nén khác", "another kind of archive")
    case .encrypted:
      return (
        "workbook.encrypted", Text("Sổ tính có mật khẩu.", "The workbook is under a password."),
        Text("Mở ra, bỏ mật khẩu rồi lưu lại.", "Open it, take the password off, and save it.")
      )
    case .damaged, .missingText:
      return (
        "workbook.damaged",
        Text(
          "Sổ tính hỏng\(part.map { " ở \($0)" } ?? "").", "The workbook is damaged\(part.map { " in \($0)" } ?? "")."),
        save
      )
    case .tooLarge:
      return (
        "workbook.tooLarge",
        Text(
          "Sổ tính giải nén ra lớn hơn \(WorkbookLimits.unpackedBytes >> 20) MB.",
          "The workbook unpacks to more than \(WorkbookLimits.unpackedBytes >> 20) MB."),
        Text("Chia danh sách thành nhiều tệp.", "Split the list into several files.")
      )
    case .tooComplex:
      return (
        "workbook.tooComplex", Text("Sổ tính có quá nhiều thành phần.", "The workbook has too many elements."), save
      )
    case .declaresTypes:
      return (
        "workbook.declaresTypes",
        Text("Sổ tính khai báo kiểu XML riêng (DTD).", "The workbook declares XML types (DTD)."), save
      )
    case .beyondSheet:
      return (
        "workbook.beyondSheet", Text("Có ô nằm ngoài trang tính.", "A cell lies beyond the sheet."), save
      )
    case .cellTooLong:
      return (
        "workbook.cellTooLong", Text("Có ô dài quá 100.000 byte.", "A cell has more than 100,000 bytes."), nil
      )
    case .otherEncoding:
      return (
        "workbook.otherEncoding",
        Text(
          "Trang tính không ghi bằng UTF-8: đọc được, không đánh dấu được.",
          "The sheet is not in UTF-8: it can be read, and not marked."),
        save
      )
    case .noSheet:
      return (
        "workbook.noSheet", Text("Không có trang \"\(part ?? "")\".", "There is no sheet \"\(part ?? "")\"."), nil
      )
    case .tooManyStyles:
      return (
        "workbook.tooManyStyles", Text("Sổ tính có quá nhiều kiểu ô.", "The workbook has too many styles."), nil
      )
    }
  }
}
