internal import CQREncode

/// A text as a QR code (ISO/IEC 18004) at level Q: read even where a quarter of it is dirty or torn.
public struct QRCode: Sendable {
  /// How many modules a side has, without the quiet zone.
  public let width: Int
  private let modules: [Bool]

  /// The white border that readers need, in modules.
  public static let quietZone = 4

  /// `nil`: the text is empty, or too long for any code (some 1,600 bytes).
  public init?(_ text: String) {
    let bytes = Array(text.utf8)
    guard !bytes.isEmpty, bytes.count <= 4_000,
      let code = QRcode_encodeData(Int32(bytes.count), bytes, 0, QR_ECLEVEL_Q)
    else { return nil }
    defer { QRcode_free(code) }
    let width = Int(code.pointee.width)
    guard let data = code.pointee.data else { return nil }
    self.width = width
    // The lowest bit says whether it is dark; the others how it came about.
    modules = (0..<width * width).map { data[$0] & 1 == 1 }
  }

  /// Whether the module is dark; none is outside.
  public subscript(x: Int, y: Int) -> Bool {
    (0..<width).contains(x) && (0..<width).contains(y) && modules[y * width + x]
  }

  /// A side with the quiet zone on both ends.
  var whole: Int { width + 2 * Self.quietZone }
}
