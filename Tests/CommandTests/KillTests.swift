import Foundation
import OCOP
import ProjectionTesting
import TestSupport
import Testing

@Suite("ocop: killed")
struct KillTests {
  /// One of three programs at work together, and the moment, from the start of the round, when it is killed.
  private struct Victim {
    let running: Program.Running
    let moment: UInt32
  }

  @Test("writer, reader and rebuild at once, each killed at a random moment: nothing lost or half")
  func together() throws {
    let scratch = try Sample.copy()
    let ledger = scratch.path + "/ledger"
    var random = SeededGenerator(seed: 50)
    var expected = try count(ledger)
    var acknowledged = 0
    var cutShort = 0
    let kills = Effort.rounds(50, thorough: 300)
    let whole = try ContinuousClock().measure { _ = try Program.run(["rebuild", "--apply"], ledger: ledger) }
    var longest = UInt32(whole / .microseconds(1)) * 2
    var round = 0
    while cutShort < kills && round < 300 {
      round += 1
      let rows = (1...40).map { "Sản phẩm \(round)-\($0),Chủ thể \(round),3,2020-05-01" }
      let file = try scratch.file(
        "\(round).csv", "product,producer,stars,decided_on\n" + rows.joined(separator: "\n") + "\n")
      let writer = ["import", "recognitions", file, "--format", "json"]
      let reader = ["stats", "stars", "--as-of", "2020-12-31", "--format", "json"]
      let victims = try [writer, reader, ["rebuild", "--apply"]].map {
        Victim(
          running: try Program.start($0, ledger: ledger), moment: UInt32.random(in: 0...longest, using: &random))
      }
      var passed: UInt32 = 0
      for victim in victims.sorted(by: { $0.moment < $1.moment }) {
        usleep(victim.moment - passed)
        passed = victim.moment
        victim.running.kill(SIGKILL)
      }
      let outcomes = try victims.map { try $0.running.finish() }
      for outcome in outcomes {
        #expect([0, 128 + SIGKILL].contains(outcome.status), "round \(round): \(outcome.status) \(outcome.errors)")
      }
      cutShort += outcomes.count { $0.status != 0 }
      // Where all three went through, moments as late as that are left out from now on.
      if outcomes.allSatisfy({ $0.status == 0 }) { longest = max(20_000, longest / 10 * 9) }
      let size = try count(ledger)
      if outcomes[0].status == 0 {
        acknowledged += 1
        #expect(try outcomes[0].json["size"] == .int(size))
      }
      // One producer, then each row a product and a recognition: and the record of the import: all of it, or nothing.
      #expect(size == expected + 82 || (size == expected && outcomes[0].status != 0), "round \(round)")
      expected = size
      let verified = try Program.run(["verify"], ledger: ledger)
      #expect(verified.status == 0, "round \(round): \(verified.output)")
    }
    #expect(acknowledged > 0 && cutShort >= kills, "\(acknowledged) went through, \(cutShort) were cut short")

    // The views that all this left behind answer as views made anew do.
    let question = ["stats", "stars", "--as-of", "2020-12-31", "--format", "json"]
    let answer = try Program.run(question, ledger: ledger)
    #expect(try answer.json["position"] == .int(expected - 1))
    #expect(try Program.run(["verify", "--views"], ledger: ledger).status == 0)
    try FileManager.default.removeItem(atPath: ledger + "/views")
    #expect(try Program.run(question, ledger: ledger).output == answer.output)
  }

  @Test("a reader that was killed leaves its slot behind; the next program clears it")
  func staleReader() throws {
    let scratch = try Sample.copy()
    let ledger = scratch.path + "/ledger"
    // Nobody takes what these two write, so they stand still in the middle of reading.
    let pipes = [Pipe(), Pipe()]
    let stuck = try pipes.map {
      try Program.start(["export", "events"], ledger: ledger, output: $0.fileHandleForWriting)
    }
    let (holding, killed) = (stuck[0], stuck[1])
    defer { holding.kill(SIGKILL) }
    let pid = killed.process.processIdentifier
    try waitFor { try readers(ledger).isSuperset(of: [pid, holding.process.processIdentifier]) }
    killed.kill(SIGKILL)
    killed.process.waitUntilExit()
    #expect(try readers(ledger).contains(pid))
    #expect(try Program.run(["log", "count"], ledger: ledger).status == 0)
    #expect(try readers(ledger) == [holding.process.processIdentifier])
    withExtendedLifetime(pipes) {}
  }

  /// The processes that hold a slot in LMDB's table of readers: 64 bytes a slot, after a header of two such lines; the
  /// process stands at byte 8 of its slot (`MDB_reader` in mdb.c).
  private func readers(_ ledger: String) throws -> Set<Int32> {
    let data = try Data(contentsOf: URL(fileURLWithPath: ledger + "/log/lock.mdb"))
    return Set(
      stride(from: 128, to: data.count - 63, by: 64).map { slot in
        data[slot + 8..<slot + 12].enumerated().reduce(Int32(0)) { $0 | Int32($1.element) << (8 * $1.offset) }
      }
    ).subtracting([0])
  }

  private func waitFor(_ condition: () throws -> Bool) throws {
    for _ in 0..<500 {
      if try condition() { return }
      usleep(20_000)
    }
    Issue.record("it did not come to it")
  }

  private func count(_ ledger: String) throws -> Int64 {
    guard case .int(let count)? = try Program.run(["log", "count", "--format", "json"], ledger: ledger).json["records"]
    else {
      return -1
    }
    return count
  }
}
