internal import Exchange

/// The least workbook that holds a sheet.
enum FuzzWorkbook {
  private static let main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
  private static let relations = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"

  private static let parts = [
    ("[Content_Types].xml", "<Types/>"),
    (
      "_rels/.rels",
      "<Relationships><Relationship Id=\"r\" Type=\"x/officeDocument\" Target=\"xl/workbook.xml\"/></Relationships>"
    ),
    (
      "xl/workbook.xml",
      "<workbook xmlns=\"\(main)\" xmlns:r=\"\(relations)\"><sheets><sheet name=\"DS\" r:id=\"r1\"/></sheets></workbook>"
    ),
    (
      "xl/_rels/workbook.xml.rels",
      "<Relationships><Relationship Id=\"r1\" Type=\"x/worksheet\" Target=\"sheet.xml\"/><Relationship Id=\"r2\" "
        + "Type=\"x/styles\" Target=\"styles.xml\"/></Relationships>"
    ),
    (
      "xl/styles.xml",
      "<styleSheet xmlns=\"\(main)\"><fills count=\"1\"><fill/></fills><cellXfs count=\"2\"><xf numFmtId=\"0\"/>"
        + "<xf numFmtId=\"14\"/></cellXfs></styleSheet>"
    ),
  ]

  static func around(sheet: [UInt8]) -> [UInt8] {
    let files = parts.map { ZipArchive.File(name: $0.0, bytes: Array($0.1.utf8)) }
    return ZipArchive(files: files + [ZipArchive.File(name: "xl/sheet.xml", bytes: sheet)]).bytes
  }
}
