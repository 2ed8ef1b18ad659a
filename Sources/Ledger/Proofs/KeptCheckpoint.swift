public import OCOP

/// A checkpoint that was signed, with what others vouch for.
public struct KeptCheckpoint: Sendable {
  /// The checkpoint, with all signatures that are kept of it.
  public let checkpoint: SignedCheckpoint
  /// Whether the log goes on from it.
  public let holds: Bool
  /// The cosignatures that were verified when they were attached: by whom, and when they say they were made.
  public let cosignatures: [(name: String, time: Timestamp)]
  /// The time that a time-stamping authority's response tells (RFC 3161); `nil`: none is kept, or it is of something else.
  public let stamped: Timestamp?
}
