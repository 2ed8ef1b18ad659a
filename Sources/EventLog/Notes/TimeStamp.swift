internal import CCrypto

/// The response of a time-stamping authority (RFC 3161) over the SHA-256 of some data: that it was there at a time.
package struct TimeStamp: Hashable, Sendable {
  /// The response as it came, DER.
  package let bytes: [UInt8]
  /// When, as the authority says: seconds since 1970.
  package let time: Int64
  private let digest: Digest

  /// Reads a response; `nil` where it is none, refuses, or is of other data.
  package init?(_ bytes: [UInt8], of data: [UInt8]) {
    let digest = Digest.sha256(data.span.bytes)
    var time: Int64 = 0
    guard ocop_stamp_time(bytes, bytes.count, digest.bytes, &time) == 1 else { return nil }
    (self.bytes, self.time, self.digest) = (bytes, time, digest)
  }

  /// Whether an authority signed it that the certificates in the PEM file `authorities` vouch for.
  package func isSigned(byThoseIn authorities: String) -> Bool {
    ocop_stamp_verifies(bytes, bytes.count, digest.bytes, authorities) == 1
  }
}
