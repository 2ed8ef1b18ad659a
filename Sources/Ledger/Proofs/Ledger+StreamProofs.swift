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
  ) throws -> [(stream: StreamID, text: String)] {
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

  /// Holds each of `streams` against all records of the log: that the index leads to every record of it, and to no other, and that
  /// each is what the tree was made of. What is handed out of a stream is whole then. Costs a look at every record's beginning.
  ///
  /// Throws ``LedgerFailure``: ``LedgerFailure/Kind/altered``, ``LedgerFailure/Kind/damaged``.
  public func requireWhole(_ streams: some Sequence<StreamID>) throws {
    var missing: [StreamID: [LogPosition]] = [:]
    try failing {
      try log.read { view in
        for stream in streams where missing[stream] == nil {
          missing[stream] = try view.positions(of: stream.key).reversed()
        }
        try view.scan { position, bytes in
          guard let record = try? RecordView(bytes, at: Position(position.rawValue)),
            let expected = missing[record.stream]
          else { return true }
          guard expected.last == position else { throw unlike(record.stream, position) }
          _ = try Self.entry(bytes, at: position, view)
          missing[record.stream]?.removeLast()
          return true
        }
        if let (stream, rest) = missing.first(where: { !$0.value.isEmpty }), let position = rest.last {
          throw unlike(stream, position)
        }
      }
    }
  }

  private func unlike(_ stream: StreamID, _ position: LogPosition) -> LedgerFailure {
    LedgerFailure(
      .altered, path: path, detail: "\(position.rawValue): \(stream): \(VerifyFinding.Kind.streamIndex.rawValue)")
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
