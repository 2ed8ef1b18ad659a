public import Wire

extension RecordView {
  /// Throws ``WireError`` unless the envelope in `bytes` says each thing once, as what it is: of a field that stands twice some readers of
  /// protobuf take the first and some the last, and one of another type is passed over by some. No program wrote such a record.
  public static func requireUnambiguous(_ bytes: RawSpan) throws(WireError) {
    var reader = WireReader(bytes)
    var seen: UInt32 = 0
    while let field = try reader.next() {
      guard field.number < 16 else { continue }
      let bit = UInt32(1) << UInt32(field.number)
      guard seen & bit == 0 else { throw WireError.badTag }
      seen |= bit
      switch field.number {
      case RecordField.streamKind, RecordField.streamNumber, RecordField.version, RecordField.recordedAt,
        RecordField.effectiveDay, RecordField.effectivePrecision, RecordField.corrects:
        guard field.type == .varint else { throw WireError.wrongType(field: field.number) }
        if field.number == RecordField.effectiveDay, Int32(exactly: WireWriter.unzigzag(field.value)) == nil {
          throw WireError.wrongType(field: field.number)
        }
      case RecordField.actor, RecordField.reason, RecordField.rulebook, RecordField.note, RecordField.source:
        guard field.type == .bytes else { throw WireError.wrongType(field: field.number) }
        let isText = bytes.extracting(field.range).withUnsafeBytes { String(validating: $0, as: UTF8.self) != nil }
        guard isText else { throw WireError.badText }
      case RecordField.command, RecordField.extension:
        guard field.type == .bytes else { throw WireError.wrongType(field: field.number) }
      default: break
      }
    }
  }
}
