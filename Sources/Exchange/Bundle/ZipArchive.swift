internal import OfficeFiles

/// Files in one ZIP archive, stored as they are (APPNOTE 6.3: method 0, UTF-8 names). No times, no attributes: the same
/// files give the same bytes. More than 65,534 files, or 4 GB, are told as Zip64 tells them (4.3.14, 4.3.15, 4.5.3).
public struct ZipArchive: Hashable, Sendable {
  /// A file.
  public struct File: Hashable, Sendable {
    /// Its path in the archive.
    public let name: String
    /// What is in it.
    public let bytes: [UInt8]

    /// A file.
    public init(name: String, bytes: [UInt8]) { (self.name, self.bytes) = (name, bytes) }
  }

  /// The files, in the order of the archive.
  public let files: [File]

  /// An archive of `files`.
  public init(files: [File]) { self.files = files }

  /// The file called `name`.
  public subscript(name: String) -> [UInt8]? { files.first { $0.name == name }?.bytes }

  private static let utf8Names: UInt16 = 1 << 11
  // 1980-01-01: the format knows nothing earlier, and no time is part of the content.
  private static let date: UInt16 = 0x21

  /// The archive's bytes. A file has less than 4 GB.
  public var bytes: [UInt8] {
    var (local, central) = ([UInt8](), [UInt8]())
    for file in files {
      let name = Array(file.name.utf8)
      let start = local.count
      let isFar = start >= Int(UInt32.max)
      let common =
        little(20 as UInt16) + little(Self.utf8Names) + little(0 as UInt16) + little(0 as UInt16) + little(Self.date)
        + little(archiveChecksum(file.bytes)) + little(UInt32(file.bytes.count)) + little(UInt32(file.bytes.count))
        + little(UInt16(name.count))
      local += [0x50, 0x4b, 3, 4] + common + little(0 as UInt16) + name + file.bytes
      // Where the place of a file takes eight bytes, it stands behind the name.
      let far = isFar ? little(1 as UInt16) + little(8 as UInt16) + little(UInt64(start)) : []
      central += [0x50, 0x4b, 1, 2] + little(20 as UInt16) + common + little(UInt16(far.count))
      central += [UInt8](repeating: 0, count: 10) + little(isFar ? UInt32.max : UInt32(start)) + name + far
    }
    return local + central + archiveEnd(count: files.count, start: local.count, size: central.count)
  }

  /// Reads an archive that ``bytes`` wrote; `nil` for anything else: other methods, comments, gaps, a wrong checksum.
  public init?(_ bytes: [UInt8]) {
    var reader = Reader(bytes: bytes)
    var files: [File] = []
    while reader.starts(with: [0x50, 0x4b, 3, 4]) {
      guard let head = reader.take(30), let size = head.number(18, 4), let length = head.number(26, 2),
        let name = reader.take(length).flatMap({ String(validating: $0, as: UTF8.self) }),
        let content = reader.take(size)
      else { return nil }
      files.append(File(name: name, bytes: content))
    }
    self.init(files: files)
    // What was read is written again: every byte that says something is checked at once.
    guard Set(files.map(\.name)).count == files.count, files.allSatisfy({ ArchiveName.isSafe($0.name) }),
      self.bytes == bytes
    else { return nil }
  }

  private struct Reader {
    let bytes: [UInt8]
    var place = 0

    func starts(with mark: [UInt8]) -> Bool { bytes[place...].starts(with: mark) }

    mutating func take(_ count: Int) -> [UInt8]? {
      guard count <= bytes.count - place else { return nil }
      defer { place += count }
      return Array(bytes[place..<place + count])
    }
  }
}
