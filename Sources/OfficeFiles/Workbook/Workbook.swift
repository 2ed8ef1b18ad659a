/// A workbook as Excel saves it (ISO 29500, transitional or strict), to be read sheet by sheet. Its parts stay packed until they are read.
public struct Workbook: Sendable {
  /// A sheet.
  public struct Sheet: Hashable, Sendable {
    /// Its name.
    public let name: String
    /// Whether it is not shown.
    public let isHidden: Bool
    let part: String
  }

  /// The sheets of cells, in their order.
  public let sheets: [Sheet]
  /// Whether somebody signed the file: a change breaks that.
  public let isSigned: Bool
  let archive: ArchiveDirectory
  let mainPart: String
  let stylesPart: String?
  /// Whether days are counted from 1904.
  public let countsFrom1904: Bool
  let styles: StyleFormats
  let texts: [String]

  /// Opens a workbook. Throws ``OfficeFileError``: what the file is instead, or what is wrong with it.
  public init(_ bytes: [UInt8]) throws(OfficeFileError) {
    try FileKind.requireArchive(bytes)
    let archive = try ArchiveDirectory(bytes)
    try FileKind.requireWorkbook(archive)
    let main = try Relationships.read(of: "", in: archive).targets(of: "officeDocument").first ?? "xl/workbook.xml"
    guard let member = archive[main] else { throw OfficeFileError(.otherArchive) }
    let list = SheetList()
    try XMLStream.read(member, of: archive, by: list)
    let parts = try Relationships.read(of: main, in: archive)
    var sheets: [Sheet] = []
    for sheet in list.sheets {
      guard let target = parts.targets[sheet.relation], target.kind == "worksheet" else { continue }
      guard let part = archive[target.target] else { throw OfficeFileError(.damaged, in: target.target) }
      sheets.append(Sheet(name: sheet.name, isHidden: sheet.isHidden, part: part.name))
    }
    (self.archive, self.sheets, countsFrom1904) = (archive, sheets, list.from1904)
    mainPart = member.name.replacing("\\", with: "/")
    stylesPart = parts.targets(of: "styles").first.flatMap { archive[$0]?.name }
    let styles = Styles()
    if let part = stylesPart, let member = archive[part] { try XMLStream.read(member, of: archive, by: styles) }
    self.styles = StyleFormats(formats: styles.formats)
    let texts = SharedStrings()
    if let member = parts.targets(of: "sharedStrings").first.flatMap({ archive[$0] }) {
      try XMLStream.read(member, of: archive, by: texts)
    }
    self.texts = texts.texts
    isSigned = archive.members.contains { $0.key.hasPrefix("_xmlsignatures/") && !$0.isFolder }
  }

  /// The sheet of that name. Throws ``OfficeFileError`` where there is none.
  public func sheet(named name: String) throws(OfficeFileError) -> Sheet {
    guard let sheet = sheets.first(where: { $0.name == name }) else { throw OfficeFileError(.noSheet, in: name) }
    return sheet
  }

  /// The rows of a sheet that hold anything, as they are read; they may be gone through again.
  public func rows(of sheet: Sheet) -> SheetRows { SheetRows(workbook: self, sheet: sheet) }
}

/// How the styles of a workbook show numbers.
struct StyleFormats: Sendable {
  let formats: [NumberFormat]

  subscript(style: Int) -> NumberFormat { formats.indices.contains(style) ? formats[style] : .number }
}

extension Workbook {
  /// The bytes of a sheet, unpacked. Throws ``OfficeFileError``.
  package func part(ofSheet index: Int) throws(OfficeFileError) -> [UInt8] {
    guard let member = archive[sheets[index].part] else { throw OfficeFileError(.noSheet) }
    return try MemberReader(member, of: archive).all()
  }

  /// The bytes of all parts, as they are packed, by name. Throws ``OfficeFileError``.
  package var packedParts: [String: [UInt8]] {
    get throws(OfficeFileError) {
      var parts: [String: [UInt8]] = [:]
      for member in archive.members { parts[member.name] = Array(archive.bytes[try archive.content(of: member)]) }
      return parts
    }
  }
}
