internal import Foundation

/// A receipt for a stream: how it stood when the log committed to all its streams, or that it was not there, and the receipt of the record
/// that committed, with the signed checkpoint it leads to.
///
///     ocop-ledger/stream-proof@v1
///     stream NAME
///     streams COUNT
///     shown KEY VERSION POSITION INDEX      the stream itself, or its neighbours; KEY in hexadecimal digits
///     HASH …                                its inclusion proof among all streams
///     (empty line)
///     the committing record's proof (C2SP tlog-proof@v1), byte for byte
package struct StreamReceipt: Hashable, Sendable {
  /// What people call the stream.
  package let name: String
  package let proof: StreamProof
  /// The receipt of the record that committed.
  package let commitment: RecordProof

  package init(name: String, proof: StreamProof, commitment: RecordProof) {
    (self.name, self.proof, self.commitment) = (name, proof, commitment)
  }

  static let header = "ocop-ledger/stream-proof@v1"

  /// Whether `text` begins as one.
  package static func begins(_ text: String) -> Bool { text.hasPrefix(header) }

  /// The file.
  package var text: String {
    let shown = proof.shown.map { shown in
      let head = shown.head
      return
        "shown \(Hexadecimal.text(head.stream.bytes)) \(head.version.rawValue) \(head.position.rawValue) \(shown.index)\n"
        + ProofLines.text(shown.path)
    }
    return "\(Self.header)\nstream \(name)\nstreams \(proof.count)\n\(shown.joined())\n\(commitment.text)"
  }

  /// Reads a file; throws ``NoteError/Kind/badProof``.
  package init(_ text: String) throws(NoteError) {
    let (head, rest) = try ProofLines.split(text)
    var lines = head[...]
    guard lines.popFirst() == Self.header, let name = lines.popFirst(), name.hasPrefix("stream "),
      let streams = lines.popFirst(), streams.hasPrefix("streams "),
      let count = Checkpoint.number(String(streams.dropFirst(8)))
    else { throw NoteError(.badProof) }
    var shown: [StreamProof.Shown] = []
    while let line = lines.popFirst() {
      let path = lines.prefix { !$0.hasPrefix("shown ") }
      lines = lines.dropFirst(path.count)
      guard shown.count < 2, let (head, index) = Self.head(line) else { throw NoteError(.badProof) }
      shown.append(StreamProof.Shown(head: head, index: index, path: try ProofLines.hashes(path)))
    }
    self.init(
      name: String(name.dropFirst(7)), proof: StreamProof(count: count, shown: shown),
      commitment: try RecordProof(rest))
  }

  private static func head(_ line: String) -> (StreamHead, UInt64)? {
    let parts = line.split(separator: " ", omittingEmptySubsequences: false).map(String.init)
    guard parts.count == 5, parts[0] == "shown", let key = Hexadecimal.bytes(parts[1]), (1...64).contains(key.count),
      let version = Checkpoint.number(parts[2]), let position = Checkpoint.number(parts[3]),
      let index = Checkpoint.number(parts[4])
    else { return nil }
    let head = StreamHead(
      stream: StreamKey(key), version: StreamVersion(version), position: LogPosition(position))
    return (head, index)
  }
}
