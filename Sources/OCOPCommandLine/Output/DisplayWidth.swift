internal import OCOP

/// How many columns a terminal takes for `text`: marks that stack and escape sequences take none, East Asian wide letters
/// two.
func displayWidth(_ text: String) -> Int {
  return normalized(text).unicodeScalars.reduce(0) { width, scalar in
    // Letters as Vietnamese has them need no look at Unicode's tables.
    switch scalar.value {
    case 0x20...0x7e, 0xa0...0xac, 0xae...0x2ff, 0x1ea0...0x1ef9: return width + 1
    default: break
    }
    return switch scalar.properties.generalCategory {
    // The last are the marks of what is struck through.
    case .nonspacingMark, .enclosingMark, .format, .control, .privateUse: width
    default: width + (isWide(scalar.value) ? 2 : 1)
    }
  }
}

private func isWide(_ value: UInt32) -> Bool {
  switch value {
  case 0x1100...0x115f, 0x2e80...0x303e, 0x3041...0xa4cf, 0xac00...0xd7a3, 0xf900...0xfaff, 0xfe30...0xfe6f,
    0xff00...0xff60, 0xffe0...0xffe6, 0x1f300...0x1faff, 0x20000...0x3fffd:
    true
  default: false
  }
}

extension String {
  /// With spaces after it (or before it), `width` columns wide.
  func padded(to width: Int, onRight: Bool = false) -> String {
    let spaces = String(repeating: " ", count: max(0, width - displayWidth(self)))
    return onRight ? spaces + self : self + spaces
  }
}
