internal import EventLog
internal import Ledger

/// Writes a ledger's tiles and bundles to a store: what is known is never another, so that whoever writes one, writes the same.
struct TileWriter {
  private let store: any ObjectStore
  private let ledger: Ledger

  /// So many are written at once: a store that is far away answers each after a while.
  private static let transfers = 8

  /// Of `ledger`, to `store`.
  init(_ store: any ObjectStore, _ ledger: Ledger) { (self.store, self.ledger) = (store, ledger) }

  /// Writes `names`; those that are there are compared. Answers how many are new. Throws ``StoreFailure/Kind/differs`` where one is another.
  func write(_ names: [TileName], progress: (Int, Int) -> Void = { _, _ in }) throws -> Int {
    let (store, ledger) = (store, ledger)
    let write = { @Sendable (name: TileName) -> Result<Bool, any Error> in
      Result {
        guard let bytes = try ledger.bytes(of: name) else {
          throw LedgerFailure(.damaged, path: ledger.path, detail: name.text)
        }
        return try store.keep(name.text, bytes)
      }
    }
    var (made, done) = (0, 0)
    try OrderedParallelMap.forEach(names, width: Self.transfers, write) { (result: Result<Bool, any Error>) in
      if try result.get() { made += 1 }
      done += 1
      progress(done, names.count)
    }
    return made
  }
}
