internal import EventLog
internal import Foundation
internal import OCOP

/// What a key signed last, kept beside the key and outside every ledger (`KEY.signed`, the checkpoint itself): what was signed once is never
/// signed otherwise, also where nothing is left of it beside the log.
///
/// It travels with the key: who moves or backs up one moves or backs up both.
public struct KeyMemory: Sendable {
  /// The key's file.
  public let key: String
  /// Where it is kept.
  public var path: String { key + ".signed" }

  /// The memory of the key in the file `key`.
  public init(besideKey key: String) { self.key = key }

  /// Keeps a new key in its file, for its owner's eyes only, with the memory that it signed nothing yet. The memory comes first: a key
  /// without one signs nothing. Of several callers one makes it. Throws ``LedgerFailure``: ``LedgerFailure/Kind/exists`` where the file is there.
  public func create(_ key: LedgerKey) throws {
    let folder = DurableFile.folder(of: self.key)
    let lock = try FileLock(folder)
    defer { withExtendedLifetime(lock) {} }
    guard try !DurableFile.isThere(self.key) else {
      // A secret has one name.
      DurableFile.removeAside(of: self.key)
      throw LedgerFailure(.exists, path: self.key)
    }
    let nothing = Checkpoint(origin: key.origin, size: 0, root: Digest.sha256([UInt8]().span.bytes))
    try remember(try SignedCheckpoint(text: key.signer.sign(nothing.text)))
    try DurableFile.write(Array((key.secretText + "\n").utf8), to: self.key, .new, isSecret: true)
  }

  /// What `key` signed last; `nil`: there is no memory. Throws ``LedgerFailure`` where it cannot be read, and ``ProofFailure`` where the key
  /// did not sign it.
  func last(of key: LedgerKey) throws -> SignedCheckpoint? {
    guard let text = try DurableFile.text(path) else { return nil }
    guard let checkpoint = try? SignedCheckpoint(text: text), (try? checkpoint.verify(by: [key.verifier])) != nil,
      checkpoint.origin == key.origin
    else { throw ProofFailure(kind: "memoryBroken") }
    return checkpoint
  }

  /// Keeps `checkpoint`; on disk when this returns.
  func remember(_ checkpoint: SignedCheckpoint) throws {
    try DurableFile.write(Array(checkpoint.note.utf8), to: path, .replacing, isSecret: true)
  }
}
