internal import EventLog
public import OCOP

/// A proof file that was checked.
public struct CheckedProof: Sendable {
  /// What the file is: `record`, `consistency` or `stream`.
  public let kind: String
  /// The checkpoint that it leads to.
  public let checkpoint: SignedCheckpoint
  /// The record that is proved to be in the log, with its position, whatever wrote it; `nil` for other proofs.
  public let entry: LogEntry?
  /// The earlier size, of a consistency proof.
  public let old: UInt64?
  /// How a stream stood, of its proof.
  public let stream: CheckedStream?
}

extension Ledger {
  /// The receipt for the record at `position` under the signed checkpoint `note` (C2SP tlog-proof@v1), the record carried
  /// along. Logarithmic. Throws ``ProofFailure`` where the checkpoint is not of this log, or does not reach the record.
  public func proof(of position: Position, under checkpoint: SignedCheckpoint) throws(LedgerError) -> String {
    try failing {
      try log.read { view in
        try agree(checkpoint, view)
        guard position.number < checkpoint.head.size else { throw ProofFailure(kind: "proofFails") }
        let place = LogPosition(position.number)
        guard let record = try view.withRecord(at: place, { $0.withUnsafeBytes { Array($0) } }) else {
          throw LedgerFailure(.damaged, path: path, detail: "no record at position \(position)")
        }
        let proof = try view.inclusionProof(of: place, in: checkpoint.head.size)
        // What is damaged is not handed out: it would fail at whoever checks it.
        guard let root = Digest(hexadecimal: checkpoint.head.root),
          MerkleProof.isIncluded(
            MerkleTree.leaf(record.span.bytes), at: position.number, in: checkpoint.head.size, root: root, proof: proof)
        else {
          throw LedgerFailure(.damaged, path: path, detail: "position \(position): its bytes and the tree disagree")
        }
        return RecordProof(position: position.number, proof: proof, record: record, note: checkpoint.note).text
      }
    }
  }

  /// The receipt that the log of `checkpoint` goes on from the log of `old` records. Logarithmic.
  public func consistencyProof(from old: UInt64, to checkpoint: SignedCheckpoint) throws(LedgerError) -> String {
    try failing {
      try log.read { view in
        try agree(checkpoint, view)
        guard old <= checkpoint.head.size else { throw ProofFailure(kind: "notConsistent") }
        let proof = try view.consistencyProof(from: old, to: checkpoint.head.size)
        return ConsistencyProof(old: old, proof: proof, note: checkpoint.note).text
      }
    }
  }

  private func agree(_ checkpoint: SignedCheckpoint, _ view: borrowing LogView) throws {
    guard try view.goesOn(from: checkpoint.head) else { throw ProofFailure(kind: "notConsistent") }
  }
}

/// Checks proof files. Needs no ledger: only the file, and what the signer's key is known by.
public enum ProofFile {
  /// Checks the file `text` with `verifiers`; for a consistency proof the earlier checkpoint is needed, too. Throws
  /// ``ProofFailure``.
  public static func check(_ text: String, by verifiers: [String], from old: SignedCheckpoint?) throws(LedgerError)
    -> CheckedProof
  {
    try failing {
      try proving { () throws(NoteError) in
        let known = try NoteVerifier.all(verifiers)
        if text.hasPrefix("old ") { return try consistency(text, known, old) }
        if StreamReceipt.begins(text) { return try stream(text, known) }
        let file = try RecordProof(text)
        guard let bytes = file.record else { throw NoteError(.badProof) }
        let leaf = MerkleTree.leaf(bytes.span.bytes)
        let entry = try? LogEntry.read(bytes.span.bytes, at: Position(file.position), hash: leaf)
        guard let entry else { throw NoteError(.badProof) }
        _ = try file.verify(leaf, by: known)
        return CheckedProof(
          kind: "record", checkpoint: try SignedCheckpoint(file.note), entry: entry, old: nil, stream: nil)
      }
    }
  }

  private static func consistency(
    _ text: String, _ known: [NoteVerifier], _ old: SignedCheckpoint?
  ) throws(NoteError) -> CheckedProof {
    let file = try ConsistencyProof(text)
    try SignedNote(file.note).verify(by: known)
    let later = try SignedCheckpoint(file.note)
    guard let old else { throw NoteError(.needsOld) }
    try SignedNote(old.note).verify(by: known)
    guard old.head.size == file.old, old.origin == later.origin, let oldRoot = Digest(hexadecimal: old.head.root),
      let newRoot = Digest(hexadecimal: later.head.root),
      MerkleProof.isConsistent(
        old: file.old, oldRoot: oldRoot, new: later.head.size, newRoot: newRoot, proof: file.proof)
    else { throw NoteError(.proofFails) }
    return CheckedProof(kind: "consistency", checkpoint: later, entry: nil, old: file.old, stream: nil)
  }
}
