internal import Foundation

/// What is wrong with a key, a note or a proof file.
package struct NoteError: Error, Hashable, Sendable {
  /// What is wrong, in a stable word.
  package enum Kind: String, Hashable, Sendable {
    /// The key is none, or of a type that is not known here.
    case badKey
    /// The bytes are no note.
    case badNote
    /// It begins with a byte-order mark, which is not part of any note.
    case byteOrderMark
    /// Its lines end otherwise than by a line feed.
    case lineEnds
    /// Its base64 is not the one that stands for the bytes.
    case notCanonical
    /// A signature by a known key does not verify.
    case badSignature
    /// No signature is by a known key.
    case noKnownSignature
    /// The note's text is no checkpoint.
    case badCheckpoint
    /// The bytes are no proof file.
    case badProof
    /// The proof does not lead to the root.
    case proofFails
    /// It is a consistency proof, and the earlier checkpoint is missing.
    case needsOld
    /// The bytes are no policy.
    case badPolicy
  }

  package let kind: Kind

  package init(_ kind: Kind) { self.kind = kind }
}

/// Who can check signatures under a name: an Ed25519 key in the form of signed notes (C2SP signed-note, type 01).
package struct NoteVerifier: Hashable, Sendable {
  package let name: String
  package let keyID: UInt32
  let key: [UInt8]

  init(name: String, key: [UInt8]) {
    self.name = name
    self.key = key
    keyID = NoteKey.id(name, NoteKey.log, key)
  }

  /// Reads `name+keyID+base64(01 ‖ key)`; throws ``NoteError/Kind/badKey``.
  package init(_ text: String) throws(NoteError) {
    let (name, key) = try NoteKey.parse(text, NoteKey.log)
    self.init(name: name, key: key)
  }

  /// Reads several; throws as reading one does.
  package static func all(_ texts: [String]) throws(NoteError) -> [NoteVerifier] {
    try texts.map { (text) throws(NoteError) in try NoteVerifier(text) }
  }

  /// `name+keyID+base64(01 ‖ key)`
  package var text: String { NoteKey.text(name, NoteKey.log, key) }

  func verifies(_ signature: [UInt8], of text: String) -> Bool {
    Ed25519.verifies(signature, of: Array(text.utf8), by: key)
  }

  /// Names that look the same are the same bytes: only composed ones (NFC) are taken.
  static func isName(_ name: String) -> Bool {
    NoteText.isComposed(name) && !name.isEmpty && !name.contains("+")
      && name.unicodeScalars.allSatisfy { !$0.properties.isWhitespace && $0.value >= 32 }
  }
}

/// Who signs notes: a name and an Ed25519 seed.
package struct NoteSigner: Sendable {
  package let verifier: NoteVerifier
  private let seed: [UInt8]

  /// A signer with that seed of 32 random bytes. Throws ``NoteError/Kind/badKey``.
  package init(name: String, seed: [UInt8]) throws(NoteError) {
    guard NoteVerifier.isName(name), let key = Ed25519.publicKey(of: seed) else { throw NoteError(.badKey) }
    self.seed = seed
    verifier = NoteVerifier(name: name, key: key)
  }

  /// Reads `PRIVATE+KEY+name+keyID+base64(01 ‖ seed)`.
  package init(_ text: String) throws(NoteError) {
    let (name, id, seed) = try NoteKey.parse(secret: text, NoteKey.log)
    try self.init(name: name, seed: seed)
    guard NoteKey.text(verifier.keyID) == id else { throw NoteError(.badKey) }
  }

  /// `PRIVATE+KEY+name+keyID+base64(01 ‖ seed)`: a secret.
  package var secretText: String {
    NoteKey.secret(verifier.name, verifier.keyID, NoteKey.log, seed)
  }

  /// The note with this signature. `text` is whole lines.
  package func sign(_ text: String) -> String {
    precondition(text.hasSuffix("\n"), "a note is made of whole lines")
    // The seed made a key when the signer was made.
    guard let signature = Ed25519.signature(of: Array(text.utf8), by: seed) else {
      preconditionFailure("an Ed25519 seed signs")
    }
    return "\(text)\n" + NoteKey.line(verifier.name, verifier.keyID, signature)
  }
}

/// A text with signatures (C2SP signed-note).
package struct SignedNote: Hashable, Sendable {
  /// The text, every line of it ended.
  package let text: String
  let signatures: [Signature]

  struct Signature: Hashable {
    let name: String
    let keyID: UInt32
    let bytes: [UInt8]
  }

  /// Reads a note; throws ``NoteError/Kind/badNote``.
  package init(_ note: String) throws(NoteError) {
    try NoteText.requireAsWritten(note)
    let bytes = Array(note.utf8)
    guard bytes.count <= 1 << 20, bytes.allSatisfy({ $0 >= 32 || $0 == 10 }), bytes.last == 10,
      // The last empty line of the note parts text and signatures.
      let split = note.utf8Ranges(of: "\n\n").last
    else { throw NoteError(.badNote) }
    let text = String(decoding: bytes[...split], as: UTF8.self)
    var signatures: [Signature] = []
    for line in String(decoding: bytes[(split + 2)...], as: UTF8.self).split(
      separator: "\n", omittingEmptySubsequences: false
    ).dropLast() {
      guard line.hasPrefix("\u{2014} ") else { throw NoteError(.badNote) }
      let parts = line.dropFirst(2).split(separator: " ", omittingEmptySubsequences: false).map(String.init)
      guard parts.count == 2, NoteVerifier.isName(parts[0]), let data = try NoteText.base64(parts[1]), data.count > 4
      else { throw NoteError(.badNote) }
      signatures.append(
        Signature(
          name: parts[0], keyID: data.prefix(4).reduce(0) { $0 << 8 | UInt32($1) }, bytes: Array(data.dropFirst(4))))
    }
    guard !signatures.isEmpty, signatures.count <= 100 else { throw NoteError(.badNote) }
    (self.text, self.signatures) = (text, signatures)
  }

  /// The verifiers whose signatures the note bears. Throws where a known key's signature does not verify, or none of
  /// `verifiers` signed.
  @discardableResult
  package func verify(by verifiers: [NoteVerifier]) throws(NoteError) -> [NoteVerifier] {
    var verified: [NoteVerifier] = []
    for signature in signatures {
      guard let known = verifiers.first(where: { $0.name == signature.name && $0.keyID == signature.keyID }) else {
        continue
      }
      guard known.verifies(signature.bytes, of: text) else { throw NoteError(.badSignature) }
      if !verified.contains(known) { verified.append(known) }
    }
    guard !verified.isEmpty else { throw NoteError(.noKnownSignature) }
    return verified
  }
}

extension String {
  /// Where the bytes of `part` begin, one after the other; overlapping ones too.
  fileprivate func utf8Ranges(of part: String) -> [Int] {
    let (bytes, wanted) = (Array(utf8), Array(part.utf8))
    guard bytes.count >= wanted.count else { return [] }
    return (0...bytes.count - wanted.count).filter { bytes[$0..<$0 + wanted.count].elementsEqual(wanted) }
  }
}
