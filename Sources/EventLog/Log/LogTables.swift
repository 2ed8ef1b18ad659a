internal import LMDB

/// The tables of the log's environment. Formats are fixed by ``LogFormat``.
struct LogTables: Sendable {
  /// Position, 8 bytes big-endian → the record's bytes.
  let records: Database
  /// The number of a ``LeafTile``, 8 bytes big-endian → its leaf hashes, so that an altered record is named and not only
  /// noticed. `nil` in a log of format 1.
  let tiles: Database?
  /// In a log of format 1, position, 8 bytes big-endian → the leaf hash.
  let leaves: Database?
  /// Level and place → the root of a perfect subtree, for every eighth level: proofs and earlier roots cost no scan. `nil`
  /// in a log that was made before there were any: there they are worked out from the leaves.
  let nodes: Database?
  /// Stream key and version (8 bytes big-endian) → position (8 bytes big-endian).
  let streams: Database
  /// Command key → first position and number of records, 8 bytes big-endian each.
  let commands: Database
  /// ``LookUpKey`` and position (8 bytes big-endian) → nothing. `nil` in a log of a format before ``LogFormat/keyed``.
  let keys: Database?
  /// SHA-256 → the bytes that hash to it.
  let blobs: Database
  /// ``MetaKey`` → its value.
  let meta: Database
  /// Where ``MetaKey/head`` is: on the page of the environment's own table, which every commit writes. In a log of format 1,
  /// ``meta``.
  let head: Database

  init(creatingIn transaction: inout WriteTransaction, format: UInt32) throws(LMDBError) {
    records = try transaction.createDatabase("records")
    tiles = format == 1 ? nil : try transaction.createDatabase("tiles")
    // A program that knows format 1 only looks for this table before it reads the format and says that it is too new.
    let first = try transaction.createDatabase("leaves")
    leaves = format == 1 ? first : nil
    nodes = try transaction.createDatabase("nodes")
    streams = try transaction.createDatabase("streams")
    commands = try transaction.createDatabase("commands")
    keys = format < LogFormat.keyed ? nil : try transaction.createDatabase("keys")
    blobs = try transaction.createDatabase("blobs")
    meta = try transaction.createDatabase("meta")
    head = format == 1 ? meta : .main
  }

  /// `nil` where a table is missing: then the environment is no log.
  init?(openingIn transaction: borrowing ReadTransaction) throws(LMDBError) {
    tiles = try transaction.openDatabase("tiles")
    leaves = tiles == nil ? try transaction.openDatabase("leaves") : nil
    guard let records = try transaction.openDatabase("records"), tiles != nil || leaves != nil,
      let streams = try transaction.openDatabase("streams"),
      let commands = try transaction.openDatabase("commands"),
      let blobs = try transaction.openDatabase("blobs"),
      let meta = try transaction.openDatabase("meta")
    else { return nil }
    self.records = records
    head = tiles == nil ? meta : .main
    nodes = try transaction.openDatabase("nodes")
    self.streams = streams
    self.commands = commands
    keys = try transaction.openDatabase("keys")
    self.blobs = blobs
    self.meta = meta
  }
}

/// The keys of the table `meta`, and of the log's head.
enum MetaKey {
  /// The format number, 4 bytes big-endian.
  static let format = Array("format".utf8)
  /// 16 random bytes drawn when the log was made: which log this is.
  static let identity = Array("identity".utf8)
  /// A ``LogHead``.
  static let head = Array("head".utf8)
}

/// What is fixed about everything this room writes.
package enum LogFormat {
  /// The highest version that this program reads. A higher one is refused.
  ///
  /// 1: a leaf hash beside each record, the head in `meta`. 2: ``LeafTile``s, the head in the environment's own table. From 3 on
  /// the tables are those that the log was made with, and the number tells what a reader of its records must know
  /// (``AppendRequest/format``): the commit that first writes such a record raises it, so that an older program says that the log
  /// is newer, and does not pass over what it cannot read. 4: ``LookUpKey``s, which every program that appends must write.
  package static let current: UInt32 = 4
  /// The version that a new log is made as. A log stays what it was made as, but for its keys; all are read and written.
  package static let made: UInt32 = 4
  /// From this version on a log has look-up keys.
  static let keyed: UInt32 = 4
  /// A version as it stands in ``MetaKey/format``: 4 bytes big-endian.
  static func bytes(_ version: UInt32) -> [UInt8] { withUnsafeBytes(of: version.bigEndian) { Array($0) } }
  static func number(_ bytes: [UInt8]) -> UInt32 { bytes.reduce(0) { $0 << 8 | UInt32($1) } }

  /// The largest record, in bytes; larger things are blobs. Below the 65,535 bytes of a C2SP entry bundle.
  package static let maxRecordBytes = 60 * 1024
}

/// A position or a version as a key: 8 bytes big-endian, so that keys sort as numbers do.
struct BigEndianKey {
  private let value: UInt64

  init(_ value: UInt64) { self.value = value.bigEndian }

  var bytes: [UInt8] { withUnsafeBytes(of: value) { Array($0) } }

  /// Puts the 8 bytes over those at `offset`.
  func write(to bytes: inout [UInt8], at offset: Int = 0) {
    bytes.withUnsafeMutableBytes { $0.storeBytes(of: value, toByteOffset: offset, as: UInt64.self) }
  }

  /// Reads the 8 bytes at `offset`. Where a damaged file has fewer, the number that no log reaches.
  static func read(_ bytes: RawSpan, at offset: Int = 0) -> UInt64 {
    guard offset >= 0, bytes.byteCount - offset >= 8 else { return .max }
    return UInt64(bigEndian: bytes.unsafeLoadUnaligned(fromByteOffset: offset, as: UInt64.self))
  }
}

/// The state of the log between two commits.
struct LogHead: Hashable, Sendable {
  var tree = MerkleTree()
  /// When the last record was recorded; the smallest time where there is none.
  var time = LogTime(microseconds: .min)
  /// The leaves of the tile that is not full yet; none in a log of format 1.
  var tail: [Digest] = []

  init() {}

  /// Reads what ``encoded`` wrote for a log with tiles or without; `nil` where the bytes are no head of it.
  init?(encoded: RawSpan, hasTiles: Bool) {
    guard encoded.byteCount >= 16 else { return nil }
    time = LogTime(microseconds: Int64(bitPattern: BigEndianKey.read(encoded)))
    let size = UInt64(littleEndian: encoded.unsafeLoadUnaligned(fromByteOffset: 8, as: UInt64.self))
    let tailSize = hasTiles ? Int(size % UInt64(LeafTile.size)) : 0
    let edge = encoded.extracting(droppingFirst: 8)
    guard edge.byteCount >= 8 + 32 * tailSize,
      let tree = MerkleTree(encoded: edge.extracting(droppingLast: 32 * tailSize))
    else { return nil }
    self.tree = tree
    for index in 0..<tailSize {
      let start = edge.byteCount - 32 * (tailSize - index)
      guard let leaf = Digest(edge.extracting(start..<start + 32)) else { return nil }
      tail.append(leaf)
    }
  }

  /// The time, the tree's edge and the tail.
  var encoded: [UInt8] {
    var bytes = BigEndianKey(UInt64(bitPattern: time.rawValue)).bytes
    tree.encode(to: &bytes)
    for leaf in tail { leaf.append(to: &bytes) }
    return bytes
  }
}
