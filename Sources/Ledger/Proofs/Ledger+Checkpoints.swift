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
  public init(text: String) throws(LedgerError) {
    self = try proving { () throws(NoteError) in try SignedCheckpoint(text) }
  }

  /// Checks that one of `verifiers` signed it. Throws ``ProofFailure``.
  public func verify(by verifiers: [String]) throws(LedgerError) {
    try failing {
      try proving { () throws(NoteError) in
        _ = try SignedNote(note).verify(by: try NoteVerifier.all(verifiers))
      }
    }
  }
}

extension SignedCheckpoint {
  fileprivate func isSigned(by verifier: String) -> Bool { (try? verify(by: [verifier])) != nil }
}

extension Ledger {
  /// The name under which checkpoints of this ledger are signed: it never changes.
  public var origin: String {
    get throws(LedgerError) {
      let identity = try failing { try log.read { try $0.identity() } }
      return "ocop-ledger/" + identity.map { String($0 >> 4, radix: 16) + String($0 & 15, radix: 16) }.joined()
    }
  }

  /// Where the last checkpoint is kept: outside the log's environment, so that an older copy of the log is noticed.
  public var checkpointPath: String { path + "/checkpoint" }
  var verifierPath: String { path + "/verifier" }

  /// The last checkpoint; `nil` where there is none beside the log. Throws ``LedgerFailure``:
  /// ``LedgerFailure/Kind/checkpointBroken`` where it is none, ``LedgerFailure/Kind/checkpointUnreadable`` where it cannot be read.
  public func lastCheckpoint() throws(LedgerError) -> SignedCheckpoint? {
    try failing {
      let bytes: [UInt8]?
      do {
        bytes = try DurableFile.read(checkpointPath)
      } catch let failure as LedgerFailure {
        // What cannot be read is not none: nothing is signed, and nothing recorded, over it.
        throw LedgerFailure(.checkpointUnreadable, path: checkpointPath, detail: failure.detail)
      }
      guard let bytes else { return nil }
      guard let text = String(validating: bytes, as: UTF8.self), let checkpoint = try? SignedCheckpoint(text: text)
      else {
        throw LedgerFailure(.checkpointBroken, path: checkpointPath)
      }
      return checkpoint
    }
  }

  /// What checkpoints of this ledger were last signed with; not a secret, and not to be trusted where it matters: who
  /// checks has it from elsewhere.
  /// `nil` where there is none. Throws ``LedgerFailure`` where it cannot be read.
  public func lastVerifier() throws(LedgerError) -> String? {
    try failing {
      try DurableFile.text(verifierPath)?.trimmingCharacters(in: .whitespacesAndNewlines)
    }
  }

  /// The last checkpoint with the key that it is signed with; `nil` where there is none. What lies beside the log is of this ledger, and the one
  /// fits the other. Throws ``ProofFailure`` where they do not, and as ``lastCheckpoint()``.
  public func signedCheckpoint() throws(LedgerError) -> (checkpoint: SignedCheckpoint, verifier: String)? {
    try failing {
      guard let checkpoint = try lastCheckpoint() else { return nil }
      guard let verifier = try lastVerifier() else { throw ProofFailure(kind: "noKnownSignature") }
      try checkpoint.verify(by: [verifier])
      guard try checkpoint.origin == origin else { throw ProofFailure(kind: "otherOrigin") }
      return (checkpoint, verifier)
    }
  }

  /// How the log disagrees with its last checkpoint; `nil`: it does not. Logarithmic.
  func rollback() throws(LedgerError) -> LedgerFailure? {
    try failing { try lastCheckpoint().flatMap { try disagreement(with: $0.head) } }
  }

  /// How the log disagrees with a head that was signed; `nil`: it goes on from it. Logarithmic.
  private func disagreement(with signed: Head) throws -> LedgerFailure? {
    let found = try head()
    guard signed.size <= found.size else {
      return LedgerFailure(
        .rolledBack, path: path, detail: "\(found.size) < \(signed.size), \(found.root) / \(signed.root)")
    }
    let root = try failing { try log.read { try $0.head(ofSize: signed.size).root } }
    guard root == signed.root else {
      return LedgerFailure(.forked, path: path, detail: "\(signed.size): \(root) / \(signed.root)")
    }
    return nil
  }

  /// Whether `checkpoint` is one of this ledger, and the log goes on from it. Logarithmic.
  public func goesOn(from checkpoint: SignedCheckpoint) throws(LedgerError) -> Bool {
    try failing {
      try checkpoint.origin == origin && holds(checkpoint.head)
    }
  }

  /// Whether the log holds the records of `head`, and maybe more. Logarithmic.
  public func holds(_ head: Head) throws(LedgerError) -> Bool {
    try failing { try log.read { try $0.goesOn(from: head) } }
  }

  /// Forgets the last checkpoint, once going on without it was recorded (``rollbackToAccept(_:_:)``).
  /// It stays among those that are kept: it is evidence.
  public func forgetCheckpoint() throws(LedgerError) {
    try failing {
      let lock = try FileLock(path)
      defer { withExtendedLifetime(lock) {} }
      if let last = try? lastCheckpoint() { _ = try keep(last) }
      try DurableFile.remove(checkpointPath)
    }
  }

  /// What going on in spite of a rollback records: of the head that the key remembers, or the one kept beside the log. `nil` where the log
  /// goes on from both. `isRecorded`: somebody accepted it before, and was killed before it was signed.
  public func rollbackToAccept(_ key: LedgerKey, _ memory: KeyMemory) throws(LedgerError) -> (
    event: RollbackAccepted, isRecorded: Bool
  )? {
    try failing {
      for signed in [try memory.last(of: key), try lastCheckpoint()].compactMap(\.self) {
        guard try disagreement(with: signed.head) != nil else { continue }
        let found = try head()
        let event = RollbackAccepted(
          signedSize: signed.head.size, signedRoot: signed.head.root, foundSize: found.size, foundRoot: found.root)
        let isRecorded = try effective(.office).contains { entry in
          guard case .rollbackAccepted(let other) = entry.record.event else { return false }
          return other.signedSize == event.signedSize && other.signedRoot == event.signedRoot
        }
        return (event, isRecorded)
      }
      return nil
    }
  }

  /// Has the log commit to all its streams as `actor` (``StreamsCommitted``), unless its last record does, signs it up to that record, and
  /// keeps the checkpoint beside it. That the log goes on from the last checkpoint was checked when the ledger was opened; what the key
  /// remembers (`memory`) is held against it here, and remembered anew before anybody has the signature. Of several callers the later one
  /// signs as much as the earlier, or more. Where the streams are to be committed to, the ledger must be open for writing
  /// (``isCommitted``); that its index is what its records say is for the caller to have verified (``requireAsWritten(progress:)``).
  ///
  /// Throws ``LedgerFailure``: ``LedgerFailure/Kind/rolledBack`` and ``LedgerFailure/Kind/forked`` where the key signed something else
  /// before, unless `acceptsRollback`. Throws ``ProofFailure`` for a key of another ledger; where the last checkpoint bears no signature of
  /// the ledger's key (then somebody changed it, and maybe cut the log to fit); where that key is another one, unless `isNewKey`; and where
  /// the key has no memory and nothing beside the log tells what it signed, unless `acceptsRollback`.
  public func signCheckpoint(
    _ key: LedgerKey, _ memory: KeyMemory, by actor: String, isNewKey: Bool = false, acceptsRollback: Bool = false
  ) throws(LedgerError) -> SignedCheckpoint {
    try failing {
      guard key.origin == (try origin) else { throw ProofFailure(kind: "otherOrigin") }
      let one = try FileLock(memory.key)
      let other = try FileLock(path)
      defer {
        withExtendedLifetime(one) {}
        withExtendedLifetime(other) {}
      }
      let last = try lastCheckpoint()
      if let last, !last.isSigned(by: key.verifier) {
        guard let known = try lastVerifier(), known != key.verifier, last.isSigned(by: known) else {
          throw ProofFailure(kind: "lastUnsigned")
        }
        guard isNewKey else { throw ProofFailure(kind: "newKey") }
      }
      if !acceptsRollback {
        guard let signed = try memory.last(of: key) ?? last.flatMap({ $0.isSigned(by: key.verifier) ? $0 : nil }) else {
          throw ProofFailure(kind: "memoryMissing")
        }
        if let failure = try disagreement(with: signed.head) { throw failure }
      }
      let head = try commitStreams(by: actor)
      guard let root = Digest(hexadecimal: head.root) else { preconditionFailure("the root of a head is a digest") }
      let checkpoint = Checkpoint(origin: key.origin, size: head.size, root: root)
      let signed = try SignedCheckpoint(text: key.signer.sign(checkpoint.text))
      try memory.remember(signed)
      // One that was signed before there was a place for all.
      if let last { _ = try keep(last) }
      let kept = try keep(signed)
      // The note first: whoever is killed in between finds one of its own key, and goes on.
      try DurableFile.write(Array(kept.note.utf8), to: checkpointPath, .replacing)
      try DurableFile.write(Array((key.verifier + "\n").utf8), to: verifierPath, .replacing)
      return kept
    }
  }
}

extension LogView {
  /// Whether the log holds the records of `head`, and maybe more. Logarithmic.
  func goesOn(from head: Head) throws -> Bool {
    guard head.size <= size else { return false }
    return try self.head(ofSize: head.size) == head
  }
}
