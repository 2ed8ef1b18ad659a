package import EventLog
internal import Foundation
package import Ledger
internal import OCOP
internal import Synchronization

/// The fence before a ledger that is kept in a store: what is to be recorded is put there, and is recorded where the head can be swapped.
///
/// First the new records go into the store under a name that no other content has, then the head is swapped to name them, and only then they are committed here. So this
/// machine never holds what the store may still refuse, and whoever was paused, cut off or replaced in between cannot acknowledge anything.
package final class StoreFence: CommitFence {
  private let store: any ObjectStore
  private let path: String
  private let holder: String
  private let state: Mutex<State>

  private struct State {
    var head: StoreHead
    var tag: ObjectTag
    /// Whether it is not known if the head was swapped.
    var isOpen = false
    /// Opened beside the log that is being written: what is in it is acknowledged.
    weak var ledger: Ledger?
  }

  /// For the ledger in the folder `path`, that the store's head names `holder` as the writer of. Throws ``StoreFailure/Kind/deposed`` where it names another, and ``StoreFailure/Kind/nothing``
  /// where there is no head.
  package init(_ store: any ObjectStore, _ path: String, holder: String) throws(StoreFailure) {
    guard let (head, tag) = try StoreHead.read(store) else { throw StoreFailure(.nothing, store.address) }
    guard head.holder == holder else { throw Self.deposed(store, by: head) }
    (self.store, self.path, self.holder) = (store, path, holder)
    state = Mutex(State(head: head, tag: tag))
  }

  static func deposed(_ store: any ObjectStore, by head: StoreHead) -> StoreFailure {
    StoreFailure(.deposed, store.address, detail: "\(head.holder), epoch \(head.epoch)")
  }

  /// What the store acknowledges.
  package var head: Head { state.withLock { $0.head.head } }

  /// Tells it the ledger that was opened with it.
  package func attach(_ ledger: Ledger) { state.withLock { $0.ledger = ledger } }

  /// See ``CommitFence``. Throws ``LedgerFailure``: ``LedgerFailure/Kind/deposed``, ``LedgerFailure/Kind/notTaken``, ``LedgerFailure/Kind/uncertain``.
  package func admit(_ view: borrowing LogView, after before: MerkleTree) throws {
    guard view.size > before.size else { return }
    do {
      try swap(view, after: before)
    } catch let failure as StoreFailure {
      let kind: LedgerFailure.Kind =
        switch failure.kind {
        case .deposed: .deposed
        case .uncertain: .uncertain
        default: .notTaken
        }
      let told = [failure.object, failure.detail, failure.evidence ?? ""].filter { !$0.isEmpty }
      throw LedgerFailure(kind, path: store.address, detail: told.joined(separator: "; "))
    }
  }

  private func swap(_ view: borrowing LogView, after before: MerkleTree) throws {
    let (last, tag) = try resolved()
    guard before.size == last.head.size, before.root.description == last.head.root else {
      throw LogFailure(.mustReopen, path: path, detail: "the store's head is of \(last.head.size) records")
    }
    let next = try put(view, after: last)
    do {
      guard let swapped = try store.swap(StoreHead.name, Array(next.text.utf8), inPlaceOf: tag) else {
        throw try refused()
      }
      // A store that said that it took it, and lost it, acknowledges nothing.
      guard readBack() == next else {
        throw StoreFailure(.uncertain, store.address, object: StoreHead.name, detail: "taken, and not there")
      }
      state.withLock { ($0.head, $0.tag) = (next, swapped) }
    } catch let failure as StoreFailure where [.uncertain, .deposed].contains(failure.kind) {
      if failure.kind == .uncertain { state.withLock { $0.isOpen = true } }
      var told = failure
      told.evidence = try Unacknowledged(path).keep(view, from: before.size, as: next)
      throw told
    }
    // Nobody needs it any more: no later head is of fewer records.
    if last.tailName != next.tailName { try? store.remove(own: last.tailName) }
  }

  /// What is known of the head, once it is known: after a swap of which nobody knows whether it was done, the store is asked.
  private func resolved() throws -> (StoreHead, ObjectTag) {
    let known = state.withLock { ($0.head, $0.tag, $0.isOpen) }
    guard known.2 else { return (known.0, known.1) }
    guard let now = try StoreHead.read(store) else { throw StoreFailure(.nothing, store.address) }
    guard now.head.holder == holder else { throw Self.deposed(store, by: now.head) }
    guard now.head == known.0 else {
      throw LogFailure(.mustReopen, path: path, detail: "what was uncertain is recorded in the store")
    }
    state.withLock { ($0.tag, $0.isOpen) = (now.tag, false) }
    return (now.head, now.tag)
  }

  /// The head that is there now; `nil` where it cannot be read.
  private func readBack() -> StoreHead? { (try? StoreHead.read(store))?.head }

  /// Who was quicker.
  private func refused() throws -> any Error {
    guard let now = try StoreHead.read(store) else { return StoreFailure(.nothing, store.address) }
    if now.head.holder != holder { return Self.deposed(store, by: now.head) }
    return LogFailure(.mustReopen, path: path, detail: "another program writes under this machine's name")
  }

  /// Puts everything into the store that the next head names, and answers that head.
  private func put(_ view: borrowing LogView, after last: StoreHead) throws -> StoreHead {
    var next = last
    next.head = Head(size: view.size, root: view.tree.root.description)
    next.tiled = last.head.size / 256 * 256
    if next.tiled > last.tiled {
      guard let ledger = state.withLock({ $0.ledger }) else { preconditionFailure("a fence without its ledger") }
      _ = try TileWriter(store, ledger).write(TileName.added(from: last.tiled, to: next.tiled))
    }
    guard let bundle = try view.entryBundle(next.tiled..<view.size) else {
      throw LogFailure(.damaged, path: path, detail: "records before \(view.size) are missing")
    }
    var blobs: Set<Digest> = []
    try view.scan(from: LogPosition(last.head.size), to: LogPosition(view.size)) { _, bytes in
      if let header = Ledger.header(bytes) { blobs.formUnion(header.blobs) }
      return true
    }
    for digest in blobs {
      guard let blob = try view.blob(digest) else { continue }
      try store.keep(BlobName.text(digest.description), blob)
    }
    try store.keep(next.tailName, StoreTail.encode(try view.tree(ofSize: next.tiled), bundle))
    return next
  }
}
