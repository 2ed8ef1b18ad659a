@_spi(_Unicode) internal import Swift

/// A name as it is compared: through spellings that cannot matter, with accents (``exact``) and without (``folded``).
///
/// Unicode form, case, Đ and the letters that look like it, all dashes, all quotation marks, spaces around punctuation, soft
/// hyphens and other marks without a shape, the place of the tone, and i or y after qu do not matter.
public struct Spelling: Hashable, Sendable {
  /// Small letters with their marks; the tone of each syllable behind it. Equal for names that are one.
  public let exact: String
  /// The same without any mark: what a name may be written as by somebody who types no accents.
  public let folded: String

  /// Whether the name has accents. One without may stand for any with the same letters.
  public var isAccented: Bool { exact != folded }

  /// The spelling of `text`.
  public init(_ text: String) {
    var (exact, folded) = (String.UnicodeScalarView(), String.UnicodeScalarView())
    var syllable = Syllable()
    func end() {
      syllable.write(&exact, &folded)
      syllable = Syllable()
    }
    for scalar in plain(text)._nfd {
      if tones.contains(scalar) {
        syllable.tone = scalar
      } else if scalar.properties.generalCategory == .nonspacingMark {
        syllable.add(mark: scalar)
      } else if scalar.properties.isAlphabetic {
        syllable.add(letter: scalar)
      } else {
        end()
        exact.append(scalar)
        folded.append(scalar)
      }
    }
    end()
    self.exact = String(exact)
    self.folded = String(folded)
  }

  /// The letters of a syllable with the marks that make other letters of them, and its tone.
  private struct Syllable {
    private var letters: [(letter: Unicode.Scalar, mark: Unicode.Scalar?)] = []
    var tone: Unicode.Scalar?

    mutating func add(letter: Unicode.Scalar) { letters.append((letter, nil)) }

    mutating func add(mark: Unicode.Scalar) {
      if !letters.isEmpty { letters[letters.count - 1].mark = mark }
    }

    func write(_ exact: inout String.UnicodeScalarView, _ folded: inout String.UnicodeScalarView) {
      // Quy is written Qui, too.
      let isQuy = letters.map(\.letter) == ["q", "u", "y"]
      for (letter, mark) in letters {
        let plain: Unicode.Scalar = isQuy && letter == "y" ? "i" : letter
        exact.append(plain)
        if let mark { exact.append(mark) }
        folded.append(plain == "đ" ? "d" : plain)
      }
      if let tone { exact.append(tone) }
    }
  }
}

/// `text` in small letters, in Unicode normal form C, with look-alikes as one letter and single spaces between words only.
func plain(_ text: String) -> String {
  var result = String.UnicodeScalarView()
  for scalar in normalized(text).lowercased().unicodeScalars {
    switch scalar {
    // Eth and the African D, which stand for đ in texts that came through other encodings.
    case "\u{f0}", "\u{256}": result.append("đ")
    case _ where scalar.properties.generalCategory == .format: continue
    case _ where isDash(scalar): append("-", to: &result)
    case _ where isQuotation(scalar): append("\"", to: &result)
    case " ":
      if let last = result.last, !joins(last) { result.append(scalar) }
    case _ where joins(scalar): append(scalar, to: &result)
    default: result.append(scalar)
    }
  }
  if result.last == " " { result.removeLast() }
  return String(result)
}

/// Adds a sign that takes no spaces around it.
private func append(_ sign: Unicode.Scalar, to result: inout String.UnicodeScalarView) {
  if result.last == " " { result.removeLast() }
  result.append(sign)
}

private func joins(_ scalar: Unicode.Scalar) -> Bool {
  ["-", "\"", "/", ",", ".", ";", ":", "(", ")", "&", "+"].contains(scalar)
}

private func isDash(_ scalar: Unicode.Scalar) -> Bool {
  scalar == "\u{2212}" || scalar.properties.generalCategory == .dashPunctuation
}

private func isQuotation(_ scalar: Unicode.Scalar) -> Bool {
  [.initialPunctuation, .finalPunctuation].contains(scalar.properties.generalCategory) || quotations.contains(scalar)
}

/// Those that Unicode counts among other signs.
private let quotations: Set<Unicode.Scalar> = [
  "\"", "'", "`", "\u{b4}", "\u{201a}", "\u{201e}", "\u{2032}", "\u{2033}", "\u{ff02}", "\u{ff07}",
]
