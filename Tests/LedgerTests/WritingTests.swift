import Ledger
import OCOP
import OCOPKit
import ProjectionTesting
import Synchronization
import TestSupport
import Testing

@Suite("Ledger: recording")
struct WritingTests {
  @Test("commands are recorded in one commit, with positions and the new root")
  func submit() throws {
    let test = try TestLedger()
    let ledger = try test.open()
    let before = try ledger.head()
    let receipt = try ledger.submit(recognition())
    #expect(receipt.positions == 6..<9)
    #expect(receipt.head.size == 9)
    #expect(receipt.head.root != before.root)
    #expect(try ledger.head() == receipt.head)
    #expect(
      try ledger.records(of: ProductID(1).stream).map { $0.record.event.type } == [.productRegistered, .granted])
  }

  @Test("one refusal, and nothing is recorded")
  func refusal() throws {
    let test = try TestLedger()
    let ledger = try test.open()
    let before = try ledger.head()
    var commands = recognition()
    commands.append(commands[2])
    commands[3].act = .record(ProductID(1).stream, .recognised(Recognised(grant: Grant())))
    #expect(throws: LedgerError.self) { _ = try ledger.submit(commands) }
    #expect(try ledger.head() == before)
  }

  @Test("a command is recorded once; the same id for something else is refused")
  func duplicates() throws {
    let test = try TestLedger()
    let ledger = try test.open()
    let commands = recognition(id: 7)
    _ = try ledger.submit(commands)
    let again = try ledger.submit([commands[2]])
    #expect(again.positions.isEmpty)
    #expect(again.result.map(\.isNew) == [false])
    var changed = commands[2]
    changed.effectiveOn = LegalDate("2020-01-01")
    let other = changed
    #expect(throws: LedgerError.refused(.commandReused(other.id!, at: Position(8)))) {
      _ = try ledger.submit([other])
    }
  }

  @Test("a draft goes back to its bookmark; a rehearsal changes not one byte")
  func rehearsal() throws {
    let test = try TestLedger()
    let before = try test.logBytes()
    do {
      let ledger = try test.open(.readingUntouched)
      let drafted = try ledger.rehearse { draft in
        let bookmark = draft.bookmark()
        for command in recognition() { _ = try draft.record(command) }
        let all = draft.drafted.count
        draft.goBack(to: bookmark)
        return [all, draft.drafted.count]
      }
      #expect(drafted == [3, 0])
    }
    #expect(try test.logBytes() == before)
  }

  @Test(
    "commands decided in one draft, in portions of one commit, or one by one: the same records",
    arguments: 1...12 as ClosedRange<UInt64>)
  func together(_ seed: UInt64) throws {
    let drawn = Array(RandomHistory(seed: seed, count: 120).commands.dropFirst(NationalRulebooks.all.count))
    var adopted = NationalRulebooks.all[0]
    (adopted.id, adopted.inForceFrom, adopted.inForceUntil) = (
      RulebookID("NEW2018"), LegalDate("2018-01-01")!, LegalDate("2019-08-20")
    )
    var renamed = NationalRulebooks.all[0]
    renamed.title = "Tên khác"
    var again = adopted
    again.title = "Tên khác nữa"
    func rulebook(_ act: Command.Act, _ reason: String? = nil) -> Command {
      Command(id: nil, actor: "test", act: act, effectiveOn: adopted.inForceFrom, reason: reason)
    }
    let first = [
      rulebook(.record(StreamID(.rulebook, 0), .rulebookAdopted(adopted))),
      // Then all rulebooks are folded anew.
      Command(
        id: nil, actor: "test", act: .correct(StreamID(.rulebook, 1), Position(1), .rulebookAdopted(renamed)),
        effectiveOn: renamed.inForceFrom, reason: "nhầm"),
      rulebook(.record(StreamID(.rulebook, 0), .rulebookAdopted(again))),
    ]
    let commands = first + recognition(.three, on: "2019-03-01") + drawn
    func told(_ record: (Ledger) throws -> Void) throws -> [String] {
      let test = try TestLedger()
      let ledger = try test.open()
      try record(ledger)
      var told: [String] = []
      try ledger.forEachRecord { event in
        guard case .object(let members) = event.record.json(at: event.position) else { return true }
        told.append(JSONValue.object(members.filter { $0.name != "recordedAt" }).text)
        return true
      }
      return told
    }
    let singly = try told { ledger in
      for command in commands { _ = try? ledger.submit([command]) }
    }
    let atOnce = try told { ledger in
      _ = try ledger.write { draft in
        for command in commands { _ = try? draft.record(command) }
      }
    }
    let inPortions = try told { ledger in
      let rest = Mutex(commands)
      _ = try ledger.writeInPortions { draft in
        let some = rest.withLock { rest in
          defer { rest.removeFirst(min(5, rest.count)) }
          return Array(rest.prefix(5))
        }
        for command in some { _ = try? draft.record(command) }
        return some.isEmpty ? .done(()) : .more
      }
    }
    #expect(singly.contains { $0.contains("NEW2018") } && !singly.contains { $0.contains("Tên khác nữa") })
    for (name, other) in [("at once", atOnce), ("in portions", inPortions)] {
      let first = zip(other, singly).first { $0 != $1 }
      #expect(first == nil && other.count == singly.count, "seed \(seed), \(name)")
    }
  }

  @Test("a record that is too large is refused with its size")
  func tooLarge() throws {
    let ledger = try TestLedger()
    var command = recognition()[0]
    command.note = String(repeating: "x", count: 70_000)
    let large = command
    let error = #expect(throws: LedgerError.self) { _ = try ledger.open().submit([large]) }
    #expect(error?.code == "event.tooLarge")
  }
}
