import Foundation
import OCOP
import ProjectionTesting
import Testing
import Wire

@Suite("Events: wire, JSON, schema")
struct EventCodingTests {
  @Test("every field of every event comes back from wire and JSON", arguments: EventType.allCases)
  func roundTrip(type: EventType) throws {
    let event = try filled(type)
    let record = sample(event)
    let bytes = record.wireBytes
    #expect(try Record(wire: bytes.span.bytes) == record)
    #expect(try Event(type, json: event.payload.json) == event)
    #expect(bytes == (try Record(wire: bytes.span.bytes)).wireBytes)
    let view = try RecordView(bytes.span.bytes, at: Position(7))
    #expect(view.type == type)
    #expect(view.stream == record.stream)
    #expect(view.effectiveOn == record.effectiveOn)
  }

  @Test("an unknown JSON field, a missing one and a wrong one are named")
  func jsonMistakes() {
    expect(.proposed, #"{"stars":5,"to":"centre","kind":"upgrade","moon":1}"#, .unknownField, "moon")
    expect(.proposed, #"{"to":"centre","kind":"upgrade"}"#, .missing, "stars")
    expect(.proposed, #"{"stars":9,"to":"centre","kind":"upgrade"}"#, .unexpected(expected: Stars.expected), "stars")
    let grant = #"{"grant":{"stars":3,"level":"province","validUntil":"2020-13","termBasis":"decided"}}"#
    expect(.recognised, grant, .unexpected(expected: LegalDate.expected), "grant.validUntil")
  }

  @Test("bytes cut anywhere, or changed anywhere, never trap", arguments: 1...8 as ClosedRange<UInt64>)
  func damagedBytes(seed: UInt64) throws {
    var generator = SeededGenerator(seed: seed)
    for type in EventType.allCases {
      let bytes = sample(try filled(type)).wireBytes
      let cut = Array(bytes.prefix(Int.random(in: 0..<bytes.count, using: &generator)))
      _ = try? Record(wire: cut.span.bytes)
      var changed = bytes
      changed[Int.random(in: 0..<bytes.count, using: &generator)] ^= UInt8.random(in: 1...255, using: &generator)
      _ = try? Record(wire: changed.span.bytes)
    }
  }

  @Test("a rulebook comes back whole from wire and JSON")
  func rulebook() throws {
    let rulebook = try Filler.filled(Rulebook.self)
    let bytes = rulebook.wireBytes
    #expect(try Rulebook(wire: bytes.span.bytes) == rulebook)
    #expect(try Rulebook(checking: rulebook.json) == rulebook)
  }

  @Test("the published schema is the one in Fixtures/schema")
  func schema() throws { try golden("schema/ocop.proto", Schema.proto) }

  @Test("bytes recorded by earlier versions are read for ever: fields are only added, old lines stay")
  func oldBytes() throws {
    let lines = try EventType.allCases.map { type in
      let record = sample(try filled(type))
      let hex = record.wireBytes.map { String($0 >> 4, radix: 16) + String($0 & 15, radix: 16) }.joined()
      return "\(type.code)\t\(hex)\t\(record.json(at: Position(7)).text)"
    }
    try golden("records/v6.tsv", lines.joined(separator: "\n") + "\n")
    // Each file is as it was recorded when its fields were all there were; none is ever changed again.
    for file in [
      "records/v1.tsv", "records/v2.tsv", "records/v3.tsv", "records/v4.tsv", "records/v5.tsv", "records/v6.tsv",
    ] {
      for (_, bytes, json) in try Self.recorded(file) {
        #expect(try Record(wire: bytes.span.bytes).json(at: Position(7)).text == json, "\(file)")
      }
    }
  }

  /// The lines of a file of recorded bytes: type, bytes, JSON.
  private static func recorded(_ file: String) throws -> [(type: EventType, bytes: [UInt8], json: String)] {
    try fixture(file).split(separator: "\n").map { line in
      let parts = line.split(separator: "\t")
      var bytes: [UInt8] = []
      var rest = parts[1]
      while !rest.isEmpty {
        bytes.append(try #require(UInt8(rest.prefix(2), radix: 16)))
        rest = rest.dropFirst(2)
      }
      return (try #require(EventType(code: String(parts[0]))), bytes, String(parts[2]))
    }
  }

  @Test("a record is passed over by its first bytes only where its event stands first and is none of those wanted")
  func passedOver() throws {
    for (type, bytes, _) in try Self.recorded("records/v4.tsv") {
      #expect(Self.hold(bytes, [type]), "\(type)")
      #expect(!Self.hold(bytes, EventTypes.all.subtracting([type])), "\(type)")
    }
    // The first ledgers wrote it last: nothing is known of those before they are read.
    for (type, bytes, _) in try Self.recorded("records/v2.tsv") { #expect(!Self.hold(bytes, .all), "\(type)") }
    // Nor of what is too short, or of a type that is not known here.
    for bytes: [UInt8] in [
      [], [0x82], [0x8a, 0x00, 0x00], [0x80, 0x01], [0x82, 0x81, 0x01], [0x08, 0x03], [0xc2, 0x07], [0xfa, 0x07],
    ] {
      #expect(!Self.hold(bytes, .all), "\(bytes)")
    }
  }

  private static func hold(_ bytes: [UInt8], _ types: EventTypes) -> Bool { types.areHeld(by: bytes.span.bytes) }

  @Test("a record with two events is none")
  func twoEvents() throws {
    let event = sample(try filled(.dossierFiled))
    let bytes = event.wireBytes
    let payload = bytes[..<(2 + 1 + Int(bytes[2]))]
    #expect(try Record(wire: bytes.span.bytes) == event)
    #expect(throws: WireError.badTag) {
      let both = bytes + payload
      _ = try Record(wire: both.span.bytes)
    }
  }

  @Test("numbers and codes of events are used once")
  func numbers() {
    #expect(LegalDate.Precision.allCases.map(\.wireInteger) == [1, 2, 3], "no term is added: a new field says more")
    #expect(Set(EventType.allCases.map(\.rawValue)).count == EventType.allCases.count)
    #expect(Set(EventType.allCases.map(\.code)).count == EventType.allCases.count)
    for type in EventType.allCases { #expect(type.payload.type == type, "\(type)") }
  }

  private func expect(_ type: EventType, _ json: String, _ fault: MessageError.Fault, _ path: String) {
    do throws(MessageError) {
      _ = try Event(type, json: parsed(json))
      Issue.record("\(json) was taken")
    } catch {
      #expect(error.fault == fault)
      #expect(error.path == path)
    }
  }

  private func filled(_ type: EventType) throws -> Event {
    func make<P: EventPayload>(_ payload: P.Type) throws -> Event {
      let bytes = try Filler.filled(payload).wireBytes
      return try bytes.withUnsafeBytes { try Event(type, wire: $0) }
    }
    return try make(type.payload)
  }

  private func sample(_ event: Event) -> Record {
    Record(
      stream: StreamID(event.type.stream ?? .product, 12), version: 3,
      recordedAt: Timestamp(microseconds: 1_609_459_200_000_001), effectiveOn: LegalDate("2020-02"), actor: "văn phòng",
      command: CommandID([UInt8](1...16)), corrects: Position(4), reason: "sai ngày",
      rulebook: RulebookID("QD148-2023"),
      note: "ghi chú", source: "nguồn", event: event)
  }

  @Test("a record whose envelope says a thing twice, or as something else, is none: readers would differ about it")
  func ambiguous() throws {
    let record = Record(
      stream: StreamID(.product, 2), version: 3, recordedAt: Timestamp(microseconds: 4), effectiveOn: nil, actor: "a",
      command: nil, event: .productRegrouped(ProductRegrouped(group: .food)))
    let bytes = record.wireBytes
    #expect(try Record(wire: bytes.span.bytes) == record)
    let more: [[UInt8]] = [
      // The actor again, the version again, the version in four bytes, the actor as a number, a note that is no text.
      [0x3a, 1, 0x62], [0x18, 3], [0x1d, 3, 0, 0, 0], [0x38, 1], [0x62, 1, 0xff],
      // A day that no calendar has.
      [0x28, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 1],
    ]
    for tail in more {
      let whole = bytes + tail
      #expect(throws: WireError.self, "\(tail)") { try Record(wire: whole.span.bytes) }
    }
  }
}
