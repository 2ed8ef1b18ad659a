internal import Foundation
internal import Ledger

/// A store in a folder: what a web server hands out as it lies there.
public struct FolderStore: ObjectStore {
  private let folder: String

  /// `file:///folder`
  public var address: String { "file://" + folder }

  /// In the folder `path`, which need not be there yet.
  public init(_ path: String) { folder = path.hasSuffix("/") && path.count > 1 ? String(path.dropLast()) : path }

  /// The bytes of the file; its tag is their hash. Throws ``StoreFailure`` where it is there and cannot be read.
  public func read(_ name: String) throws(StoreFailure) -> StoredObject? {
    guard let bytes = try failing(name, { try DurableFile.read(path(name), limit: 1 << 30) }) else { return nil }
    return StoredObject(bytes: bytes, tag: Self.tag(bytes))
  }

  /// Writes the file aside, synced, and gives it its name in one step. Throws ``StoreFailure``.
  public func create(_ name: String, _ bytes: [UInt8]) throws(StoreFailure) -> Bool {
    try failing(name) {
      try makeFolder(of: name)
      do {
        try DurableFile.write(bytes, to: path(name), .new)
        return true
      } catch let failure as LedgerFailure where failure.kind == .exists {
        return false
      }
    }
  }

  /// Holds a lock from comparing to swapping, so that of several programs one wins. Throws ``StoreFailure``.
  public func swap(_ name: String, _ bytes: [UInt8], inPlaceOf tag: ObjectTag?) throws(StoreFailure) -> ObjectTag? {
    try failing(name) {
      try makeFolder(of: name)
      // Whoever compares holds the lock until it has swapped; the system gives it up for who dies.
      let lock = open(folder + "/.ocop-swap", O_RDWR | O_CREAT | O_CLOEXEC, 0o644)
      guard lock >= 0 else { throw StoreFailure(.unreachable, address, object: name, detail: "no lock file") }
      defer { close(lock) }
      while flock(lock, LOCK_EX) != 0 {
        guard errno == EINTR else { throw StoreFailure(.unreachable, address, object: name, detail: "no lock") }
      }
      guard try DurableFile.read(path(name), limit: 1 << 30).map(Self.tag) == tag else { return nil }
      try DurableFile.write(bytes, to: path(name), .replacing)
      return Self.tag(bytes)
    }
  }

  /// Throws ``StoreFailure``.
  public func remove(own name: String) throws(StoreFailure) { try failing(name) { try DurableFile.remove(path(name)) } }

  private func path(_ name: String) -> String { folder + "/" + name }

  private func makeFolder(of name: String) throws {
    let parts = name.split(separator: "/").dropLast()
    try FileManager.default.createDirectory(
      atPath: ([folder] + parts.map(String.init)).joined(separator: "/"), withIntermediateDirectories: true)
  }

  private static func tag(_ bytes: [UInt8]) -> ObjectTag { ObjectTag(Ledger.contentHash(bytes)) }

  private func failing<R>(_ name: String, _ body: () throws -> R) throws(StoreFailure) -> R {
    do {
      return try body()
    } catch let failure as StoreFailure {
      throw failure
    } catch {
      throw StoreFailure(.unreachable, address, object: name, detail: "\(error)")
    }
  }
}
