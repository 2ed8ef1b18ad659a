internal import EventLog
internal import Foundation
public import OCOP

/// Who cosigns checkpoints of logs: each that goes on from the one it cosigned before (C2SP tlog-witness, tlog-cosignature). Needs no ledger,
/// only what is handed to it.
///
/// What it cosigned last of each log is kept beside its key, in the folder `KEY.seen`: it travels with the key, and without it nothing is
/// cosigned.
public struct Witness: Sendable {
  private let signer: CosignatureSigner
  private let path: String

  /// The name under which it cosigns.
  public var name: String { signer.verifier.name }
  /// What others check its cosignatures with: not a secret.
  public var verifier: String { signer.verifier.text }

  private init(_ signer: CosignatureSigner, _ path: String) { (self.signer, self.path) = (signer, path) }

  private static func seen(_ path: String) -> String { path + ".seen" }

  /// Makes a witness called `name` from 32 random bytes, with its key in the new file `path` and the memory that it cosigned nothing. Throws
  /// ``ProofFailure``: `badKey` for a name that is none; ``LedgerFailure``: ``LedgerFailure/Kind/exists``.
  public static func create(named name: String, seed: [UInt8], at path: String) throws(LedgerError) -> Witness {
    try failing {
      let signer = try proving { () throws(NoteError) in try CosignatureSigner(name: name, seed: seed) }
      let folder = DurableFile.folder(of: path)
      let lock = try FileLock(folder)
      defer { withExtendedLifetime(lock) {} }
      guard try !DurableFile.isThere(path) else { throw LedgerFailure(.exists, path: path) }
      try LogFailure.createFolder(seen(path))
      try Folder.sync(folder)
      try DurableFile.write(Array((signer.secretText + "\n").utf8), to: path, .new, isSecret: true)
      return Witness(signer, path)
    }
  }

  /// The witness whose key is `secret`, the text of the file `path`. Throws ``ProofFailure``.
  public init(secret: String, at path: String) throws(LedgerError) {
    self.init(try proving { () throws(NoteError) in try CosignatureSigner(secret) }, path)
  }

  /// Cosigns the checkpoint of a request: `old N`, a consistency proof, an empty line, the checkpoint (what
  /// ``Ledger/Ledger/consistencyProof(from:to:)`` answers). `logs` are the keys of the logs it knows, `now` the time it states. Answers the line that goes to the checkpoint's signatures. What is
  /// cosigned is on disk before anybody has the line.
  ///
  /// Throws ``ProofFailure``: `badProof`, `unknownLog`, `noKnownSignature`, `seenOtherwise` where the proof begins elsewhere, `seenFork` where the log
  /// does not go on from what was cosigned before, `witnessMemory`.
  public func cosign(_ request: String, logs: [String], now: Timestamp) throws(LedgerError) -> String {
    try failing {
      let lock = try FileLock(path)
      defer { withExtendedLifetime(lock) {} }
      let (file, note, checkpoint, known) = try proving {
        () throws(NoteError) in
        let file = try ConsistencyProof(request)
        let note = try SignedNote(file.note)
        return (file, note, try Checkpoint(note.text), try NoteVerifier.all(logs))
      }
      let own = known.filter { $0.name == checkpoint.origin }
      guard !own.isEmpty else { throw ProofFailure(kind: "unknownLog") }
      try proving { () throws(NoteError) in _ = try note.verify(by: own) }
      let last = try seen(checkpoint.origin)
      // What it said before it may say again, to whoever lost the answer.
      if let last, last == checkpoint { return signer.line(note.text, at: Self.seconds(now)) }
      guard file.old == last?.size ?? 0 else {
        throw ProofFailure(kind: "seenOtherwise", detail: "\(last?.size ?? 0)")
      }
      guard checkpoint.size >= file.old,
        MerkleProof.isConsistent(
          old: file.old, oldRoot: last?.root ?? MerkleTree().root, new: checkpoint.size, newRoot: checkpoint.root,
          proof: file.proof)
      else { throw ProofFailure(kind: "seenFork", detail: "\(file.old)") }
      try DurableFile.write(Array(file.note.utf8), to: memory(checkpoint.origin), .replacing)
      return signer.line(note.text, at: Self.seconds(now))
    }
  }

  private static func seconds(_ time: Timestamp) -> UInt64 { UInt64(max(time.microseconds, 0) / 1_000_000) }

  /// What it cosigned last of the log `origin`; `nil`: nothing.
  private func seen(_ origin: String) throws -> Checkpoint? {
    var isFolder: ObjCBool = false
    guard FileManager.default.fileExists(atPath: Self.seen(path), isDirectory: &isFolder), isFolder.boolValue else {
      throw ProofFailure(kind: "witnessMemory")
    }
    guard let text = try DurableFile.text(memory(origin)) else { return nil }
    guard let note = try? SignedNote(text), let last = try? Checkpoint(note.text), last.origin == origin else {
      throw ProofFailure(kind: "witnessMemory")
    }
    return last
  }

  private func memory(_ origin: String) -> String {
    "\(Self.seen(path))/\(Digest.sha256(Array(origin.utf8).span.bytes)).note"
  }
}

extension SignedCheckpoint {
  /// Checks it against a policy (C2SP tlog-policy): that one of its logs signed it, and its quorum of witnesses cosigned it. Answers who did, and
  /// when they say they did. Throws ``ProofFailure``: `badPolicy`, `noKnownSignature`, `badSignature`, `noQuorum`.
  @discardableResult
  public func verify(policy text: String) throws(LedgerError) -> [(name: String, time: Timestamp)] {
    try failing {
      let (isMet, cosigned) = try proving {
        () throws(NoteError) in
        let policy = try WitnessPolicy(text)
        let signed = try SignedNote(note)
        if !policy.logs.isEmpty { try signed.verify(by: policy.logs.filter { $0.name == origin }) }
        let cosigned = try signed.cosignatures(by: policy.witnesses.map(\.verifier))
        return (policy.isMet(by: cosigned.map(\.verifier)), cosigned)
      }
      guard isMet else { throw ProofFailure(kind: "noQuorum") }
      return cosigned.map { ($0.verifier.name, Timestamp(told: Int64(clamping: $0.time))) }
    }
  }
}
