import Ledger
import OCOP
import OCOPKit
import Synchronization
import TestSupport

@testable import Sync

/// A store, and machines that write there in turn.
final class Province {
  let scratch = Scratch()
  let store: any ObjectStore

  init(_ store: (any ObjectStore)? = nil) throws {
    self.store = store ?? FolderStore(scratch.path + "/store")
    _ = try Ledger.initialise(at: path("a"), LedgerSetup(name: "Thử", actor: "t"))
    try shared("a").attach(address: self.store.address, holder: "a")
  }

  func path(_ machine: String) -> String { scratch.path + "/" + machine }

  func shared(_ machine: String, by store: (any ObjectStore)? = nil) -> SharedLedger {
    SharedLedger(at: path(machine), in: store ?? self.store) { Timestamp.now() }
  }

  func open(_ machine: String, by store: (any ObjectStore)? = nil) throws -> Ledger {
    try shared(machine, by: store).open(waiting: false, projections: installedProjections)
  }

  func takeOver(_ machine: String) throws {
    _ = try shared(machine).takeOver(address: store.address, holder: machine)
  }

  var acknowledged: StoreHead {
    get throws { try SharedLedger.head(of: store) }
  }
}

/// A store whose answer to the next swap is lost on the way.
struct EndsAfterSwap: ObjectStore {
  let inner: any ObjectStore
  let armed = Armed()
  final class Armed: Sendable { let value = Mutex(false) }

  init(inner: any ObjectStore) { self.inner = inner }

  var address: String { inner.address }
  func read(_ name: String) throws(StoreFailure) -> StoredObject? { try inner.read(name) }
  func create(_ name: String, _ bytes: [UInt8]) throws(StoreFailure) -> Bool { try inner.create(name, bytes) }
  func swap(_ name: String, _ bytes: [UInt8], inPlaceOf tag: ObjectTag?) throws(StoreFailure) -> ObjectTag? {
    let swapped = try inner.swap(name, bytes, inPlaceOf: tag)
    if armed.value.withLock({ $0 }) { throw StoreFailure(.uncertain, address, object: name) }
    return swapped
  }
  func remove(own name: String) throws(StoreFailure) { try inner.remove(own: name) }
}
