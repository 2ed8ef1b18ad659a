internal import EventLog
internal import Ledger

/// Takes records of a store into a ledger, a piece after the other; each was held against the tree before.
struct RecordTaker {
  private let ledger: Ledger
  private let store: any ObjectStore
  /// What one command recorded is appended together: the rest of it may follow.
  private var waiting: [TakenRecord] = []

  /// So many bundles are read before they are appended.
  private static let pieceWidth = 64
  /// So many are asked for at once: a store that is far away answers each after a while.
  private static let transfers = 8

  init(_ ledger: Ledger, _ store: any ObjectStore) { (self.ledger, self.store) = (ledger, store) }

  /// Takes what `tree` has after the first `size` records, which the ledger has. What is appended stays appended whatever comes then. Throws ``AlteredObject``, ``StoreFailure``,
  /// ``LedgerFailure``.
  /// `mayGoOn`: more follows behind them.
  mutating func take(
    _ tree: TileTree, after size: UInt64, mayGoOn: Bool = false, progress: (UInt64) -> Void
  ) throws {
    guard tree.size > size else { return }
    var next = size / 256
    let end = (tree.size + 255) / 256
    // One after the other: what lies above the tiles is read once.
    while next < end {
      let piece = Array(next..<min(next + UInt64(Self.pieceWidth), end))
      for index in Set(piece.map { $0 / 256 }) { _ = try tree.hashes(1, index) }
      let path = ledger.path
      let read = { @Sendable (index: UInt64) -> Result<[TakenRecord], any Error> in
        Result { try tree.bundle(index).taken(path) }
      }
      try OrderedParallelMap.forEach(piece, width: Self.transfers, read) { (result: Result<[TakenRecord], any Error>) in
        waiting += try result.get()
      }
      // Of the first bundle the ledger may have some.
      if next == size / 256 { waiting.removeFirst(Int(size % 256)) }
      next += UInt64(piece.count)
      try append(isLast: next >= end && !mayGoOn)
      progress(min(next * 256, tree.size))
    }
  }

  /// Takes records that follow one another and are the last.
  mutating func take(last records: some Collection<TakenRecord>) throws {
    waiting += records
    try append(isLast: true)
  }

  private mutating func append(isLast: Bool) throws {
    let count = isLast ? waiting.count : TakenRecord.wholeCount(waiting)
    guard count > 0 else { return }
    let records = Array(waiting[..<count])
    waiting.removeFirst(count)
    var blobs: [[UInt8]] = []
    for digest in Set(records.flatMap(\.header.blobs)) where try !ledger.holdsBlob(digest) {
      blobs.append(try blob(digest))
    }
    try ledger.append(published: records, blobs: blobs)
  }

  private func blob(_ digest: Digest) throws -> [UInt8] {
    let name = BlobName.text(digest.description)
    guard let object = try store.read(name) else { throw StoreFailure(.missing, store.address, object: name) }
    guard Digest.sha256(object.bytes.span.bytes) == digest else {
      throw AlteredObject(name, object.bytes, at: nil, detail: "its hash is another one")
    }
    return object.bytes
  }
}

/// Where bytes lie that records name by their hash.
enum BlobName {
  static func text(_ hash: String) -> String { "blobs/\(hash)" }
}
