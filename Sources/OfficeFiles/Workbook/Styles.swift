/// The number formats of a workbook's styles.
final class Styles: XMLReader {
  /// By the number of the style.
  private(set) var formats: [NumberFormat] = []
  private var codes: [Int: String] = [:]
  private var isInCells = false

  init() {}

  func begins(_ name: XMLName, _ attributes: XMLAttributes, _ stream: XMLStream) {
    switch name {
    case "numFmt":
      if let id = attributes.number("numFmtId"), let code = attributes.text("formatCode") { codes[id] = code }
    case "cellXfs": isInCells = true
    case "xf" where isInCells:
      let id = attributes.number("numFmtId") ?? 0
      formats.append(codes[id].map { NumberFormat(code: $0) } ?? NumberFormat(builtIn: id))
    default: break
    }
  }

  func ends(_ name: XMLName, _ stream: XMLStream) { if name == "cellXfs" { isInCells = false } }

  func text(_ bytes: UnsafeBufferPointer<UInt8>, _ stream: XMLStream) {}
}
