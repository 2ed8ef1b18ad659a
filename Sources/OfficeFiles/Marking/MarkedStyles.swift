/// The styles of a workbook, with one more for each style of a marked cell: the same but for the fill.
///
/// A marked style keeps the colour that it covers as the second colour of its fill, which no program shows in a filled cell. So a mark can be
/// taken away again after the file was saved by others.
struct MarkedStyles {
  /// The colour of a mark: a light red that no palette has, so that nobody else's is taken for it.
  static let color = "FFFBCFCB"
  /// In place of how much a colour lets through: that it is the colour which is covered, or the number of the pattern which is.
  private static let (colorMark, patternMark) = ("01", "02")

  private let bytes: [UInt8]
  private let parts: StyleParts
  private var fills: [StyleParts.Fill]
  private var styles: [StyleParts.CellStyle]
  private var marks: [Int: Int] = [:]
  private var originals: [Int: Int] = [:]

  /// Reads `bytes`, or begins a list of styles where the workbook has none. Throws ``OfficeFileError``.
  init(_ bytes: [UInt8]?, _ part: String) throws(OfficeFileError) {
    self.bytes = bytes ?? Array(Self.none.utf8)
    try requireUTF8(self.bytes, part)
    parts = StyleParts(self.bytes)
    try parts.read(part)
    guard parts.fillList != nil, parts.styleList != nil else { throw OfficeFileError(.damaged, in: part) }
    (fills, styles) = (parts.fills, parts.styles)
  }

  /// The least that Excel takes.
  private static let none =
    "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n"
    + "<styleSheet xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\">"
    + "<fonts count=\"1\"><font><sz val=\"11\"/><name val=\"Calibri\"/></font></fonts>"
    + "<fills count=\"2\"><fill><patternFill patternType=\"none\"/></fill><fill><patternFill patternType=\"gray125\"/></fill></fills>"
    + "<borders count=\"1\"><border><left/><right/><top/><bottom/><diagonal/></border></borders>"
    + "<cellStyleXfs count=\"1\"><xf numFmtId=\"0\" fontId=\"0\" fillId=\"0\" borderId=\"0\"/></cellStyleXfs>"
    + "<cellXfs count=\"1\"><xf numFmtId=\"0\" fontId=\"0\" fillId=\"0\" borderId=\"0\" xfId=\"0\"/></cellXfs></styleSheet>"

  /// Whether a style is one of a marked cell.
  func isMarked(_ style: Int) -> Bool { styles.indices.contains(style) && isMark(styles[style].fill) }

  private func isMark(_ fill: Int) -> Bool { fills.indices.contains(fill) && fills[fill].color?["rgb"] == Self.color }

  /// The style of a cell once it is marked. Throws ``OfficeFileError`` where there would be too many.
  mutating func marked(_ style: Int) throws(OfficeFileError) -> Int {
    let style = styles.indices.contains(style) ? style : 0
    if isMarked(style) { return style }
    if let known = marks[style] { return known }
    let own =
      styles.isEmpty ? StyleParts.CellStyle(fill: 0, rest: "", tag: Array("<xf/>".utf8), inside: "") : styles[style]
    let fill = mark(over: fills.indices.contains(own.fill) ? fills[own.fill] : StyleParts.Fill(), number: own.fill)
    let marked = try addStyle(like: own, fill: fill)
    marks[style] = marked
    return marked
  }

  /// The style that a marked cell had before; the same where it is not marked. Throws ``OfficeFileError`` where there would be too many.
  mutating func restored(_ style: Int) throws(OfficeFileError) -> Int {
    guard isMarked(style) else { return style }
    if let known = originals[style] { return known }
    let original = try original(of: style)
    originals[style] = original
    return original
  }

  private mutating func original(of style: Int) throws(OfficeFileError) -> Int {
    let own = styles[style]
    let covered = Self.covered(by: fills[own.fill])
    let alike = styles.indices.filter { styles[$0].rest == own.rest && !isMark(styles[$0].fill) }
    func color(_ style: Int) -> StyleParts.Fill {
      fills.indices.contains(styles[style].fill) ? fills[styles[style].fill] : StyleParts.Fill()
    }
    switch covered {
    case .nothing:
      if let found = alike.first(where: { color($0).isEmpty }) { return found }
    case .color(let kept):
      if let found = alike.first(where: { color($0).color == kept }) { return found }
      fills.append(StyleParts.Fill(color: kept, behind: ["indexed": "64"], pattern: "solid"))
      return try addStyle(like: own, fill: fills.count - 1)
    case .pattern(let number):
      if let found = alike.first(where: { styles[$0].fill == number && color($0).color == nil }) { return found }
    case .unknown:
      // Another program saved the file, and kept no second colour.
      let candidates = Set(alike.map { styles[$0].fill })
      if candidates.count == 1, let found = alike.first { return found }
      if let found = alike.first(where: { color($0).isEmpty }) { return found }
    }
    return try addStyle(like: own, fill: 0)
  }

  private mutating func mark(over fill: StyleParts.Fill, number: Int) -> Int {
    var behind = ["indexed": "64"]
    if let color = fill.color {
      behind = color
      if let rgb = color["rgb"], rgb.count == 8 { behind["rgb"] = Self.colorMark + rgb.dropFirst(2) }
    } else if !fill.isEmpty {
      let digits = String(number, radix: 16, uppercase: true)
      behind = ["rgb": Self.patternMark + String(repeating: "0", count: max(0, 6 - digits.count)) + digits]
    }
    if let known = fills.firstIndex(where: { $0.color?["rgb"] == Self.color && $0.behind == behind }) { return known }
    fills.append(StyleParts.Fill(color: ["rgb": Self.color], behind: behind, pattern: "solid"))
    return fills.count - 1
  }

  private enum Covered { case nothing, color([String: String]), pattern(Int), unknown }

  private static func covered(by mark: StyleParts.Fill) -> Covered {
    var behind = mark.behind
    if behind["indexed"] == "64" { return .nothing }
    guard let rgb = behind["rgb"] else { return behind.isEmpty ? .unknown : .color(behind) }
    guard rgb.count == 8 else { return .unknown }
    if rgb.hasPrefix(patternMark) { return Int(rgb.dropFirst(2), radix: 16).map(Covered.pattern) ?? .unknown }
    guard rgb.hasPrefix(colorMark) else { return .unknown }
    behind["rgb"] = "FF" + rgb.dropFirst(2)
    return .color(behind)
  }

  private mutating func addStyle(like own: StyleParts.CellStyle, fill: Int) throws(OfficeFileError) -> Int {
    guard styles.count < WorkbookLimits.styles else { throw OfficeFileError(.tooManyStyles) }
    var tag = RawTag(own.tag)
    tag["fillId"] = "\(fill)"
    tag["applyFill"] = fill == 0 ? "0" : "1"
    styles.append(StyleParts.CellStyle(fill: fill, rest: own.rest, tag: tag.bytes, inside: own.inside))
    return styles.count - 1
  }

  /// The part with what was added; `nil`: nothing was.
  func changed(_ part: String) throws(OfficeFileError) -> [UInt8]? {
    guard styles.count > parts.styles.count, let fillList = parts.fillList, let styleList = parts.styleList else {
      return nil
    }
    var edits = ByteEdits()
    func add(_ texts: [String], to list: (tag: Range<Int>, end: Int), count: Int) {
      guard !texts.isEmpty else { return }
      var tag = RawTag(bytes[list.tag])
      tag["count"] = "\(count)"
      let isClosed = tag.isClosed
      edits.put(tag.opened, at: list.tag)
      edits.insert(texts.joined() + (isClosed ? "</\(tag.name)>" : ""), at: max(list.end, list.tag.upperBound))
    }
    let prefix = RawTag(bytes[fillList.tag]).prefix
    let added = fills[parts.fills.count...].map { Self.text($0, prefix) }
    add(added, to: fillList, count: fills.count)
    add(
      styles[parts.styles.count...].map { String(decoding: $0.tag, as: UTF8.self) + $0.inside }, to: styleList,
      count: styles.count)
    return try edits.applied(to: bytes, part)
  }

  private static func text(_ fill: StyleParts.Fill, _ prefix: String) -> String {
    func color(_ name: String, _ color: [String: String]) -> String {
      let attributes = color.sorted { $0.key < $1.key }.map { " \($0.key)=\"\(xmlEscaped($0.value))\"" }.joined()
      return "<\(prefix)\(name)\(attributes)/>"
    }
    return "<\(prefix)fill><\(prefix)patternFill patternType=\"solid\">" + color("fgColor", fill.color ?? [:])
      + color("bgColor", fill.behind) + "</\(prefix)patternFill></\(prefix)fill>"
  }
}
