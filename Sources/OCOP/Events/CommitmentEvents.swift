/// The state of every stream before this record, as one root: once it is signed, nobody leaves a record out unseen.
public struct StreamsCommitted: EventPayload {
  public static var type: EventType { .streamsCommitted }
  public static let entry = CatalogueEntry(
    in: .office, Text("niêm phong mọi hồ sơ", "streams committed"),
    summary:
      "The state of every stream before this record, as one root: once it is signed, nobody leaves a record out unseen."
  )

  /// How many records it covers: those before it.
  public var size: UInt64
  /// How many streams they make.
  public var streams: UInt64
  /// RFC 6962's root over the streams in the order of their keys, in hexadecimal digits. A leaf is a stream's key, its last version and
  /// that record's position.
  public var root: String

  /// An event with these fields.
  public init(size: UInt64, streams: UInt64, root: String) {
    (self.size, self.streams, self.root) = (size, streams, root)
  }

  public init() { self.init(size: .zero, streams: .zero, root: "") }

  public mutating func describe<C: FieldCoder>(_ coder: inout C) throws(MessageError) {
    try coder.field(1, "size", &size, "How many records it covers: those before it")
    try coder.field(2, "streams", &streams, "How many streams they make")
    try coder.field(
      3, "root", &root, "RFC 6962's root over the streams in the order of their keys, in hexadecimal digits")
  }
}
