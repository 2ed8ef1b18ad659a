/// The sheets of a workbook, as its first part lists them.
final class SheetList: XMLReader {
  private(set) var sheets: [(name: String, relation: String, isHidden: Bool)] = []
  private(set) var from1904 = false

  init() {}

  func begins(_ name: XMLName, _ attributes: XMLAttributes, _ stream: XMLStream) {
    switch name {
    case "workbookPr": from1904 = attributes.flag("date1904")
    case "sheet":
      guard let name = attributes.text("name"), let id = attributes.text("id") else { return }
      guard sheets.count < WorkbookLimits.entries else { return stream.fail(.tooComplex) }
      sheets.append((name, id, attributes.text("state").map { $0 != "visible" } ?? false))
    default: break
    }
  }

  func ends(_ name: XMLName, _ stream: XMLStream) {}
  func text(_ bytes: UnsafeBufferPointer<UInt8>, _ stream: XMLStream) {}
}
