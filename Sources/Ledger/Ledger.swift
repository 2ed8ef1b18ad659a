package import EventLog
internal import Foundation
public import OCOP
public import ProjectionKit
internal import Synchronization

/// A ledger: a folder with the log of everything recorded, and views folded from it.
///
/// The way in for everyone who embeds the core: record (``write(_:)``), ask (``ask(_:_:)``), read, verify, back up.
/// What was acknowledged is on disk; reading never waits for writing.
public final class Ledger: Sendable {
  /// The ledger's folder.
  public let path: String
  let log: EventLog
  let views: ViewRegistry
  let editions = MapEditions()
  let acceptsClock: Bool
  /// Whose replica it is; `nil`: it is a ledger of its own. Nothing is recorded in a replica but what its source did.
  public let replica: ReplicaMark?
  /// Whether answers come from verified records only.
  let verifies: Bool
  /// How many records were verified.
  let verified = Mutex<UInt64>(0)
  let clock: @Sendable () -> Timestamp

  /// How a ledger is opened.
  public enum Mode: Hashable, Sendable {
    /// For reading, while another program may write.
    case reading
    /// For reading without changing one byte in the folder, while another program may write.
    case readingUntouched
    /// For recording. `waiting`: wait for another program that records, rather than fail.
    case writing(waiting: Bool)
    /// For taking over what another machine recorded, into a replica. `waiting`: as for writing.
    case following(waiting: Bool)
  }

  /// Opens the ledger in the folder `path`. Throws ``LedgerFailure``.
  ///
  /// `projections` are the views it can be asked; `views`: the folder for their rows, where it is not the ledger's own; `clock` tells the time of recording. A log that is not the one its last
  /// checkpoint was signed for is refused (``LedgerFailure/Kind/rolledBack``, ``LedgerFailure/Kind/forked``), unless
  /// `acceptsRollback`. `verifies`: every answer comes from records that were held against the tree just before, and from rows that were
  /// folded of those (``requireAsWritten(progress:)``; ``Answer/verified``). `acceptsClock`: records although the clock is behind the last record, or far past it
  /// (``LedgerFailure/Kind/clockBehind``, ``LedgerFailure/Kind/clockAhead``).
  public convenience init(
    at path: String, mode: Mode, projections: [any Projection.Type], views: String? = nil,
    acceptsRollback: Bool = false,
    acceptsClock: Bool = false, verifies: Bool = false, clock: @escaping @Sendable () -> Timestamp
  ) throws(LedgerError) {
    try self.init(
      at: path, mode: mode, projections: projections, views: views, acceptsRollback: acceptsRollback,
      acceptsClock: acceptsClock, verifies: verifies, fence: nil, clock: clock)
  }

  /// As the public one; `fence`: what each commit has to pass, without which a ledger that is kept in a store is not written to.
  package init(
    at path: String, mode: Mode, projections: [any Projection.Type], views: String?, acceptsRollback: Bool,
    acceptsClock: Bool, verifies: Bool, fence: (any CommitFence)?, clock: @escaping @Sendable () -> Timestamp
  ) throws(LedgerError) {
    self.path = path
    self.clock = clock
    self.acceptsClock = acceptsClock
    self.verifies = verifies
    let logMode: EventLog.Mode =
      switch mode {
      case .reading: .reading
      case .readingUntouched: .readingUntouched
      case .writing(let waiting), .following(let waiting): .writing(waiting: waiting)
      }
    replica = try ReplicaMark.read(path)
    if let replica, case .writing = mode {
      throw .failed(LedgerFailure(.isReplica, path: path, detail: replica.source))
    }
    if fence == nil, case .writing = mode, let mark = try StoreMark.read(path) {
      throw .failed(LedgerFailure(.inStore, path: path, detail: mark.store))
    }
    log = try failing(path) {
      try EventLog(at: path + "/log", mode: logMode, keys: Self.lookUpKeys, fence: fence) {
        LogTime(microseconds: clock().microseconds)
      }
    }
    let own = if case .readingUntouched = mode { nil as String? } else { path + "/views" }
    self.views = ViewRegistry(folder: views ?? own, projections: projections, verifies: verifies)
    if !acceptsRollback, let failure = try rollback() { throw .failed(failure) }
  }

  /// How many records there are.
  public var size: UInt64 {
    get throws(LedgerError) { try failing { try log.read { $0.size } } }
  }

  /// How many records there are, and the root of the tree over them in hexadecimal digits.
  public func head() throws(LedgerError) -> Head {
    try failing { try log.read { Head($0.tree) } }
  }

  /// Bytes of the log's file in use.
  public var usedBytes: Int { log.usedBytes }

  /// Copies the log and its last checkpoint into the folder `destination`, hot and compact; the copy is a ledger, and on disk when this
  /// returns. It is made aside in the folder, and the log gets its place last, in one step: until then there is no ledger, and what a killed
  /// program left is taken away by the next. Throws ``LedgerFailure/Kind/notEmpty`` where anything else is there; of several callers one
  /// makes it.
  public func backUp(to destination: String) throws(LedgerError) {
    try failing {
      var isFolder: ObjCBool = true
      if FileManager.default.fileExists(atPath: destination, isDirectory: &isFolder), !isFolder.boolValue {
        throw LedgerFailure(.notEmpty, path: destination)
      }
      try failing(destination) {
        let folder = try Folder(claiming: destination)
        do {
          try Self.removeUnfinishedBackup(in: destination)
          guard try FileManager.default.contentsOfDirectory(atPath: destination).isEmpty else {
            let isLedger = FileManager.default.fileExists(atPath: destination + "/log/data.mdb")
            throw LedgerFailure(isLedger ? .exists : .notEmpty, path: destination)
          }
          try copy(into: destination, folder)
        } catch {
          try? Self.removeUnfinishedBackup(in: destination)
          folder.removeIfOwn()
          throw error
        }
      }
    }
  }

  /// Into an empty folder that nobody else fills meanwhile.
  private func copy(into destination: String, _ folder: borrowing Folder) throws {
    // The checkpoint first: one that is signed meanwhile may be of more records than the copy has.
    let beside = Self.notesBeside.map { "\(path)/\($0)" }
    let notes = try beside.map { ($0, try DurableFile.read($0)) }
    let kept = try keptBytes()
    let unfinished = "\(destination)/\(Self.unfinishedName)"
    // By this name what a power cut leaves is known for a backup that was begun: it is on disk first.
    try LogFailure.createFolder(unfinished)
    try Folder.sync(destination)
    try log.backUp(to: unfinished + "/log", header: Self.header)
    for (path, note) in notes {
      guard let note else { continue }
      let name = URL(fileURLWithPath: path).lastPathComponent
      try DurableFile.write(note, to: "\(destination)/\(name)", .new)
    }
    if !kept.isEmpty {
      let place = "\(destination)/\(CheckpointFile.folder)"
      try LogFailure.createFolder(place)
      for file in kept { try DurableFile.write(file.bytes, to: "\(place)/\(file.name)", .new) }
      try Folder.sync(destination)
    }
    try folder.link(Self.unfinishedName + "/log", as: "log")
    rmdir(unfinished)
  }

  /// What lies beside the log, and says what it is held against, and who may write it.
  private static let notesBeside = ["verifier", "checkpoint", "replica", "store"]

  /// Takes away what a killed program left of a backup: only where it had not become a ledger, and nothing that no backup makes.
  private static func removeUnfinishedBackup(in path: String) throws {
    let files = FileManager.default
    let unfinished = "\(path)/\(unfinishedName)"
    let names = try files.contentsOfDirectory(atPath: path)
    let notes = notesBeside
    let own = Set([unfinishedName, CheckpointFile.folder] + notes + notes.map { DurableFile.aside($0) })
    let kept = (try? files.contentsOfDirectory(atPath: "\(path)/\(CheckpointFile.folder)")) ?? []
    guard names.contains(unfinishedName), Set(names).isSubset(of: own),
      kept.allSatisfy({ CheckpointFile(name: DurableFile.named(aside: $0) ?? $0) != nil }),
      Set(try files.contentsOfDirectory(atPath: unfinished)).isSubset(of: ["log"]),
      Set((try? files.contentsOfDirectory(atPath: unfinished + "/log")) ?? []).isSubset(of: [
        "data.mdb", "lock.mdb", "writer.lock",
      ])
    else { return }
    for name in names { try files.removeItem(atPath: "\(path)/\(name)") }
  }
}

/// The state of a log: its size and its root.
public struct Head: Hashable, Sendable {
  /// How many records.
  public let size: UInt64
  /// The root of the Merkle tree over them (RFC 6962, SHA-256), in hexadecimal digits.
  public let root: String

  package init(size: UInt64, root: String) { (self.size, self.root) = (size, root) }

  /// The position of the last record; `nil` where there is none.
  public var position: Position? { size == 0 ? nil : Position(size - 1) }
}

extension Head {
  init(_ tree: MerkleTree) { self.init(size: tree.size, root: tree.root.description) }
}

extension LogView {
  /// How many records were known at `position`; `nil`: all.
  func size(knownAt position: Position?) -> UInt64 { position.map { min($0.number + 1, size) } ?? size }

  /// The head that the log had when it held `size` records. Logarithmic.
  func head(ofSize size: UInt64) throws -> Head { Head(try tree(ofSize: size)) }
}
