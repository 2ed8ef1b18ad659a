internal import CCrypto

/// The plain SHA-256 of bytes that come one after the other.
package struct RunningDigest {
  private var context = SHA256_CTX()

  package init() { SHA256_Init(&context) }

  /// Adds `bytes` at the end.
  package mutating func add(_ bytes: RawSpan) {
    bytes.withUnsafeBytes { _ = SHA256_Update(&context, $0.baseAddress, $0.count) }
  }

  /// The digest over what was added.
  package func finalize() -> Digest {
    var context = context
    return Digest { SHA256_Final($0.assumingMemoryBound(to: UInt8.self), &context) }
  }
}
