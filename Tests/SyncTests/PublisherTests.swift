import Foundation
import Ledger
import OCOP
import OCOPKit
import ProjectionTesting
import Synchronization
import TestSupport
import Testing

@testable import Sync

@Suite("Sync: publishing")
struct PublisherTests {
  @Test("names are those of C2SP tlog-tiles")
  func names() {
    #expect(TileName(level: 0, index: 1_234_067, width: 256).text == "tile/0/x001/x234/067")
    #expect(TileName(level: nil, index: 0, width: 12).text == "tile/entries/000.p/12")
    #expect(TileName(level: 2, index: 1_000, width: 1).text == "tile/2/x001/000.p/1")
  }

  @Test(
    "what is added from one size to another is what the larger has and the smaller had not",
    arguments: [1, 255, 256, 257, 65_536, 65_800, 200_000])
  func added(size: UInt64) {
    let all = Set(TileName.added(from: 0, to: size))
    for earlier in [0, 1, 255, 256, 511, size / 2, size - 1, size] where earlier <= size {
      let before = Set(TileName.added(from: 0, to: earlier))
      let more = Set(TileName.added(from: earlier, to: size))
      #expect(before.union(more).isSuperset(of: all), "\(earlier)")
      #expect(more.subtracting(all).isEmpty)
      // A whole tile is made once.
      #expect(more.intersection(before).isEmpty, "\(earlier)")
    }
  }

  @Test(
    "published, grown, published again: each file is written once but the checkpoint, and together they are the log")
  func incremental() throws {
    let office = try Office(seed: 5, count: 300)
    try office.sign()
    let first = try Publisher(office.ledger, to: office.store).publish()
    #expect(first.earlier == 0 && first.known == 0 && first.made > 3)
    let before = try office.files()
    #expect(try Publisher(office.ledger, to: office.store).publish().made == 0)
    #expect(try office.files() == before)
    try office.grow(400)
    try office.sign()
    let second = try Publisher(office.ledger, to: office.store).publish()
    let size = try office.ledger.size
    #expect(second.head.size == size && second.earlier == first.head.size)
    #expect(try office.ledger.head() == second.head)
    let after = try office.files()
    for (name, bytes) in before where name != "checkpoint" { #expect(after[name] == bytes, "\(name)") }
    #expect(after["checkpoint"] != before["checkpoint"])
    for name in TileName.added(from: 0, to: size) {
      #expect(after[name.text].map { [UInt8]($0) } == (try office.ledger.bytes(of: name)), "\(name.text)")
    }
  }

  @Test("broken off at any object, it goes on from there; readers have a whole log all the time")
  func brokenOff() throws {
    struct Full: ObjectStore {
      let inner: FolderStore
      let left: Shared
      final class Shared: Sendable { let count = Mutex(0) }
      var address: String { inner.address }
      func read(_ name: String) throws(StoreFailure) -> StoredObject? { try inner.read(name) }
      func create(_ name: String, _ bytes: [UInt8]) throws(StoreFailure) -> Bool {
        guard try inner.read(name) == nil else { return false }
        let left = left.count.withLock { count -> Int in
          count -= 1
          return count
        }
        guard left >= 0 else { throw StoreFailure(.unreachable, address, object: name, detail: "full") }
        return try inner.create(name, bytes)
      }
      func swap(_ name: String, _ bytes: [UInt8], inPlaceOf tag: ObjectTag?) throws(StoreFailure) -> ObjectTag? {
        try inner.swap(name, bytes, inPlaceOf: tag)
      }
      func remove(own name: String) throws(StoreFailure) { try inner.remove(own: name) }
    }
    let office = try Office(seed: 6, count: 500)
    try office.sign()
    var tries = 0
    while true {
      let shared = Full.Shared()
      shared.count.withLock { $0 = tries == 0 ? 0 : 2 }
      tries += 1
      do {
        let outcome = try Publisher(office.ledger, to: Full(inner: office.store, left: shared)).publish()
        #expect(outcome.known > 0)
        break
      } catch is StoreFailure {
        #expect(try office.store.read("checkpoint") == nil, "no checkpoint before all that it is of")
      }
      // Each try writes what is missing, and finds what is there.
      try #require(tries < 50)
    }
    #expect(tries > 3)
  }

  @Test("another ledger, a fork, a longer log, other bytes: refused by name, and nothing is changed")
  func refused() throws {
    let office = try Office(seed: 7, count: 300)
    try office.sign()
    _ = try Publisher(office.ledger, to: office.store).publish()
    let published = try office.files()
    func refused(_ ledger: Ledger, _ store: FolderStore, _ kind: StoreFailure.Kind) throws {
      do {
        _ = try Publisher(ledger, to: store).publish()
        Issue.record("\(kind.name) was taken")
      } catch let failure as StoreFailure {
        #expect(failure.kind == kind && !failure.text.vi.isEmpty && failure.code == "store.\(kind.name)")
      }
      #expect(try office.files() == published)
    }
    let other = try Office(seed: 8, count: 300)
    try other.sign()
    try refused(other.ledger, office.store, .otherLedger)
    // A copy from before the last checkpoint goes its own way.
    let away = Scratch()
    try office.ledger.backUp(to: away.path + "/copy")
    try office.grow(5)
    try office.sign()
    let longer = Scratch()
    _ = try Publisher(office.ledger, to: FolderStore(longer.path + "/p")).publish()
    let copy = try Ledger(at: away.path + "/copy", mode: .reading)
    #expect(throws: StoreFailure.self) { try Publisher(copy, to: FolderStore(longer.path + "/p")).publish() }
    // A byte of a tile changed by hand is told when it is met.
    let third = FolderStore(longer.path + "/q")
    _ = try third.create(TileName(level: nil, index: 0, width: 256).text, [1, 2, 3])
    do {
      _ = try Publisher(office.ledger, to: third).publish()
      Issue.record("other bytes were taken")
    } catch let failure as StoreFailure {
      #expect(failure.kind == .differs)
    }
    #expect(try third.read("checkpoint") == nil)
  }

  @Test("of many who swap the same head one wins each time")
  func swaps() throws {
    let scratch = Scratch()
    let store = FolderStore(scratch.path + "/s")
    for round in 0..<20 {
      let tag = try store.read("head")?.tag
      let wins = Mutex(0)
      DispatchQueue.concurrentPerform(iterations: 4) { number in
        if (try? store.swap("head", [UInt8(round), UInt8(number)], inPlaceOf: tag)) != ObjectTag?.none {
          wins.withLock { $0 += 1 }
        }
      }
      #expect(wins.withLock { $0 } == 1)
    }
    #expect(try store.create("a/b", [1]))
    #expect(try !store.create("a/b", [2]))
    #expect(try store.read("a/b")?.bytes == [1])
    #expect(try store.read("none") == nil)
  }
}
