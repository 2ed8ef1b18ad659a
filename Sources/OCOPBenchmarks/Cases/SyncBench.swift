internal import ArgumentParser
internal import Foundation
internal import Ledger
internal import OCOP
internal import OCOPKit
internal import ProjectionTesting
internal import Sync
internal import Synchronization

/// What goes past one machine: publishing a log, following it from nothing, and writing by way of a store that is some way off.
struct SyncBench: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "sync", abstract: "Publishing, following, and writing by way of a store.")

  @Option(help: "How many products.") var products: UInt32 = 100_000
  @Option(help: "How many events in all, about.") var events = 1_000_000
  @Option(help: "How often each is done.") var runs = 3
  @Option(help: "How long the store takes for each answer, in milliseconds.") var delay: UInt32 = 5
  @Option(help: "How many records each number of writers appends.") var writes = 640
  @OptionGroup var bench: BenchLedger

  func run() throws { try bench.run(fill: fill, measure: measure) }

  private func fill(_ ledger: Ledger) throws {
    try LargeHistory(seed: bench.seed, products: products, events: events).write(to: ledger)
  }

  private func measure(_ path: String, _ report: inout Report) throws {
    let folder = path + ".sync"
    try? FileManager.default.removeItem(atPath: folder)
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(atPath: folder) }
    try measureFollowing(path, folder, &report)
    try measureWriting(folder, &report)
  }

  /// In pairs with verifying the same records, which is what following cannot do without.
  private func measureFollowing(_ path: String, _ folder: String, _ report: inout Report) throws {
    let ledger = try Ledger(at: path, mode: .writing(waiting: false))
    let key = try LedgerKey(origin: try ledger.origin, seed: [UInt8](repeating: 1, count: 32))
    let memory = KeyMemory(besideKey: folder + "/key")
    try memory.create(key)
    _ = try ledger.signCheckpoint(key, memory, by: "bench", isNewKey: true, acceptsRollback: true)
    let size = try ledger.size
    report.note("records", Int(size))
    let store = FolderStore(folder + "/store")
    var (publishing, verifying, following) = (Samples(), Samples(), Samples())
    _ = try timed(&publishing) { try Publisher(ledger, to: store).publish() }
    report.add("publish into a folder", publishing)
    let mark = ReplicaMark(source: store.address, verifiers: [key.verifier])
    for _ in 0..<runs {
      _ = try timed(&verifying) { try ledger.verify() }
      let follower = Follower(store, at: folder + "/replica") { Timestamp.now() }
      let outcome = try timed(&following) { try follower.follow(mark) }
      guard try outcome.checkpoint.head == ledger.head() else { throw BenchFailure.notVerified(1) }
      try FileManager.default.removeItem(atPath: follower.path)
    }
    report.add("verify", verifying)
    report.add("follow from nothing", following)
    report.note("events verified a second", Int(Double(size) / verifying.median * 1e6))
    report.note("events followed a second", Int(Double(size) / following.median * 1e6))
  }

  private func measureWriting(_ folder: String, _ report: inout Report) throws {
    for callers in [1, 16, 64] {
      let path = "\(folder)/w\(callers)"
      _ = try Ledger.initialise(at: path, LedgerSetup(name: "Bench", actor: "bench"))
      let shared = SharedLedger(
        at: path, in: DistantStore(inner: FolderStore("\(folder)/s\(callers)"), microseconds: delay * 1_000)
      ) { Timestamp.now() }
      try shared.attach(address: folder, holder: "bench")
      let ledger = try shared.open(waiting: false, projections: installedProjections)
      let all = Mutex(Samples())
      let each = writes / callers
      let begun = ContinuousClock.now
      DispatchQueue.concurrentPerform(iterations: callers) { caller in
        for number in 0..<each {
          let event = Event.producerRegistered(ProducerRegistered(name: "P\(caller)-\(number)"))
          let command = Command(id: nil, actor: "bench", act: .record(StreamID(.producer, 0), event), effectiveOn: nil)
          let start = ContinuousClock.now
          _ = try? ledger.submit([command])
          let taken = ContinuousClock.now - start
          all.withLock { $0.add(taken) }
        }
      }
      let seconds = (ContinuousClock.now - begun) / .seconds(1)
      guard try ledger.size >= UInt64(each * callers) else { throw BenchFailure.notVerified(1) }
      report.add("\(callers) callers, acknowledged by a store of \(delay) ms", all.withLock { $0 })
      report.note("\(callers) callers, acknowledged a second", Int(Double(each * callers) / seconds))
    }
  }
}

/// A store that takes a while for each answer.
private struct DistantStore: ObjectStore {
  let inner: FolderStore
  let microseconds: UInt32

  var address: String { inner.address }
  func read(_ name: String) throws(StoreFailure) -> StoredObject? {
    usleep(microseconds)
    return try inner.read(name)
  }
  func create(_ name: String, _ bytes: [UInt8]) throws(StoreFailure) -> Bool {
    usleep(microseconds)
    return try inner.create(name, bytes)
  }
  func swap(_ name: String, _ bytes: [UInt8], inPlaceOf tag: ObjectTag?) throws(StoreFailure) -> ObjectTag? {
    usleep(microseconds)
    return try inner.swap(name, bytes, inPlaceOf: tag)
  }
  func remove(own name: String) throws(StoreFailure) {
    usleep(microseconds)
    try inner.remove(own: name)
  }
}
