internal import EventLog
internal import Foundation
public import Ledger
public import OCOP

/// Keeps a verified replica of a ledger that is published in a store.
///
/// Each record is held against a checkpoint that one of the given keys signed before it is taken, and each checkpoint against what was taken
/// before. What is taken stays taken: it goes on after any end. What does not fit is never taken; it is named, and kept as evidence.
public struct Follower: Sendable {
  /// The replica's folder.
  public let path: String
  private let store: any ObjectStore
  private let clock: @Sendable () -> Timestamp

  /// A follower of `store`, whose replica is in the folder `path`, or will be. `clock`: when evidence is seen.
  public init(_ store: any ObjectStore, at path: String, clock: @escaping @Sendable () -> Timestamp) {
    (self.store, self.path, self.clock) = (store, path, clock)
  }

  /// What came of it.
  public struct Outcome: Hashable, Sendable {
    /// The checkpoint up to which the replica is the ledger.
    public let checkpoint: SignedCheckpoint
    /// How many records it had before.
    public let earlier: UInt64
  }

  /// Goes on to the checkpoint that the store has now. `mark`: whose replica it is to be. `progress`: how many records of how many are there.
  ///
  /// Throws ``ProofFailure`` for a checkpoint that no key of the mark signed or whose witnesses are too few; ``StoreFailure``:
  /// ``StoreFailure/Kind/altered``, ``StoreFailure/Kind/forked`` and ``StoreFailure/Kind/older``, with evidence; ``LedgerFailure`` where the
  /// folder is a ledger of its own.
  public func follow(
    _ mark: ReplicaMark, isNewKey: Bool = false, progress: (UInt64, UInt64) -> Void = { _, _ in }
  ) throws -> Outcome {
    let theirs = try Publisher.checkpoint(in: store)
    let verifier = try signer(of: theirs, mark)
    if let policy = mark.policy { try theirs.verify(policy: policy) }
    let ledger = try opened(mark, theirs.origin, isNewKey)
    let own = try ledger.lastCheckpoint()
    let earlier = try ledger.size
    do {
      try take(theirs, into: ledger, own, progress)
    } catch let altered as AlteredObject {
      let failure = StoreFailure(altered, in: store)
      throw try Evidence(path).keep(failure, own: own?.note, theirs: theirs.note, object: altered.bytes, at: clock())
    } catch let failure as StoreFailure where [.forked, .older].contains(failure.kind) {
      throw try Evidence(path).keep(failure, own: own?.note, theirs: theirs.note, object: nil, at: clock())
    }
    try ledger.accept(theirs, signedBy: verifier)
    return Outcome(checkpoint: theirs, earlier: earlier)
  }

  /// The key of the mark that signed it; a signature of none of them, and it is nobody's word.
  private func signer(of checkpoint: SignedCheckpoint, _ mark: ReplicaMark) throws -> String {
    for verifier in mark.verifiers where (try? checkpoint.verify(by: [verifier])) != nil { return verifier }
    try checkpoint.verify(by: mark.verifiers)
    throw ProofFailure(kind: "noKnownSignature")
  }

  private func opened(_ mark: ReplicaMark, _ origin: String, _ isNewKey: Bool) throws -> Ledger {
    func open() throws -> Ledger {
      try Ledger(at: path, mode: .following(waiting: false), projections: [], clock: clock)
    }
    if let known = try ReplicaMark.read(path) {
      let ledger = try open()
      guard try ledger.origin == origin else { throw StoreFailure(.otherLedger, store.address, detail: origin) }
      guard isNewKey || Set(mark.verifiers) == Set(known.verifiers) else {
        throw StoreFailure(.otherKey, store.address)
      }
      if known != mark { try mark.write(path) }
      return ledger
    }
    if !FileManager.default.fileExists(atPath: path + "/log/data.mdb") {
      try Ledger.create(at: path, replicating: origin)
    } else {
      // Made by a follower that was ended before it said so: it is empty.
      let there = try open()
      guard try there.size == 0, try there.origin == origin else { throw LedgerFailure(.exists, path: path) }
    }
    try mark.write(path)
    return try open()
  }

  private func take(
    _ theirs: SignedCheckpoint, into ledger: Ledger, _ own: SignedCheckpoint?, _ progress: (UInt64, UInt64) -> Void
  ) throws {
    let head = try ledger.head()
    // What was begun and not ended was of a checkpoint that is kept.
    let seen = max(head.size, own?.head.size ?? 0)
    guard theirs.head.size >= seen else {
      guard try ledger.holds(theirs.head) else { throw fork(at: nil, theirs.head.size) }
      throw StoreFailure(
        .older, store.address, object: Publisher.checkpointName, detail: "\(theirs.head.size) < \(seen)")
    }
    guard let root = Digest(hexadecimal: theirs.head.root) else { throw fork(at: nil, theirs.head.size) }
    if theirs.head.size == head.size {
      guard theirs.head == head else { throw fork(at: nil, head.size) }
      return
    }
    let tree = try TileTree(store, size: theirs.head.size, root: root)
    guard try tree.tree(ofSize: head.size) == ledger.tree(ofSize: head.size) else {
      throw fork(at: try parting(ledger, tree, head.size), head.size)
    }
    try ledger.keepAnnounced(theirs)
    var taker = RecordTaker(ledger, store)
    try taker.take(tree, after: head.size) { progress($0, theirs.head.size) }
    guard try ledger.holds(theirs.head) else { throw fork(at: nil, theirs.head.size) }
  }

  private func fork(at position: UInt64?, _ size: UInt64) -> StoreFailure {
    StoreFailure(
      .forked, store.address, object: Publisher.checkpointName, position: position.map { Position($0) },
      detail: "of \(size) records")
  }

  /// The first record that is another one there than here. Logarithmic.
  private func parting(_ ledger: Ledger, _ tree: TileTree, _ size: UInt64) throws -> UInt64? {
    // Of the levels from the highest on: where the hashes part, the records under them do.
    var index: UInt64 = 0
    for level in TileTree.edgeNames(size).indices.reversed() {
      let width = Int(min(256, (size >> UInt64(8 * level)) - index * 256))
      guard width > 0 else {
        index *= 256
        continue
      }
      let theirs = try tree.hashes(level, index)
      guard let bytes = try ledger.hashTile(level: level, index: index, width: width) else { return nil }
      let own = TileTree.hashes(in: bytes)
      let place = own.indices.first { !theirs.indices.contains($0) || own[$0] != theirs[$0] }
      guard let place else {
        // All whole subtrees agree: it is in what is behind them.
        index = index * 256 + UInt64(width)
        continue
      }
      index = index * 256 + UInt64(place)
      if level == 0 { return index }
    }
    return nil
  }
}
