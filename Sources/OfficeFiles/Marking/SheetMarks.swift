/// What is to be marked in a sheet.
public struct SheetMarks: Hashable, Sendable {
  /// A cell in which one of the texts of other cells in its row is to be chosen.
  public struct Choice: Hashable, Sendable {
    /// The cell.
    public let cell: CellReference
    /// The columns in which the texts stand.
    public let columns: ClosedRange<Int>

    /// A choice.
    public init(cell: CellReference, columns: ClosedRange<Int>) { (self.cell, self.columns) = (cell, columns) }
  }

  /// Cells that are filled with the colour of a mark. One that is marked and not among them gets its own style back.
  public var faulty: Set<CellReference> = []
  /// The columns of the marks, behind the sheet's own: whatever stands there from ``firstRow`` on is taken away.
  public var columns: ClosedRange<Int>
  /// Other columns in which marks stood before: what stands there from ``firstRow`` on is taken away, too.
  public var former: Set<Int> = []
  /// The row of the headings.
  public var firstRow: Int
  /// Texts of cells in ``columns``.
  public var texts: [CellReference: String] = [:]
  /// How wide columns of these are, in letters.
  public var widths: [Int: Int] = [:]
  /// Where something may be chosen.
  public var choices: [Choice] = []

  /// Nothing is marked.
  public init(columns: ClosedRange<Int>, firstRow: Int) { (self.columns, self.firstRow) = (columns, firstRow) }
}

extension Workbook {
  /// The file with marks in a sheet, and without those that stood there before. All else of it is the same, byte for byte: only the
  /// sheet and the styles are written anew, and in them only what the marks need.
  ///
  /// Throws ``OfficeFileError``.
  public func marked(_ sheet: Sheet, _ marks: SheetMarks) throws(OfficeFileError) -> [UInt8] {
    guard let member = archive[sheet.part] else { throw OfficeFileError(.noSheet, in: sheet.name) }
    guard marks.columns.upperBound <= WorkbookLimits.columns else {
      throw OfficeFileError(
        .beyondSheet, in: sheet.name, at: CellReference(row: marks.firstRow, column: marks.columns.upperBound))
    }
    let bytes = try MemberReader(member, of: archive).all()
    try requireUTF8(bytes, sheet.part)
    let stylesMember = stylesPart.flatMap { archive[$0] }
    let stylesBytes = try stylesMember.map { member throws(OfficeFileError) in
      try MemberReader(member, of: archive).all()
    }
    let marker = SheetMarker(bytes, marks, try MarkedStyles(stylesBytes, stylesPart ?? "styles"))
    var contents = [sheet.part: try marker.marked(sheet.part)]
    if let changed = try marker.styles.changed(stylesPart ?? "styles") {
      if let stylesPart { contents[stylesPart] = changed } else { try addStyles(changed, to: &contents) }
    }
    return try archive.replacing(contents)
  }

  /// Styles where the workbook has none: the part, what points at it, and its type.
  private func addStyles(_ styles: [UInt8], to contents: inout [String: [UInt8]]) throws(OfficeFileError) {
    let folder = mainPart.split(separator: "/").dropLast().joined(separator: "/")
    // A name that no part has.
    var (part, number) = (folder.isEmpty ? "styles.xml" : folder + "/styles.xml", 1)
    while archive[part] != nil || contents[part] != nil {
      number += 1
      part = folder.isEmpty ? "styles\(number).xml" : "\(folder)/styles\(number).xml"
    }
    func adding(_ text: String, before end: String, in name: String) throws(OfficeFileError) {
      guard let member = archive[name] else { throw OfficeFileError(.damaged, in: name) }
      let old = try MemberReader(member, of: archive).all()
      try requireUTF8(old, name)
      var new = String(decoding: old, as: UTF8.self)
      guard let place = new.lastPlace(of: end) else { throw OfficeFileError(.damaged, in: name) }
      new.insert(contentsOf: text, at: place)
      contents[member.name] = Array(new.utf8)
    }
    let kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/styles"
    try adding(
      "<Relationship Id=\"rIdOcopStyles\" Type=\"\(kind)\" Target=\"/\(part)\"/>", before: "</Relationships>",
      in: Relationships.path(of: mainPart))
    let type = "application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml"
    try adding(
      "<Override PartName=\"/\(part)\" ContentType=\"\(type)\"/>", before: "</Types>", in: "[Content_Types].xml")
    contents[part] = styles
  }
}

extension String {
  /// Where a word stands for the last time.
  fileprivate func lastPlace(of word: String) -> String.Index? {
    var place = index(endIndex, offsetBy: -word.count, limitedBy: startIndex)
    while let at = place {
      if self[at...].hasPrefix(word) { return at }
      place = at == startIndex ? nil : index(before: at)
    }
    return nil
  }
}
