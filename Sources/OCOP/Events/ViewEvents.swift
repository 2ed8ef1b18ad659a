/// The digest of a view's rows, so that years later the same records are seen to give the same figures.
public struct ViewAttested: EventPayload {
  public static var type: EventType { .viewAttested }
  public static let entry = CatalogueEntry(
    in: .office, Text("xác nhận bảng", "view attested"),
    summary:
      "The digest of a view's rows, so that years later the same records are seen to give the same figures.")

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

  public init() { self.init(projection: "", version: .zero, fingerprint: "", size: .zero, digest: "") }

  public mutating func describe<C: FieldCoder>(_ coder: inout C) throws(MessageError) {
    try coder.field(1, "projection", &projection, "The projection's id")
    try coder.field(2, "version", &version, "Its version")
    try coder.field(
      3, "fingerprint", &fingerprint, "What made the view: projection, version, event schema, rulebooks")
    try coder.field(4, "size", &size, "How many records were folded")
    try coder.field(5, "digest", &digest, "SHA-256 over the rows in key order, in hexadecimal digits")
  }
}

/// Somebody went on with a log that is not the one its last checkpoint was signed for: a restored backup, a cut tail.
public struct RollbackAccepted: EventPayload {
  public static var type: EventType { .rollbackAccepted }
  public static let entry = CatalogueEntry(
    in: .office, Text("chấp nhận nhật ký khác điểm kiểm", "rollback accepted"),
    summary:
      "Somebody went on with a log that is not the one its last checkpoint was signed for.")

  /// The size that the checkpoint names.
  public var signedSize: UInt64
  /// The root that the checkpoint names, in hexadecimal digits.
  public var signedRoot: String
  /// The size that was found.
  public var foundSize: UInt64
  /// The root that was found, in hexadecimal digits.
  public var foundRoot: String

  /// An event with these fields.
  public init(signedSize: UInt64, signedRoot: String, foundSize: UInt64, foundRoot: String) {
    self.signedSize = signedSize
    self.signedRoot = signedRoot
    self.foundSize = foundSize
    self.foundRoot = foundRoot
  }

  public init() { self.init(signedSize: .zero, signedRoot: "", foundSize: .zero, foundRoot: "") }

  public mutating func describe<C: FieldCoder>(_ coder: inout C) throws(MessageError) {
    try coder.field(1, "signedSize", &signedSize, "The size that the checkpoint names")
    try coder.field(2, "signedRoot", &signedRoot, "The root that the checkpoint names, in hexadecimal digits")
    try coder.field(3, "foundSize", &foundSize, "The size that was found")
    try coder.field(4, "foundRoot", &foundRoot, "The root that was found, in hexadecimal digits")
  }
}
