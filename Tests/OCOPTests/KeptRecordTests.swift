import OCOP
import ProjectionTesting
import Testing
import Wire

@Suite("Records: what a fold looks at")
struct KeptRecordTests {
  @Test(
    "whatever a record says, and in whatever order its fields stand, what is kept of it is the record without its stamp",
    arguments: 1...40 as ClosedRange<UInt64>)
  func kept(seed: UInt64) throws {
    var random = SeededGenerator(seed: seed)
    func perhaps<T>(_ value: T) -> T? { Bool.random(using: &random) ? value : nil }
    for type in [EventType.exportReported, .dossierFiled, .voided] {
      let payload = try Event(type, json: type.payload.init().json)
      let record = Record(
        stream: StreamID(.product, UInt32.random(in: 1...90_000, using: &random)), version: 3,
        recordedAt: Timestamp(microseconds: 1_609_459_200_000_001), effectiveOn: perhaps(LegalDate("2020-02")) ?? nil,
        actor: perhaps("văn phòng") ?? "", command: perhaps(CommandID([UInt8](1...16))) ?? nil,
        corrects: perhaps(Position(4)), reason: perhaps("sai ngày"), rulebook: perhaps(RulebookID("QD148-2023")) ?? nil,
        note: perhaps("ghi chú"), source: perhaps("nguồn"), event: payload)
      let expected = Self.unstamped(record)
      let written = record.wireBytes
      #expect(try Self.kept(written) == expected, "seed \(seed), as written: \(record)")
      // What is passed over must not stand between what is kept.
      let isOneStretch =
        record.actor.isEmpty && record.command == nil
        || record.corrects == nil && record.reason == nil && record.rulebook == nil
      #expect(try (Self.copied(written) != nil) == isOneStretch, "seed \(seed), as written: \(record)")
      let shuffled = try Self.fields(written).shuffled(using: &random).flatMap(\.self)
      #expect(try Self.kept(shuffled) == expected, "seed \(seed), fields in another order: \(shuffled)")
    }
  }

  private static func kept(_ bytes: [UInt8]) throws -> Record {
    let record = try RecordView(bytes.span.bytes, at: Position(7))
    var kept: [UInt8] = [0xff]
    record.append(keptTo: &kept)
    #expect(kept.removeFirst() == 0xff)
    if let copied = try copied(bytes) { #expect(copied == kept) }
    return try Record(wire: kept.span.bytes)
  }

  /// The same bytes in one copy, where the record allows it.
  private static func copied(_ bytes: [UInt8]) throws -> [UInt8]? {
    let record = try RecordView(bytes.span.bytes, at: Position(7))
    var room = [UInt8](repeating: 0, count: record.byteCount)
    let count = room.withUnsafeMutableBytes { record.copyKept(to: $0) }
    return count.map { Array(room[..<$0]) }
  }

  private static func unstamped(_ record: Record) -> Record {
    var record = record
    (record.version, record.recordedAt, record.actor) = (0, Timestamp(microseconds: 0), "")
    (record.command, record.note, record.source) = (nil, nil, nil)
    return record
  }

  private static func fields(_ bytes: [UInt8]) throws -> [[UInt8]] {
    var reader = WireReader(bytes.span.bytes)
    var (fields, start): ([[UInt8]], Int) = ([], 0)
    while try reader.next() != nil {
      fields.append(Array(bytes[start..<reader.offset]))
      start = reader.offset
    }
    return fields
  }
}
