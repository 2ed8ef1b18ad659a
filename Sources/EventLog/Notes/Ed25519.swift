internal import CCrypto

/// Signatures over Curve25519 (RFC 8032), by libcrypto. Keys and seeds are 32 bytes, signatures 64.
enum Ed25519 {
  /// The public key that belongs to `seed`; `nil` where that is not 32 bytes.
  static func publicKey(of seed: [UInt8]) -> [UInt8]? {
    var key = [UInt8](repeating: 0, count: OCOP_KEY_BYTES)
    guard seed.count == key.count, ocop_ed25519_public(seed, &key) == 1 else { return nil }
    return key
  }

  /// The signature of `message` by the owner of `seed`: the same every time. `nil` where the seed is not 32 bytes.
  static func signature(of message: [UInt8], by seed: [UInt8]) -> [UInt8]? {
    var signature = [UInt8](repeating: 0, count: OCOP_SIGNATURE_BYTES)
    guard seed.count == OCOP_KEY_BYTES,
      ocop_ed25519_sign(seed, message, message.count, &signature) == 1
    else { return nil }
    return signature
  }

  /// Whether the owner of `key` signed `message`. What is no key, or no signature, verifies nothing.
  static func verifies(_ signature: [UInt8], of message: [UInt8], by key: [UInt8]) -> Bool {
    key.count == OCOP_KEY_BYTES && signature.count == OCOP_SIGNATURE_BYTES
      && ocop_ed25519_verifies(key, signature, message, message.count) == 1
  }
}
