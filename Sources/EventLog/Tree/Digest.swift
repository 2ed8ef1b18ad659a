internal import CCrypto

/// A SHA-256 digest, 32 bytes.
package struct Digest: Hashable, Sendable, CustomStringConvertible {
  private let words: (UInt64, UInt64, UInt64, UInt64)

  /// Reads 32 bytes; `nil` where there are not exactly as many.
  package init?(_ bytes: RawSpan) {
    guard bytes.byteCount == 32 else { return nil }
    words = (
      bytes.unsafeLoadUnaligned(fromByteOffset: 0, as: UInt64.self),
      bytes.unsafeLoadUnaligned(fromByteOffset: 8, as: UInt64.self),
      bytes.unsafeLoadUnaligned(fromByteOffset: 16, as: UInt64.self),
      bytes.unsafeLoadUnaligned(fromByteOffset: 24, as: UInt64.self)
    )
  }

  /// Reads 64 hexadecimal digits; `nil` for anything else.
  package init?(hexadecimal text: String) {
    let digits = Array(text.utf8)
    guard digits.count == 64 else { return nil }
    var bytes: [UInt8] = []
    for index in stride(from: 0, to: 64, by: 2) {
      guard let byte = UInt8(String(decoding: digits[index...index + 1], as: UTF8.self), radix: 16) else { return nil }
      bytes.append(byte)
    }
    self.init(bytes.span.bytes)
  }

  /// What `fill` writes into 32 bytes.
  init(filledBy fill: (UnsafeMutableRawPointer) -> Void) {
    var words: (UInt64, UInt64, UInt64, UInt64) = (0, 0, 0, 0)
    withUnsafeMutableBytes(of: &words) { bytes in
      guard let start = bytes.baseAddress else { preconditionFailure("32 bytes lie somewhere") }
      fill(start)
    }
    self.words = words
  }

  /// The plain SHA-256 of `bytes`.
  package static func sha256(_ bytes: RawSpan) -> Digest {
    bytes.withUnsafeBytes { sha256($0) }
  }

  static func sha256(_ bytes: UnsafeRawBufferPointer) -> Digest {
    Digest { ocop_sha256(bytes.baseAddress, bytes.count, $0) }
  }

  /// The SHA-256 of the byte `mark` and `bytes` behind it.
  static func sha256(_ mark: UInt8, _ bytes: RawSpan) -> Digest {
    bytes.withUnsafeBytes { bytes in Digest { ocop_sha256_marked(mark, bytes.baseAddress, bytes.count, $0) } }
  }

  func write(to buffer: UnsafeMutableRawBufferPointer, at offset: Int) {
    withUnsafeBytes(of: words) {
      UnsafeMutableRawBufferPointer(rebasing: buffer[offset..<offset + 32]).copyMemory(from: $0)
    }
  }

  /// The first sixteen bytes, as numbers that sort as they do.
  var leadingNumbers: (UInt64, UInt64) { (UInt64(bigEndian: words.0), UInt64(bigEndian: words.1)) }

  package var bytes: [UInt8] {
    withUnsafeBytes(of: words) { Array($0) }
  }

  package func append(to bytes: inout [UInt8]) { withUnsafeBytes(of: words) { bytes.append(contentsOf: $0) } }

  /// 64 lower-case hexadecimal digits.
  package var description: String {
    withUnsafeBytes(of: words) { bytes in
      String(unsafeUninitializedCapacity: 64) { text in
        let digits: StaticString = "0123456789abcdef"
        for (index, byte) in bytes.enumerated() {
          text[2 * index] = digits.utf8Start[Int(byte >> 4)]
          text[2 * index + 1] = digits.utf8Start[Int(byte & 15)]
        }
        return 64
      }
    }
  }

  package static func == (a: Digest, b: Digest) -> Bool { a.words == b.words }

  package func hash(into hasher: inout Hasher) { hasher.combine(words.0) }
}
