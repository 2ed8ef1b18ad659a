import Foundation
import Ledger
import OCOP
import OCOPKit
import ProjectionTesting
import Synchronization
import TestSupport
import Testing

@testable import Sync

/// A ledger that is kept in a store: nothing is acknowledged that the store's head does not name.
@Suite("Sync: the fence between writers")
struct FenceTests {
  private static func producer(_ name: String) -> Command {
    Command(
      id: nil, actor: "t", act: .record(StreamID(.producer, 0), .producerRegistered(ProducerRegistered(name: name))),
      effectiveOn: nil)
  }

  private static func names(_ ledger: Ledger) throws -> [String] {
    var names: [String] = []
    try ledger.forEachRecord { entry in
      if case .producerRegistered(let event) = entry.record.event { names.append(event.name) }
      return true
    }
    return names
  }

  @Test(
    "what is acknowledged is in the store, across bundles, and whoever comes from nothing has it; a signed log is published beside it"
  )
  func acknowledged() throws {
    let province = try Province()
    let ledger = try province.open("a")
    for number in 0..<600 {
      let receipt = try ledger.submit([Self.producer("P\(number)")])
      if number % 97 == 0 || number > 590 {
        #expect(try province.acknowledged.head == receipt.head)
        try province.shared("b\(number)").takeOverLosing(province.store)
      }
    }
    let lot = (0..<1_000).map { Self.producer("L\($0)") }
    #expect(try ledger.submit(lot).head == province.acknowledged.head)
    #expect(throws: (any Error).self) { try ledger.submit([Self.producer("")]) }
    let key = try LedgerKey(origin: ledger.origin, seed: [UInt8](repeating: 3, count: 32))
    let memory = KeyMemory(besideKey: province.scratch.path + "/key")
    try memory.create(key)
    _ = try ledger.signCheckpoint(key, memory, by: "t")
    #expect(try Publisher(ledger, to: province.store).publish().head == province.acknowledged.head)
    let mark = ReplicaMark(source: province.store.address, verifiers: [key.verifier])
    let follower = Follower(province.store, at: province.path("replica")) { Timestamp.now() }
    #expect(try follower.follow(mark).checkpoint.head == ledger.head())
    // A replica becomes the writer, and is none any more.
    try province.takeOver("replica")
    #expect(try province.open("replica").submit([Self.producer("neu")]).head.size == ledger.size + 1)
    #expect(try Ledger(at: province.path("replica"), mode: .reading).verify().findings.isEmpty)
    // One tail is kept, that of the head.
    let tails = try FileManager.default.contentsOfDirectory(atPath: province.scratch.path + "/store/tail")
    #expect(tails.filter { !$0.hasPrefix(".") }.count == 1)
  }

  @Test("who was taken over from acknowledges nothing, keeps aside what it had, and follows")
  func deposed() throws {
    let province = try Province()
    let old = try province.open("a")
    _ = try old.submit([Self.producer("một")])
    try province.takeOver("b")
    let new = try province.open("b")
    _ = try new.submit([Self.producer("hai")])
    do {
      _ = try old.submit([Self.producer("ba")])
      Issue.record("it was acknowledged")
    } catch LedgerError.failed(let failure) {
      #expect(failure.kind == .deposed)
      let file = try #require(failure.detail.split(separator: "; ").last)
      let list = try String(contentsOfFile: String(file), encoding: .utf8)
      #expect(list.contains("producer"), "\(list)")
    } catch {
      Issue.record("\(error)")
    }
    #expect(try Self.names(old) == ["một"])
    #expect(try Self.names(new) == ["một", "hai"])
    #expect(throws: LedgerError.self) { try Ledger(at: province.path("a"), mode: .writing(waiting: false)) }
  }

  @Test(
    "opened again, a former writer has what the new one recorded, and is told that it writes no more; taken over again, it goes on"
  )
  func followsAfterwards() throws {
    let province = try Province()
    _ = try province.open("a").submit([Self.producer("một")])
    try province.takeOver("b")
    _ = try province.open("b").submit((0..<700).map { Self.producer("B\($0)") })
    expect(.deposed) { _ = try province.open("a") }
    #expect(try Ledger(at: province.path("a"), mode: .reading).head() == province.acknowledged.head)
    try province.takeOver("a")
    #expect(try province.acknowledged.epoch == 3)
    _ = try province.open("a").submit([Self.producer("ba")])
    expect(.deposed) { _ = try province.open("b") }
    for machine in ["a", "b"] {
      #expect(try Ledger(at: province.path(machine), mode: .reading).verify().findings.isEmpty)
    }
  }

  @Test("ended between the head and the disk, what the store has is found when it is opened again")
  func endedBetween() throws {
    let province = try Province()
    let swaps = EndsAfterSwap(inner: province.store)
    let ledger = try province.open("a", by: swaps)
    swaps.armed.value.withLock { $0 = true }
    do {
      _ = try ledger.submit([Self.producer("một")])
      Issue.record("it was acknowledged")
    } catch LedgerError.failed(let failure) {
      #expect(failure.kind == .uncertain)
    } catch {
      Issue.record("\(error)")
    }
    #expect(try Self.names(ledger).isEmpty)
    // Asked again by the same program, it says that it is to be opened anew: its log is behind.
    #expect(throws: (any Error).self) { try ledger.submit([Self.producer("hai")]) }
    let path = try Self.reopened(ledger, province)
    #expect(path == ["một"])
  }

  /// The names in the ledger once its program has ended: a copy that follows has what the store acknowledges.
  private static func reopened(_ ledger: consuming Ledger, _ province: Province) throws -> [String] {
    try province.takeOver("copy")
    return try names(Ledger(at: province.path("copy"), mode: .reading))
  }

  @Test("of four who take over at once one is the writer", arguments: 0..<(Effort.isThorough ? 60 : 5))
  func contenders(round: Int) throws {
    let province = try Province()
    _ = try province.open("a").submit([Self.producer("một")])
    let outcomes = Mutex<[String]>([])
    let scratch = province.scratch.path
    DispatchQueue.concurrentPerform(iterations: 4) { number in
      let store = FolderStore(scratch + "/store")
      let shared = SharedLedger(at: "\(scratch)/m\(number)", in: store) { Timestamp.now() }
      do {
        _ = try shared.takeOver(address: store.address, holder: "m\(number)", from: 1)
        outcomes.withLock { $0.append("m\(number)") }
      } catch let failure as StoreFailure {
        if failure.kind != .lost { Issue.record("\(failure)") }
      } catch {
        Issue.record("\(error)")
      }
    }
    #expect(outcomes.withLock { $0.count } == 1)
    #expect(try province.acknowledged.holder == outcomes.withLock { $0.first })
    #expect(try province.acknowledged.epoch == 2)
  }

  @Test("many callers share a commit, and all are acknowledged once")
  func group() throws {
    let province = try Province()
    let ledger = try province.open("a")
    let failed = Mutex(0)
    DispatchQueue.concurrentPerform(iterations: 32) { number in
      for round in 0..<4 {
        do { _ = try ledger.submit([Self.producer("G\(number)-\(round)")]) } catch { failed.withLock { $0 += 1 } }
      }
    }
    #expect(failed.withLock { $0 } == 0)
    #expect(try Set(Self.names(ledger)).count == 128 && Self.names(ledger).count == 128)
    #expect(try ledger.head() == province.acknowledged.head)
  }

  @Test(
    "whatever a store does, what was acknowledged is there, and what was not is there once or not at all",
    arguments: Array(UInt64(1)...(Effort.isThorough ? 12 : 3)))
  func faults(seed: UInt64) throws {
    let (server, endpoint) = try StoreServer.faulty()
    defer { withExtendedLifetime(server) {} }
    let store = try StoreTests.open(endpoint, "p", seconds: 1)
    let province = try Province(store)
    var random = SeededGenerator(seed: seed)
    let faults = ["busy", "broken", "loses", "done-and-broken", "done-and-silent", "cut", "halved", "flipped"]
    var (acknowledged, open): ([String], Ledger?) = ([], nil)
    for number in 0..<30 {
      let fault = faults[Int(random.next() % UInt64(faults.count))]
      try StoreTests.fail(
        endpoint, fault, times: Int(random.next() % 12), match: random.next() % 2 == 0 ? "head" : "so-cai")
      let name = "F\(number)"
      do {
        let ledger = try open ?? province.open("a")
        open = ledger
        _ = try ledger.submit([Self.producer(name)])
        acknowledged.append(name)
      } catch {
        open = nil
      }
    }
    open = nil
    try StoreTests.fail(endpoint, "")
    let names = try Self.names(province.open("a"))
    #expect(Set(names).count == names.count, "seed \(seed)")
    #expect(names.filter(acknowledged.contains) == acknowledged, "seed \(seed)")
    try province.takeOver("b")
    #expect(try Self.names(Ledger(at: province.path("b"), mode: .reading)) == names, "seed \(seed)")
  }

  @Test("a store that does not keep to conditions, and one that has a ledger, is refused; the ledger stays as it was")
  func refused() throws {
    let (server, endpoint) = try StoreServer.faulty()
    defer { withExtendedLifetime(server) {} }
    let store = try StoreTests.open(endpoint, "p", seconds: 2)
    try StoreTests.fail(endpoint, "ignores-match")
    let held = try TestLedger()
    let shared = SharedLedger(at: held.path, in: store) { Timestamp.now() }
    expect(.unsafe) { try shared.attach(address: store.address, holder: "a") }
    _ = try held.open().submit([Self.producer("vẫn ghi được")])
    let province = try Province()
    expect(.taken) {
      try SharedLedger(at: held.path, in: province.store) { Timestamp.now() }.attach(address: "x", holder: "a")
    }
    // What is another ledger's is not touched.
    expect(.otherLedger) {
      try SharedLedger(at: held.path, in: province.store) { Timestamp.now() }.takeOver(address: "x", holder: "b")
    }
    _ = try held.open().submit([Self.producer("vẫn ghi được nữa")])
    // One store, and no other.
    let second = FolderStore(province.scratch.path + "/second")
    #expect(throws: LedgerFailure.self) {
      try SharedLedger(at: province.path("a"), in: second) { Timestamp.now() }.attach(address: "y", holder: "a")
    }
    #expect(try second.read("head") == nil)
  }

  @Test("a backup of a ledger in a store knows that it is; restored, it has what was acknowledged since")
  func restored() throws {
    let province = try Province()
    let copy = province.path("copy")
    do {
      let ledger = try province.open("a")
      _ = try ledger.submit([Self.producer("một")])
      try ledger.backUp(to: copy)
      _ = try ledger.submit([Self.producer("hai")])
    }
    #expect(throws: LedgerError.self) { try Ledger(at: copy, mode: .writing(waiting: false)) }
    let restored = try province.open("copy")
    _ = try restored.submit([Self.producer("ba")])
    #expect(try Self.names(restored) == ["một", "hai", "ba"])
    #expect(try Self.names(province.open("a")) == ["một", "hai", "ba"])
  }
}

extension SharedLedger {
  /// A copy from nothing, of which nobody makes a writer.
  fileprivate func takeOverLosing(_ store: any ObjectStore) throws {
    let head = try SharedLedger.head(of: store)
    let scratch = Scratch()
    try Ledger.create(at: scratch.path + "/copy", replicating: head.origin)
    let ledger = try Ledger(at: scratch.path + "/copy", mode: .following(waiting: false), projections: []) {
      Timestamp.now()
    }
    let followed = try HeadFollower(ledger, store).follow()
    let own = try ledger.head()
    #expect(own == followed.head && followed == head)
  }
}
