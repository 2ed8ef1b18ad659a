internal import Foundation
internal import Ledger

extension Bundle {
  /// The checker, `check.py`. It shares nothing with this program but the published formats: C2SP signed-note, tlog-checkpoint and
  /// tlog-proof, RFC 6962, and the fields of records.
  public static let checker = String(decoding: PackageResources.check_py, as: UTF8.self)
    .replacing("@SCHEMA@", with: CheckerSchema.text)

  /// The SHA-256 of ``checker`` in hexadecimal digits: what is published apart from bundles.
  public static var checkerHash: String { Ledger.contentHash(Array(checker.utf8)) }
}
