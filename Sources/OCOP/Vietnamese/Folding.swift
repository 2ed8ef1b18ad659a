@_spi(_Unicode) internal import Swift

/// `text` in Unicode normal form C, without white space at either end; inner runs of white space become one space.
public func normalized(_ text: String) -> String { PlainText.isNormal(text) ? text : normalizedByTables(text) }

/// As ``normalized(_:)``, by Unicode's tables alone.
func normalizedByTables(_ text: String) -> String {
  var result = String.UnicodeScalarView()
  var pendingSpace = false
  for scalar in text._nfc {
    // Zero-width characters carry nothing and make equal names differ.
    if ["\u{200b}", "\u{200c}", "\u{200d}", "\u{feff}", "\u{2060}"].contains(scalar) { continue }
    if scalar.properties.isWhitespace {
      pendingSpace = !result.isEmpty
    } else {
      if pendingSpace { result.append(" ") }
      pendingSpace = false
      result.append(scalar)
    }
  }
  return String(result)
}

/// The search key of `text`: small letters without any mark, `đ` as `d`, one space between words.
///
/// "Đà  Nẵng" is "da nang". Different names may share a key; ``comparisonKey(_:)`` keeps them apart.
public func folded(_ text: String) -> String { PlainText.folded(text) ?? foldedByTables(text) }

/// As ``folded(_:)``, by Unicode's tables alone.
func foldedByTables(_ text: String) -> String {
  var result = String.UnicodeScalarView()
  for scalar in normalized(text).lowercased()._nfd {
    switch scalar {
    // U+0111 has no decomposition, so taking marks away would leave it.
    case "đ": result.append("d")
    case _ where scalar.properties.generalCategory == .nonspacingMark: continue
    default: result.append(scalar)
    }
  }
  return String(result)
}

/// The key under which two spellings of one name meet: small letters with the tone of each syllable taken out of its
/// vowel and set at the end. "Hoà" and "Hòa" have one key; ă â đ ê ô ơ ư stay letters of their own.
public func comparisonKey(_ text: String) -> String {
  var result = String.UnicodeScalarView()
  var tone: Unicode.Scalar?
  func endSyllable() {
    if let tone { result.append(tone) }
    tone = nil
  }
  for scalar in normalized(text).lowercased()._nfd {
    if tones.contains(scalar) {
      tone = scalar
    } else {
      if !scalar.properties.isAlphabetic && scalar.properties.generalCategory != .nonspacingMark { endSyllable() }
      result.append(scalar)
    }
  }
  endSyllable()
  return String(String(result)._nfc)
}

/// Grave, hook above, tilde, acute, dot below, in the order of the Vietnamese dictionary.
let tones: [Unicode.Scalar] = ["\u{300}", "\u{309}", "\u{303}", "\u{301}", "\u{323}"]

extension String {
  fileprivate init(_ scalars: Unicode._NFC) {
    var view = String.UnicodeScalarView()
    view.append(contentsOf: scalars)
    self.init(view)
  }
}
