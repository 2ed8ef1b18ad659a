import Foundation
import Ledger
import OCOP
import OCOPKit
import TestSupport
import Testing

@Suite("Ledger: reading along")
struct ReadingAlongTests {
  private static func award(_ number: Int) -> Command {
    Command(
      id: nil, actor: "test", act: .record(.office, .fairHeld(FairHeld(name: "Hội chợ \(number)", scope: .inProvince))),
      effectiveOn: LegalDate("2020-02-01"))
  }

  @Test("what stands, in order and across portions; then what comes")
  func backlogAndMore() async throws {
    let test = try TestLedger()
    let ledger = try test.open()
    _ = try await ledger.submit((0..<600).map(Self.award))
    let before = try ledger.size
    var seen: [Position] = []
    for try await entry in ledger.records(after: nil) {
      seen.append(entry.position)
      if seen.count == Int(before) { _ = try await ledger.submit((600..<603).map(Self.award)) }
      if seen.count == Int(before) + 3 { break }
    }
    #expect(seen == (0..<before + 3).map { Position($0) })
  }

  @Test("after a position comes the next one")
  func after() async throws {
    let test = try TestLedger()
    defer { withExtendedLifetime(test) {} }
    let ledger = try test.open()
    let last = Position(try ledger.size - 1)
    var later = ledger.records(after: last).makeAsyncIterator()
    _ = try await ledger.submit([Self.award(1)])
    #expect(try await later.next()?.position == Position(last.number + 1))
  }

  @Test("whoever waits at the end is let go when its task is cancelled")
  func cancelled() async throws {
    let test = try TestLedger()
    defer { withExtendedLifetime(test) {} }
    let ledger = try test.open()
    let size = Int(try ledger.size)
    let (reached, told) = AsyncStream<Void>.makeStream()
    let reading = Task {
      var count = 0
      for try await _ in ledger.records(after: nil) {
        count += 1
        if count == size { told.yield() }
      }
      return count
    }
    for await _ in reached { break }
    reading.cancel()
    #expect(try await reading.value == size)
  }

  @Test("what is refused is refused by async, too, and nothing is recorded")
  func refused() async throws {
    let test = try TestLedger()
    defer { withExtendedLifetime(test) {} }
    let ledger = try test.open()
    let size = try ledger.size
    var command = Self.award(1)
    command.actor = ""
    let bad = command
    await #expect(throws: LedgerError.refused(.noActor)) { _ = try await ledger.submit([bad]) }
    #expect(try ledger.size == size)
  }
}
