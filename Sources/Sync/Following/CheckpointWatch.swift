internal import EventLog
public import Ledger
internal import OCOP

/// Compares what several places publish of one ledger: whoever shows two people two histories is found where these two compare.
public struct CheckpointWatch: Sendable {
  private let verifiers: [String]
  private let policy: String?
  /// The largest checkpoint that was seen, and where.
  private var largest: Seen?

  /// Checkpoints count that one of `verifiers` signed, and that meet `policy`.
  public init(verifiers: [String], policy: String? = nil) {
    (self.verifiers, self.policy) = (verifiers, policy)
  }

  /// A checkpoint, and where it was seen.
  public struct Seen: Sendable {
    /// The checkpoint.
    public let checkpoint: SignedCheckpoint
    /// The address of the store.
    public let address: String
    let store: any ObjectStore
  }

  /// Two checkpoints, both signed, of which neither is the beginning of the other.
  public struct Fork: Error, Sendable {
    /// What was seen here and there.
    public let one: Seen
    /// The other.
    public let other: Seen
  }

  /// Looks at each place once: at what it publishes now, and whether all that was seen goes on into the largest. A place that cannot be reached throws; one that
  /// lags behind does not. Throws ``Fork``, ``ProofFailure``, ``StoreFailure``.
  public mutating func look(at stores: [any ObjectStore]) throws -> [Seen] {
    let seen = try stores.map { store -> Seen in
      let checkpoint = try Publisher.checkpoint(in: store)
      try checkpoint.verify(by: verifiers)
      if let policy { try checkpoint.verify(policy: policy) }
      return Seen(checkpoint: checkpoint, address: store.address, store: store)
    }
    for one in seen { try compare(one) }
    return seen
  }

  private mutating func compare(_ seen: Seen) throws {
    guard let last = largest else { return largest = seen }
    let (small, large) = seen.checkpoint.head.size < last.checkpoint.head.size ? (seen, last) : (last, seen)
    guard small.checkpoint.origin == large.checkpoint.origin, try Self.goesOn(small, large) else {
      throw Fork(one: last, other: seen)
    }
    largest = large
  }

  /// Whether the larger one is a continuation of the smaller.
  private static func goesOn(_ small: Seen, _ large: Seen) throws -> Bool {
    let (old, new) = (small.checkpoint.head, large.checkpoint.head)
    if old.size == new.size { return old.root == new.root }
    guard let root = Digest(hexadecimal: new.root) else { return false }
    do {
      let tree = try TileTree(large.store, size: new.size, root: root)
      return try tree.tree(ofSize: old.size).root.description == old.root
    } catch let altered as AlteredObject {
      throw StoreFailure(altered, in: large.store)
    }
  }
}
