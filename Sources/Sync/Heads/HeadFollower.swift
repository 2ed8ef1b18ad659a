internal import EventLog
public import Ledger
internal import OCOP

/// Has a copy of a ledger that is kept in a store go on to the head: everything that was acknowledged, and nothing else.
public struct HeadFollower {
  private let ledger: Ledger
  private let store: any ObjectStore

  /// For `ledger`, opened to follow.
  public init(_ ledger: Ledger, _ store: any ObjectStore) { (self.ledger, self.store) = (ledger, store) }

  /// Goes on to the head that the store has now, and answers it with its tag. Throws ``StoreFailure``: ``StoreFailure/Kind/forked`` where the ledger holds what no head ever
  /// named.
  @discardableResult
  func catchUp() throws -> (head: StoreHead, tag: ObjectTag) {
    // A head that moves on meanwhile takes its tail along.
    for _ in 0..<100 {
      guard let (head, tag) = try StoreHead.read(store) else { throw StoreFailure(.nothing, store.address) }
      do {
        try take(head)
        return (head, tag)
      } catch let failure as StoreFailure where failure.kind == .missing && failure.object == head.tailName {
        guard let now = try StoreHead.read(store), now.tag != tag else { throw failure }
      } catch let altered as AlteredObject {
        throw StoreFailure(altered, in: store)
      }
    }
    throw StoreFailure(.contended, store.address, object: StoreHead.name)
  }

  /// Goes on to the head that the store has now; answers how many records there are.
  public func follow() throws -> StoreHead { try catchUp().head }

  private func take(_ head: StoreHead) throws {
    guard try ledger.origin == head.origin else { throw StoreFailure(.otherLedger, store.address, detail: head.origin) }
    let own = try ledger.head()
    guard own.size <= head.head.size else { throw fork("\(own.size) > \(head.head.size)") }
    if own.size == head.head.size {
      guard own == head.head else { throw fork("of \(own.size) records") }
      return
    }
    let tail = try StoreTail(store, of: head)
    let before = try ledger.tree(ofSize: own.size)
    var taker = RecordTaker(ledger, store)
    let known = max(own.size, head.tiled)
    if own.size < head.tiled {
      let tree = try TileTree(store, size: head.tiled, root: tail.tree.root)
      guard try tree.tree(ofSize: own.size) == before else { throw fork("of \(own.size) records") }
      try taker.take(tree, after: own.size, mayGoOn: true) { _ in }
    } else {
      var tree = tail.tree
      for leaf in tail.records.leaves.prefix(Int(own.size - head.tiled)) { tree.append(leaf) }
      guard tree == before else { throw fork("of \(own.size) records") }
    }
    try taker.take(last: tail.records.taken(ledger.path).dropFirst(Int(known - head.tiled)))
    guard try ledger.head() == head.head else { throw fork("of \(head.head.size) records") }
  }

  private func fork(_ detail: String) -> StoreFailure {
    StoreFailure(.forked, store.address, object: StoreHead.name, detail: detail)
  }
}
