internal import EventLog
public import OCOP

/// The keys under which certificates are named on paper. Without a key a code tells nothing, and none can be made up; under the same key
/// a certificate has the same code for ever.
///
/// Their file has a line for each key, `ocop-codes-1 K SECRET`: a number from 0 to 31 and 64 hexadecimal digits. The last is the one under
/// which codes are given out; earlier ones are still known, so that what was printed stays good.
public struct CertificateCodes: Sendable {
  private struct Key {
    let number: UInt8
    let secret: [UInt8]
  }

  private let keys: [Key]
  private static let word = "ocop-codes-1"

  /// Reads the text of a file of keys. Throws ``ProofFailure``.
  public init(text: String) throws(LedgerError) {
    var keys: [Key] = []
    for line in text.split(whereSeparator: \.isNewline) {
      let parts = line.split(separator: " ")
      guard parts.count == 3, parts[0] == Self.word, let number = UInt8(parts[1]), number < 32,
        let secret = Digest(hexadecimal: String(parts[2])), !keys.contains(where: { $0.number == number })
      else { throw .proof(ProofFailure(kind: "key")) }
      keys.append(Key(number: number, secret: secret.bytes))
    }
    guard !keys.isEmpty else { throw .proof(ProofFailure(kind: "key")) }
    self.keys = keys
  }

  /// The text of a file with one new key more than `text` has: `secret` is 32 random bytes. Throws ``ProofFailure`` where all numbers
  /// are taken.
  public static func adding(_ secret: [UInt8], to text: String = "") throws(LedgerError) -> String {
    let taken = text.isEmpty ? [] : try CertificateCodes(text: text).keys.map(\.number)
    guard let number = (UInt8(0)..<32).first(where: { !taken.contains($0) }), secret.count == 32 else {
      throw .proof(ProofFailure(kind: "key"))
    }
    let digits = secret.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
    return text + (text.isEmpty || text.hasSuffix("\n") ? "" : "\n") + "\(word) \(number) \(digits)\n"
  }

  /// Tells these keys from others, and nothing of them.
  public var mark: String {
    keys.map { Self.code(of: .zero, "", in: "", under: $0).description }.joined()
  }

  /// The code that is given out for the certificate that the record at `position` of the ledger granted. `hash`: the record's; by it a log that
  /// was put back and went on otherwise has other codes. `ledger`: its first record's hash.
  public func code(of position: Position, _ hash: String, in ledger: String) -> CertificateCode {
    guard let last = keys.last else { preconditionFailure("there is a key") }
    return Self.code(of: position, hash, in: ledger, under: last)
  }

  /// Every code by which that certificate is known, one for each key.
  func codes(of position: Position, _ hash: String, in ledger: String) -> [CertificateCode] {
    keys.map { Self.code(of: position, hash, in: ledger, under: $0) }
  }

  private static func code(
    of position: Position, _ hash: String, in ledger: String, under key: Key
  ) -> CertificateCode {
    let said = Array("ocop-certificate-1\n\(ledger)\n\(position.number)\n\(hash)\n".utf8)
    return CertificateCode(key: key.number, code: Array(messageCode(said, under: key.secret).prefix(10)))
  }
}
