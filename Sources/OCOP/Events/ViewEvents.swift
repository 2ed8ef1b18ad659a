/// The digest of a view's rows, so that years later the same records are seen to give the same figures.
public struct ViewAttested: EventPayload {
  /// Its field number in a record, for ever.
  public static let number = 81
  /// What it records, for the schema.
  public static let summary =
    "The digest of a view's rows, so that years later the same records are seen to give the same figures."

  /// The projection's id.
  public var projection: String
  /// Its version.
  public var version: UInt32
  /// What made the view: projection, version, event schema, rulebooks.
  public var fingerprint: String
  /// How many records were folded.
  public var size: UInt64
  /// SHA-256 over the rows in key order, in hexadecimal digits.
  public var digest: String

  /// An event with these fields.
  public init(projection: String, version: UInt32, fingerprint: String, size: UInt64, digest: String) {
    self.projection = projection
    self.version = version
    self.fingerprint = fingerprint
    self.size = size
    self.digest = digest
  }

  /// All fields zero.
  public init() { self.init(projection: "", version: .zero, fingerprint: "", size: .zero, digest: "") }

  /// Shows the fields.
  public mutating func describe<C: FieldCoder>(_ coder: inout C) throws(MessageError) {
    try coder.field(1, "projection", &projection, "The projection's id")
    try coder.field(2, "version", &version, "Its version")
    try coder.field(
      3, "fingerprint", &fingerprint, "What made the view: projection, version, event schema, rulebooks")
    try coder.field(4, "size", &size, "How many records were folded")
    try coder.field(5, "digest", &digest, "SHA-256 over the rows in key order, in hexadecimal digits")
  }
}
