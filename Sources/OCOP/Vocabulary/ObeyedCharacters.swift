extension Unicode.Scalar {
  /// Whether something obeys it rather than shows it: control characters (C0 with tab and line ends, DEL, C1), signs that turn the direction
  /// of writing, separators of lines, characters that are none, and tags. Entry refuses it; each encoder shows it.
  public var isObeyed: Bool {
    switch value {
    case 0x20...0x7e, 0xa0...0x60f: false
    case ..<0x20, 0x7f..<0xa0, 0x61c, 0x200e, 0x200f, 0x2028...0x202e, 0x2066...0x2069, 0xfdd0...0xfdef,
      0xfff9...0xfffb:
      true
    case 0xe0000...0xe007f: true
    default: value & 0xfffe == 0xfffe
    }
  }

  /// Whether it stands for an object, or for a letter that was lost.
  var standsForNothing: Bool { (0xfffc...0xfffd).contains(value) }
}
