public import OCOP
internal import QRCodes

/// Labels to print and to stick on: a page of HTML for each sheet of A4, three by eight labels of 70 × 37 mm, nothing outside the file.
public struct LabelSheet: Sendable {
  /// What stands on a label.
  public struct Label: Sendable {
    /// The product.
    public let name: String
    /// Under it, a line each.
    public let lines: [String]
    /// What the code leads to.
    public let address: String
    /// The same for those who type.
    public let code: String

    /// A label.
    public init(name: String, lines: [String], address: String, code: String) {
      (self.name, self.lines, self.address, self.code) = (name, lines, address, code)
    }
  }

  private let labels: [Label]
  private let title: String

  /// How many stand on a sheet.
  public static let perSheet = 24

  /// Sheets for `labels`.
  public init(_ labels: [Label], title: String) { (self.labels, self.title) = (labels, title) }

  /// The file. `nil`: an address is too long for a code.
  public func html(_ language: Language) -> String? {
    var sheets = ""
    for start in stride(from: 0, to: labels.count, by: Self.perSheet) {
      sheets += "<section>\n"
      for label in labels[start..<min(labels.count, start + Self.perSheet)] {
        guard let code = QRCode(label.address) else { return nil }
        sheets += Self.html(label, code)
      }
      sheets += "</section>\n"
    }
    return """
      <!DOCTYPE html>
      <html lang="\(language.rawValue)">
      <head><meta charset="utf-8"><title>\(HTMLText.text(title))</title>
      <style>
      @page { size: A4; margin: 0; }
      * { box-sizing: border-box; margin: 0; }
      body { font: 7.5pt/1.25 "Noto Sans", "Liberation Sans", sans-serif; color: #000; }
      section { width: 210mm; height: 296mm; display: grid; grid-template: repeat(8, 37mm) / repeat(3, 70mm); break-after: page; }
      article { overflow: hidden; padding: 3mm 3mm 3mm 2mm; display: flex; gap: 1mm; }
      svg { flex: none; width: 31mm; height: 31mm; }
      h2 { font-size: 8pt; max-height: 10mm; overflow: hidden; }
      code { font-size: 6.5pt; }
      </style></head>
      <body>
      \(sheets)</body>
      </html>

      """
  }

  private static func html(_ label: Label, _ code: QRCode) -> String {
    """
    <article><svg viewBox="\(code.viewBox)" role="img" aria-label="\(HTMLText.text(label.address))"><path stroke="#000" d="\(code.path)" shape-rendering="crispEdges"/></svg>
    <div><h2>\(HTMLText.text(label.name))</h2>\(label.lines.map { "<p>\(HTMLText.text($0))</p>" }.joined())<p><code>\(HTMLText.text(label.code))</code></p></div></article>

    """
  }
}
