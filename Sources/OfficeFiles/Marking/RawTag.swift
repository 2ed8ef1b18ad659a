/// The bytes of a tag, as the file has them: `<x:c r="A1" s='3'>`.
struct RawTag {
  private(set) var text: String

  init(_ bytes: ArraySlice<UInt8>) { text = String(decoding: bytes, as: UTF8.self) }

  /// The name as it is written, with its prefix.
  var name: String { String(text.dropFirst().prefix { !" \t\r\n/>".contains($0) }) }

  /// `x:`, or nothing.
  var prefix: String { name.contains(":") ? String(name.prefix { $0 != ":" }) + ":" : "" }

  var isClosed: Bool { text.hasSuffix("/>") }

  /// The attributes, in their order.
  var attributes: [(name: String, value: Range<String.Index>)] {
    var (list, rest) = ([(name: String, value: Range<String.Index>)](), text.dropFirst(1 + name.count))
    while let equals = rest.firstIndex(of: "=") {
      let name = rest[..<equals].filter { !$0.isWhitespace }
      guard let open = rest[equals...].firstIndex(where: { $0 == "\"" || $0 == "'" }) else { break }
      let start = rest.index(after: open)
      guard let end = rest[start...].firstIndex(of: rest[open]) else { break }
      list.append((String(name), start..<end))
      rest = rest[rest.index(after: end)...]
    }
    return list
  }

  subscript(attribute: String) -> String? {
    get { attributes.first { $0.name == attribute }.map { String(text[$0.value]) } }
    set {
      guard let newValue else { return }
      if let old = attributes.first(where: { $0.name == attribute }) {
        text.replaceSubrange(old.value, with: newValue)
      } else {
        let at = text.index(text.startIndex, offsetBy: 1 + name.count)
        text.insert(contentsOf: " \(attribute)=\"\(newValue)\"", at: at)
      }
    }
  }

  /// The tag as one that has an end of its own.
  var opened: String { isClosed ? String(text.dropLast(2)) + ">" : text }
}

/// Text as it stands between tags: what XML cannot hold is left out.
func xmlEscaped(_ text: String) -> String {
  var out = ""
  for scalar in text.unicodeScalars {
    switch scalar {
    case "&": out += "&amp;"
    case "<": out += "&lt;"
    case ">": out += "&gt;"
    case "\"": out += "&quot;"
    case "\t", "\n": out.unicodeScalars.append(scalar)
    default:
      if scalar.value >= 32, scalar.value != 0xfffe, scalar.value != 0xffff { out.unicodeScalars.append(scalar) }
    }
  }
  return out
}

/// Throws where a part is in another encoding than UTF-8: bytes of ours would be read as something else.
func requireUTF8(_ bytes: [UInt8], _ part: String) throws(OfficeFileError) {
  let head = String(decoding: bytes.prefix(200), as: UTF8.self)
  let declared =
    head.hasPrefix("<?xml") || head.hasPrefix("\u{feff}<?xml") ? head.prefix { $0 != ">" }.lowercased() : ""
  let isOther = declared.contains("encoding") && !declared.contains("utf-8") && !declared.contains("us-ascii")
  guard !isOther, !bytes.starts(with: [0xff, 0xfe]), !bytes.starts(with: [0xfe, 0xff]), !bytes.prefix(4).contains(0)
  else { throw OfficeFileError(.otherEncoding, in: part) }
}
