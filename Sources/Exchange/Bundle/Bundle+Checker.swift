internal import Foundation
internal import Ledger
internal import OCOP
public import ProjectionKit

extension Bundle {
  /// The checker, `check.py`. It shares nothing with this program but the published formats: C2SP signed-note, tlog-checkpoint and
  /// tlog-proof, RFC 6962, and the fields of records.
  ///
  /// It checks products, and the figures that `projections` can prove.
  public static func checker(among projections: [any Projection.Type]) -> String {
    String(decoding: PackageResources.check_py, as: UTF8.self)
      .replacing("@SCHEMA@", with: CheckerSchema.written(CheckerSchema.figures(among: projections)).text)
  }

  /// The SHA-256 of ``checker(among:)`` in hexadecimal digits: what is published apart from bundles.
  public static func checkerHash(among projections: [any Projection.Type]) -> String {
    Ledger.contentHash(Array(checker(among: projections).utf8))
  }
}
