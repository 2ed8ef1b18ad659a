/// The fills and the cell styles of a workbook, with the places where they stand.
final class StyleParts: XMLReader {
  struct Fill {
    /// What shows in a filled cell: the attributes of the colour; `nil`: nothing, or a pattern.
    var color: [String: String]?
    /// The second colour, which a filled cell does not show.
    var behind: [String: String] = [:]
    var pattern: String?
    var isEmpty: Bool { pattern == nil || pattern == "none" }
  }

  struct CellStyle {
    var fill: Int
    /// All but the fill, as it is written: two styles that differ in the fill alone have the same.
    var rest: String
    /// The tag, and what stands between it and the end.
    var tag: [UInt8]
    var inside: String
  }

  private let bytes: [UInt8]
  private(set) var fills: [Fill] = []
  private(set) var styles: [CellStyle] = []
  /// The tag with the count, and the place where more may be put.
  private(set) var fillList: (tag: Range<Int>, end: Int)?
  private(set) var styleList: (tag: Range<Int>, end: Int)?

  private var isInFills = false
  private var isInStyles = false
  private var style: (start: Int, tag: Range<Int>)?

  init(_ bytes: [UInt8]) { self.bytes = bytes }

  /// Reads them. Throws ``OfficeFileError`` where the part is no XML.
  func read(_ part: String) throws(OfficeFileError) {
    let stream = XMLStream(part, self)
    var failure: OfficeFileError?
    bytes.withUnsafeBufferPointer { all in
      do throws(OfficeFileError) { _ = try stream.take(all, isLast: true) } catch { failure = error }
    }
    if let failure { throw failure }
  }

  func begins(_ name: XMLName, _ attributes: XMLAttributes, _ stream: XMLStream) {
    let tag = stream.place..<stream.place + stream.length
    switch name {
    case "fills":
      isInFills = true
      fillList = (tag, tag.upperBound)
    case "cellXfs":
      isInStyles = true
      styleList = (tag, tag.upperBound)
    case "fill" where isInFills: fills.append(Fill())
    case "patternFill" where isInFills && !fills.isEmpty:
      fills[fills.count - 1].pattern = attributes.text("patternType")
    case "gradientFill" where isInFills && !fills.isEmpty: fills[fills.count - 1].pattern = "gradient"
    case "fgColor" where isInFills && !fills.isEmpty:
      if fills[fills.count - 1].pattern == "solid" { fills[fills.count - 1].color = attributes.color }
    case "bgColor" where isInFills && !fills.isEmpty: fills[fills.count - 1].behind = attributes.color
    case "xf" where isInStyles: style = (tag.lowerBound, tag)
    default: break
    }
  }

  func ends(_ name: XMLName, _ stream: XMLStream) {
    switch name {
    case "fills":
      isInFills = false
      fillList?.end = stream.place
    case "cellXfs":
      isInStyles = false
      styleList?.end = stream.place
    case "xf" where isInStyles:
      guard let (_, tag) = style else { return }
      // A tag that closes itself ends where it began.
      let end = max(tag.upperBound, stream.place + stream.length)
      var raw = RawTag(bytes[tag])
      let fill = raw["fillId"].flatMap { Int($0) } ?? 0
      let tagBytes = Array(bytes[tag])
      raw["fillId"] = "0"
      raw["applyFill"] = "0"
      let rest =
        raw.attributes.map { "\($0.name)=\(String(decoding: raw.bytes[$0.value], as: UTF8.self))" }.sorted().joined(
          separator: " ")
        + String(decoding: bytes[tag.upperBound..<end], as: UTF8.self)
      let inside = String(decoding: bytes[tag.upperBound..<end], as: UTF8.self)
      styles.append(CellStyle(fill: fill, rest: rest, tag: tagBytes, inside: inside))
      style = nil
    default: break
    }
  }

  func text(_ bytes: UnsafeBufferPointer<UInt8>, _ stream: XMLStream) {}
}

extension XMLAttributes {
  /// What a colour is told by.
  fileprivate var color: [String: String] {
    var color: [String: String] = [:]
    for (key, value) in [
      ("rgb", text("rgb")), ("theme", text("theme")), ("tint", text("tint")), ("indexed", text("indexed")),
    ] {
      if let value { color[key] = value }
    }
    return color
  }
}
