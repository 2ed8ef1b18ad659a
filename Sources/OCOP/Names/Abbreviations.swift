/// Abbreviations in producers' names that mean one thing only.
enum Abbreviations {
  private static let words: [String: String] = [
    "htx": "hợp tác xã", "lhhtx": "liên hiệp hợp tác xã", "htxnn": "hợp tác xã nông nghiệp",
    "htxdv": "hợp tác xã dịch vụ", "htxdvnn": "hợp tác xã dịch vụ nông nghiệp", "tht": "tổ hợp tác",
    "cty": "công ty", "ctcp": "công ty cổ phần", "tnhh": "trách nhiệm hữu hạn", "mtv": "một thành viên",
    "cp": "cổ phần",
    "dntn": "doanh nghiệp tư nhân", "hkd": "hộ kinh doanh", "csxs": "cơ sở sản xuất", "cssx": "cơ sở sản xuất",
    "sxkd": "sản xuất kinh doanh", "sxtm": "sản xuất thương mại", "sxdv": "sản xuất dịch vụ",
    "tmdv": "thương mại dịch vụ", "dvtm": "dịch vụ thương mại", "dvnn": "dịch vụ nông nghiệp", "sx": "sản xuất",
    "kd": "kinh doanh",
    "tm": "thương mại", "dv": "dịch vụ", "nn": "nông nghiệp", "xk": "xuất khẩu", "xnk": "xuất nhập khẩu",
  ]

  /// `name` with each of them written out, *và* for &; `nil`: it has none.
  ///
  /// A dot behind one, or between its letters, says nothing: *H.T.X*, *C.ty*, *Cty.*
  static func written(_ name: String) -> String? {
    var name = normalized(name)
    guard name.withUTF8({ mayHaveAny($0) }) else { return nil }
    let scalars = name.unicodeScalars.map { narrow($0) }
    var result = String.UnicodeScalarView()
    var (index, isAny) = (0, false)
    func full(_ range: Range<Int>) -> String? {
      // They are written without accents: other words are not looked for.
      guard range.upperBound == scalars.count || !isLetterBeyondASCII(scalars[range.upperBound]) else { return nil }
      let letters = scalars[range].filter { $0 != "." && $0 != "\u{ad}" }
      guard (2...7).contains(letters.count) else { return nil }
      let word = String(String.UnicodeScalarView(letters)).lowercased()
      // CT alone may stand for much.
      if word == "ct", isCompany(scalars[range.upperBound...]) { return "công ty" }
      return words[word]
    }
    while index < scalars.count {
      let scalar = scalars[index]
      if isShort(scalar) {
        let word = end(of: scalars, from: index, dotted: false)
        let dotted = end(of: scalars, from: index, dotted: true)
        let found = [dotted, word].lazy.compactMap { end in full(index..<end).map { (end, $0) } }.first
        guard let (end, text) = found else {
          // A letter beyond ASCII belongs to the word as well.
          let next = scalars[word...].firstIndex { !isShort($0) && !isLetterBeyondASCII($0) } ?? scalars.count
          result.append(contentsOf: scalars[index..<next])
          index = next
          continue
        }
        result.append(contentsOf: text.unicodeScalars)
        (index, isAny) = (end, true)
        if index < scalars.count, scalars[index] == "." {
          index += 1
          if index < scalars.count, scalars[index] != " " { result.append(" ") }
        }
      } else if scalar == "&" {
        if let last = result.last, last != " " { result.append(" ") }
        result.append(contentsOf: "và".unicodeScalars)
        if index + 1 < scalars.count, scalars[index + 1] != " " { result.append(" ") }
        (index, isAny) = (index + 1, true)
      } else if scalar == "1", index + 2 < scalars.count,
        isThanhVien(scalars[index + 1..<min(index + 4, scalars.count)]),
        result.last.map({ $0 == " " }) ?? true
      {
        result.append(contentsOf: "một thành viên".unicodeScalars)
        (index, isAny) = (index + 3, true)
      } else if isLetterBeyondASCII(scalar) {
        let next = scalars[index...].firstIndex { !isShort($0) && !isLetterBeyondASCII($0) } ?? scalars.count
        result.append(contentsOf: scalars[index..<next])
        index = next
      } else {
        result.append(scalar)
        index += 1
      }
    }
    return isAny ? String(result) : nil
  }

  /// Whether a word of `bytes` may be an abbreviation: most names have none, and are told without any memory of their own.
  private static func mayHaveAny(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
    var (piece, dotted) = (PackedWord(), PackedWord())
    for byte in bytes {
      switch byte {
      case 0x41...0x5a, 0x61...0x7a:
        piece.append(byte | 0x20)
        dotted.append(byte | 0x20)
      case UInt8(ascii: "."):
        if isPacked(piece) || isPacked(dotted) { return true }
        piece = PackedWord()
      // A soft hyphen or a wide letter may stand in a word.
      case UInt8(ascii: "&"), 0xc2, 0xef: return true
      case 0x80...:
        piece.isOther = true
        dotted.isOther = true
      default:
        if isPacked(piece) || isPacked(dotted) { return true }
        (piece, dotted) = (PackedWord(), PackedWord())
      }
    }
    return isPacked(piece) || isPacked(dotted)
  }

  private static func isPacked(_ word: PackedWord) -> Bool {
    2...longest ~= word.count && !word.isOther && packed.contains(word)
  }

  private static let longest = packed.map(\.count).max() ?? 0

  private static let packed: Set<PackedWord> = Set(
    (Array(words.keys) + ["ct", "tv"]).map { word in
      var packed = PackedWord()
      for byte in word.utf8 { packed.append(byte) }
      return packed
    })

  /// Whether it is the TV of 1TV, and the word ends with it.
  private static func isThanhVien(_ rest: ArraySlice<Unicode.Scalar>) -> Bool {
    let letters = rest.prefix(2).map { $0.properties.lowercaseMapping }
    return letters == ["t", "v"] && (rest.count < 3 || !isShort(rest[rest.startIndex + 2]))
  }

  /// Whether what stands behind says that a company is meant.
  private static func isCompany(_ rest: ArraySlice<Unicode.Scalar>) -> Bool {
    let rest = folded(String(String.UnicodeScalarView(rest.prefix(40)))).filter { $0 != "." && $0 != " " }
    return ["tnhh", "cp", "cophan", "trachnhiemhuuhan"].contains { rest.hasPrefix($0) }
  }

  /// Where a word of ASCII letters ends; `dotted`: with single dots between them.
  private static func end(of scalars: [Unicode.Scalar], from start: Int, dotted: Bool) -> Int {
    var index = start
    while index < scalars.count {
      if isShort(scalars[index]) {
        index += 1
      } else if dotted, scalars[index] == ".", index + 1 < scalars.count, isShort(scalars[index + 1]) {
        index += 1
      } else {
        break
      }
    }
    return index
  }

  private static func isShort(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x41...0x5a, 0x61...0x7a, 0xad: true
    default: false
    }
  }

  private static func isLetterBeyondASCII(_ scalar: Unicode.Scalar) -> Bool {
    scalar.value >= 0x80 && scalar.value != 0xad
  }
}

/// A word of at most eight letters of ASCII, in one number.
private struct PackedWord: Hashable {
  private var letters: UInt64 = 0
  private(set) var count = 0
  /// Whether something else belongs to the word.
  var isOther = false

  mutating func append(_ byte: UInt8) {
    letters = letters << 8 | UInt64(byte)
    count += 1
  }
}
