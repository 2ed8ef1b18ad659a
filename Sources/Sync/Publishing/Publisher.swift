public import Ledger
internal import OCOP

/// Publishes a ledger up to its last signed checkpoint: tiles and bundles of C2SP tlog-tiles, the bytes that records name, and the checkpoint last.
///
/// Nothing is written over but the checkpoint, which is compared and swapped; so whoever reads meanwhile, or after the publisher was
/// killed, reads a whole log. Published again it adds what is new. Each object is read back.
public struct Publisher: Sendable {
  private let ledger: Ledger
  private let store: any ObjectStore

  /// The name of the checkpoint in a store, and of the key that it is verified by.
  static let (checkpointName, verifierName) = ("checkpoint", "verifier")

  /// What is published in `store`; nobody has looked at its signature. Throws ``StoreFailure``, ``ProofFailure``.
  static func checkpoint(in store: any ObjectStore) throws -> SignedCheckpoint {
    guard let object = try store.read(checkpointName) else { throw StoreFailure(.nothing, store.address) }
    return try SignedCheckpoint(text: String(decoding: object.bytes, as: UTF8.self))
  }

  /// Publishes `ledger` to `store`.
  public init(_ ledger: Ledger, to store: any ObjectStore) { (self.ledger, self.store) = (ledger, store) }

  /// What came of it.
  public struct Outcome: Hashable, Sendable {
    /// What is published now.
    public let head: Head
    /// How many records were, before.
    public let earlier: UInt64
    /// How many objects were made.
    public let made: Int
    /// How many were there already, left by a publisher that did not get to its end.
    public let known: Int
  }

  /// Publishes what is new. `progress`: how many objects of how many are there. Costs a read of the records that are new.
  ///
  /// Throws ``ProofFailure`` without a signed checkpoint, ``LedgerFailure``, and ``StoreFailure``: where the store holds another ledger, a fork, more
  /// than this one, or other bytes under a name that never changes. Then nothing that is there was changed.
  /// `mark`: a number that nobody used before, by which a store that nothing is published in is probed (``StoreProbe``).
  public func publish(mark: UInt64 = .random(in: 1 ... .max), progress: (Int, Int) -> Void = { _, _ in }) throws
    -> Outcome
  {
    guard let (checkpoint, verifier) = try ledger.signedCheckpoint() else {
      throw LedgerError.proof(ProofFailure(kind: "badCheckpoint"))
    }
    guard try ledger.goesOn(from: checkpoint) else { throw StoreFailure(.forked, store.address) }
    let published = try store.read(Self.checkpointName)
    let earlier = try published.map { try publishedSize($0, checkpoint) } ?? 0
    if let published, published.bytes == Array(checkpoint.note.utf8) {
      return Outcome(head: checkpoint.head, earlier: earlier, made: 0, known: 0)
    }
    if published == nil { try StoreProbe(store).run(mark: mark) }
    var made = try store.keep(Self.verifierName, Array((verifier + "\n").utf8)) ? 1 : 0
    let contents = try ledger.namedContents().compactMap { content in try ledger.blob(content).map { (content, $0) } }
    for (content, bytes) in contents where try store.keep(BlobName.text(content), bytes) { made += 1 }
    let names = TileName.added(from: earlier, to: checkpoint.head.size)
    let writer = TileWriter(store, ledger)
    made += try writer.write(names, progress: progress)
    let known = 1 + contents.count + names.count - made
    guard try store.swap(Self.checkpointName, Array(checkpoint.note.utf8), inPlaceOf: published?.tag) != nil else {
      throw StoreFailure(.contended, store.address, object: Self.checkpointName)
    }
    return Outcome(head: checkpoint.head, earlier: earlier, made: made, known: known)
  }

  /// How many records the store's checkpoint is of, once it is one of this ledger's that its log goes on from.
  private func publishedSize(_ object: StoredObject, _ own: SignedCheckpoint) throws -> UInt64 {
    let theirs: SignedCheckpoint
    do {
      theirs = try SignedCheckpoint(text: String(decoding: object.bytes, as: UTF8.self))
    } catch {
      throw StoreFailure(.otherLedger, store.address, object: Self.checkpointName, detail: "it is no checkpoint")
    }
    guard theirs.origin == own.origin else { throw StoreFailure(.otherLedger, store.address, detail: theirs.origin) }
    guard theirs.head.size <= own.head.size else {
      throw StoreFailure(.ahead, store.address, detail: "\(theirs.head.size) > \(own.head.size)")
    }
    guard try ledger.goesOn(from: theirs) else { throw StoreFailure(.forked, store.address) }
    return theirs.head.size
  }
}
