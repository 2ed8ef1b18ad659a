internal import Exchange
internal import OCOP

extension Hints {
  /// What to do about a bundle that is whole, or is not.
  static func of(_ fault: BundleFault) -> Text? {
    switch fault.wasToBeWhole {
    case true?:
      Text(
        "Nếu do bản 0.1 xuất và chỉ cần biết các bản ghi có thật: --without-completeness",
        "If release 0.1 made it, and whether its records are genuine is all that matters: --without-completeness")
    case false?: Text("Hãy kiểm không kèm --without-completeness.", "Check it without --without-completeness.")
    case nil: nil
    }
  }

  /// How a remedy is typed.
  static func of(_ remedy: Remedy) -> Text {
    switch remedy {
    case .correct(let position, let fields):
      let options = fields.isEmpty ? "" : " --reason \"…\"" + fields.map(\.option).joined()
      let command = (position.map { "ocop correct \($0)" } ?? "ocop correct") + options
      return Text("Nếu sổ sai: \(command)", "If the ledger is wrong: \(command)")
    case .exportEvents: return Text("ocop export events", "ocop export events")
    case .compareRoot: return Text("ocop export events nói gốc.", "ocop export events tells the root.")
    case .acceptForeign:
      return Text(
        "Nếu đúng ý: thêm --foreign. Để dựng lại nguyên sổ ấy: --as-recorded vào một thư mục mới.",
        "If that is meant: add --foreign. To make that very ledger: --as-recorded into a new folder.")
    case .importEarlierAreas:
      return Text(
        "Danh mục kèm chương trình là của ngày 01/03/2025; đơn vị đã hết trước đó: nạp bằng ocop import areas.",
        "The list inside the program is of 2025-03-01; units that had ended by then come in by ocop import areas.")
    case .mapColumns:
      return Text(
        "Xem và sửa ánh xạ cột: ocop import workbook TỆP --propose-mapping > cot.yaml; rồi thêm --mapping cot.yaml",
        "Look at the columns and change them: ocop import workbook FILE --propose-mapping > columns.yaml; then add --mapping columns.yaml"
      )
    case .nameSheet: return Text("Thêm --sheet TÊN.", "Add --sheet NAME.")
    case .readSchema: return Text("Cần: ocop export schema", "Wanted: ocop export schema")
    }
  }
}

extension CorrectedField {
  fileprivate var option: String {
    switch self {
    case .field(let path, let value): " --set \"\(path)=\(value)\""
    case .effectiveOn(let date): " --effective-on \(date)"
    case .note(let text): " --note \"\(text)\""
    case .told(let field, let value, let source):
      " --told \"\(field)=\(value)\(source.map { " (\($0))" } ?? "")\""
    }
  }
}
