/// A file in a ZIP archive (APPNOTE 6.3), as the list at the archive's end tells it.
struct ArchiveMember: Hashable, Sendable {
  /// Its path, as it is written there.
  let name: String
  /// 0: as it is; 8: deflated.
  let method: Int
  let flags: Int
  let checksum: UInt32
  let packedSize: Int
  let size: Int
  /// Where what stands before its bytes begins.
  let header: Int
  /// Its entry in the list.
  let entry: Range<Int>

  /// By which it is found: writers use capitals, backslashes and leading slashes as they like.
  var key: String { Self.key(name) }

  static func key(_ name: String) -> String {
    let path = name.replacing("\\", with: "/").lowercased()
    return path.hasPrefix("/") ? String(path.dropFirst()) : path
  }

  var isFolder: Bool { name.hasSuffix("/") }
}
