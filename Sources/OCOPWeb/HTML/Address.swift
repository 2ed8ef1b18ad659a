/// An address within the site: a path, and what is asked there.
struct Address: Hashable, Sendable {
  var path: String
  var query: [Item]
  /// The place on the page.
  var fragment: String?

  struct Item: Hashable, Sendable {
    let name: String
    let value: String
  }

  init(_ path: String, _ query: [Item] = [], fragment: String? = nil) {
    (self.path, self.query, self.fragment) = (path, query, fragment)
  }

  /// With `name` asked so; `nil`: not asked.
  func asking(_ name: String, _ value: String?) -> Address {
    var changed = self
    changed.query.removeAll { $0.name == name }
    if let value { changed.query.append(Item(name: name, value: value)) }
    return changed
  }

  /// As it stands in a link.
  var text: String {
    let items = query.map { Self.encoded($0.name) + "=" + Self.encoded($0.value) }
    return path + (items.isEmpty ? "" : "?" + items.joined(separator: "&")) + (fragment.map { "#" + $0 } ?? "")
  }

  /// `text` with all but letters, digits and `-._~` written by their bytes (RFC 3986, 2.3).
  static func encoded(_ text: String) -> String {
    var result = ""
    for byte in text.utf8 {
      switch byte {
      case 0x30...0x39, 0x41...0x5a, 0x61...0x7a, 0x2d, 0x2e, 0x5f, 0x7e:
        result.unicodeScalars.append(Unicode.Scalar(byte))
      default:
        let digits = String(byte, radix: 16, uppercase: true)
        result += "%" + (digits.count < 2 ? "0" : "") + digits
      }
    }
    return result
  }

  /// The text that was written by bytes; `nil`: it is no such text.
  static func decoded(_ text: some StringProtocol, plusIsSpace: Bool = false) -> String? {
    var bytes: [UInt8] = []
    var rest = Array(text.utf8)[...]
    while let byte = rest.popFirst() {
      guard byte == UInt8(ascii: "%") else {
        bytes.append(plusIsSpace && byte == UInt8(ascii: "+") ? 0x20 : byte)
        continue
      }
      guard rest.count >= 2, let value = UInt8(String(decoding: rest.prefix(2), as: UTF8.self), radix: 16),
        rest.first != UInt8(ascii: "+"), rest.first != UInt8(ascii: "-")
      else { return nil }
      bytes.append(value)
      rest = rest.dropFirst(2)
    }
    return String(validating: bytes, as: UTF8.self)
  }
}
