internal import Foundation

/// How keys and signature lines are written (C2SP signed-note): a name, a type, 32 bytes of Ed25519.
enum NoteKey {
  /// The type of keys that sign checkpoints.
  static let log: UInt8 = 1
  /// The type of keys that cosign them with a time (C2SP tlog-cosignature).
  static let cosigner: UInt8 = 4

  /// The first four bytes of SHA-256(name ‖ 0A ‖ type ‖ key).
  static func id(_ name: String, _ type: UInt8, _ key: [UInt8]) -> UInt32 {
    let named = Array(name.utf8) + [10, type] + key
    return Digest.sha256(named.span.bytes).bytes.prefix(4).reduce(0) { $0 << 8 | UInt32($1) }
  }

  /// A key id in eight hexadecimal digits.
  static func text(_ id: UInt32) -> String {
    let digits = String(id, radix: 16)
    return String(repeating: "0", count: 8 - digits.count) + digits
  }

  /// `name+keyID+base64(type ‖ key)`
  static func text(_ name: String, _ type: UInt8, _ key: [UInt8]) -> String {
    "\(name)+\(text(id(name, type, key)))+\(Data([type] + key).base64EncodedString())"
  }

  /// Reads what ``text(_:_:_:)`` writes; throws ``NoteError/Kind/badKey``.
  static func parse(_ text: String, _ type: UInt8) throws(NoteError) -> (name: String, key: [UInt8]) {
    let parts = text.split(separator: "+", maxSplits: 2, omittingEmptySubsequences: false).map(String.init)
    guard parts.count == 3, NoteVerifier.isName(parts[0]), parts[1].utf8.count == 8,
      let id = UInt32(parts[1], radix: 16), let data = try NoteText.base64(parts[2]), data.count == 33, data[0] == type
    else { throw NoteError(.badKey) }
    let key = Array(data.dropFirst())
    guard Self.id(parts[0], type, key) == id else { throw NoteError(.badKey) }
    return (parts[0], key)
  }

  /// `PRIVATE+KEY+name+keyID+base64(type ‖ seed)`: a secret.
  static func secret(_ name: String, _ id: UInt32, _ type: UInt8, _ seed: [UInt8]) -> String {
    "PRIVATE+KEY+\(name)+\(text(id))+\(Data([type] + seed).base64EncodedString())"
  }

  /// Reads what ``secret(_:_:_:_:)`` writes; that the id fits is for the caller to see. Throws ``NoteError/Kind/badKey``.
  static func parse(secret text: String, _ type: UInt8) throws(NoteError) -> (name: String, id: String, seed: [UInt8]) {
    let parts = text.split(separator: "+", maxSplits: 4, omittingEmptySubsequences: false).map(String.init)
    guard parts.count == 5, parts[0] == "PRIVATE", parts[1] == "KEY", let data = try NoteText.base64(parts[4]),
      data.count == 33, data[0] == type
    else { throw NoteError(.badKey) }
    return (parts[2], parts[3], Array(data.dropFirst()))
  }

  /// A signature as it stands in a note.
  static func line(_ name: String, _ id: UInt32, _ signature: [UInt8]) -> String {
    let id = withUnsafeBytes(of: id.bigEndian) { Array($0) }
    return "\u{2014} \(name) \(Data(id + signature).base64EncodedString())\n"
  }
}
