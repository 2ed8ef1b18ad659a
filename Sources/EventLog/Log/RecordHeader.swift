/// What a record says of itself, as far as the log needs to know it.
package struct RecordHeader: Hashable, Sendable {
  package let stream: StreamKey
  package let version: StreamVersion
  package let recordedAt: LogTime
  package let command: CommandKey?
  /// Whether whoever reads records knows all that it says.
  package let isWhollyKnown: Bool
  /// What it is looked up by.
  package let keys: [LookUpKey]
  /// The blobs that it names.
  package let blobs: [Digest]
  /// How every stream stood before it, as it says.
  package let commitment: StreamCommitment?

  package init(
    stream: StreamKey, version: StreamVersion, recordedAt: LogTime, command: CommandKey?, isWhollyKnown: Bool = true,
    keys: [LookUpKey] = [], blobs: [Digest] = [], commitment: StreamCommitment? = nil
  ) {
    self.commitment = commitment
    self.keys = keys
    self.blobs = blobs
    self.isWhollyKnown = isWhollyKnown
    self.stream = stream
    self.version = version
    self.recordedAt = recordedAt
    self.command = command
  }
}
