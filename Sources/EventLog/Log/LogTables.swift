internal import LMDB

/// The tables of the log's environment. Formats are fixed by ``LogFormat``.
struct LogTables: Sendable {
  /// Position, 8 bytes big-endian → the record's bytes.
  let records: Database
  /// Position, 8 bytes big-endian → the leaf hash, so that an altered record is named and not only noticed.
  let leaves: Database
  /// Level and place → the root of a perfect subtree, for every eighth level: proofs and earlier roots cost no scan. `nil`
  /// in a log that was made before there were any: there they are worked out from the leaves.
  let nodes: Database?
  /// Stream key and version (8 bytes big-endian) → position (8 bytes big-endian).
  let streams: Database
  /// Command key → first position and number of records, 8 bytes big-endian each.
  let commands: Database
  /// SHA-256 → the bytes that hash to it.
  let blobs: Database
  /// ``MetaKey`` → its value.
  let meta: Database

  init(creatingIn transaction: inout WriteTransaction) throws(LMDBError) {
    records = try transaction.createDatabase("records")
    leaves = try transaction.createDatabase("leaves")
    nodes = try transaction.createDatabase("nodes")
    streams = try transaction.createDatabase("streams")
    commands = try transaction.createDatabase("commands")
    blobs = try transaction.createDatabase("blobs")
    meta = try transaction.createDatabase("meta")
  }

  /// `nil` where a table is missing: then the environment is no log.
  init?(openingIn transaction: borrowing ReadTransaction) throws(LMDBError) {
    guard let records = try transaction.openDatabase("records"),
      let leaves = try transaction.openDatabase("leaves"),
      let streams = try transaction.openDatabase("streams"),
      let commands = try transaction.openDatabase("commands"),
      let blobs = try transaction.openDatabase("blobs"),
      let meta = try transaction.openDatabase("meta")
    else { return nil }
    self.records = records
    self.leaves = leaves
    nodes = try transaction.openDatabase("nodes")
    self.streams = streams
    self.commands = commands
    self.blobs = blobs
    self.meta = meta
  }
}

/// The keys of the table `meta`.
enum MetaKey {
  /// The format number, 4 bytes big-endian.
  static let format = Array("format".utf8)
  /// 16 random bytes drawn when the log was made: which log this is.
  static let identity = Array("identity".utf8)
  /// The tree's edge and the time of the last record.
  static let head = Array("head".utf8)
}

/// The version of everything this room writes. A reader refuses a higher one.
package enum LogFormat {
  package static let current: UInt32 = 1
  /// The largest record, in bytes; larger things are blobs. Below the 65,535 bytes of a C2SP entry bundle.
  package static let maxRecordBytes = 60 * 1024
}

/// A position or a version as a key: 8 bytes big-endian, so that keys sort as numbers do.
struct BigEndianKey {
  private let value: UInt64

  init(_ value: UInt64) { self.value = value.bigEndian }

  var bytes: [UInt8] { withUnsafeBytes(of: value) { Array($0) } }

  /// The bytes, where no array is wanted.
  var inline: InlineArray<1, UInt64> { [value] }

  func append(to bytes: inout [UInt8]) { withUnsafeBytes(of: value) { bytes.append(contentsOf: $0) } }

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

  init() {}

  init?(encoded: RawSpan) {
    guard encoded.byteCount >= 16 else { return nil }
    time = LogTime(microseconds: Int64(bitPattern: BigEndianKey.read(encoded)))
    guard let tree = MerkleTree(encoded: encoded.extracting(droppingFirst: 8)) else { return nil }
    self.tree = tree
  }

  var encoded: [UInt8] { BigEndianKey(UInt64(bitPattern: time.rawValue)).bytes + tree.encoded }
}
