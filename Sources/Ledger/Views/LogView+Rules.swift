internal import EventLog
internal import OCOP

extension LogView {
  /// The digest of everything recorded about rulebooks up to `size`.
  func rulesDigest(_ size: UInt64) throws -> Digest {
    var bytes: [UInt8] = []
    for stream in try streams(withPrefix: [UInt8(StreamKind.rulebook.wireInteger)]) {
      for position in try positions(of: stream.key) where position.rawValue < size {
        bytes += try leaf(at: position)?.bytes ?? []
      }
    }
    return Digest.sha256(bytes.span.bytes)
  }
}
