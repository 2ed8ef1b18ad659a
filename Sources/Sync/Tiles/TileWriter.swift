internal import EventLog
internal import Ledger

/// Writes a ledger's tiles and bundles to a store: what is known is never another, so that whoever writes one, writes the same.
struct TileWriter {
  private let store: any ObjectStore
  private let bytes: @Sendable (TileName) throws -> [UInt8]

  /// So many are written at once: a store that is far away answers each after a while.
  private static let transfers = 8

  /// `bytes`: what each is to hold.
  init(_ store: any ObjectStore, _ bytes: @escaping @Sendable (TileName) throws -> [UInt8]) {
    (self.store, self.bytes) = (store, bytes)
  }

  /// Writes `names`; those that are there are compared. Answers how many are new. Throws ``StoreFailure/Kind/differs`` where one is another.
  func write(_ names: [TileName], progress: (Int, Int) -> Void = { _, _ in }) throws -> Int {
    let (store, bytes) = (store, bytes)
    let write = { @Sendable (name: TileName) -> Result<Bool, any Error> in
      Result { try store.keep(name.text, try bytes(name)) }
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
