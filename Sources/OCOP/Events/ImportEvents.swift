/// A list was imported: the records before this one, in the same commit, are what its rows said.
public struct ListImported: EventPayload {
  public static var type: EventType { .listImported }
  public static let entry = CatalogueEntry(
    in: .office, Text("nhập danh sách", "list imported"),
    summary: "A list was imported: the records before this one, in the same commit, are what its rows said.")

  /// The name of the file.
  public var file: String
  /// What it is a list of.
  public var list: ImportedList
  /// SHA-256 of the file, in hexadecimal digits.
  public var digest: String
  /// How many records before this one are of the import.
  public var records: UInt64
  /// How many rows were read.
  public var read: UInt64
  /// How many rows were recorded by it; the others were recorded before, or refused.
  public var accepted: UInt64
  /// How many rows were refused.
  public var rejected: UInt64

  /// An event with these fields.
  public init(
    file: String, list: ImportedList, digest: String, records: UInt64, read: UInt64, accepted: UInt64, rejected: UInt64
  ) {
    (self.file, self.list, self.digest, self.records) = (file, list, digest, records)
    (self.read, self.accepted, self.rejected) = (read, accepted, rejected)
  }

  public init() {
    self.init(file: "", list: .workbook, digest: "", records: .zero, read: .zero, accepted: .zero, rejected: .zero)
  }

  public mutating func describe<C: FieldCoder>(_ coder: inout C) throws(MessageError) {
    try coder.field(1, "file", &file, "The name of the file")
    try coder.field(2, "list", &list, "What it is a list of")
    try coder.field(3, "digest", &digest, "SHA-256 of the file, in hexadecimal digits")
    try coder.field(4, "records", &records, "How many records before this one are of the import")
    try coder.field(5, "read", &read, "How many rows were read")
    try coder.field(
      6, "accepted", &accepted, "How many rows were recorded by it; the others were recorded before, or refused")
    try coder.field(7, "rejected", &rejected, "How many rows were refused")
  }
}
