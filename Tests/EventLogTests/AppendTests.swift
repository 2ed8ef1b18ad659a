import EventLog
import Foundation
import Synchronization
import TestSupport
import Testing

@Suite("EventLog: appending")
struct AppendTests {
  private let scratch = Scratch()

  @Test("positions are dense, versions are the stream's own, several streams go in one commit")
  func positions() throws {
    let log = try EventLog.fresh(scratch)
    let receipt = try log.append { [request([record("a"), record("b"), record("a")]), request([record("b")])] }
    #expect(receipt.outcomes == [.appended(0..<3), .appended(3..<4)])
    #expect(try log.texts() == ["a|1|5|0|", "b|1|5|0|", "a|2|5|0|", "b|2|5|0|"])
    #expect(try log.read { try $0.positions(of: stream("a")) }.map(\.rawValue) == [0, 2])
    #expect(try log.read { try $0.streams(withPrefix: []) }.map { $0.version.rawValue } == [2, 2])
    #expect(try log.findings().isEmpty)
  }

  @Test("a condition that does not hold: nothing of the whole append is written, and the answer says where")
  func conflict() throws {
    let log = try EventLog.fresh(scratch)
    _ = try log.append { [request([record("a")])] }
    let receipt = try log.append {
      [request([record("b")]), request([record("a")], expecting: [stream("a"): .noStream])]
    }
    #expect(receipt.outcomes == Array(repeating: .conflict(stream: stream("a"), at: LogPosition(0)), count: 2))
    #expect(try log.read { $0.size } == 1)
    let good = try log.append { [request([record("a")], expecting: [stream("a"): .exactly(StreamVersion(1))])] }
    #expect(good.outcomes == [.appended(1..<2)])
  }

  @Test("a stream's name comes back whole, of whatever length, and no two are the same")
  func names() throws {
    let log = try EventLog.fresh(scratch)
    let names = (1...64).flatMap { length in
      let head = String(repeating: "a", count: length - 1)
      return [head + "a", head + "b"]
    }
    #expect(names.map { stream($0).bytes } == names.map { Array($0.utf8) })
    #expect(Set(names.map { stream($0) }).count == names.count)
    _ = try log.append { names.map { request([record($0)]) } }
    for (place, name) in names.enumerated() {
      #expect(try log.read { try $0.positions(of: stream(name)) } == [LogPosition(UInt64(place))], "\(name)")
    }
    #expect(try log.findings().isEmpty)
  }

  @Test(
    "an append of many portions: every record where it belongs, on whatever thread it was made",
    arguments: [1, 7, 256, 300, 2_000])
  func portions(first: Int) throws {
    let log = try EventLog.fresh(scratch)
    _ = try log.append { [request((0..<first).map { record("s\($0 % 7)", "\($0)") })] }
    _ = try log.append { [request((first..<first + 3_000).map { record("s\($0 % 7)", "\($0)") })] }
    let expected = (0..<first + 3_000).map { "s\($0 % 7)|\($0 / 7 + 1)|5|0|\($0)" }
    #expect(try log.texts() == expected)
    #expect(try log.findings().isEmpty)
  }

  @Test("a command is recorded once: the second time it is a duplicate, also within one append and after reopening")
  func duplicate() throws {
    let id = command(7)
    do {
      let log = try EventLog.fresh(scratch)
      let twice = try log.append {
        [
          request([record("a", command: id)], command: id), request([record("a", command: id)], command: id),
        ]
      }
      #expect(twice.outcomes == [.appended(0..<1), .duplicate(of: 0..<1)])
    }
    let log = try EventLog(at: scratch.path, mode: .writing(waiting: false)) { LogTime(microseconds: 6) }
    #expect(try log.append { [request([record("a")], command: id)] }.outcomes == [.duplicate(of: 0..<1)])
    #expect(try log.read { $0.size } == 1)
    #expect(try log.findings().isEmpty)
  }

  @Test("recorded times never go back, though the clock does")
  func clockSetBack() throws {
    let times = Mutex<[Int64]>([100, 50, 200])
    let log = try EventLog.fresh(scratch) { LogTime(microseconds: times.withLock { $0.removeFirst() }) }
    for _ in 0..<3 { _ = try log.append { [request([record("a")])] } }
    #expect(try log.texts() == ["a|1|100|0|", "a|2|100|0|", "a|3|200|0|"])
  }

  @Test("callers that append at once all get their own answer")
  func groupCommit() throws {
    let log = try EventLog.fresh(scratch)
    let positions = Mutex<[UInt64]>([])
    DispatchQueue.concurrentPerform(iterations: 64) { caller in
      for number in 0..<5 {
        guard let receipt = try? log.append({ [request([record("s\(caller)", "\(number)")])] }),
          case .appended(let range) = receipt.outcomes[0]
        else { return }
        positions.withLock { $0 += range }
      }
    }
    #expect(positions.withLock { $0.sorted() } == Array(0..<320))
    #expect(try log.findings().isEmpty)
  }

  @Test("an error of the plan comes back as thrown, and the next append goes on")
  func planThrows() throws {
    struct Refusal: Error {}
    let log = try EventLog.fresh(scratch)
    #expect(throws: Refusal.self) { try log.transact { _ in throw Refusal() } }
    #expect(try log.append { [request([record("a")])] }.outcomes == [.appended(0..<1)])
  }

  @Test(
    "what is planned in portions sees its earlier ones, and is one commit; what is withdrawn, or fails, was never there"
  )
  func portions() throws {
    struct Refusal: Error {}
    let log = try EventLog.fresh(scratch)
    _ = try log.append { [request([record("a")])] }
    let before = try log.read { $0.tree.root }
    func plan(_ last: @escaping @Sendable () throws -> PlannedPortion) throws -> (Receipt, [UInt64]) {
      let seen = Mutex<[UInt64]>([])
      let receipt = try log.transactInPortions { view in
        let number = seen.withLock { seen in
          seen.append(view.size)
          return seen.count
        }
        // In other hands nothing of it is there yet.
        #expect(try log.read { $0.size } == 1)
        return number < 4 ? .more([request([record("a"), record("b\(number)")])]) : try last()
      }
      return (receipt, seen.withLock(\.self))
    }
    let withdrawn = try plan { .nothing }
    #expect(withdrawn.0.tree.size == 1 && withdrawn.0.tree.root == before && withdrawn.1 == [1, 3, 5, 7])
    #expect(throws: Refusal.self) { try plan { throw Refusal() } }
    #expect(try log.texts().count == 1)
    let receipt = try plan { .last([request([record("c")])]) }.0
    #expect(receipt.tree.size == 8)
    #expect(try log.texts().map { $0.prefix { $0 != "|" } } == ["a", "a", "b1", "a", "b2", "a", "b3", "c"])
    #expect(try log.read { $0.tree.root } == receipt.tree.root)
    #expect(try log.findings().isEmpty)
  }

  @Test("others who append while one writes in portions wait for it, and are not taken back with it")
  func portionsAlone() throws {
    let log = try EventLog.fresh(scratch)
    let started = DispatchSemaphore(value: 0)
    let others = DispatchGroup()
    for name in ["x", "y", "z"] {
      others.enter()
      Thread.detachNewThread {
        started.wait()
        #expect(throws: Never.self) { try log.append { [request([record(name)])] } }
        others.leave()
      }
    }
    let count = Mutex(0)
    _ = try log.transactInPortions { _ in
      let number = count.withLock { count in
        count += 1
        return count
      }
      started.signal()
      Thread.sleep(forTimeInterval: 0.02)
      return number < 4 ? .more([request([record("a")])]) : .nothing
    }
    others.wait()
    #expect(try log.texts().map { $0.prefix { $0 != "|" } }.sorted() == ["x", "y", "z"])
    #expect(try log.findings().isEmpty)
  }

  @Test("blobs are found by their hash")
  func blobs() throws {
    let log = try EventLog.fresh(scratch)
    let blob = [UInt8](repeating: 3, count: 200_000)
    _ = try log.append { [request([record("a")], blobs: [blob])] }
    let digest = Digest.sha256(blob.span.bytes)
    #expect(try log.read { try $0.blob(digest) } == blob)
    #expect(try log.findings().isEmpty)
  }
}
