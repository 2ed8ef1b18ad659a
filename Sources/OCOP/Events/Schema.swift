/// The published schema of the log.
public enum Schema {
  /// The `.proto` file: any protobuf implementation reads the log's records with it.
  public static let proto = written()

  private static func written() -> String {
    var writer = SchemaWriter()
    for type in EventType.allCases { add(type.payload, to: &writer) }
    writer.add(RecordExtension.self, doc: RecordExtension.summary)
    writer.add(Rulebook.self, doc: "A rulebook in full: the blob that the content of a RulebookAdopted names.")
    var text = """
      // The records of an OCOP ledger. Written from the descriptions in Sources/OCOP; do not edit.
      //
      // A record is one `Record`. An event type is never changed: a new one is added beside it, under a new number.
      // Points are hundredths, money is whole đồng, days are counted from 1970-01-01, times are microseconds UTC.
      syntax = "proto3";

      package ocop.ledger.v1;

      enum StreamKind {
        STREAM_KIND_UNSPECIFIED = 0;

      """
    for kind in StreamKind.allCases {
      text += "  STREAM_KIND_\(SchemaWriter.snake(kind.rawValue).uppercased()) = \(kind.wireInteger);"
      text += "  // \(kind.name(.vi))\n"
    }
    text += """
      }

      // An event with all that is recorded about it.
      message Record {
        // Which history it belongs to
        StreamKind stream_kind = \(RecordField.streamKind);
        uint32 stream_number = \(RecordField.streamNumber);
        // Its place in that history, from 1
        uint64 version = \(RecordField.version);
        // Microseconds since 1970-01-01T00:00:00Z, by the store's clock
        int64 recorded_at = \(RecordField.recordedAt);
        // The legal day from which it counts: the last day of the period
        optional sint64 effective_day = \(RecordField.effectiveDay);
        Precision effective_precision = \(RecordField.effectivePrecision);
        // Who recorded it
        string actor = \(RecordField.actor);
        // The command it came from, 16 bytes
        bytes command_id = \(RecordField.command);
        // The position of the record that this one replaces or strikes out, and why
        optional uint64 corrects = \(RecordField.corrects);
        optional string reason = \(RecordField.reason);
        // The rulebook under which it was decided
        optional string rulebook = \(RecordField.rulebook);
        optional string note = \(RecordField.note);
        optional string source = \(RecordField.source);
        // All that is added to the envelope: what it does not hold is not said. 15 stays free
        optional \(RecordExtension.protoType) extension = \(RecordField.extension);
        oneof event {

      """
    for type in EventType.allCases {
      text += "    \(type.payload.protoType) \(SchemaWriter.snake(type.code)) = \(type.rawValue);\n"
    }
    text += "  }\n}\n"
    for message in writer.messages { text += "\n" + message.body }
    return text
  }

  private static func add<P: EventPayload>(_ type: P.Type, to writer: inout SchemaWriter) {
    writer.add(type, doc: P.entry.summary)
  }
}
