internal import CCrypto

/// HMAC-SHA-256 (RFC 2104) of `bytes` under `key`, from libcrypto.
package func messageCode(_ bytes: [UInt8], under key: [UInt8]) -> [UInt8] {
  var code = [UInt8](repeating: 0, count: Int(OCOP_DIGEST_BYTES))
  let isMade = ocop_hmac_sha256(key, Int32(key.count), bytes, bytes.count, &code)
  precondition(isMade == 1, "libcrypto has SHA-256")
  return code
}
