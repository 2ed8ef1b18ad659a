@_spi(_Unicode) internal import Swift

/// A name as it is compared: through spellings that cannot matter, with accents (``exact``) and without (``folded``).
///
/// Unicode form, case, Đ and the letters that look like it, all dashes, all quotation marks, spaces around punctuation, soft
/// hyphens and other marks without a shape, wide letters, the place of the tone, i or y after qu, and a space between a number and
/// its unit do not matter.
public struct Spelling: Hashable, Sendable {
  /// Small letters with their marks; the tone of each syllable behind it. Equal for names that are one.
  public let exact: String
  /// The same without any mark: what a name may be written as by somebody who types no accents.
  public let folded: String

  /// Whether the name has accents. One without may stand for any with the same letters.
  public var isAccented: Bool { exact != folded }

  /// Whether both may be one text: one without accents may stand for any with the same letters.
  public func mayBe(_ other: Spelling) -> Bool {
    exact == other.exact || (folded == other.folded && !(isAccented && other.isAccented))
  }

  /// The spelling of `text`.
  public init(_ text: String) {
    var writer = SpellingWriter()
    if !writer.write(plain: text) {
      writer = SpellingWriter()
      writer.write(byTables: text)
    }
    exact = String(decoding: writer.exact, as: UTF8.self)
    folded = String(decoding: writer.folded, as: UTF8.self)
  }

  /// As ``init(_:)``, by Unicode's tables alone.
  init(byTables text: String) {
    var writer = SpellingWriter()
    writer.write(byTables: text)
    exact = String(decoding: writer.exact, as: UTF8.self)
    folded = String(decoding: writer.folded, as: UTF8.self)
  }
}

/// Writes both forms of a name, syllable by syllable.
private struct SpellingWriter {
  private(set) var exact: [UInt8] = []
  private(set) var folded: [UInt8] = []
  private var tone: Unicode.Scalar?
  /// Where the syllable begins, in either form.
  private var start = (exact: 0, folded: 0)

  /// Letters that are written with one scalar, ASCII signs and single spaces, as nearly all names are: told without Unicode's
  /// tables. `false`: the text has to be looked at.
  mutating func write(plain text: String) -> Bool {
    guard PlainText.isNormal(text) else { return false }
    exact.reserveCapacity(text.utf8.count + 8)
    folded.reserveCapacity(text.utf8.count)
    for scalar in text.unicodeScalars {
      switch scalar.value {
      case 0x61...0x7a, 0x30...0x39: add(letter: scalar, nil)
      case 0x41...0x5a: add(letter: Unicode.Scalar(UInt8(scalar.value) + 0x20), nil)
      case ..<0x80: add(sign: scalar == "'" || scalar == "`" ? "\"" : scalar)
      default:
        guard let parts = Self.letters[Int(scalar.value)] else { return false }
        add(letter: parts.letter, parts.mark)
        if let tone = parts.tone { self.tone = tone }
      }
    }
    end()
    return true
  }

  /// Any text.
  mutating func write(byTables text: String) {
    for scalar in plain(text)._nfd {
      if tones.contains(scalar) {
        tone = scalar
      } else if scalar.properties.generalCategory == .nonspacingMark {
        UTF8.encode(scalar).map { exact.append(contentsOf: $0) }
      } else if scalar.properties.isAlphabetic || ("0"..."9").contains(scalar) {
        add(letter: scalar, nil)
      } else {
        add(sign: scalar)
      }
    }
    end()
  }

  private mutating func add(letter: Unicode.Scalar, _ mark: Unicode.Scalar?) {
    if letter == "đ" { folded.append(UInt8(ascii: "d")) } else { append(letter, to: &folded) }
    append(letter, to: &exact)
    if let mark { append(mark, to: &exact) }
  }

  private mutating func add(sign: Unicode.Scalar) {
    end()
    let joins = joinsWords(sign)
    if joins, folded.last == 0x20 {
      folded.removeLast()
      exact.removeLast()
    }
    // Behind a sign that takes no space there is none.
    if sign == " ", let last = folded.last, last < 0x80, joinsWords(Unicode.Scalar(last)) { return }
    append(sign, to: &folded)
    append(sign, to: &exact)
    start = (exact.count, folded.count)
  }

  private mutating func end() {
    // 500 g is written 500g, too.
    if start.folded > 1, folded[start.folded - 1] == 0x20, (0x30...0x39).contains(folded[start.folded - 2]),
      Self.units.contains(folded[start.folded...])
    {
      folded.remove(at: start.folded - 1)
      exact.remove(at: start.exact - 1)
      start = (start.exact - 1, start.folded - 1)
    }
    // Quy is written Qui, too.
    if folded.count - start.folded == 3, folded[start.folded...].elementsEqual("quy".utf8) {
      folded[folded.count - 1] = UInt8(ascii: "i")
      if exact.count - start.exact == 3 { exact[exact.count - 1] = UInt8(ascii: "i") }
    }
    if let tone { append(tone, to: &exact) }
    tone = nil
    start = (exact.count, folded.count)
  }

  private func append(_ scalar: Unicode.Scalar, to bytes: inout [UInt8]) {
    if scalar.value < 0x80 {
      bytes.append(UInt8(scalar.value))
    } else if let encoded = UTF8.encode(scalar) {
      bytes.append(contentsOf: encoded)
    }
  }

  private static let units = Set(["g", "gr", "gram", "kg", "ml", "l", "lit", "cl"].map { ArraySlice($0.utf8) })

  private struct Parts {
    let letter: Unicode.Scalar
    let mark: Unicode.Scalar?
    let tone: Unicode.Scalar?
  }

  /// What each precomposed Latin letter is made of; none for those that are made of anything else.
  private static let letters: [Parts?] = (0...0x1eff as ClosedRange<UInt32>).map { value in
    guard value >= 0xc0, let scalar = Unicode.Scalar(value), scalar.properties.isAlphabetic else { return nil }
    let lower = plain(String(scalar))
    var (letter, mark, tone): (Unicode.Scalar?, Unicode.Scalar?, Unicode.Scalar?)
    for part in lower._nfd {
      if tones.contains(part), tone == nil {
        tone = part
      } else if part.properties.generalCategory == .nonspacingMark, letter != nil, mark == nil {
        mark = part
      } else if letter == nil, part.properties.isAlphabetic {
        letter = part
      } else {
        return nil
      }
    }
    return letter.map { Parts(letter: $0, mark: mark, tone: tone) }
  }
}

/// `text` in small letters, in Unicode normal form C, with look-alikes as one letter and single spaces.
private func plain(_ text: String) -> String {
  var result = String.UnicodeScalarView()
  for scalar in normalized(text).lowercased().unicodeScalars {
    switch scalar {
    // Eth and the African D, which stand for đ in texts that came through other encodings.
    case "\u{f0}", "\u{256}": result.append("đ")
    // A stroke that was typed over the d.
    case "\u{335}" where result.last == "d", "\u{336}" where result.last == "d", "\u{338}" where result.last == "d":
      result.removeLast()
      result.append("đ")
    case "\u{34f}", "\u{fe00}"..."\u{fe0f}": continue
    case _ where scalar.properties.generalCategory == .format: continue
    case "\u{ff01}"..."\u{ff5e}": result.append(contentsOf: plain(ofWide: scalar))
    case _ where isDash(scalar): result.append("-")
    case _ where isQuotation(scalar): result.append("\"")
    default: result.append(scalar)
    }
  }
  return String(result)
}

/// As ``plain(_:)``, of a wide sign.
private func plain(ofWide scalar: Unicode.Scalar) -> String.UnicodeScalarView {
  plain(String(narrow(scalar))).unicodeScalars
}

/// The ASCII sign for one that is as wide as two of them; any other scalar itself.
func narrow(_ scalar: Unicode.Scalar) -> Unicode.Scalar {
  (0xff01...0xff5e).contains(scalar.value) ? Unicode.Scalar(UInt8(scalar.value - 0xfee0)) : scalar
}

/// Whether spaces around the sign say nothing.
private func joinsWords(_ scalar: Unicode.Scalar) -> Bool {
  switch scalar {
  case "-", "\"", "/", ",", ".", ";", ":", "(", ")", "&", "+": true
  default: false
  }
}

private func isDash(_ scalar: Unicode.Scalar) -> Bool {
  scalar == "\u{2212}" || scalar == "\u{2043}" || scalar.properties.generalCategory == .dashPunctuation
}

private func isQuotation(_ scalar: Unicode.Scalar) -> Bool {
  [.initialPunctuation, .finalPunctuation].contains(scalar.properties.generalCategory) || quotations.contains(scalar)
}

/// Those that Unicode counts among other signs.
private let quotations: Set<Unicode.Scalar> = [
  "\"", "'", "`", "\u{b4}", "\u{201a}", "\u{201e}", "\u{2032}", "\u{2033}", "\u{2bc}", "\u{2b9}", "\u{2ba}", "\u{ff02}",
  "\u{ff07}",
]
