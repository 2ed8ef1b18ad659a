import Ledger
import OCOP
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
    #expect(throws: Rejection.self) { _ = try ledger.submit(commands) }
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
    var other = commands[2]
    other.effectiveOn = LegalDate("2020-01-01")
    do {
      _ = try ledger.submit([other])
      Issue.record("a used command id was taken for something else")
    } catch let rejection as Rejection {
      #expect(rejection == .commandReused(other.id!, at: Position(8)))
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

  @Test("a record that is too large is refused with its size")
  func tooLarge() throws {
    let ledger = try TestLedger()
    var command = recognition()[0]
    command.note = String(repeating: "x", count: 70_000)
    let large = command
    do {
      _ = try ledger.open().submit([large])
      Issue.record("70 kB were taken")
    } catch let rejection as Rejection {
      #expect(rejection.code == "event.tooLarge")
    }
  }
}
