internal import Foundation
internal import Ledger
public import OCOP

/// The tokens by which somebody may see the log, and what is said of authorities. Their file holds no token, only what they are known by:
/// a line each, `NAME SHA-256 LAST-DAY`.
public struct AccessTokens: Sendable {
  private struct Token {
    let name: String
    let digest: String
    let until: Day
  }

  private var tokens: [Token] = []
  private static let prefix = "ocopweb_"

  /// None: nobody has access.
  public init() {}

  /// Reads the text of a file. Throws ``UnreadableTokens``.
  public init(text: String) throws {
    for (number, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
      if line.allSatisfy(\.isWhitespace) || line.hasPrefix("#") { continue }
      let parts = line.split(separator: " ").map(String.init)
      guard parts.count == 3, parts[1].utf8.count == 64, let until = LegalDate(parts[2])?.day else {
        throw UnreadableTokens(line: number + 1)
      }
      tokens.append(Token(name: parts[0], digest: parts[1], until: until))
    }
  }

  /// Whether `token` is one of them on `day`. Every one is compared whole, whatever it begins with.
  func admit(_ token: String, on day: Day) -> Bool {
    let digest = Array(Ledger.contentHash(Array(token.utf8)).utf8)
    var isKnown = false
    for one in tokens where day <= one.until {
      let other = Array(one.digest.utf8)
      let difference = zip(digest, other).reduce(UInt8(digest.count == other.count ? 0 : 1)) { $0 | ($1.0 ^ $1.1) }
      if difference == 0 { isKnown = true }
    }
    return isKnown
  }

  /// A new token of 32 random bytes, and the line by which a file knows it.
  public static func make(_ name: String, _ secret: [UInt8], until day: Day) -> (token: String, line: String) {
    let text = Data(secret).base64EncodedString().replacing("+", with: "-").replacing("/", with: "_").replacing(
      "=", with: "")
    let token = prefix + text
    return (token, "\(name) \(Ledger.contentHash(Array(token.utf8))) \(day)")
  }
}

/// A file of tokens that is none.
public struct UnreadableTokens: Error, Hashable, Sendable {
  /// The line, from 1.
  public let line: Int
}
