/// Makes rows of the elements of a sheet.
final class SheetReader: XMLReader {
  private let workbook: Workbook
  /// Rows that are read, and were not asked for yet.
  var rows: ArraySlice<SheetRow> = []
  private(set) var merged: [CellRange] = []

  private var isInData = false
  private var row = 0
  private var column = 0
  private var cells: [SheetCell] = []
  private var isSorted = true
  private var isHidden = false

  private enum Kind { case number, shared, text, inline, bool, error, date }
  private var kind = Kind.number
  private var style = 0
  private var hasFormula = false
  private var isRead = false
  private var isReading = false
  private var text = XMLText()

  init(_ workbook: Workbook) { self.workbook = workbook }

  func begins(_ name: XMLName, _ attributes: XMLAttributes, _ stream: XMLStream) {
    guard isInData else {
      switch name {
      case "sheetData": isInData = true
      case "mergeCell":
        guard merged.count < WorkbookLimits.mergedRanges else { return stream.fail(.tooLarge) }
        if let range = attributes.text("ref").flatMap({ CellRange($0) }) { merged.append(range) }
      default: break
      }
      return
    }
    switch name {
    case "c": beginCell(attributes, stream)
    case "v": isRead = true
    case "t": isRead = !isReading && kind == .inline
    case "f": hasFormula = true
    case "rPh": isReading = true
    case "row": beginRow(attributes, stream)
    default: break
    }
  }

  func ends(_ name: XMLName, _ stream: XMLStream) {
    guard isInData else { return }
    switch name {
    case "v", "t": isRead = false
    case "c": endCell(stream)
    case "rPh": isReading = false
    case "sheetData": isInData = false
    default: break
    }
  }

  func text(_ bytes: UnsafeBufferPointer<UInt8>, _ stream: XMLStream) {
    guard isRead else { return }
    guard text.count <= WorkbookLimits.cellBytes else { return stream.fail(.cellTooLong, at: here) }
    text.add(bytes)
  }

  /// Ends the last row.
  func finish() { flush() }

  private var here: CellReference { CellReference(row: row, column: column) }

  private func beginRow(_ attributes: XMLAttributes, _ stream: XMLStream) {
    let number = attributes["r"].map { Int(decimal: $0) } ?? row + 1
    guard let number, number > 0, number <= WorkbookLimits.rows else {
      return stream.fail(.beyondSheet, at: CellReference(row: row + 1, column: 1))
    }
    // Some writers begin a row anew for each of its cells.
    if number != row { flush() }
    (row, column) = (number, number == row ? column : 0)
    if attributes.flag("hidden") { isHidden = true }
  }

  private func beginCell(_ attributes: XMLAttributes, _ stream: XMLStream) {
    if let name = attributes["r"] {
      guard let place = CellReference(String(cString: name)), place.isInSheet else {
        return stream.fail(.beyondSheet, at: CellReference(String(cString: name)) ?? here)
      }
      // A cell says itself where it is.
      if place.row != row {
        flush()
        row = place.row
      }
      if place.column <= column {
        isSorted = false
        // Of two values of one cell nobody knows which is meant.
        if cells.contains(where: { $0.column == place.column }) { return stream.fail(.damaged, at: place) }
      }
      column = place.column
    } else {
      column += 1
      guard column <= WorkbookLimits.columns else { return stream.fail(.beyondSheet, at: here) }
    }
    style = attributes["s"].flatMap { Int(decimal: $0) } ?? 0
    (hasFormula, isRead, isReading) = (false, false, false)
    text.clear()
    guard let type = attributes["t"] else {
      kind = .number
      return
    }
    let name = XMLName(type)
    kind =
      if name == "s" { .shared } else if name == "str" { .text } else if name == "inlineStr" {
        .inline
      } else if name
        == "b"
      { .bool } else if name == "e" { .error } else if name == "d" { .date } else { .number }
  }

  private func endCell(_ stream: XMLStream) {
    if text.isEmpty {
      if hasFormula { cells.append(SheetCell(column: column, value: .uncomputed)) }
      return
    }
    guard let value = value(stream) else { return }
    cells.append(SheetCell(column: column, value: value))
  }

  private func value(_ stream: XMLStream) -> CellValue? {
    switch kind {
    case .shared:
      guard let index = Int(text.string), workbook.texts.indices.contains(index) else {
        stream.fail(.missingText, at: here)
        return nil
      }
      let text = workbook.texts[index]
      return text.isEmpty ? nil : .text(text)
    case .text, .inline: return .text(text.unescaped)
    case .bool: return .bool(text.string == "1" || text.string.lowercased() == "true")
    case .error: return .error(text.string)
    case .date: return CellDate(iso: text.string).map(CellValue.date) ?? .text(text.string)
    case .number:
      let written = text.string
      guard let number = Double(written), number.isFinite else { return .text(written) }
      return workbook.styles[style].value(number, from1904: workbook.countsFrom1904)
    }
  }

  private func flush() {
    defer {
      cells = []
      (isSorted, isHidden) = (true, false)
    }
    guard !cells.isEmpty else { return }
    if !isSorted {
      var byColumn: [Int: SheetCell] = [:]
      for cell in cells { byColumn[cell.column] = cell }
      cells = byColumn.values.sorted { $0.column < $1.column }
    }
    var whole = SheetRow(number: row, cells: cells)
    whole.isHidden = isHidden
    rows.append(whole)
  }
}

extension Int {
  /// A number in plain digits; `nil`: the text is none.
  fileprivate init?(decimal text: UnsafePointer<CChar>) {
    var (value, at) = (0, text)
    while at.pointee != 0 {
      guard (48...57).contains(at.pointee), value < 1 << 40 else { return nil }
      value = value * 10 + Int(at.pointee - 48)
      at += 1
    }
    guard at != text else { return nil }
    self = value
  }
}
