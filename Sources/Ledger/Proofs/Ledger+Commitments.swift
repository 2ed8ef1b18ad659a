internal import EventLog
internal import OCOP

extension Ledger {
  /// Whether nothing was recorded since the streams were last committed to: then that commitment is good for the next checkpoint, too.
  public var isCommitted: Bool { get throws(LedgerError) { try committedHead() != nil } }

  private func committedHead() throws(LedgerError) -> Head? { try failing { try log.read { try $0.lastCommitment() } } }

  /// Records how every stream stands, unless the last record does so already, and answers the head right behind that record: what a
  /// checkpoint is to sign. Costs a look at every record and at the whole index of streams, while nobody else writes. Throws as ``write(_:)``.
  func commitStreams(by actor: String) throws -> Head {
    if let head = try committedHead() { return head }
    let receipt = try write { (draft) throws -> UInt64 in
      // Somebody else may have done so meanwhile.
      if let head = try draft.view.lastCommitment() { return head.size }
      // What was verified may have been changed since: nobody writes now.
      guard try draft.view.isIndexed(header: Self.envelope) else {
        throw LedgerFailure(
          .altered, path: draft.view.path, detail: VerifyFinding.Kind.streamIndex.rawValue)
      }
      guard let streams = try draft.streamsCommitted() else { preconditionFailure("nothing was drafted") }
      _ = try draft.record(
        Command(id: nil, actor: actor, act: .record(.office, .streamsCommitted(streams)), effectiveOn: nil))
      return streams.size + 1
    }
    return try failing { try log.read { try $0.head(ofSize: receipt.result) } }
  }
}

extension WriteSession {
  /// How every stream of the log stands; `nil` where something was drafted that would stand before whoever says so. Costs a look at the
  /// whole index, once.
  @_lifetime(self: copy self)
  mutating func streamsCommitted() throws -> StreamsCommitted? {
    guard state.drafted.isEmpty, view.size == size else { return nil }
    if let known = state.streams { return known }
    let streams = StreamsCommitted(try view.streamCommitment(at: view.size))
    state.streams = streams
    return streams
  }
}

extension LogView {
  /// The head of the log, if its last record commits to all streams before it; else `nil`.
  fileprivate func lastCommitment() throws -> Head? {
    guard size > 0, try commitment(at: Position(size - 1)) != nil else { return nil }
    return try head(ofSize: size)
  }

  /// What the record at `position` commits to; `nil`: it is no commitment, or not to all that stands before it.
  func commitment(at position: Position) throws -> StreamCommitment? {
    let event = try withRecord(at: LogPosition(position.number)) { bytes in (try? Record(wire: bytes))?.event }
    guard case .streamsCommitted(let said)?? = event, said.size == position.number else { return nil }
    return StreamCommitment(said)
  }
}

extension StreamCommitment {
  /// What a record says. A root that is none is that of no stream.
  init(_ said: StreamsCommitted) {
    self.init(size: said.size, streams: said.streams, root: Digest(hexadecimal: said.root) ?? MerkleTree().root)
  }
}

extension StreamsCommitted {
  fileprivate init(_ committed: StreamCommitment) {
    self.init(size: committed.size, streams: committed.streams, root: committed.root.description)
  }
}
