internal import EventLog
public import OCOP

/// How a stream stood before a checkpoint's last record: proved to be all there was of it.
public struct CheckedStream: Hashable, Sendable {
  /// Which stream.
  public let stream: StreamID
  /// Its last version; 0: it was not there.
  public let version: UInt64
  /// Where its last record stands; `nil`: it was not there.
  public let last: Position?
}

extension Ledger {
  /// For each of `streams` the receipt of how it stood when the log committed to all of them, under the checkpoint that was signed right
  /// behind that commitment; or that it was not there. Costs a look at the whole index of streams.
  ///
  /// Throws ``ProofFailure``: `noCommitment` where the checkpoint's last record commits to nothing, `notConsistent` where it is not of this
  /// log; and ``LedgerFailure/Kind/altered`` where the index is not what was committed to.
  public func streamProofs(
    of streams: [StreamID], under checkpoint: SignedCheckpoint
  ) throws(LedgerError) -> [(stream: StreamID, text: String)] {
    try failing {
      guard checkpoint.head.size > 0 else { throw ProofFailure(kind: "noCommitment") }
      let place = Position(checkpoint.head.size - 1)
      let commitment = try proving { [text = try proof(of: place, under: checkpoint)] () throws(NoteError) in
        try RecordProof(text)
      }
      return try failing {
        try log.read { view in
          guard let committed = try view.commitment(at: place) else { throw ProofFailure(kind: "noCommitment") }
          let (found, proofs) = try view.streamProofs(of: streams.map(\.key), at: committed.size)
          guard found == committed else {
            throw LedgerFailure(.altered, path: path, detail: VerifyFinding.Kind.streamIndex.rawValue)
          }
          return zip(streams, proofs).map { stream, proof in
            (stream, StreamReceipt(name: stream.description, proof: proof, commitment: commitment).text)
          }
        }
      }
    }
  }

  /// Holds every record against the tree, and the index of streams against the records: what is handed out of any stream is whole then. Costs a
  /// part of ``verify(progress:)``: two hashes a record.
  ///
  /// Throws ``LedgerFailure/Kind/altered``.
  public func requireWholeStreams() throws(LedgerError) {
    try failing {
      var first: (position: Position?, kind: VerifyFinding.Kind)?
      try failing {
        try log.verifyStreams(header: Self.envelope) { finding in
          first = first ?? (finding.position.map { Position($0.rawValue) }, VerifyFinding.Kind(finding.kind))
        }
      }
      guard let first else { return }
      throw LedgerFailure(
        .altered, path: path, detail: (first.position.map { "\($0): " } ?? "") + first.kind.rawValue)
    }
  }

  /// What a record says of its stream; `nil`: it is none.
  static func envelope(_ bytes: RawSpan) -> RecordHeader? {
    guard let view = try? RecordView(bytes, at: .zero) else { return nil }
    return RecordHeader(
      stream: view.stream.key, version: StreamVersion(view.version),
      recordedAt: LogTime(microseconds: view.recordedAt.microseconds), command: nil)
  }
}

extension ProofFile {
  /// Checks the receipt of a stream. Throws ``NoteError``.
  static func stream(_ text: String, _ known: [NoteVerifier]) throws(NoteError) -> CheckedProof {
    let file = try StreamReceipt(text)
    guard let stream = StreamID(file.name), let bytes = file.commitment.record else { throw NoteError(.badProof) }
    let leaf = MerkleTree.leaf(bytes.span.bytes)
    let checkpoint = try file.commitment.verify(leaf, by: known)
    // Nothing stands between what was committed to and what was signed.
    guard checkpoint.size == file.commitment.position + 1,
      let event = (try? Record(wire: bytes.span.bytes))?.event, case .streamsCommitted(let said) = event,
      said.size == file.commitment.position
    else { throw NoteError(.proofFails) }
    let committed = StreamCommitment(said)
    let head = try file.proof.verify(stream.key, in: committed.streams, root: committed.root)
    return CheckedProof(
      kind: "stream", checkpoint: try SignedCheckpoint(file.commitment.note), entry: nil, old: nil,
      stream: CheckedStream(
        stream: stream, version: head?.version.rawValue ?? 0, last: head.map { Position($0.position.rawValue) }))
  }
}
