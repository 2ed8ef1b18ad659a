internal import EventLog
internal import Ledger
internal import OCOP
internal import Synchronization

/// A log's tree as a store tells it (C2SP tlog-tiles), of a size and a root that are known from elsewhere: nothing of it is answered before it led to
/// that root.
final class TileTree: Sendable {
  let size: UInt64
  /// The tree over all records.
  let tree: MerkleTree
  private let store: any ObjectStore
  /// The hashes of the last tile of each level, where it is a partial one.
  private let edge: [[Digest]]
  /// Whole tiles above the lowest level, once they are known for true.
  private let known = Mutex<[TileName: [Digest]]>([:])

  /// Reads the right edge: a tile for each level. Throws ``StoreFailure``, and ``AlteredObject``, which names what does not lead to `root`.
  init(_ store: any ObjectStore, size: UInt64, root: Digest) throws {
    (self.store, self.size) = (store, size)
    edge = try Self.edgeNames(size).map { name in try name.map { try Self.hashes(store, $0) } ?? [] }
    tree = MerkleTree(size: size, edge: Self.roots(edge))
    guard tree.root == root else { throw try EdgeFault(store, size, edge, root).find() }
  }

  /// The last tile of each level; `nil`: all its tiles are whole.
  static func edgeNames(_ size: UInt64) -> [TileName?] {
    var names: [TileName?] = []
    var count = size
    while count > 0 {
      let width = Int(count % 256)
      names.append(width == 0 ? nil : TileName(level: names.count, index: count / 256, width: width))
      count /= 256
    }
    return names
  }

  /// The roots of the perfect subtrees that the edge's hashes make, largest first.
  static func roots(_ edge: [[Digest]]) -> [Digest] {
    edge.reversed().flatMap { hashes -> [Digest] in
      var rest = hashes[...]
      return (0..<8).reversed().compactMap { bit in
        guard hashes.count >> bit & 1 == 1 else { return nil }
        defer { rest = rest.dropFirst(1 << bit) }
        return root(of: rest.prefix(1 << bit))
      }
    }
  }

  /// The root over `hashes`, as many as a power of two.
  static func root(of hashes: some Collection<Digest>) -> Digest {
    var tree = MerkleTree()
    for hash in hashes { tree.append(hash) }
    return tree.root
  }

  /// The hashes of tile `index` of `level`, each of which is one of the tree's. Throws ``AlteredObject``, ``StoreFailure``.
  func hashes(_ level: Int, _ index: UInt64) throws -> [Digest] {
    let count = size >> UInt64(8 * level)
    if index == count / 256 { return edge.indices.contains(level) ? edge[level] : [] }
    let name = TileName(level: level, index: index)
    if level > 0, let hashes = known.withLock({ $0[name] }) { return hashes }
    let expected = try hashes(level + 1, index / 256)
    let hashes = try Self.hashes(store, name)
    guard expected.indices.contains(Int(index % 256)), Self.root(of: hashes) == expected[Int(index % 256)] else {
      throw AlteredObject(
        name.text, try store.read(name.text)?.bytes, at: level == 0 ? try misplaced(index, hashes) : nil,
        detail: "its hashes do not make the node above them")
    }
    if level > 0 { known.withLock { $0[name] = hashes } }
    return hashes
  }

  /// The tree over the first `size` records, which the tree is the continuation of. Throws ``AlteredObject``, ``StoreFailure``.
  func tree(ofSize size: UInt64) throws -> MerkleTree {
    try Subtrees.tree(ofSize: size) { level, place in
      guard level % 8 == 0 else { return nil }
      let hashes = try hashes(level / 8, place / 256)
      return hashes.indices.contains(Int(place % 256)) ? hashes[Int(place % 256)] : nil
    }
  }

  /// Bundle `index`, every record of which is a leaf of the tree. Throws ``AlteredObject``, ``StoreFailure``.
  func bundle(_ index: UInt64) throws -> EntryBundle {
    let leaves = try hashes(0, index)
    let name = TileName(level: nil, index: index, width: leaves.count)
    let object = try Self.read(store, name)
    guard let bundle = EntryBundle(object, of: leaves.count, from: index * 256) else {
      throw AlteredObject(name.text, object, at: index * 256, detail: "it is no bundle of \(leaves.count) records")
    }
    if let place = zip(bundle.leaves, leaves).enumerated().first(where: { $1.0 != $1.1 })?.offset {
      throw AlteredObject(name.text, object, at: index * 256 + UInt64(place), detail: "it is another record")
    }
    return bundle
  }

  /// The first record of a bundle whose hash in the tile is another one; where the bundle cannot tell, the first.
  private func misplaced(_ index: UInt64, _ hashes: [Digest]) throws -> UInt64 {
    let name = TileName(level: nil, index: index)
    guard let object = try store.read(name.text)?.bytes, let bundle = EntryBundle(object, of: 256, from: index * 256)
    else { return index * 256 }
    return index * 256 + UInt64(zip(bundle.leaves, hashes).enumerated().first { $1.0 != $1.1 }?.offset ?? 0)
  }

  /// The hashes that the store tells of a tile.
  static func hashes(_ store: any ObjectStore, _ name: TileName) throws -> [Digest] {
    let bytes = try read(store, name)
    guard bytes.count == name.width * 32 else {
      throw AlteredObject(name.text, bytes, at: nil, detail: "it has \(bytes.count) bytes")
    }
    return hashes(in: bytes)
  }

  /// The hashes in a tile's bytes.
  static func hashes(in bytes: [UInt8]) -> [Digest] {
    let span = bytes.span.bytes
    return (0..<bytes.count / 32).compactMap { Digest(span.extracting(32 * $0..<32 * $0 + 32)) }
  }

  private static func read(_ store: any ObjectStore, _ name: TileName) throws -> [UInt8] {
    guard let object = try store.read(name.text) else {
      throw StoreFailure(.missing, store.address, object: name.text)
    }
    return object.bytes
  }
}

/// An object that is not what the tree says.
struct AlteredObject: Error {
  let name: String
  let bytes: [UInt8]?
  let position: UInt64?
  let detail: String

  init(_ name: String, _ bytes: [UInt8]?, at position: UInt64?, detail: String) {
    (self.name, self.bytes, self.position, self.detail) = (name, bytes, position, detail)
  }
}

extension StoreFailure {
  /// What ``AlteredObject`` is to callers.
  init(_ altered: AlteredObject, in store: any ObjectStore) {
    self.init(
      .altered, store.address, object: altered.name, position: altered.position.map { Position($0) },
      detail: altered.detail)
  }
}
