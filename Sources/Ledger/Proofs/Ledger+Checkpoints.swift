internal import EventLog
internal import Foundation
public import OCOP

/// A checkpoint as people read it.
public struct SignedCheckpoint: Hashable, Sendable {
  /// The note, byte for byte (C2SP signed-note).
  public let note: String
  /// Which ledger.
  public let origin: String
  /// The size and the root that were signed.
  public let head: Head

  init(_ note: String) throws(NoteError) {
    let checkpoint = try Checkpoint(try SignedNote(note).text)
    self.note = note
    origin = checkpoint.origin
    head = Head(size: checkpoint.size, root: checkpoint.root.description)
  }

  /// Reads a note without checking its signature. Throws ``ProofFailure``.
  public init(text: String) throws {
    self = try proving { () throws(NoteError) in try SignedCheckpoint(text) }
  }

  /// Checks that one of `verifiers` signed it. Throws ``ProofFailure``.
  public func verify(by verifiers: [String]) throws {
    try proving { () throws(NoteError) in
      _ = try SignedNote(note).verify(by: try NoteVerifier.all(verifiers))
    }
  }
}

extension SignedCheckpoint {
  fileprivate func isSigned(by verifier: String) -> Bool { (try? verify(by: [verifier])) != nil }
}

extension Ledger {
  /// The name under which checkpoints of this ledger are signed: it never changes.
  public var origin: String {
    get throws {
      let identity = try failing { try log.read { try $0.identity() } }
      return "ocop-ledger/" + identity.map { String($0 >> 4, radix: 16) + String($0 & 15, radix: 16) }.joined()
    }
  }

  /// Where the last checkpoint is kept: outside the log's environment, so that an older copy of the log is noticed.
  public var checkpointPath: String { path + "/checkpoint" }
  var verifierPath: String { path + "/verifier" }

  /// The last checkpoint; `nil` where none was ever signed. Throws ``LedgerFailure/Kind/checkpointBroken``.
  public func lastCheckpoint() throws -> SignedCheckpoint? {
    guard let data = FileManager.default.contents(atPath: checkpointPath) else { return nil }
    guard let text = String(data: data, encoding: .utf8), let checkpoint = try? SignedCheckpoint(text: text) else {
      throw LedgerFailure(.checkpointBroken, path: checkpointPath)
    }
    return checkpoint
  }

  /// What checkpoints of this ledger were last signed with; not a secret, and not to be trusted where it matters: who
  /// checks has it from elsewhere.
  public func lastVerifier() -> String? {
    FileManager.default.contents(atPath: verifierPath).flatMap { String(data: $0, encoding: .utf8) }
      .map { $0.trimmingCharacters(in: .whitespacesAndNewlines) }
  }

  /// How the log disagrees with its last checkpoint; `nil`: it does not. Logarithmic.
  func rollback() throws -> LedgerFailure? {
    guard let last = try lastCheckpoint() else { return nil }
    let found = try head()
    guard last.head.size <= found.size else {
      return LedgerFailure(
        .rolledBack, path: path, detail: "\(found.size) < \(last.head.size), \(found.root) / \(last.head.root)")
    }
    let root = try failing { try log.read { try $0.head(ofSize: last.head.size).root } }
    guard root == last.head.root else {
      return LedgerFailure(.forked, path: path, detail: "\(last.head.size): \(root) / \(last.head.root)")
    }
    return nil
  }

  /// Whether `checkpoint` is one of this ledger, and the log goes on from it. Logarithmic.
  public func goesOn(from checkpoint: SignedCheckpoint) throws -> Bool {
    try checkpoint.origin == origin && holds(checkpoint.head)
  }

  /// Whether the log holds the records of `head`, and maybe more. Logarithmic.
  public func holds(_ head: Head) throws -> Bool { try failing { try log.read { try $0.goesOn(from: head) } } }

  /// Forgets the last checkpoint, once going on without it was recorded (``rollbackToAccept()``).
  public func forgetCheckpoint() throws {
    do {
      try FileManager.default.removeItem(atPath: checkpointPath)
    } catch {
      throw LedgerFailure(.io, path: checkpointPath, detail: error.localizedDescription)
    }
  }

  /// What going on in spite of a rollback records; `nil` where there is none.
  public func rollbackToAccept() throws -> RollbackAccepted? {
    guard try rollback() != nil, let last = try lastCheckpoint() else { return nil }
    let found = try head()
    return RollbackAccepted(
      signedSize: last.head.size, signedRoot: last.head.root, foundSize: found.size, foundRoot: found.root)
  }

  /// Signs the log as it is and keeps the checkpoint. That it goes on from the last one was checked when the ledger was
  /// opened. Throws ``ProofFailure`` for a key of another ledger, where the last checkpoint bears no signature of the ledger's
  /// key (then somebody changed it, and maybe cut the log to fit), and where that key is another one, unless `isNewKey`.
  public func signCheckpoint(_ key: LedgerKey, isNewKey: Bool = false) throws -> SignedCheckpoint {
    guard key.origin == (try origin) else { throw ProofFailure(kind: "otherOrigin") }
    if let last = try lastCheckpoint(), !last.isSigned(by: key.verifier) {
      guard let known = lastVerifier(), known != key.verifier, last.isSigned(by: known) else {
        throw ProofFailure(kind: "lastUnsigned")
      }
      guard isNewKey else { throw ProofFailure(kind: "newKey") }
    }
    let checkpoint = try failing {
      try log.read { view in Checkpoint(origin: key.origin, size: view.size, root: view.tree.root) }
    }
    let signed = try SignedCheckpoint(text: key.signer.sign(checkpoint.text))
    do {
      try Data((key.verifier + "\n").utf8).write(to: URL(fileURLWithPath: verifierPath), options: .atomic)
      try Data(signed.note.utf8).write(to: URL(fileURLWithPath: checkpointPath), options: .atomic)
    } catch {
      throw LedgerFailure(.io, path: checkpointPath, detail: error.localizedDescription)
    }
    return signed
  }
}

extension LogView {
  /// Whether the log holds the records of `head`, and maybe more. Logarithmic.
  func goesOn(from head: Head) throws -> Bool {
    guard head.size <= size else { return false }
    return try self.head(ofSize: head.size) == head
  }
}
