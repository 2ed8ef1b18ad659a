internal import Foundation
public import Ledger
public import OCOP
public import ProjectionKit

/// A ledger that is kept in a store: its log is here, and what is acknowledged is there.
public struct SharedLedger {
  private let path: String
  private let store: any ObjectStore
  private let clock: @Sendable () -> Timestamp

  /// The ledger in the folder `path`, and the store that it is kept in or will be.
  public init(at path: String, in store: any ObjectStore, clock: @escaping @Sendable () -> Timestamp) {
    (self.path, self.store, self.clock) = (path, store, clock)
  }

  /// Opens it for writing, once all that was acknowledged is here. Where it is not kept in a store, ``Ledger/Ledger`` opens it.
  ///
  /// Throws ``StoreFailure``: ``StoreFailure/Kind/deposed`` where another machine writes; then all that was acknowledged is here, too.
  public func open(
    waiting: Bool, projections: [any Projection.Type], acceptsRollback: Bool = false, acceptsClock: Bool = false
  ) throws -> Ledger {
    guard let mark = try StoreMark.read(path) else { throw StoreFailure(.nothing, store.address) }
    for _ in 0..<100 {
      let fence: StoreFence
      do throws(StoreFailure) {
        fence = try StoreFence(store, path, holder: mark.holder)
      } catch {
        if error.kind == .deposed { try follow(waiting: waiting) }
        throw error
      }
      do {
        let ledger = try Ledger(
          at: path, mode: .writing(waiting: waiting), projections: projections, views: nil,
          acceptsRollback: acceptsRollback, acceptsClock: acceptsClock, verifies: false, fence: fence, clock: clock)
        if try ledger.head() == fence.head {
          fence.attach(ledger)
          return ledger
        }
      }
      // Closed again: what was acknowledged and is not here comes by another door.
      try follow(waiting: waiting)
    }
    throw StoreFailure(.contended, store.address, object: StoreHead.name)
  }

  /// Goes on to what is acknowledged.
  @discardableResult
  public func follow(waiting: Bool = false) throws -> StoreHead {
    try HeadFollower(following(waiting: waiting), store).follow()
  }

  /// What `store` acknowledges. Throws ``StoreFailure``.
  public static func head(of store: any ObjectStore) throws(StoreFailure) -> StoreHead {
    guard let head = try StoreHead.read(store)?.head else { throw StoreFailure(.nothing, store.address) }
    return head
  }

  private func following(waiting: Bool) throws -> Ledger {
    try Ledger(at: path, mode: .following(waiting: waiting), projections: [], clock: clock)
  }

  /// Keeps the ledger, which nobody else writes meanwhile, in the store from now on; `holder`: a word by which this machine is known there. A store that does not keep to what is built upon it is refused.
  ///
  /// Throws ``StoreFailure``: ``StoreFailure/Kind/taken`` where a ledger is kept there. Run again it ends what was broken off.
  @discardableResult
  public func attach(address: String, holder: String, mark number: UInt64 = .random(in: 1 ... .max)) throws -> StoreHead
  {
    let ledger = try following(waiting: false)
    let begun = try StoreMark.read(path)
    if let begun, begun.store != address { throw LedgerFailure(.inStore, path: path, detail: begun.store) }
    if let (there, _) = try StoreHead.read(store) {
      guard let begun, there.holder == begun.holder, try ledger.origin == there.origin else {
        throw StoreFailure(.taken, store.address)
      }
      return there
    }
    if ledger.replica != nil { throw LedgerFailure(.isReplica, path: path, detail: address) }
    try StoreProbe(store).run(mark: number)
    let mark = StoreMark(store: address, holder: begun?.holder ?? holder)
    // From here on nothing is recorded by any other door.
    try mark.write(path)
    let head = try ledger.head()
    let own = StoreHead(
      origin: try ledger.origin, epoch: 1, holder: mark.holder, head: head, tiled: head.size / 256 * 256)
    for content in try ledger.namedContents() {
      if let bytes = try ledger.blob(content) { try store.keep(BlobName.text(content), bytes) }
    }
    _ = try TileWriter(store, ledger).write(TileName.added(from: 0, to: own.tiled))
    let rest = try ledger.entryBundle(index: own.tiled / 256, width: Int(head.size - own.tiled))
    try store.keep(own.tailName, StoreTail.encode(try ledger.tree(ofSize: own.tiled), rest ?? []))
    guard try store.swap(StoreHead.name, Array(own.text.utf8), inPlaceOf: nil) != nil else {
      throw StoreFailure(.taken, store.address)
    }
    return own
  }

  /// Makes this machine the writer, in the place of one that is down, once everything that was acknowledged is here; the folder may be a replica, a former writer, or empty. Whoever wrote
  /// before is refused from then on, whether it is down or not.
  ///
  /// `epoch`: that of the writer that is meant; where another took over since, it is left alone. Throws ``StoreFailure``: ``StoreFailure/Kind/lost`` where another one took it over at the
  /// same time.
  @discardableResult
  public func takeOver(address: String, holder: String, from epoch: UInt64? = nil) throws -> StoreHead {
    guard let first = try StoreHead.read(store)?.head else { throw StoreFailure(.nothing, store.address) }
    let epoch = epoch ?? first.epoch
    if !FileManager.default.fileExists(atPath: path + "/log/data.mdb") {
      try Ledger.create(at: path, replicating: first.origin)
    }
    let ledger = try following(waiting: false)
    let mark = StoreMark(store: address, holder: try StoreMark.read(path)?.holder ?? holder)
    for _ in 0..<100 {
      // What cannot go on to the head stays as it is.
      let (last, tag) = try HeadFollower(ledger, store).catchUp()
      // Before the store knows this machine's name, it is known here.
      try mark.write(path)
      if last.holder == mark.holder {
        try ReplicaMark.remove(path)
        return last
      }
      guard last.epoch == epoch else {
        throw StoreFailure(.lost, store.address, detail: "\(last.holder), epoch \(last.epoch)")
      }
      var next = last
      (next.epoch, next.holder) = (last.epoch + 1, mark.holder)
      guard try store.swap(StoreHead.name, Array(next.text.utf8), inPlaceOf: tag) != nil else { continue }
      try ReplicaMark.remove(path)
      return next
    }
    throw StoreFailure(.contended, store.address, object: StoreHead.name)
  }
}
