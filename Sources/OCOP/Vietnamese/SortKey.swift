@_spi(_Unicode) internal import Swift

/// The place of `text` in Vietnamese order: first the letters of the whole string (a ă â b c d đ e ê …), then the tone
/// of each syllable (a à ả ã á ạ), then small before large letters, then the bytes themselves: a total order.
public func sortKey(_ text: String) -> [UInt8] {
  var letters: [UInt8] = []
  var toneRanks: [UInt8] = []
  var cases: [UInt8] = []
  let scalars = Array(normalized(text)._nfd)
  var index = 0
  var tone: UInt8 = 0
  while index < scalars.count {
    let scalar = scalars[index]
    let lower = scalar.properties.lowercaseMapping.unicodeScalars.first ?? scalar
    var quality: Unicode.Scalar?
    var next = index + 1
    while next < scalars.count, scalars[next].properties.generalCategory == .nonspacingMark {
      if let rank = tones.firstIndex(of: scalars[next]) { tone = UInt8(rank + 1) } else { quality = scalars[next] }
      next += 1
    }
    if !lower.properties.isAlphabetic {
      toneRanks.append(tone)
      tone = 0
    }
    letters += letterRank(lower, quality)
    cases.append(lower == scalar ? 0 : 1)
    index = next
  }
  toneRanks.append(tone)
  return letters + [0] + toneRanks.map { $0 + 1 } + [0] + cases.map { $0 + 1 } + [0] + Array(text.utf8)
}

private func letterRank(_ letter: Unicode.Scalar, _ quality: Unicode.Scalar?) -> [UInt8] {
  switch letter {
  case " ": return [1]
  case "0"..."9": return [UInt8(10 + letter.value - 48)]
  case "đ": return [100 + 4 * 3 + 1]
  case "a"..."z":
    let base = UInt8(100 + 4 * (letter.value - 97))
    switch quality {
    case "\u{306}": return [base + 1]  // ă
    case "\u{302}": return [base + (letter == "a" ? 2 : 1)]  // â ê ô
    case "\u{31b}": return [base + (letter == "o" ? 2 : 1)]  // ơ ư
    default: return [base]
    }
  default:
    // After the letters, by code point.
    let value = letter.value
    return letter.isASCII
      ? [3, UInt8(value)] : [250, UInt8(value >> 16), UInt8(value >> 8 & 255), UInt8(value & 255)]
  }
}

/// Whether `a` stands before `b` in Vietnamese order.
public func vietnameseOrder(_ a: String, _ b: String) -> Bool { sortKey(a).lexicographicallyPrecedes(sortKey(b)) }
