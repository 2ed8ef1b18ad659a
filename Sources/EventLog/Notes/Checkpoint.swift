internal import Foundation

/// The size and the root of a log under its name (C2SP tlog-checkpoint): what is signed.
package struct Checkpoint: Hashable, Sendable {
  /// Which log.
  package let origin: String
  package let size: UInt64
  package let root: Digest

  package init(origin: String, size: UInt64, root: Digest) {
    (self.origin, self.size, self.root) = (origin, size, root)
  }

  /// Three lines: origin, size, root in base64.
  package var text: String { "\(origin)\n\(size)\n\(Data(root.bytes).base64EncodedString())\n" }

  /// Reads the text of a note; extension lines are passed over. Throws ``NoteError/Kind/badCheckpoint``.
  package init(_ text: String) throws(NoteError) {
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    guard lines.count >= 4, lines.last == "", !lines[0].isEmpty, NoteText.isComposed(lines[0]),
      lines.dropFirst(3).dropLast().allSatisfy({ !$0.isEmpty }),
      let size = Self.number(lines[1]), let data = try NoteText.base64(lines[2]), let root = Digest(data.span.bytes)
    else { throw NoteError(.badCheckpoint) }
    self.init(origin: lines[0], size: size, root: root)
  }

  /// A number without sign or leading zero.
  static func number(_ text: String) -> UInt64? {
    guard let number = UInt64(text), String(number) == text else { return nil }
    return number
  }
}

/// A receipt for one record (C2SP tlog-proof@v1): its place, its inclusion proof, and the signed checkpoint it leads to.
package struct RecordProof: Hashable, Sendable {
  package let position: UInt64
  package let proof: [Digest]
  /// The record's bytes, carried along so that the file is whole by itself. What is proved is their hash.
  package let record: [UInt8]?
  /// The note, byte for byte.
  package let note: String

  private static let header = "c2sp.org/tlog-proof@v1"

  package init(position: UInt64, proof: [Digest], record: [UInt8]?, note: String) {
    (self.position, self.proof, self.record, self.note) = (position, proof, record, note)
  }

  /// The file.
  package var text: String {
    let extra = record.map { "extra \(Data($0).base64EncodedString())\n" } ?? ""
    return "\(Self.header)\n\(extra)index \(position)\n" + ProofLines.text(proof, note)
  }

  /// Reads a file; throws ``NoteError/Kind/badProof``.
  package init(_ text: String) throws(NoteError) {
    let (head, note) = try ProofLines.split(text)
    var lines = head[...]
    guard lines.popFirst() == Self.header else { throw NoteError(.badProof) }
    var record: [UInt8]?
    if let extra = lines.first, extra.hasPrefix("extra ") {
      guard let data = try NoteText.base64(extra.dropFirst(6)) else { throw NoteError(.badProof) }
      record = data
      lines.removeFirst()
    }
    guard let index = lines.popFirst(), index.hasPrefix("index "),
      let position = Checkpoint.number(String(index.dropFirst(6)))
    else { throw NoteError(.badProof) }
    self.init(position: position, proof: try ProofLines.hashes(lines), record: record, note: note)
  }

  /// Checks the signature and that the entry with that leaf hash stands in the log, and answers the checkpoint.
  package func verify(_ leaf: Digest, by verifiers: [NoteVerifier]) throws(NoteError) -> Checkpoint {
    let note = try SignedNote(note)
    try note.verify(by: verifiers)
    let checkpoint = try Checkpoint(note.text)
    guard
      MerkleProof.isIncluded(leaf, at: position, in: checkpoint.size, root: checkpoint.root, proof: proof)
    else { throw NoteError(.proofFails) }
    return checkpoint
  }
}

/// A receipt that a later checkpoint goes on from an earlier one: `old N`, hashes, the later note; what a witness takes
/// (C2SP tlog-witness).
package struct ConsistencyProof: Hashable, Sendable {
  package let old: UInt64
  package let proof: [Digest]
  /// The later note, byte for byte.
  package let note: String

  package init(old: UInt64, proof: [Digest], note: String) { (self.old, self.proof, self.note) = (old, proof, note) }

  /// The file.
  package var text: String {
    "old \(old)\n" + ProofLines.text(proof, note)
  }

  /// Reads a file; throws ``NoteError/Kind/badProof``.
  package init(_ text: String) throws(NoteError) {
    let (head, note) = try ProofLines.split(text)
    guard let first = head.first, first.hasPrefix("old "), let old = Checkpoint.number(String(first.dropFirst(4)))
    else {
      throw NoteError(.badProof)
    }
    self.init(old: old, proof: try ProofLines.hashes(head.dropFirst()), note: note)
  }
}

enum ProofLines {
  /// A line for each hash, an empty one, and the note.
  static func text(_ hashes: [Digest], _ note: String) -> String { text(hashes) + "\n" + note }

  /// A line for each hash.
  static func text(_ hashes: [Digest]) -> String {
    hashes.map { Data($0.bytes).base64EncodedString() + "\n" }.joined()
  }

  /// The lines before the first empty one, and the note behind it.
  static func split(_ text: String) throws(NoteError) -> (head: [String], note: String) {
    try NoteText.requireAsWritten(text)
    guard let range = text.range(of: "\n\n") else { throw NoteError(.badProof) }
    let head = text[..<range.lowerBound].split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    return (head, String(text[range.upperBound...]))
  }

  static func hashes(_ lines: some Collection<String>) throws(NoteError) -> [Digest] {
    guard lines.count <= 63 else { throw NoteError(.badProof) }
    var hashes: [Digest] = []
    for line in lines {
      guard let data = try NoteText.base64(line), let digest = Digest(data.span.bytes) else {
        throw NoteError(.badProof)
      }
      hashes.append(digest)
    }
    return hashes
  }
}
