/// Bytes that are no protobuf message.
public enum WireError: Error, Hashable, Sendable {
  /// The bytes end within a field.
  case truncated
  /// A variable-length integer of more than ten bytes, or more than 64 bits.
  case overlongInteger
  /// Field number 0, or a wire type that proto3 does not write (groups, or none at all).
  case badTag
  /// A string that is not UTF-8.
  case badText
  /// A field of a known number came with another wire type than its own.
  case wrongType(field: Int)
  /// A field that the reader does not know, or one that holds a term that it does not know: a newer program wrote it.
  case unknown(field: Int)
}
