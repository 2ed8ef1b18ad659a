/// Goes through the bytes of a sheet and notes what is to stand where.
final class SheetMarker: XMLReader {
  let bytes: [UInt8]
  let marks: SheetMarks
  let texts: [Int: [(cell: CellReference, text: String)]]
  let faulty: [Int: [CellReference]]
  var styles: MarkedStyles
  var edits = ByteEdits()
  var failure: OfficeFileError?

  /// `x:`, as the sheet has it.
  var prefix = ""
  var isInData = false
  var row = 0
  var column = 0
  var group: RowGroup?
  private var cell: (tag: Range<Int>, column: Int)?

  /// Styles of columns that have no cell.
  var columnStyles: [(columns: ClosedRange<Int>, style: Int)] = []
  var columnTags: [(columns: ClosedRange<Int>, range: Range<Int>)] = []
  var columnList: (tag: Range<Int>, end: Int)?
  var dataStart = 0
  var validations: (tag: Range<Int>, end: Int, kept: Int, count: Int)?
  private var validation: (start: Int, isOurs: Bool)?
  /// The end of the last element behind which rules for input stand (ISO 29500-1, 18.3.1.99).
  var beforeValidations = 0
  private var depth = 0
  private var lastRow = 0
  /// The rows that were gone through and have marks.
  var placed: Set<Int> = []

  /// The elements of a sheet that stand in front of those rules.
  private static let earlier: Set<String> = [
    "sheetData", "sheetCalcPr", "sheetProtection", "protectedRanges", "scenarios", "autoFilter", "sortState",
    "dataConsolidate", "customSheetViews", "mergeCells", "phoneticPr", "conditionalFormatting",
  ]

  /// A row as far as it was read. Some writers begin it anew for each of its cells.
  struct RowGroup {
    let number: Int
    var tag: Range<Int>
    /// Where its last element ends: in front of the tag that ends it, or behind one that ends itself.
    var end: Int
    var style: Int?
    var cells: [(column: Int, tag: Range<Int>, range: Range<Int>)] = []
  }

  init(_ bytes: [UInt8], _ marks: SheetMarks, _ styles: MarkedStyles) {
    (self.bytes, self.marks, self.styles) = (bytes, marks, styles)
    let written = marks.texts.filter { !$0.value.isEmpty }.map { (cell: $0.key, text: $0.value) }
    texts = Dictionary(grouping: written.sorted { $0.cell < $1.cell }) { $0.cell.row }
    faulty = Dictionary(
      grouping: marks.faulty.filter { cell in
        !marks.columns.contains(cell.column) && !marks.former.contains(cell.column)
      }.sorted()
    ) { $0.row }
  }

  /// The bytes of the sheet with the marks. Throws ``OfficeFileError``.
  func marked(_ part: String) throws(OfficeFileError) -> [UInt8] {
    let stream = XMLStream(part, self)
    var failure: OfficeFileError?
    bytes.withUnsafeBufferPointer { all in
      do throws(OfficeFileError) { _ = try stream.take(all, isLast: true) } catch { failure = error }
    }
    if let failure = self.failure ?? failure { throw failure }
    // A mark that found no row would be lost.
    guard Set(texts.keys).union(faulty.keys).isSubset(of: placed) else { throw OfficeFileError(.damaged, in: part) }
    putColumns()
    putValidations()
    return try edits.applied(to: bytes, part)
  }

  func begins(_ name: XMLName, _ attributes: XMLAttributes, _ stream: XMLStream) {
    depth += 1
    let tag = stream.place..<stream.place + stream.length
    guard !isInData else {
      switch name {
      case "row" where depth == 3: beginRow(attributes, tag, stream)
      case "c" where depth == 4: beginCell(attributes, tag, stream)
      default: break
      }
      return
    }
    switch name {
    case "worksheet": prefix = RawTag(bytes[tag]).prefix
    case "dimension" where depth == 2: widen(tag, "ref")
    case "cols" where depth == 2: columnList = (tag, tag.upperBound)
    case "col" where depth == 3:
      guard let first = attributes.number("min"), let last = attributes.number("max"), first > 0, first <= last else {
        return
      }
      columnTags.append((first...last, tag))
      if let style = attributes.number("style") { columnStyles.append((first...last, style)) }
    case "sheetData" where depth == 2:
      (isInData, dataStart) = (true, tag.lowerBound)
    case "dataValidations" where depth == 2: validations = (tag, tag.upperBound, 0, 0)
    case "dataValidation" where depth == 3 && validations != nil:
      validation = (tag.lowerBound, isOurs(attributes.text("sqref") ?? ""))
    default: break
    }
  }

  func ends(_ name: XMLName, _ stream: XMLStream) {
    depth -= 1
    let end = stream.place + stream.length
    if isInData {
      switch name {
      case "c" where depth == 3: endCell(stream)
      case "row" where depth == 2: group?.end = stream.place
      case "sheetData" where depth == 1:
        flush()
        isInData = false
        beforeValidations = max(end, dataStart)
      default: break
      }
      return
    }
    switch name {
    case "cols" where depth == 1: columnList?.end = stream.place
    case "col" where depth == 2:
      // A column may have an end of its own.
      guard let last = columnTags.indices.last, end > columnTags[last].range.upperBound else { return }
      columnTags[last].range = columnTags[last].range.lowerBound..<end
    case "dataValidations" where depth == 1: validations?.end = stream.place
    case "dataValidation" where depth == 2:
      guard let own = validation else { return }
      validation = nil
      if own.isOurs { edits.put("", at: own.start..<end) } else { validations?.kept += 1 }
    default:
      if depth == 1, Self.earlier.contains(String(cString: name.local)) { beforeValidations = end }
    }
  }

  func text(_ bytes: UnsafeBufferPointer<UInt8>, _ stream: XMLStream) {}

  /// Whether all cells that a rule is for are in the columns of marks.
  private func isOurs(_ cells: String) -> Bool {
    let ranges = cells.split(separator: " ").compactMap { CellRange(String($0)) }
    return !ranges.isEmpty
      && ranges.allSatisfy { isOurs($0.first.column) && isOurs($0.last.column) }
  }

  /// Whether marks stand, or stood, in a column.
  func isOurs(_ column: Int) -> Bool { marks.columns.contains(column) || marks.former.contains(column) }

  private func widen(_ tag: Range<Int>, _ attribute: String) {
    var raw = RawTag(bytes[tag])
    guard let old = raw[attribute].flatMap({ CellRange($0) }), let last = marks.texts.keys.map(\.column).max() else {
      return
    }
    let lastRow = max(old.last.row, marks.texts.keys.map(\.row).max() ?? 0)
    let corner = CellReference(row: lastRow, column: max(old.last.column, last))
    let new = "\(old.first):\(corner)"
    guard raw[attribute] != new else { return }
    raw[attribute] = new
    edits.put(raw.text, at: tag)
  }

  private func beginRow(_ attributes: XMLAttributes, _ tag: Range<Int>, _ stream: XMLStream) {
    let number = attributes.number("r") ?? row + 1
    // Rows that do not follow each other cannot be marked in place.
    guard number >= lastRow else { return stream.fail(.damaged, at: CellReference(row: max(number, 1), column: 1)) }
    lastRow = number
    if number != row || group == nil {
      flush()
      (row, column) = (number, 0)
      group = RowGroup(number: number, tag: tag, end: tag.upperBound)
    } else {
      group?.tag = tag
      group?.end = tag.upperBound
    }
    if attributes.flag("customFormat") { group?.style = attributes.number("s") }
  }

  private func beginCell(_ attributes: XMLAttributes, _ tag: Range<Int>, _ stream: XMLStream) {
    if let named = attributes.text("r").flatMap({ CellReference($0) }), named.row != row {
      return stream.fail(.damaged, at: named)
    }
    column = attributes.text("r").flatMap { CellReference($0)?.column } ?? column + 1
    cell = (tag, column)
  }

  private func endCell(_ stream: XMLStream) {
    guard let (tag, column) = cell else { return }
    cell = nil
    group?.cells.append((column, tag, tag.lowerBound..<max(tag.upperBound, stream.place + stream.length)))
  }
}
