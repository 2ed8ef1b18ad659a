/// The name of a file in an archive: letters, digits, `-`, `+`, `_` and `.` of ASCII; anything else by its bytes, as `%2f`.
public enum ArchiveName {
  /// One part of a path, made of any text; never `.`, `..` or nothing.
  public static func part(_ text: String) -> String {
    guard !text.isEmpty else { return "%" }
    return text.utf8.enumerated().map { index, byte in
      isPlain(byte) && !(index == 0 && byte == UInt8(ascii: ".")) ? String(UnicodeScalar(byte)) : escaped(byte)
    }.joined()
  }

  /// Whether `path` names a file below the folder that it is unpacked in, wherever that is, and in no other way.
  public static func isSafe(_ path: String) -> Bool {
    let parts = path.split(separator: "/", omittingEmptySubsequences: false)
    return path.utf8.count <= 255
      && parts.allSatisfy { part in
        !part.isEmpty && part != "." && part != ".." && part.utf8.allSatisfy { isPlain($0) || $0 == UInt8(ascii: "%") }
      }
  }

  private static func escaped(_ byte: UInt8) -> String { (byte < 16 ? "%0" : "%") + String(byte, radix: 16) }

  private static func isPlain(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"):
      true
    case UInt8(ascii: "-"), UInt8(ascii: "+"), UInt8(ascii: "_"), UInt8(ascii: "."): true
    default: false
    }
  }
}
