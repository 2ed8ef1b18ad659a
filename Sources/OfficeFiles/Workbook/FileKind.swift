/// What a file is, by its first bytes and its parts.
enum FileKind {
  /// Throws what the bytes are where they are no archive.
  static func requireArchive(_ bytes: [UInt8]) throws(OfficeFileError) {
    if bytes.starts(with: [0x50, 0x4b, 3, 4]) { return }
    if bytes.starts(with: [0xd0, 0xcf, 0x11, 0xe0]) {
      // A compound file (MS-CFB) names its parts in UTF-16.
      let name = "EncryptedPackage".utf8.flatMap { [$0, 0] as [UInt8] }
      throw OfficeFileError(bytes.contains(name) ? .encrypted : .oldWorkbook)
    }
    let head = String(decoding: bytes.prefix(1_024), as: UTF8.self).lowercased()
    if head.contains("urn:schemas-microsoft-com:office:spreadsheet") || head.contains("progid=\"excel.sheet\"") {
      throw OfficeFileError(.xmlSpreadsheet)
    }
    if ["<html", "<!doctype html", "<table", "<head"].contains(where: head.contains) {
      throw OfficeFileError(.webPage)
    }
    throw OfficeFileError(.unknownKind)
  }

  /// Throws what the archive is where it is no workbook.
  static func requireWorkbook(_ archive: ArchiveDirectory) throws(OfficeFileError) {
    if let kind = archive["mimetype"] {
      let text = String(decoding: try MemberReader(kind, of: archive).all().prefix(100), as: UTF8.self)
      throw OfficeFileError(text.contains("opendocument.spreadsheet") ? .openDocument : .otherArchive)
    }
    if archive["xl/workbook.bin"] != nil { throw OfficeFileError(.binaryWorkbook) }
    guard archive["[Content_Types].xml"] != nil else { throw OfficeFileError(.otherArchive) }
  }
}

extension [UInt8] {
  fileprivate func contains(_ word: [UInt8]) -> Bool {
    guard let first = word.first, count >= word.count else { return false }
    for start in 0...count - word.count where self[start] == first {
      if self[start..<start + word.count].elementsEqual(word) { return true }
    }
    return false
  }
}
