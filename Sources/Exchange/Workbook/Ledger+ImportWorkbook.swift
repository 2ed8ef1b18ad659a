public import Ledger
internal import OCOP
internal import OfficeFiles

extension Ledger {
  /// Imports a provincial list. Throws ``ImportProblem`` where the file changed while it was read, ``LedgerFailure`` where the disk
  /// refuses; what is wrong with its rows is in the report.
  ///
  /// An entry is known by what it says, so importing a list again adds nothing. One commit: all or nothing.
  public func importWorkbook(
    _ list: WorkbookList, options: ImportOptions, progress: @escaping @Sendable (Int, Int) -> Void = { _, _ in }
  ) throws -> ImportReport {
    let run = ImportRun(list.file, (.workbook, list.digest), options, progress) { setting in
      var setting = setting
      setting.listDay = options.listDay
      var rows = try EntryReader(list.source, list.survey, list.layout)
      let sheet = list.source.sheet ?? ""
      let kind = WorkbookImport(setting, sheet: sheet)
      var reader = WorkbookRowReader(setting, sheet: sheet)
      return try RowReader(kind, count: list.survey.count, options.mostInPortion) {
        while let item = try rows.next() {
          switch item {
          case .entry(let entry): return .row(reader.read(entry), lines: entry.rows.count)
          case .passedOver(_, text: ""): continue
          case .passedOver(let row, let text):
            let note = Text("Dòng \(row) bỏ qua: \(text)", "Row \(row) was passed over: \(text)")
            return .passedOver(ImportNote(note))
          }
        }
        return nil
      }
    }
    var report = try importing(run, isSmall: list.survey.count <= options.mostInPortion)
    report.sheet = list.source.sheet
    if let note = list.hiddenRows { report.add(note) }
    report.notTaken = try list.notTaken()
    return report
  }
}

extension WorkbookList {
  /// That rows which nobody sees were read, too.
  var hiddenRows: ImportNote? {
    let (first, count) = survey.hidden
    guard count > 0 else { return nil }
    let rows = first.map(String.init).joined(separator: ", ") + (count > first.count ? ", …" : "")
    return ImportNote(
      Text("\(count) dòng ẩn cũng được đọc: \(rows).", "\(count) hidden rows were read, too: \(rows)."))
  }

  /// The columns that say something and are not taken in, with how many of their cells do.
  func notTaken() throws(ImportProblem) -> [UntakenColumn] {
    var columns: [Int: UntakenColumn] = [:]
    let walk = try source.begin()
    let passing = PassedOver(layout)
    while let row = try walk.next() {
      guard row.number > layout.header.upperBound, passing.text(row) == nil else { continue }
      for cell in row.cells {
        let isPersonal: Bool
        switch layout.fields[cell.column] {
        case .withheld: isPersonal = true
        case nil: isPersonal = false
        default: continue
        }
        columns[
          cell.column,
          default: UntakenColumn(
            column: CellReference.letters(cell.column), heading: layout.headings[cell.column] ?? "", cells: 0,
            isPersonal: isPersonal)
        ].cells += 1
      }
    }
    return columns.sorted { $0.key < $1.key }.map(\.value)
  }
}
