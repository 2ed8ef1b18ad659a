/// The bytes of a tag, as the file has them: `<x:c r="A1" s='3'>`.
struct RawTag {
  private(set) var bytes: [UInt8]

  init(_ bytes: some Sequence<UInt8>) { self.bytes = Array(bytes) }

  var text: String { String(decoding: bytes, as: UTF8.self) }

  private static func isSpace(_ byte: UInt8) -> Bool { [0x20, 0x09, 0x0d, 0x0a].contains(byte) }

  /// Where the name ends.
  private var nameEnd: Int {
    bytes.indices.dropFirst().first { Self.isSpace(bytes[$0]) || bytes[$0] == 0x2f || bytes[$0] == 0x3e } ?? bytes.count
  }

  /// The name as it is written, with its prefix.
  var name: String { String(decoding: bytes[min(1, bytes.count)..<nameEnd], as: UTF8.self) }

  /// `x:`, or nothing.
  var prefix: String {
    let name = name
    return name.utf8.contains(0x3a) ? String(decoding: name.utf8.prefix { $0 != 0x3a }, as: UTF8.self) + ":" : ""
  }

  var isClosed: Bool { bytes.count >= 2 && bytes[bytes.count - 2] == 0x2f }

  /// The attributes, in their order: the name, and where the value stands.
  var attributes: [(name: String, value: Range<Int>)] {
    var (list, at) = ([(name: String, value: Range<Int>)](), nameEnd)
    while let equals = bytes[at...].firstIndex(of: 0x3d) {
      let name = bytes[at..<equals].filter { !Self.isSpace($0) }
      guard let open = bytes[equals...].firstIndex(where: { $0 == 0x22 || $0 == 0x27 }),
        let end = bytes[(open + 1)...].firstIndex(of: bytes[open])
      else { break }
      list.append((String(decoding: name, as: UTF8.self), open + 1..<end))
      at = end + 1
    }
    return list
  }

  subscript(attribute: String) -> String? {
    get {
      attributes.first { $0.name == attribute }.map { String(decoding: bytes[$0.value], as: UTF8.self) }
    }
    set {
      guard let newValue else { return }
      if let old = attributes.first(where: { $0.name == attribute }) {
        bytes.replaceSubrange(old.value, with: Array(newValue.utf8))
      } else {
        bytes.insert(contentsOf: Array(" \(attribute)=\"\(newValue)\"".utf8), at: nameEnd)
      }
    }
  }

  /// The tag as one that has an end of its own.
  var opened: String { isClosed ? String(decoding: bytes.dropLast(2), as: UTF8.self) + ">" : text }
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
