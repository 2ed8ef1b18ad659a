import EventLog
import Foundation
import Testing

/// Signed notes and proof files, byte for byte.
extension ProofTests {
  static let secret = "PRIVATE+KEY+PeterNeumann+c74f20a3+AYEKFALVFGyNhPJEMzD1QIDr+Y7hfZx09iUvxdXHKDFz"
  static let verifier = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW"
  static let text =
    "If you think cryptography is the answer to your problem,\nthen you don't know what your problem is.\n"
  static let note =
    text
    + "\n— PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=\n"

  @Test("the published key pair signs the published note, byte for byte, and its verifier takes it")
  func vectors() throws {
    let signer = try NoteSigner(Self.secret)
    #expect(signer.verifier.text == Self.verifier)
    #expect(signer.secretText == Self.secret)
    #expect(signer.sign(Self.text) == Self.note)
    let verifier = try NoteVerifier(Self.verifier)
    let note = try SignedNote(Self.note)
    #expect(note.text == Self.text)
    #expect(try note.verify(by: [verifier]) == [verifier])
    // A verifier key of the specification of signed notes.
    let known = "example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k"
    #expect(try NoteVerifier(known).text == known)
    #expect(throws: NoteError(.noKnownSignature)) { try note.verify(by: [NoteVerifier(known)]) }
  }

  @Test("the note with any byte changed is refused, or signed by nobody known")
  func mutated() throws {
    let verifier = try NoteVerifier(Self.verifier)
    let bytes = Array(Self.note.utf8)
    for place in bytes.indices {
      var changed = bytes
      changed[place] ^= 1
      guard let text = String(validating: changed, as: UTF8.self) else { continue }
      #expect(throws: NoteError.self, "byte \(place)") { try SignedNote(text).verify(by: [verifier]) }
    }
    for bad in [
      "", "\n", "text", "text\n", "text\n\n", "text\n\n— name\n", "text\n\nname AAAA\n", "text\n\n— a+b AAAAAAAA\n",
      Self.note + "x", String(Self.note.dropLast()), "te\rxt\n\n— PeterNeumann x08go/ZJ\n",
    ] { #expect(throws: NoteError.self, "\(bad)") { try SignedNote(bad) } }
    for bad in [
      "", "name", "name+00000000+AAAA", Self.verifier + "A",
      "PeterNeumann+c74f20a4+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW",
    ] {
      #expect(throws: NoteError(.badKey), "\(bad)") { try NoteVerifier(bad) }
    }
  }

  @Test(
    "a note, a checkpoint and proofs are one text each: a mark in front, CR, bits behind the last byte are refused as that"
  )
  func byteForByte() throws {
    let (_, log, _) = try Self.log(40)
    let signer = try NoteSigner(name: "test/log", seed: [UInt8](repeating: 3, count: 32))
    let digits = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/")
    /// Every text that says the same bytes by another last digit.
    func twins(_ text: String) -> [String] {
      let characters = Array(text)
      return characters.indices.dropLast().filter { characters[$0] != "=" && characters[$0 + 1] == "=" }.map { place in
        var twin = characters
        let value = digits.firstIndex(of: characters[place]) ?? 0
        twin[place] = digits[value | 1]
        return String(twin)
      }
    }
    func refused(_ text: String, _ read: (String) throws -> Void) {
      #expect(throws: Never.self) { try read(text) }
      #expect(throws: NoteError(.byteOrderMark)) { try read("\u{feff}" + text) }
      #expect(throws: NoteError(.lineEnds)) { try read(text.replacing("\n", with: "\r\n")) }
      #expect(throws: NoteError(.lineEnds)) { try read(text.replacing("\n", with: "\r")) }
      let twins = twins(text)
      #expect(!twins.isEmpty)
      for twin in twins { #expect(throws: NoteError(.notCanonical), "\(twin)") { try read(twin) } }
    }
    try log.read { view in
      let note = signer.sign(Checkpoint(origin: "test/log", size: 40, root: view.tree.root).text)
      refused(note) { text in _ = try Checkpoint(SignedNote(text).text) }
      let proof = RecordProof(
        position: 17, proof: try view.inclusionProof(of: LogPosition(17), in: 40), record: Array("record".utf8) + [1],
        note: note)
      refused(proof.text) { text in _ = try Checkpoint(SignedNote(RecordProof(text).note).text) }
      let consistency = ConsistencyProof(old: 13, proof: try view.consistencyProof(from: 13, to: 40), note: note)
      refused(consistency.text) { text in _ = try Checkpoint(SignedNote(ConsistencyProof(text).note).text) }
    }
  }

  @Test("proof files come back as they were; ones that were cut or changed are refused or do not hold")
  func files() throws {
    let (_, log, leaves) = try Self.log(40)
    let signer = try NoteSigner(name: "test/log", seed: [UInt8](repeating: 3, count: 32))
    try log.read { view in
      let checkpoint = Checkpoint(origin: "test/log", size: 40, root: view.tree.root)
      let note = signer.sign(checkpoint.text)
      #expect(try Checkpoint(SignedNote(note).text) == checkpoint)
      let record = Array("record 17".utf8)
      let proof = RecordProof(
        position: 17, proof: try view.inclusionProof(of: LogPosition(17), in: 40), record: record, note: note)
      #expect(try RecordProof(proof.text) == proof)
      #expect(try proof.verify(leaves[17], by: [signer.verifier]) == checkpoint)
      #expect(throws: NoteError(.proofFails)) { try proof.verify(leaves[18], by: [signer.verifier]) }
      let bytes = Array(proof.text.utf8)
      var taken = 0
      for place in bytes.indices {
        var changed = bytes
        changed[place] ^= 4
        guard let text = String(validating: changed, as: UTF8.self), let read = try? RecordProof(text) else { continue }
        // What is carried along is not authenticated: its hash is what is proved.
        let carried = read.record ?? []
        let leaf = MerkleTree.leaf(carried.span.bytes)
        if (try? read.verify(leaf, by: [signer.verifier])) != nil { taken += 1 }
      }
      #expect(taken == 0)
      let consistency = ConsistencyProof(old: 13, proof: try view.consistencyProof(from: 13, to: 40), note: note)
      #expect(try ConsistencyProof(consistency.text) == consistency)
      for cut in stride(from: 0, to: bytes.count, by: 7) {
        _ = try? RecordProof(String(decoding: bytes[..<cut], as: UTF8.self)).verify(leaves[17], by: [signer.verifier])
      }
    }
    for bad in [
      "origin\n1\n", "origin\n01\nAAAA\n", "\n1\n\(Data(count: 32).base64EncodedString())\n", "o\n-1\nAA==\n",
    ] {
      #expect(throws: NoteError(.badCheckpoint), "\(bad)") { try Checkpoint(bad) }
    }
  }

  @Test("names and logs that look the same are the same bytes")
  func composed() throws {
    let seed = [UInt8](repeating: 1, count: 32)
    #expect(try NoteSigner(name: "s\u{1ed1}.example", seed: seed).verifier.name == "s\u{1ed1}.example")
    #expect(throws: NoteError(.badKey)) { try NoteSigner(name: "so\u{302}\u{301}.example", seed: seed) }
    #expect(throws: NoteError(.badKey)) { try CosignatureSigner(name: "so\u{302}\u{301}.example", seed: seed) }
    let root = "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA="
    #expect(throws: NoteError(.badCheckpoint)) { try Checkpoint("so\u{302}\u{301}\n1\n\(root)\n") }
    #expect(try Checkpoint("s\u{1ed1}\n1\n\(root)\n").size == 1)
  }
}
