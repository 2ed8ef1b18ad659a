import Foundation
import Ledger
import OCOP
import OCOPKit
import ProjectionKit
import ProjectionTesting
import TestSupport
import Testing

@Suite("Ledger: questions")
struct QuestionTests {
  private let questions: [(String, [String: String])] = [
    ("register", [:]), ("register", ["what": "producers"]), ("star-counts", ["by": "district"]),
    ("star-counts", ["by": "form"]), ("rating-history", [:]), ("exporters", ["closed": "yes"]), ("award-history", [:]),
  ]

  @Test(
    "answers are those of a plain fold, whatever was asked and reopened in between",
    arguments: 1...4 as ClosedRange<UInt64>)
  func random(seed: UInt64) throws {
    let test = try TestLedger()
    let offset = 6
    let history = RandomHistory(seed: seed, count: 260)
    // The ledger has adopted the rulebooks already: the rest of the history follows, shifted.
    let commands = history.commands.dropFirst(NationalRulebooks.all.count)
    var generator = SeededGenerator(seed: seed)
    var rest = Array(commands)
    var ledger: Ledger? = try test.open()
    while !rest.isEmpty {
      let batch = Array(rest.prefix(Int.random(in: 1...90, using: &generator)))
      rest.removeFirst(batch.count)
      let shift = UInt64(offset - NationalRulebooks.all.count)
      _ = try ledger?.submit(batch.map { $0.shifted(by: shift) })
      let question = questions.randomElement(using: &generator)!
      _ = try ledger?.ask(question.0, WordedQuestion(asOf: day("2022-01-01"), parameters: question.1))
      if Bool.random(using: &generator) {
        ledger = nil
        ledger = try test.open()
      }
    }
    let open = try #require(ledger)
    var story = Story()
    try open.forEachRecord { event in
      story.append(event.record)
      return true
    }
    for (id, parameters) in questions {
      for asOf in ["2020-12-31", "2026-11-24"] {
        let answer = try open.ask(id, WordedQuestion(asOf: day(asOf), parameters: parameters))
        let folded = try plainFold(story, id, asOf, parameters)
        #expect(answer.table.objects == folded, "\(id) \(parameters), seed \(seed)")
      }
    }
    try open.rebuild(open.projectionIDs)
    let rebuilt = try open.ask("star-counts", Question(asOf: day("2022-06-30")))
    let folded = try plainFold(story, "star-counts", "2022-06-30", [:])
    #expect(rebuilt.table.objects == folded)
    #expect(try open.verify().findings.isEmpty)
  }

  private func plainFold(
    _ story: Story, _ id: String, _ asOf: String, _ parameters: [String: String]
  ) throws -> [JSONValue] {
    for projection in installedProjections where projection.descriptor.id.description == id {
      return try story.ask(projection, asOf: asOf, parameters).objects
    }
    return []
  }

  @Test("known at a position, the answer is what it was then, with the root it had then")
  func knownAt() throws {
    let test = try TestLedger()
    let ledger = try test.open()
    _ = try ledger.submit(recognition())
    let question = Question(asOf: day("2020-12-31"))
    let then = try ledger.ask("star-counts", question)
    let revoke = Revoked(ground: .markMisuse, level: .province)
    _ = try ledger.submit([
      Command(
        id: nil, actor: "t", act: .record(ProductID(1).stream, .revoked(revoke)), effectiveOn: LegalDate("2020-05-01"))
    ])
    let now = try ledger.ask("star-counts", question)
    let known = try ledger.ask("star-counts", Question(asOf: question.asOf, knownAt: then.head.position))
    #expect(known.digest == then.digest && known.head == then.head)
    #expect(now.digest != then.digest)
    let again = try ledger.ask("star-counts", Question(asOf: question.asOf, knownAt: now.head.position))
    #expect(again.digest == now.digest && again.head == now.head)
  }

  @Test("rows kept for another log are not used")
  func foreignRows() throws {
    let (one, other) = (try TestLedger(), try TestLedger())
    _ = try one.open().submit(recognition())
    #expect(try stars(one) == 1)
    #expect(try stars(other) == 0)
    try FileManager.default.removeItem(atPath: other.path + "/views")
    try FileManager.default.copyItem(atPath: one.path + "/views", toPath: other.path + "/views")
    #expect(try stars(other) == 0)
  }

  @Test("rows that were damaged fail no question: a file that is none, a header that names other pages")
  func damagedRows() throws {
    let test = try TestLedger()
    _ = try test.open().submit(recognition())
    #expect(try stars(test) == 1)
    let folders = try FileManager.default.contentsOfDirectory(atPath: test.path + "/views")
    let files = folders.map { URL(fileURLWithPath: "\(test.path)/views/\($0)/rows/data.mdb") }
    let whole = try files.map { try Data(contentsOf: $0) }
    #expect(!files.isEmpty)
    for file in files { try Data("broken".utf8).write(to: file) }
    #expect(try stars(test) == 1)
    for place in Array(16..<48) + Array(80..<88) + Array(128..<152) {
      for page in [0, 4096] {
        for mask: UInt8 in [1, 0x40, 0x80] {
          for (file, bytes) in zip(files, whole) {
            var bytes = bytes
            bytes[page + place] ^= mask
            try bytes.write(to: file)
          }
          #expect(try stars(test) == 1, "byte \(page + place), mask \(mask)")
        }
      }
    }
  }

  @Test("an unknown projection is refused with those there are")
  func unknownProjection() throws {
    let ledger = try TestLedger().open()
    #expect(throws: LedgerError.self) { _ = try ledger.ask("moon", Question(asOf: day("2020-01-01"))) }
    #expect(throws: LedgerError.self) { try ledger.rebuild(["register", "moon"]) }
  }

  @Test("a time is the last position recorded by then")
  func times() throws {
    let ledger = try TestLedger().open()
    let first = try #require(try ledger.record(at: .zero)).record.recordedAt
    #expect(try ledger.position(at: Timestamp(microseconds: first.microseconds - 1)) == nil)
    #expect(try ledger.position(at: Timestamp(microseconds: first.microseconds + 60_000_000)) == Position(5))
  }

  @Test("a backup is a ledger with the same head and answers")
  func backup() throws {
    let test = try TestLedger()
    let ledger = try test.open()
    _ = try ledger.submit(recognition())
    let copy = test.path + "/copy"
    try ledger.backUp(to: copy)
    #expect(try Ledger(at: copy, mode: .reading).head() == ledger.head())
  }

  private func stars(_ test: TestLedger) throws -> Int {
    let answer = try test.open(.reading).ask("star-counts", Question(asOf: day("2020-12-31")))
    guard case .int(let products)? = answer.table.total?[2] else { return -1 }
    return Int(products)
  }
}

extension Command {
  /// The command with the positions it names moved: the same history stands elsewhere in another log.
  fileprivate func shifted(by shift: UInt64) -> Command {
    var command = self
    switch act {
    case .correct(let stream, let position, let event):
      command.act = .correct(
        stream, Position(position.number + shift), event.mappingPositions { Position($0.number + shift) })
    case .void(let stream, let position): command.act = .void(stream, Position(position.number + shift))
    case .record(let stream, let event):
      command.act = .record(stream, event.mappingPositions { Position($0.number + shift) })
    case .recognise: break
    }
    return command
  }
}
