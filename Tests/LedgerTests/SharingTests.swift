import OCOP
import OCOPKit
import TestSupport
import Testing

@Suite("Two handles on one ledger in one process")
struct SharingTests {
  private func register(_ name: String) -> Command {
    Command(
      id: nil, actor: "thu", act: .record(StreamID(.producer, 0), .producerRegistered(ProducerRegistered(name: name))),
      effectiveOn: nil)
  }

  @Test("share what is open: one writes, the other reads it at once, whichever came first", arguments: [true, false])
  func shared(readerFirst: Bool) throws {
    let test = try TestLedger()
    defer { withExtendedLifetime(test) {} }
    let early = readerFirst ? try test.open(.reading) : nil
    let writer = try test.open()
    let reader = try early ?? test.open(.reading)
    let before = try reader.size
    _ = try writer.submit([register("HTX Một")])
    #expect(try reader.head() == writer.head())
    #expect(try reader.size == before + 1)
    #expect(try reader.verify().findings.isEmpty)
    #expect(throws: LedgerError.self) { _ = try reader.submit([register("HTX Hai")]) }
    #expect(throws: LedgerError.self) { _ = try test.open(.writing(waiting: false)) }
  }

  @Test("the rows that one of them keeps, the other reads and keeps on")
  func views() throws {
    let test = try TestLedger()
    defer { withExtendedLifetime(test) {} }
    let writer = try test.open()
    let reader = try test.open(.reading)
    for number in 1...3 {
      _ = try writer.submit(number == 1 ? recognition() : [register("HTX \(number)")])
      let question = StarCounts.Query(by: .district)
      let answers = [
        try writer.ask(question, asOf: day("2020-01-01")), try reader.ask(question, asOf: day("2020-01-01")),
      ]
      #expect(answers.map { $0.answer.rows.map(\.products) } == [[1], [1]])
    }
  }

  @Test("what one of them lets go of stays open for the other, and is closed with it")
  func closing() throws {
    let test = try TestLedger()
    defer { withExtendedLifetime(test) {} }
    let reader = try test.open(.reading)
    for number in 1...3 {
      let writer = try test.open()
      _ = try writer.submit([register("HTX \(number)")])
    }
    #expect(try reader.head().size == test.open(.reading).head().size)
  }

  @Test("a write within a write throws, and the outer one goes on")
  func within() throws {
    let test = try TestLedger()
    defer { withExtendedLifetime(test) {} }
    let ledger = try test.open()
    let size = try ledger.size
    _ = try ledger.write { draft in
      do {
        _ = try ledger.submit([register("bên trong")])
        Issue.record("a write within a write was taken")
      } catch LedgerError.failed(let failure) {
        #expect(failure.kind == .writesWithin)
      } catch {
        Issue.record("\(error)")
      }
      _ = try draft.record(register("HTX Một"))
    }
    #expect(try ledger.size == size + 1)
    _ = try ledger.submit([register("HTX Hai")])
    #expect(try ledger.size == size + 2)
  }
}
