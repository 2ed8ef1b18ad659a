/// The code by which a certificate is looked up by anybody who holds the paper: eighteen signs of Crockford's base 32
/// (crockford.com/base32), so that none is taken for another.
///
/// The first names the key, sixteen are 80 bits of its message code, the last is a check sign (Luhn mod 32): a sign read wrongly, and nearly
/// every swap of neighbours, is told from a code that nobody gave out.
public struct CertificateCode: Hashable, Sendable, CustomStringConvertible {
  /// Which key, from 0 to 31.
  public let key: UInt8
  let code: [UInt8]

  static let codeBytes = 10
  static let count = 18
  private static let signs = Array("0123456789ABCDEFGHJKMNPQRSTVWXYZ")

  init(key: UInt8, code: [UInt8]) {
    precondition(key < 32 && code.count == Self.codeBytes, "a key of five bits and a code of eighty")
    (self.key, self.code) = (key, code)
  }

  /// Reads a code as people type it: small letters, O for 0, I and L for 1, hyphens and spaces do not matter. `nil`: the check sign says
  /// that it is none.
  public init?(_ text: String) {
    guard text.utf8.count <= 64 else { return nil }
    var values: [UInt8] = []
    for sign in text.uppercased() where sign != "-" && sign != " " {
      let meant: Character =
        switch sign {
        case "O": "0"
        case "I", "L": "1"
        default: sign
        }
      guard let value = Self.signs.firstIndex(of: meant) else { return nil }
      values.append(UInt8(value))
    }
    guard values.count == Self.count, Self.checkSum(values[...]) == 0 else { return nil }
    key = values[0]
    var code: [UInt8] = []
    var (bits, kept) = (UInt32(0), 0)
    for value in values[1..<17] {
      bits = bits << 5 | UInt32(value)
      kept += 5
      if kept >= 8 {
        kept -= 8
        code.append(UInt8(truncatingIfNeeded: bits >> UInt32(kept)))
      }
    }
    self.code = code
  }

  /// The code in capitals: `0K3N…`.
  public var description: String {
    var values = [key]
    var (bits, kept) = (UInt32(0), 0)
    for byte in code {
      bits = bits << 8 | UInt32(byte)
      kept += 8
      while kept >= 5 {
        kept -= 5
        values.append(UInt8(truncatingIfNeeded: bits >> UInt32(kept)) & 31)
      }
    }
    let sum = Self.checkSum(values + [0])
    values.append((32 - sum) % 32)
    return String(values.map { Self.signs[Int($0)] })
  }

  /// The same in threes, as people read and type it: `0K3-N…`.
  public var grouped: String {
    let signs = Array(description)
    return stride(from: 0, to: signs.count, by: 3).map { String(signs[$0..<min($0 + 3, signs.count)]) }
      .joined(separator: "-")
  }

  /// Luhn's sum modulo 32: 0 for a whole code.
  private static func checkSum(_ values: some BidirectionalCollection<UInt8>) -> UInt8 {
    var sum: UInt32 = 0
    for (place, value) in values.reversed().enumerated() {
      let doubled = UInt32(value) * (place.isMultiple(of: 2) ? 1 : 2)
      sum += doubled / 32 + doubled % 32
    }
    return UInt8(sum % 32)
  }
}
