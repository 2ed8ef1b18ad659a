import Foundation
import Ledger
import OCOP
import OCOPKit
import ProjectionTesting
import Synchronization
import TestSupport
import Testing

@testable import Sync

@Suite("Sync: followers")
struct FollowerTests {
  private static func follower(_ office: Office, _ name: String = "replica") -> Follower {
    Follower(office.store, at: office.scratch.path + "/" + name) { Timestamp.now() }
  }

  private static func mark(_ office: Office) -> ReplicaMark {
    ReplicaMark(source: office.store.address, verifiers: [office.verifier])
  }

  private static func publish(_ office: Office) throws {
    try office.sign()
    _ = try Publisher(office.ledger, to: office.store).publish()
  }

  @Test(
    "a replica is the ledger: the same root, everything in its place, the same answers; nothing else is recorded in it")
  func replica() throws {
    let office = try Office(seed: 11, count: 700)
    try Self.publish(office)
    let follower = Self.follower(office)
    #expect(try follower.follow(Self.mark(office)).earlier == 0)
    // From inside a bundle on, over more than one.
    for count in [1, 3, 255, 256, 600] {
      try office.grow(count)
      try Self.publish(office)
      let outcome = try follower.follow(Self.mark(office))
      #expect(try outcome.checkpoint.head == office.ledger.head())
      #expect(try follower.follow(Self.mark(office)).earlier == outcome.checkpoint.head.size)
    }
    let replica = try Ledger(at: follower.path, mode: .reading)
    #expect(try replica.head() == office.ledger.head())
    #expect(replica.replica == Self.mark(office))
    let verified = try replica.verify()
    #expect(verified.findings.isEmpty && verified.checkpoint?.head == verified.head, "\(verified.findings)")
    let question = Question(asOf: day("2024-06-30"))
    let (theirs, own) = (try replica.ratedProducts(question).answer, try office.ledger.ratedProducts(question).answer)
    #expect(theirs == own && !own.isEmpty)
    #expect(throws: LedgerError.self) { try Ledger(at: follower.path, mode: .writing(waiting: false)) }
  }

  @Test(
    "a byte changed in any object is found and named; nothing of it is taken, and what was seen is kept",
    arguments: [UInt64(12)])
  func altered(seed: UInt64) throws {
    let office = try Office(seed: seed, count: 300)
    try office.grow(70_000)
    try Self.publish(office)
    var random = SeededGenerator(seed: seed)
    let files = try office.files().filter { $0.key.hasPrefix("tile/") || $0.key.hasPrefix("blobs/") }
    let kinds = Dictionary(grouping: files.keys.sorted()) { $0.split(separator: "/").prefix(2).joined(separator: "/") }
    let names = kinds.flatMap { kind, names in
      kind.hasPrefix("blobs")
        ? Array(names.prefix(2))
        : [names[0], names[names.count / 2], names[names.count - 1]]
          + names.filter { $0.contains(".p/") }
    }
    for (number, name) in Set(names).sorted().enumerated() {
      var bytes = try #require(files[name])
      let place = Int(random.next() % UInt64(bytes.count))
      bytes[place] ^= 1 << UInt8(random.next() % 8)
      let path = URL(fileURLWithPath: office.folder + "/" + name)
      try bytes.write(to: path)
      let follower = Self.follower(office, "replica-\(number)")
      do {
        _ = try follower.follow(Self.mark(office))
        Issue.record("\(name) was believed, seed \(seed)")
      } catch let failure as StoreFailure {
        #expect(failure.kind == .altered && failure.object == name, "\(failure), \(name) at \(place), seed \(seed)")
        if name.hasPrefix("tile/entries"), let position = failure.position {
          let index = try #require(TileName(name.split(separator: "/").map(String.init))).index
          #expect((index * 256..<index * 256 + 256).contains(position.number))
        }
        let kept = try #require(failure.evidence)
        #expect(try Data(contentsOf: URL(fileURLWithPath: kept + "/object")) == bytes)
        let note = try String(contentsOfFile: kept + "/theirs.note", encoding: .utf8)
        #expect(try SignedCheckpoint(text: note).head == office.ledger.head())
      }
      try #require(files[name]).write(to: path)
      // Mended, it goes on from what it took.
      guard number % 5 == 0 else { continue }
      #expect(try follower.follow(Self.mark(office)).checkpoint.head == office.ledger.head(), "\(name)")
      try FileManager.default.removeItem(atPath: follower.path)
    }
  }

  @Test("an older checkpoint and a forked one are named, with both heads; the replica stays as it was")
  func forked() throws {
    let office = try Office(seed: 13, count: 400)
    try Self.publish(office)
    let before = try #require(try office.store.read("checkpoint"))
    try office.grow(10)
    // Another history from here on, of the same ledger and signed by the same key.
    let other = office.scratch.path + "/other"
    try office.ledger.backUp(to: other)
    try office.grow(300)
    try Self.publish(office)
    let follower = Self.follower(office)
    let held = try follower.follow(Self.mark(office)).checkpoint
    _ = try office.store.swap("checkpoint", before.bytes, inPlaceOf: office.store.read("checkpoint")?.tag)
    for (kind, put) in [(StoreFailure.Kind.older, {}), (.forked, { try fork() })] {
      try put()
      do {
        _ = try follower.follow(Self.mark(office))
        Issue.record("it was believed")
      } catch let failure as StoreFailure {
        #expect(failure.kind == kind)
        let kept = try #require(failure.evidence)
        #expect(try String(contentsOfFile: kept + "/own.note", encoding: .utf8) == held.note)
        let theirs = try String(contentsOfFile: kept + "/theirs.note", encoding: .utf8)
        #expect(try SignedCheckpoint(text: theirs).head != held.head)
        if kind == .forked { #expect(failure.position?.number == before.size(plus: 10)) }
      }
      #expect(try Ledger(at: follower.path, mode: .reading).head() == held.head)
    }

    func fork() throws {
      let ledger = try Ledger(at: other, mode: .writing(waiting: false))
      let stream = try #require(try ledger.streams(.product).first)
      let version = try ledger.history(of: stream).entries.count
      try ledger.appendBypassingDecider(
        (0..<400).map { number in
          Record(
            stream: stream, version: UInt64(version + number), recordedAt: Timestamp(microseconds: 0), effectiveOn: nil,
            actor: "t", command: nil, event: .productRenamed(ProductRenamed(name: "Khác \(number)")))
        })
      let memory = KeyMemory(besideKey: office.scratch.path + "/second")
      try memory.create(office.key)
      _ = try ledger.signCheckpoint(office.key, memory, by: "t", acceptsRollback: true)
      let store = FolderStore(office.scratch.path + "/forked")
      _ = try Publisher(ledger, to: store).publish()
      try FileManager.default.removeItem(atPath: office.folder)
      try FileManager.default.copyItem(atPath: office.scratch.path + "/forked", toPath: office.folder)
    }
  }

  @Test("broken off at any read, it goes on from what it took")
  func brokenOff() throws {
    let office = try Office(seed: 14, count: 300)
    try office.grow(60_000)
    try Self.publish(office)
    let path = office.scratch.path + "/replica"
    var (sizes, tries): ([UInt64], Int) = ([], 0)
    while true {
      tries += 1
      try #require(tries < 100)
      let store = Failing(inner: office.store, after: 30 + tries * 100)
      do {
        _ = try Follower(store, at: path) { Timestamp.now() }.follow(Self.mark(office))
        break
      } catch let failure as StoreFailure {
        #expect(failure.kind == .unreachable)
        sizes.append((try? Ledger(at: path, mode: .reading).size) ?? 0)
      }
    }
    #expect(sizes == sizes.sorted() && Set(sizes).count > 2, "\(sizes)")
    #expect(try Ledger(at: path, mode: .reading).verify().findings.isEmpty)
    #expect(try Ledger(at: path, mode: .reading).head() == office.ledger.head())
  }

  @Test("who signed is asked for: another key, another ledger, a replica of something else, a ledger of its own")
  func strangers() throws {
    let office = try Office(seed: 15, count: 50)
    let follower = Self.follower(office)
    expect(.nothing) { _ = try follower.follow(Self.mark(office)) }
    try Self.publish(office)
    let stranger = try LedgerKey(origin: office.ledger.origin, seed: [UInt8](repeating: 9, count: 32))
    var other = Self.mark(office)
    other.verifiers = [stranger.verifier]
    #expect(throws: LedgerError.self) { try follower.follow(other) }
    #expect(!FileManager.default.fileExists(atPath: follower.path))
    _ = try follower.follow(Self.mark(office))
    other.verifiers = [stranger.verifier, office.verifier]
    expect(.otherKey) { _ = try follower.follow(other) }
    #expect(try follower.follow(other, isNewKey: true).earlier > 0)
    #expect(try ReplicaMark.read(follower.path) == other)
    // Of its own, and not empty.
    #expect(throws: (any Error).self) {
      try Follower(office.store, at: office.held.path) { Timestamp.now() }.follow(Self.mark(office))
    }
    let second = try Office(seed: 16, count: 50)
    try Self.publish(second)
    var mark = Self.mark(second)
    mark.verifiers.append(office.verifier)
    expect(.otherLedger) {
      _ = try Follower(second.store, at: follower.path) { Timestamp.now() }.follow(mark, isNewKey: true)
    }
  }

  @Test("several places are compared: one that lags is none, one that tells another history is")
  func watch() throws {
    let office = try Office(seed: 17, count: 300)
    try Self.publish(office)
    let copy = office.scratch.path + "/copy"
    try FileManager.default.copyItem(atPath: office.folder, toPath: copy)
    try office.grow(500)
    try Self.publish(office)
    var watch = CheckpointWatch(verifiers: [office.verifier])
    #expect(try watch.look(at: [office.store, FolderStore(copy)]).count == 2)
    #expect(try watch.look(at: [FolderStore(copy), office.store]).count == 2)
  }
}

extension StoredObject {
  fileprivate func size(plus count: UInt64) -> UInt64? {
    (try? SignedCheckpoint(text: String(decoding: bytes, as: UTF8.self)).head.size).map { $0 + count }
  }
}

/// A store that cannot be reached after so many reads.
struct Failing: ObjectStore {
  let inner: any ObjectStore
  private let left: Left
  private final class Left: Sendable { let count = Mutex(0) }

  init(inner: any ObjectStore, after count: Int) {
    (self.inner, left) = (inner, Left())
    left.count.withLock { $0 = count }
  }

  var address: String { inner.address }
  private func spend() throws(StoreFailure) {
    let rest = left.count.withLock { count in
      count -= 1
      return count
    }
    if rest < 0 { throw StoreFailure(.unreachable, address) }
  }
  func read(_ name: String) throws(StoreFailure) -> StoredObject? {
    try spend()
    return try inner.read(name)
  }
  func create(_ name: String, _ bytes: [UInt8]) throws(StoreFailure) -> Bool {
    try spend()
    return try inner.create(name, bytes)
  }
  func swap(_ name: String, _ bytes: [UInt8], inPlaceOf tag: ObjectTag?) throws(StoreFailure) -> ObjectTag? {
    try spend()
    return try inner.swap(name, bytes, inPlaceOf: tag)
  }
  func remove(own name: String) throws(StoreFailure) { try inner.remove(own: name) }
}
