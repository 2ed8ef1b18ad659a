internal import Foundation

/// Who can check cosignatures under a name (C2SP tlog-cosignature, type 04): each says that, at its time, the checkpoint was the largest
/// one that its maker had seen of the log, and went on from those before.
package struct CosignatureVerifier: Hashable, Sendable {
  package let name: String
  package let keyID: UInt32
  let key: [UInt8]

  init(name: String, key: [UInt8]) {
    (self.name, self.key) = (name, key)
    keyID = NoteKey.id(name, NoteKey.cosigner, key)
  }

  /// Reads `name+keyID+base64(04 ‖ key)`; throws ``NoteError/Kind/badKey``.
  package init(_ text: String) throws(NoteError) {
    let (name, key) = try NoteKey.parse(text, NoteKey.cosigner)
    self.init(name: name, key: key)
  }

  /// `name+keyID+base64(04 ‖ key)`
  package var text: String { NoteKey.text(name, NoteKey.cosigner, key) }
}

/// Who cosigns checkpoints: a name and an Ed25519 seed.
package struct CosignatureSigner: Sendable {
  package let verifier: CosignatureVerifier
  private let seed: [UInt8]

  /// A signer with that seed of 32 random bytes. Throws ``NoteError/Kind/badKey``.
  package init(name: String, seed: [UInt8]) throws(NoteError) {
    guard NoteVerifier.isName(name), let key = Ed25519.publicKey(of: seed) else { throw NoteError(.badKey) }
    self.seed = seed
    verifier = CosignatureVerifier(name: name, key: key)
  }

  /// Reads `PRIVATE+KEY+name+keyID+base64(04 ‖ seed)`; throws ``NoteError/Kind/badKey``.
  package init(_ text: String) throws(NoteError) {
    let (name, id, seed) = try NoteKey.parse(secret: text, NoteKey.cosigner)
    try self.init(name: name, seed: seed)
    guard NoteKey.text(verifier.keyID) == id else { throw NoteError(.badKey) }
  }

  /// `PRIVATE+KEY+name+keyID+base64(04 ‖ seed)`: a secret.
  package var secretText: String { NoteKey.secret(verifier.name, verifier.keyID, NoteKey.cosigner, seed) }

  /// The line that cosigns the text of a checkpoint at `time`, in seconds since 1970.
  package func line(_ text: String, at time: UInt64) -> String {
    guard let signature = Ed25519.signature(of: Cosignature.message(text, time), by: seed) else {
      preconditionFailure("an Ed25519 seed signs")
    }
    return NoteKey.line(verifier.name, verifier.keyID, withUnsafeBytes(of: time.bigEndian) { Array($0) } + signature)
  }
}

/// A cosignature that was checked.
package struct Cosignature: Hashable, Sendable {
  package let verifier: CosignatureVerifier
  /// When it was made, as its maker says: seconds since 1970.
  package let time: UInt64

  static func message(_ text: String, _ time: UInt64) -> [UInt8] { Array("cosignature/v1\ntime \(time)\n\(text)".utf8) }
}

extension SignedNote {
  /// The cosignatures by `verifiers` that the note bears; of several by one the latest. Throws ``NoteError/Kind/badSignature`` where one of a
  /// known key does not verify.
  package func cosignatures(by verifiers: [CosignatureVerifier]) throws(NoteError) -> [Cosignature] {
    var found: [CosignatureVerifier: UInt64] = [:]
    for signature in signatures {
      guard let known = verifiers.first(where: { $0.name == signature.name && $0.keyID == signature.keyID }) else {
        continue
      }
      let time = signature.bytes.prefix(8).reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
      guard signature.bytes.count == 72, time <= UInt64(Int64.max),
        Ed25519.verifies(Array(signature.bytes.dropFirst(8)), of: Cosignature.message(text, time), by: known.key)
      else { throw NoteError(.badSignature) }
      found[known] = max(time, found[known] ?? 0)
    }
    return verifiers.compactMap { verifier in found[verifier].map { Cosignature(verifier: verifier, time: $0) } }
  }

  /// The names and times that cosignatures on the note tell, whoever made them, unchecked: a signature of their length is taken for one.
  package var toldCosignatures: [(name: String, time: UInt64)] {
    signatures.filter { $0.bytes.count == 72 }.map { signature in
      (signature.name, signature.bytes.prefix(8).reduce(UInt64(0)) { $0 << 8 | UInt64($1) })
    }
  }

  /// The lines of its signatures, in order.
  package var lines: [String] { signatures.map { NoteKey.line($0.name, $0.keyID, $0.bytes) } }

  /// The note with `lines` behind its own signatures, those that it has left out.
  package func adding(_ lines: [String]) -> String {
    let own = self.lines
    var all = own
    for line in lines where !all.contains(line) { all.append(line) }
    return text + "\n" + all.joined()
  }
}
