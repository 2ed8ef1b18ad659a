import EventLog
import Foundation
import Ledger
import OCOP
import OCOPKit
import ProjectionKit
import TestSupport
import Testing

/// What a newer program may write one day: this one says that it needs a newer one, and calls nothing damaged.
@Suite("Ledger: records of a newer program")
struct NewerTests {
  /// Each record as one that this program writes, with something that it does not know.
  enum Tomorrow: String, CaseIterable, Sendable {
    case event, envelopeField, extensionField, payloadField, nestedField, term, precision

    /// Whether what is known of it says the same without the rest.
    var isPartlyKnown: Bool { ![.event, .term, .precision].contains(self) }

    /// The bytes: those of a recognition of the first product, changed.
    func bytes(version: UInt64, recordedAt: Timestamp) -> [UInt8] {
      let grant = Grant(
        stars: .three, level: .province, decision: "7/QĐ", validUntil: LegalDate("2023-02-28")!, termBasis: .decided)
      let record = Record(
        stream: ProductID(1).stream, version: version, recordedAt: recordedAt,
        effectiveOn: LegalDate("2020-03-01"), actor: "mai-sau", command: nil,
        event: .recognised(Recognised(grant: grant)))
      var bytes = record.wireBytes
      let payload = Array(bytes[3..<3 + Int(bytes[2])])
      func with(payload: [UInt8]) -> [UInt8] {
        bytes[..<2] + [UInt8(payload.count)] + payload + bytes[(3 + Int(bytes[2]))...]
      }
      switch self {
      case .event: bytes.replaceSubrange(..<2, with: [0xc2, 0x07])  // 120
      case .envelopeField: bytes += [0x78, 0x01]  // 15: 1
      case .extensionField: bytes += [0x72, 0x04, 0xe2, 0x03, 0x01, 0x78]  // 14 { 60: "x" }
      case .payloadField: bytes = with(payload: payload + [0x4a, 0x01, 0x78])  // 9: "x"
      case .nestedField:
        bytes = with(payload: [0x0a, payload[1] + 2] + payload[2...] + [0x48, 0x01])  // grant { 9: 1 }
      case .term:
        let level = payload.indices.dropFirst(2).first { payload[$0] == 0x10 }!
        var changed = payload
        changed[level + 1] = 77
        bytes = with(payload: changed)
      case .precision:
        let place = bytes.lastIndex(of: 0x30)!
        bytes[place + 1] = 9
      }
      return bytes
    }
  }

  /// A ledger with such a record behind a product of its own, and one more product behind it.
  static func ledger(_ tomorrow: Tomorrow) throws -> (TestLedger, at: Position) {
    let test = try TestLedger()
    let at: UInt64
    do {
      let ledger = try test.open()
      _ = try ledger.submit(Array(recognition().dropLast()))
      at = try ledger.size
    }
    do {
      let log = try EventLog(at: test.path + "/log", mode: .writing(waiting: false)) { LogTime(microseconds: 0) }
      let key = StreamKey([3] + [UInt8](repeating: 0, count: 7) + [1])
      _ = try log.append {
        [
          AppendRequest(
            command: nil, expecting: [:],
            records: ProposedRecords(count: 1) { _ in
              key
            } keys: { _ in
              []
            } encode: { _, stamp, bytes in
              let time = Timestamp(microseconds: stamp.recordedAt.rawValue)
              bytes += tomorrow.bytes(version: stamp.version.rawValue, recordedAt: time)
            },
            // As a program would that forgets it.
            format: LogFormat.made)
        ]
      }
    }
    return (test, Position(at))
  }

  static func refuses(_ at: Position, _ body: () throws -> Void) {
    do {
      try body()
      Issue.record("it was passed over")
    } catch LedgerError.failed(let failure) {
      #expect(failure.kind == .newerEvent && failure.text.en.contains(" \(at) ") && failure.text.vi.contains(" \(at) "))
    } catch {
      Issue.record("\(error)")
    }
  }

  @Test("it is told how much of each is known", arguments: Tomorrow.allCases)
  func knowledge(tomorrow: Tomorrow) throws {
    let bytes = tomorrow.bytes(version: 2, recordedAt: Timestamp(microseconds: 0))
    let part = try RecordView.knownPart(of: bytes.span.bytes)
    #expect((part != nil) == tomorrow.isPartlyKnown)
    if let part {
      let grant = try RecordView(part.span.bytes, at: .zero).payload(Recognised.self).grant
      #expect(grant.stars == .three && grant.decision == "7/QĐ" && grant.validUntil == LegalDate("2023-02-28"))
    }
    do {
      _ = try Record(wire: bytes.span.bytes)
      Issue.record("it was read as a whole one")
    } catch {
      #expect(tellsNewer(error), "\(error)")
    }
  }

  @Test("reading goes on and says so: records, histories, figures, verification", arguments: Tomorrow.allCases)
  func reading(tomorrow: Tomorrow) throws {
    let (test, at) = try Self.ledger(tomorrow)
    for round in 1...2 {
      // The second time from what was kept.
      let ledger = try test.open(.reading)
      guard case .newer(let record)? = try ledger.entry(at: at) else {
        Issue.record("it is known")
        return
      }
      #expect(record.stream == ProductID(1).stream && record.actor == "mai-sau")
      #expect(record.json["needsNewer"] == true)
      #expect(try ledger.newerRecords(of: ProductID(1).stream).map(\.position) == [at])
      #expect(try ledger.history(of: ProductID(1).stream).entries.count == 1)
      for id in ["star-counts", "rating-history", "register", "score-sheets", "exporters"] {
        let parameters = id == "rating-history" ? ["product": "SP-0001"] : [:]
        let day = day("2020-06-30")
        let question = WordedQuestion(asOf: day, parameters: parameters)
        let before = WordedQuestion(asOf: day, knownAt: Position(at.number - 1), parameters: parameters)
        #expect(try ledger.ask(id, before).newer == nil)
        let then = WordedQuestion(asOf: day, knownAt: at, parameters: parameters)
        // An event that is not known may concern anything; what is known to be about stars concerns those who count them.
        let concerned = tomorrow == .event ? nil : ["star-counts", "rating-history"]
        for question in [question, question, then] where concerned?.contains(id) ?? true {
          let answer = try ledger.ask(id, question)
          #expect(answer.newer == at, "\(id), round \(round)")
          #expect(answer.table.notes.first?.en.contains("needs a newer ocop") == true)
        }
      }
    }
    let ledger = try test.open(.reading)
    let stars = try ledger.ask("star-counts", Question(asOf: LegalDate("2020-06-30")!.day)).table.total
    #expect(stars?.contains(1) == tomorrow.isPartlyKnown)
    let verified = try ledger.verify()
    #expect(verified.findings.isEmpty && verified.newer == 1)
  }

  @Test(
    "what must not leave anything out refuses, and names the place: export, replay, rebuild",
    arguments: Tomorrow.allCases)
  func strict(tomorrow: Tomorrow) throws {
    let (test, at) = try Self.ledger(tomorrow)
    let ledger = try test.open(.writing(waiting: false))
    Self.refuses(at) { try ledger.forEachRecord { _ in true } }
    Self.refuses(at) { _ = try ledger.records(of: ProductID(1).stream) }
    Self.refuses(at) { _ = try ledger.replay(ReplayQuestion(subject: .product(ProductID(1)), asOf: day("2020-06-30"))) }
    Self.refuses(at) { try ledger.rebuild(["star-counts"]) }
    Self.refuses(at) { try ledger.rebuild(ledger.projectionIDs) }
  }

  @Test("nothing is recorded about a thing of which not all is known; about others it is", arguments: Tomorrow.allCases)
  func writing(tomorrow: Tomorrow) throws {
    let (test, at) = try Self.ledger(tomorrow)
    let ledger = try test.open()
    let size = try ledger.size
    Self.refuses(at) { _ = try ledger.submit([recognition()[2]]) }
    #expect(try ledger.size == size)
    _ = try ledger.submit(Array(recognition()[..<2]))
    #expect(try ledger.size == size + 2)
  }

  @Test(
    "an answer that an event changes says that more is said in it than is known; no projection rebuilds or attests it",
    arguments: EventType.allCases)
  func everyEvent(type: EventType) throws {
    let test = try TestLedger()
    let at = Position(6)
    do {
      let log = try EventLog(at: test.path + "/log", mode: .writing(waiting: false)) { LogTime(microseconds: 0) }
      let bytes = try Self.sample(type, payloadAdding: [0xe2, 0x03, 0x01, 0x78])  // 60: "x"
      _ = try log.append {
        let records = ProposedRecords(count: 1) { _ in
          StreamKey([9])
        } keys: { _ in
          []
        } encode: { _, _, entry in
          entry += bytes
        }
        return [AppendRequest(command: nil, expecting: [:], records: records, format: LogFormat.made)]
      }
    }
    let ledger = try test.open()
    for projection in installedProjections where projection.descriptor.events.contains(type) {
      let id = projection.descriptor.id
      let question = Question(asOf: day("2026-01-01"))
      let before = try ledger.ask(id.description, Question(asOf: question.asOf, knownAt: Position(5)))
      for question in [question, question] {
        let answer = try ledger.ask(id.description, question)
        #expect(answer.newer == at || (answer.newer == nil && answer.digest == before.digest), "\(id)")
      }
      Self.refuses(at) { try ledger.rebuild([id]) }
      Self.refuses(at) { _ = try ledger.attestations([id]) }
    }
  }

  /// A record of `type` as the third layout of records has it, with more in its payload.
  static func sample(_ type: EventType, payloadAdding more: [UInt8]) throws -> [UInt8] {
    let file = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().appendingPathComponent("Fixtures/records/v6.tsv")
    let line = try String(contentsOf: file, encoding: .utf8).split(separator: "\n").first {
      $0.hasPrefix("\(type.code)\t")
    }
    let digits = Array(try #require(line).split(separator: "\t")[1].utf8)
    let bytes = try stride(from: 0, to: digits.count, by: 2).map {
      try #require(UInt8(String(decoding: digits[$0...$0 + 1], as: UTF8.self), radix: 16))
    }
    let view = try RecordView(bytes.span.bytes, at: .zero)
    let payload = view.payloadBytes.withUnsafeBytes { Array($0) }
    let size = payload.count + more.count
    let start = bytes[2] < 0x80 ? 3 : 4
    return bytes[..<2] + (size < 0x80 ? [UInt8(size)] : [UInt8(size & 0x7f) | 0x80, UInt8(size >> 7)]) + payload + more
      + bytes[(start + payload.count)...]
  }
}
