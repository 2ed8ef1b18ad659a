internal import LMDB

/// Thirty-two leaves that are kept together: the tree's lowest five levels, a tile of height 5 as transparency logs have them.
///
/// A leaf that was appended alone would write pages of a table of its own at every commit. The leaves of the tile that is not
/// full yet stand in the log's head, which is written anyway.
enum LeafTile {
  /// How many leaves a tile has.
  static let size = 32
  /// How many bytes.
  static let byteCount = 32 * size

  /// The number of the tile that holds the leaf of `position`, and the leaf's place in it.
  static func place(of position: LogPosition) -> (tile: UInt64, index: Int) {
    (position.rawValue / UInt64(size), Int(position.rawValue % UInt64(size)))
  }

  /// The leaf at a place in a tile; `nil` where the bytes are no tile.
  static func leaf(_ index: Int, in tile: RawSpan) -> Digest? {
    guard tile.byteCount == byteCount else { return nil }
    return Digest(tile.extracting(32 * index..<32 * index + 32))
  }
}

/// Tiles that an append fills.
struct FilledTiles {
  /// The number of the first one.
  let first: UInt64
  /// One behind the other.
  private(set) var bytes: [UInt8] = []

  /// Those behind a log of `size` records.
  init(after size: UInt64) { first = size / UInt64(LeafTile.size) }

  var count: Int { bytes.count / LeafTile.byteCount }

  mutating func add(_ leaves: [Digest]) {
    for leaf in leaves { leaf.append(to: &bytes) }
  }
}

extension LogView {
  /// The leaf hash stored for `position`.
  package func leaf(at position: LogPosition) throws(LogFailure) -> Digest? {
    guard tables.tiles != nil else {
      return try reading { () throws(LMDBError) -> Digest? in
        guard let leaves = tables.leaves,
          let bytes = try access.value(for: BigEndianKey(position.rawValue).bytes, in: leaves)
        else { return nil }
        return Digest(bytes)
      }
    }
    let (tile, index) = LeafTile.place(of: position)
    if isTail(tile) { return index < head.tail.count ? head.tail[index] : nil }
    return try withTile(tile) { LeafTile.leaf(index, in: $0) } ?? nil
  }

  fileprivate func isTail(_ tile: UInt64) -> Bool { tile == LeafTile.place(of: LogPosition(size)).tile }

  fileprivate func withTile<R>(_ tile: UInt64, _ body: (RawSpan) -> R) throws(LogFailure) -> R? {
    try reading { () throws(LMDBError) -> R? in
      guard let tiles = tables.tiles, let bytes = try access.value(for: BigEndianKey(tile).bytes, in: tiles) else {
        return nil
      }
      return body(bytes)
    }
  }
}

/// Reads leaves in order: of each tile once.
struct LeafReader {
  private var tile: UInt64?
  private var bytes: [UInt8] = []

  mutating func leaf(at position: LogPosition, in view: borrowing LogView) throws(LogFailure) -> Digest? {
    let (tile, index) = LeafTile.place(of: position)
    guard view.tables.tiles != nil, !view.isTail(tile) else { return try view.leaf(at: position) }
    if tile != self.tile {
      self.tile = tile
      bytes = try view.withTile(tile) { array($0) } ?? []
    }
    return LeafTile.leaf(index, in: bytes.span.bytes)
  }
}
