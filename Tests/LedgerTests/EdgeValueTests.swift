import Foundation
import Ledger
import OCOP
import OCOPKit
import ProjectionKit
import TestSupport
import Testing

@Suite("Ledger: the edges of every field")
struct EdgeValueTests {
  @Test(
    "the largest, smallest and longest value of each field, where it is accepted, leaves the next write of each kind working",
    arguments: EventType.allCases)
  func edges(type: EventType) throws {
    let test = try TestLedger()
    let ledger = try test.open()
    _ = try ledger.submit(EdgeStory.beginning)
    let all = try EdgeStory.cases(of: type)
    let cases = all.prefix(1) + Effort.cases(all.dropFirst(), each: 3)
    let accepted = try ledger.rehearse { draft in
      try cases.filter { edge in
        let start = draft.bookmark()
        defer { draft.goBack(to: start) }
        guard let outcome = try Self.tried(edge, &draft) else { return false }
        // What stands on it may be refused; what does not must go in.
        for next in EdgeStory.beside(outcome.record.record.stream) { _ = try Self.tried(next, &draft) }
        for next in EdgeStory.next {
          // Another rulebook may say that no stars are granted on that day.
          if type.stream == .rulebook, next.isRecognition { continue }
          _ = try draft.record(next)
        }
        return true
      }
    }
    // These are the ledger's own.
    #expect(
      [.ledgerOpened, .streamsCommitted].contains(type) || !accepted.isEmpty, "no case of \(type.code) is accepted")
    _ = try ledger.write { draft in
      for edge in accepted { _ = try Self.tried(edge, &draft) }
      for next in EdgeStory.next where !next.isRecognition { _ = try draft.record(next) }
    }
    try Self.readEverything(ledger)
  }

  @Test("a new thing's number is the next; with the last number given out, the next one is refused")
  func numbers() throws {
    let test = try TestLedger()
    let ledger = try test.open()
    _ = try ledger.submit(EdgeStory.beginning)
    for number: UInt32 in [.max, .max - 1, 9] {
      for (kind, event) in EdgeStory.registrations {
        let stream = StreamID(kind, number)
        let error = #expect(throws: LedgerError.self, "\(stream) was taken") {
          _ = try ledger.submit([EdgeStory.command(.record(stream, event))])
        }
        #expect(error?.code.hasSuffix("notNextNumber") == true, "\(stream): \(error?.code ?? "")")
      }
    }
    let first = try ledger.size
    _ = try ledger.submit([EdgeStory.command(.record(StreamID(.producer, 3), EdgeStory.registrations[0].1))])
    #expect(try ledger.record(at: Position(first))?.record.stream == StreamID(.producer, 3))
    // As a ledger of an earlier version may hold it.
    let last = Record(
      stream: StreamID(.producer, .max), version: 1, recordedAt: Timestamp(microseconds: 0), effectiveOn: nil,
      actor: "test", command: nil, event: EdgeStory.registrations[0].1)
    try ledger.appendBypassingDecider([last])
    #expect(throws: LedgerError.refused(.noNumberLeft(.producer))) {
      _ = try ledger.submit([EdgeStory.command(.record(StreamID(.producer, 0), EdgeStory.registrations[0].1))])
    }
  }

  /// Nothing where the domain says no.
  static func tried(_ command: Command, _ draft: inout WriteSession) throws -> CommandOutcome? {
    do { return try draft.record(command) } catch is Rejection { return nil }
  }

  static func readEverything(_ ledger: Ledger) throws {
    for day in ["0001-01-01", "2020-06-30", "9999-12-31"].compactMap({ LegalDate($0)?.day }) {
      for id in ledger.projectionIDs {
        _ = try ledger.ask(id.description, Question(asOf: day))
        _ = try ledger.ask(id.description, Question(asOf: day, knownAt: Position(try ledger.size - 1)))
      }
      for order in [ReplayQuestion.Order.recorded, .effective] {
        _ = try ledger.replay(ReplayQuestion(subject: .everything, order: order, asOf: day))
      }
    }
    try ledger.forEachRecord { record in
      _ = record.json.text
      return true
    }
    #expect(try ledger.verify().findings.isEmpty)
  }
}
