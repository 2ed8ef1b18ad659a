internal import EventLog
internal import Foundation
public import OCOP
public import ProjectionKit

extension Ledger {
  /// Makes a ledger without any record in the folder `path`. `identity` tells it from every other: 16 random bytes. Throws
  /// as ``create(at:identity:projections:clock:recording:)``.
  public static func create(at path: String, identity: [UInt8]) throws(LedgerError) {
    try failing {
      try create(at: path, identity: identity, projections: [], clock: { Timestamp(microseconds: 0) }) { _ in }
    }
  }

  /// Makes a ledger in the folder `path` with what `body` records. It is there whole or not at all: it is built under a name
  /// of its own in the folder, and gets its place in one step.
  ///
  /// Of several callers one makes it, and the others find it there. What a killed program left unfinished is taken away by
  /// the next. Throws ``LedgerFailure/Kind/exists`` where there is a ledger, ``LedgerFailure/Kind/notFolder`` where a file is,
  /// ``LedgerFailure/Kind/notEmpty`` where something else is in the way, and what `body` throws; then nothing is left. `body`
  /// must not keep the ledger that it is lent.
  public static func create<R>(
    at path: String, identity: [UInt8], projections: [any Projection.Type],
    clock: @escaping @Sendable () -> Timestamp, recording body: (Ledger) throws -> R
  ) throws -> R {
    var isFolder: ObjCBool = true
    if FileManager.default.fileExists(atPath: path, isDirectory: &isFolder), !isFolder.boolValue {
      throw LedgerFailure(.notFolder, path: path)
    }
    return try calling(path) {
      let folder = try Folder(claiming: path)
      do {
        // Only whoever has the folder makes one: this is of a program that was killed.
        try removeUnfinished(in: path)
        try refuseWhatIsThere(at: path + "/log")
        let unfinished = "\(path)/\(unfinishedName)"
        defer { try? FileManager.default.removeItem(atPath: unfinished) }
        try EventLog.create(at: unfinished + "/log", identity: identity)
        let result = try recorded(at: unfinished, projections, clock, body)
        try folder.link(unfinishedName + "/log", as: "log")
        return result
      } catch {
        folder.removeIfOwn()
        throw error
      }
    }
  }

  /// The name, in its folder, of a ledger that is being made.
  public static let unfinishedName = ".ocop-unfinished"

  /// The ledger is closed when this returns.
  private static func recorded<R>(
    at path: String, _ projections: [any Projection.Type], _ clock: @escaping @Sendable () -> Timestamp,
    _ body: (Ledger) throws -> R
  ) throws -> R {
    try body(Ledger(at: path, mode: .writing(waiting: false), projections: projections, clock: clock))
  }

  private static func refuseWhatIsThere(at log: String) throws {
    let files = FileManager.default
    let ledger = String(log.dropLast("/log".count))
    if files.fileExists(atPath: log + "/data.mdb") { throw LedgerFailure(.exists, path: ledger) }
    guard files.fileExists(atPath: log) else { return }
    // An empty folder gives way.
    guard let names = try? files.contentsOfDirectory(atPath: log), names.isEmpty else {
      throw LedgerFailure(.notEmpty, path: log)
    }
  }

  /// Takes away what a killed program left, and nothing that it did not make.
  private static func removeUnfinished(in path: String) throws {
    let files = FileManager.default
    let unfinished = "\(path)/\(unfinishedName)"
    guard files.fileExists(atPath: unfinished) else { return }
    let log = (try? files.contentsOfDirectory(atPath: unfinished + "/log")) ?? []
    guard let names = try? files.contentsOfDirectory(atPath: unfinished), Set(names).isSubset(of: ["log", "views"]),
      Set(log).isSubset(of: ["data.mdb", "lock.mdb", "writer.lock"])
    else { throw LedgerFailure(.notEmpty, path: unfinished) }
    try? files.removeItem(atPath: unfinished)
  }

  /// Opens `/dev/null` in the place of standard input, output and error where they are closed: the first thing that a program
  /// does, since a ledger's file would get their number. Answers whether all three are open then; a program that cannot have
  /// them goes no further.
  public static func openStandardStreams() -> Bool { EventLog.openStandardDescriptors() }
}
