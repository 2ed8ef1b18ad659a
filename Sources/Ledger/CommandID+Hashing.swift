internal import EventLog
public import OCOP

extension CommandID {
  /// The id of a command known by what it says: the first 16 bytes of the SHA-256 of `parts`, each with its length in
  /// front so that no two lists run together. The first part names the scheme and its version.
  public init(hashing parts: [String]) {
    let text = parts.map { "\($0.utf8.count):\($0)" }.joined()
    // Sixteen bytes are what a command id has.
    self = CommandID(Array(Digest.sha256(Array(text.utf8).span.bytes).bytes.prefix(16)))!
  }
}
