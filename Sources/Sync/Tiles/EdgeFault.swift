internal import EventLog
internal import Ledger

/// Finds out which tile of a tree's right edge is not as it was, where together they do not make the root: each is made anew of what lies under it.
struct EdgeFault {
  private let store: any ObjectStore
  private let size: UInt64
  private let edge: [[Digest]]
  private let root: Digest

  init(_ store: any ObjectStore, _ size: UInt64, _ edge: [[Digest]], _ root: Digest) {
    (self.store, self.size, self.edge, self.root) = (store, size, edge, root)
  }

  /// The tile that is another one; where all are as what lies under them says, the checkpoint.
  func find() throws -> AlteredObject {
    for case let name? in TileTree.edgeNames(size) {
      guard let level = name.level else { continue }
      let made = try made(name, level)
      guard let place = zip(made, edge[level]).enumerated().first(where: { $1.0 != $1.1 })?.offset else { continue }
      var mended = edge
      mended[level] = made
      let isCulprit = MerkleTree(size: size, edge: TileTree.roots(mended)).root == root
      let first = (name.index * 256 + UInt64(place)) << UInt64(8 * level)
      let object = isCulprit || level > 0 ? name : TileName(level: nil, index: name.index, width: name.width)
      return AlteredObject(
        object.text, try store.read(object.text)?.bytes, at: first, detail: "it does not lead to the root")
    }
    return AlteredObject("checkpoint", nil, at: nil, detail: "its root is not that of the tiles")
  }

  private func made(_ name: TileName, _ level: Int) throws -> [Digest] {
    guard level == 0 else {
      return try (0..<UInt64(name.width)).map { place in
        TileTree.root(of: try TileTree.hashes(store, TileName(level: level - 1, index: name.index * 256 + place)))
      }
    }
    let bundle = TileName(level: nil, index: name.index, width: name.width)
    guard let object = try store.read(bundle.text) else {
      throw StoreFailure(.missing, store.address, object: bundle.text)
    }
    guard let entries = EntryBundle(object.bytes, of: name.width, from: name.index * 256) else {
      throw AlteredObject(bundle.text, object.bytes, at: name.index * 256, detail: "it is no bundle")
    }
    return entries.leaves
  }
}
