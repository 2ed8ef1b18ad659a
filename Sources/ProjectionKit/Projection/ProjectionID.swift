/// The stable name of a projection: small letters, digits and hyphens, a letter first, at most 40 characters. The command line and the
/// folder of its rows are called so; no such name leads out of a folder.
public struct ProjectionID: Hashable, Sendable, CustomStringConvertible, ExpressibleByStringLiteral {
  /// The name.
  public let description: String

  /// Reads a name; `nil` where it is none.
  public init?(_ text: String) {
    guard text.utf8.count <= 40, let first = text.utf8.first, Self.isLetter(first),
      text.utf8.allSatisfy({ Self.isLetter($0) || $0 == UInt8(ascii: "-") || (0x30...0x39).contains($0) })
    else { return nil }
    description = text
  }

  /// The name that a program is written with. Traps where it is none.
  public init(stringLiteral name: String) {
    guard let id = ProjectionID(name) else {
      preconditionFailure(
        "\(name) is no id of a projection: small letters, digits and hyphens, a letter first, at most 40")
    }
    self = id
  }

  private static func isLetter(_ byte: UInt8) -> Bool { (0x61...0x7a).contains(byte) }
}
