internal import Ledger
internal import OCOP
internal import OfficeFiles

/// A provincial list in a workbook, or in a CSV file: where it stands, and what its columns say.
public struct WorkbookList: Sendable {
  /// The name of the file.
  public let file: String
  let source: SheetSource
  let survey: SheetSurvey
  let layout: WorkbookLayout
  /// SHA-256 of the file.
  let digest: String

  /// Opens a file, and finds the sheet and the headings of its list, unless `mapping` says where they are.
  ///
  /// Throws ``ImportProblem``: what the file is instead, which sheets may be meant, or what its headings do not say.
  public init(file path: String, sheet: String? = nil, mapping: WorkbookMapping? = nil) throws(ImportProblem) {
    file = sourceName(path)
    let found = try Self.found(path, sheet ?? mapping?.sheet, mapping)
    (source, survey, layout, digest) = (found.source, found.survey, found.layout, found.digest)
    if let twice = layout.twice.first {
      let columns = twice.columns.map { "\(CellReference.letters($0)) (\(layout.headings[$0] ?? ""))" }
      throw ImportProblem(
        column: twice.field.name, code: "workbook.columnTwice", value: columns.joined(separator: ", "),
        text: Text(
          "Hai cột cùng nghĩa \(twice.field.name): \(columns.joined(separator: ", ")).",
          "Two columns say \(twice.field.name): \(columns.joined(separator: ", "))."),
        remedy: .mapColumns, row: layout.header.lowerBound)
    }
    guard layout.isEnough else {
      let missing = layout.missing.joined(separator: ", ")
      throw ImportProblem(
        column: nil, code: "workbook.missingColumn", value: missing,
        text: Text(
          "Tiêu đề ở dòng \(layout.header.lowerBound) không cho biết: \(missing).",
          "The headings in row \(layout.header.lowerBound) do not tell: \(missing)."),
        remedy: .mapColumns, row: layout.header.lowerBound)
    }
  }

  /// What the headings of a file seem to say, as a mapping to look at and change. Throws ``ImportProblem``.
  public static func proposal(file path: String, sheet: String? = nil) throws(ImportProblem) -> String {
    let found = try found(path, sheet, nil)
    return found.layout.mapping(sheet: found.source.sheet)
  }

  /// Whether somebody signed the file: a marked copy would not bear the signature any more.
  public var isSigned: Bool { source.workbook?.0.isSigned ?? false }

  private struct Found {
    let source: SheetSource
    let survey: SheetSurvey
    let layout: WorkbookLayout
    var digest = ""

    init(_ source: SheetSource, _ survey: SheetSurvey, _ layout: WorkbookLayout) {
      (self.source, self.survey, self.layout) = (source, survey, layout)
    }
  }

  private static func found(
    _ path: String, _ sheet: String?, _ mapping: WorkbookMapping?
  ) throws(ImportProblem) -> Found {
    let bytes = try fileBytes(path)
    let isCSV =
      !bytes.starts(with: [0x50, 0x4b, 3, 4]) && !bytes.starts(with: [0xd0, 0xcf, 0x11, 0xe0])
      && !path.lowercased().hasSuffix(".xlsx")
    if isCSV {
      return try layout(of: [SheetSource(csv: bytes)], mapping, bytes)
    }
    let sources: [SheetSource]
    do throws(OfficeFileError) {
      let workbook = try Workbook(bytes)
      if let sheet {
        sources = [SheetSource(workbook, try workbook.sheet(named: sheet))]
      } else {
        sources = workbook.sheets.filter { !$0.isHidden }.map { SheetSource(workbook, $0) }
      }
    } catch {
      throw ImportProblem(error)
    }
    return try layout(of: sources, mapping, bytes)
  }

  /// The one sheet with headings of such a list.
  private static func layout(of sources: [SheetSource], _ mapping: WorkbookMapping?, _ bytes: [UInt8])
    throws(ImportProblem) -> Found
  {
    var found: [Found] = []
    for source in sources {
      let survey = try SheetSurvey(source)
      if let mapping {
        found.append(Found(source, survey, mapping.layout(survey)))
      } else if let layout = LayoutFinder(survey).find() {
        found.append(Found(source, survey, layout))
      }
    }
    let whole = found.filter(\.layout.isEnough)
    let candidates = whole.isEmpty ? found : whole
    guard var best = candidates.max(by: { $0.layout.fields.count < $1.layout.fields.count }) else {
      throw ImportProblem(
        column: nil, code: "workbook.noHeader", value: sources.compactMap(\.sheet).joined(separator: ", "),
        text: Text("Không thấy dòng tiêu đề của danh sách sản phẩm.", "No headings of a list of products were found."),
        hint: Text(
          "Tiêu đề cần có tên sản phẩm, hạng sao, ngày hoặc năm công nhận.",
          "The headings name the product, its stars, and the day or year of its recognition."),
        remedy: .mapColumns)
    }
    guard whole.count <= 1 else {
      let names = whole.compactMap(\.source.sheet).joined(separator: ", ")
      throw ImportProblem(
        column: nil, code: "workbook.severalSheets", value: names,
        text: Text("Nhiều trang có danh sách: \(names).", "Several sheets hold a list: \(names)."), remedy: .nameSheet)
    }
    best.digest = Ledger.contentHash(bytes)
    return best
  }
}
