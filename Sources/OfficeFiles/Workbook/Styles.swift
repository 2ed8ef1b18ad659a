/// The number formats of a workbook's styles.
final class Styles: XMLReader {
  /// By the number of the style.
  private(set) var formats: [NumberFormat] = []
  private var codes: [Int: NumberFormat] = [:]
  private var isInCells = false

  init() {}

  func begins(_ name: XMLName, _ attributes: XMLAttributes, _ stream: XMLStream) {
    switch name {
    case "numFmt":
      guard codes.count < WorkbookLimits.entries else { return stream.fail(.tooComplex) }
      guard let id = attributes.number("numFmtId"), let code = attributes.text("formatCode"),
        code.utf8.count <= 4 * WorkbookLimits.formatLetters
      else { return }
      codes[id] = NumberFormat(code: code)
    case "cellXfs": isInCells = true
    case "xf" where isInCells:
      let id = attributes.number("numFmtId") ?? 0
      guard formats.count < 2 * WorkbookLimits.styles else { return stream.fail(.tooComplex) }
      formats.append(codes[id] ?? NumberFormat(builtIn: id))
    default: break
    }
  }

  func ends(_ name: XMLName, _ stream: XMLStream) { if name == "cellXfs" { isInCells = false } }

  func text(_ bytes: UnsafeBufferPointer<UInt8>, _ stream: XMLStream) {}
}
